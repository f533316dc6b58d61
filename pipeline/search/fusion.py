"""Several rankings of one language made one: what each passage is worth in all of them together.

Every ranking gives a number that means the same for every query: a cosine, or a share from 0 to 1.
The numbers are weighed (``lexicon/ranking_weights.csv``) and added; a passage that one ranking did
not bring up is looked up in the others, so that none counts as nothing for having come third.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline import lexicon
from pipeline.search.covering import Values

Direction: TypeAlias = Literal["own", "other"]
"""Whether the passages are in the language of the query."""


@dataclass(frozen=True, slots=True)
class Fused:
    """One passage, or several of the same words: its number, what it is worth, and its cosine (None
    where it has none). ``ranks`` are for each ranking the ranks of all that were fused, 0 for none;
    its own stand at ``place``."""

    key: int
    value: float
    cosine: float | None
    place: int
    ranks: Mapping[str, NDArray[np.intp]] = field(compare=False, repr=False)

    @property
    def why(self) -> tuple[str, ...]:
        """Its rank in each ranking that has it, as ``dense 1``."""
        own = ((name, int(ranks[self.place])) for name, ranks in self.ranks.items())
        return tuple(f"{name} {rank}" for name, rank in own if rank)


def fuse(
    keys: NDArray[np.int64], rankings: Mapping[str, Values], direction: Direction
) -> list[Fused]:
    """The different ``keys``, best first; ``rankings`` give a value for each place of ``keys``, 0
    for none, and of equal keys the greatest counts. Equals keep their order."""
    unique, first, place = np.unique(keys, return_index=True, return_inverse=True)
    total = np.zeros(len(unique), dtype=np.float32)
    best = {name: _greatest(values, place, len(unique)) for name, values in rankings.items()}
    for name, values in best.items():
        total += np.float32(weight(direction, name)) * values
    ranks = {name: _ranks(values, first) for name, values in best.items()}
    cosines = best.get("dense")
    return [
        Fused(
            int(unique[at]),
            float(total[at]),
            None if cosines is None else float(cosines[at]),
            at,
            ranks,
        )
        for at in np.lexsort((first, -total)).tolist()
    ]


def total_of(rankings: Mapping[str, Values], direction: Direction) -> Values:
    """What each place is worth in all of ``rankings`` together."""
    weighed = [np.float32(weight(direction, name)) * values for name, values in rankings.items()]
    return np.asarray(np.sum(weighed, axis=0), dtype=np.float32)


def _greatest(values: Values, place: NDArray[np.intp], count: int) -> Values:
    out = np.full(count, -1.0, dtype=np.float32)
    np.maximum.at(out, place, values)
    return out


def _ranks(values: Values, first: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rank of each place from 1, the greatest value first; 0 for a value that is not above
    0."""
    ranks = np.zeros(len(values), dtype=np.intp)
    ranks[np.lexsort((first, -values))] = np.arange(1, len(values) + 1)
    return np.where(values > 0, ranks, 0)


def weight(direction: Direction, name: str) -> float:
    """What a ranking counts; 0 for one that is not in the table."""
    return _weights().get((direction, name), 0.0)


@cache
def _weights() -> dict[tuple[str, str], float]:
    rows = lexicon.rows("ranking_weights")
    return {(row["side"], row["ranking"]): float(row["weight"]) for row in rows}
