"""What a delegation prepares a meeting with, asked of an open collection."""

from pipeline.collection import Collection


class Preparation:
    """Answers built on those of a collection; what takes long to compute is kept with the
    collection's state, so that making one of these costs nothing."""

    def __init__(self, collection: Collection) -> None:
        self._held = collection
