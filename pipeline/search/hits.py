"""The hits of one language in order, made as far as they are looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Lang, Match
from pipeline.search.fusion import Fused
from pipeline.search.matches import Matches
from pipeline.search.side import Fit, Hit, Side

Marked = Callable[[str, Lang], tuple[tuple[int, int], ...]]


class Exact:
    """Passages found word for word: of their twins those that are ranked first, best first, then
    the others in the order of the rows; of a twin the newest first.

    With ``fold`` a twin is one hit, else every passage.
    """

    def __init__(
        self,
        side: Side,
        rows: NDArray[np.intp],
        ranked: Mapping[int, Fused],
        fit: Fit,
        fold: bool,
    ) -> None:
        """``ranked`` has the twins that are ranked, best first."""
        self._side = side
        self._ranked = ranked
        self._fit = fit
        self._mask = side.only(rows) if fold else None
        twins, first, place = np.unique(side.twins[rows], return_index=True, return_inverse=True)
        worth = first + len(ranked)
        keys = np.fromiter(ranked, dtype=np.int64, count=len(ranked))
        at = np.minimum(np.searchsorted(twins, keys), max(0, len(twins) - 1))
        if len(twins):
            held = twins[at] == keys
            worth[at[held]] = np.flatnonzero(held)
        order = np.argsort(worth)
        self.twins: NDArray[np.int64] = twins[order]
        self._rows = rows[np.lexsort((-side.ages[rows], worth[place]))]

    def __len__(self) -> int:
        return len(self._rows if self._mask is None else self.twins)

    def between(self, start: int, stop: int) -> list[Hit]:
        """The hits of those places."""
        if self._mask is not None:
            twins = self.twins[start:stop].tolist()
            why = {twin: self._why(twin) for twin in twins}
            return self._side.hits(why, self._mask, self._cosines(twins), self._fit)
        rows = self._rows[start:stop]
        twins = self._side.twins[rows].tolist()
        cosines = self._cosines(twins)
        return [
            Hit(row, self._why(twin), cosines[twin])
            for row, twin in zip(rows.tolist(), twins, strict=True)
        ]

    def _why(self, twin: int) -> tuple[str, ...]:
        found = self._ranked.get(twin)
        return ("exact", *found.why) if found else ("exact",)

    def _cosines(self, twins: Sequence[int]) -> dict[int, float | None]:
        return {t: self._ranked[t].cosine if t in self._ranked else None for t in twins}


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of one language: ``exact`` ones, then ``others``."""

    side: Side
    exact: Exact | None = None
    others: Sequence[Hit] = field(default=())

    def __len__(self) -> int:
        return len(self.others) + (len(self.exact) if self.exact else 0)

    def matches(self, marked: Marked, first: int) -> Matches:
        """The hits as matches, whose words ``marked`` gives; ``first`` of them are read at once."""

        def read(start: int, stop: int) -> tuple[Match, ...]:
            return self.side.matches(self._between(start, stop), marked, start)

        return Matches(len(self), read, first)

    def _between(self, start: int, stop: int) -> list[Hit]:
        before = len(self.exact) if self.exact else 0
        found = self.exact.between(start, min(stop, before)) if self.exact else []
        return [*found, *self.others[max(0, start - before) : max(0, stop - before)]]
