"""Earlier recommendations that a later one may take up, by vectors.

For each recommendation the nearest of all that are earlier, and the nearest in each of the texts
that its own goes on from. Rows stand in the order of time, so that what is earlier is a slice and
no matrix of all pairs is ever held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NEAREST = 6
"""How many of all the earlier ones are looked at."""
_IN_SERIES = 3
"""How many of each earlier text of the series."""
_LEAST = 0.35
"""Cosine below which two are not compared word by word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rows of an earlier and a later recommendation, with the cosine of their vectors."""

    earlier: int
    later: int
    cosine: float


def nearest(
    vectors: NDArray[np.float32], rows: Sequence[int], barred: NDArray[np.bool_]
) -> Iterator[Candidate]:
    """For each of ``rows`` the nearest of the first ``len(barred)`` rows that are not barred,
    best first."""
    yield from _best(vectors, rows, 0, barred, _NEAREST)


def nearest_in(
    vectors: NDArray[np.float32], rows: Sequence[int], within: Sequence[int]
) -> Iterator[Candidate]:
    """For each of ``rows`` the nearest of the consecutive rows ``within``, best first."""
    free = np.zeros(len(within), dtype=np.bool_)
    yield from _best(vectors, rows, within[0], free, _IN_SERIES)


def _best(
    vectors: NDArray[np.float32],
    rows: Sequence[int],
    start: int,
    barred: NDArray[np.bool_],
    k: int,
) -> Iterator[Candidate]:
    if not len(rows) or not len(barred):
        return
    cosines = vectors[list(rows)] @ vectors[start : start + len(barred)].T
    cosines[:, barred] = -1.0
    k = min(k, len(barred))
    for row, line in zip(rows, cosines, strict=True):
        best = np.argpartition(-line, k - 1)[:k]
        for place in best[np.lexsort((best, -line[best]))]:
            if line[place] >= _LEAST:
                yield Candidate(start + int(place), row, float(line[place]))
