"""The model that puts hits in a better order, where whoever serves the app names one."""

import os

from pipeline.encode import Reranker, load_reranker
from pipeline.places import RERANKER_VARIABLE
from ui.keep import kept


def reranker_name() -> str:
    """The model named, a folder or ``owner/name`` on the hub; "" for none."""
    return os.environ.get(RERANKER_VARIABLE, "")


@kept(1)
def reranker(name: str) -> Reranker:
    """That model, loaded once for all visitors; EncoderError where it cannot be read."""
    return load_reranker(name)
