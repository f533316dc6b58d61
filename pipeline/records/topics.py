"""What a document is about, in the terms of the UNBIS Thesaurus."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A concept of a document: ``concept`` is a code of ``lexicon/concepts.csv``.

    ``how`` is ``keyword`` where a cataloguer gave it and the file carries it; ``nearest`` where it
    was found by nearness, with the estimated ``probability`` in [0, 1] that a cataloguer would have
    given it, which is None for a keyword.
    """

    concept: str
    name_en: str
    name_zh: str
    how: Literal["keyword", "nearest"]
    probability: float | None = None
