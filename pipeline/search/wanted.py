"""What a query looks for, read once for both languages."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.search.cited import Asked
from pipeline.search.concepts import Concept
from pipeline.search.query import Question
from pipeline.search.signals import Signals

NOTHING = Signals(frozenset(), frozenset(), frozenset(), frozenset())


def _no_vector() -> NDArray[np.float32]:
    return np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Query:
    """A question with what is looked for: its vector, the concepts whose other forms count,
    the provisions it names, its figures and dates."""

    question: Question
    vector: NDArray[np.float32] = field(default_factory=_no_vector)
    concepts: tuple[Concept, ...] = ()
    provisions: tuple[Asked, ...] = ()
    signals: Signals = NOTHING
