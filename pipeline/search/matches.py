"""Matches in order, read from the index as far as they are looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from pipeline.records import Match

_BLOCK = 20
"""Matches that are read at once for one of them: as many as a page shows."""
_MANY = 500
"""Matches that are read at once by whoever goes through all."""


def _none(start: int, stop: int) -> Sequence[Match]:
    return ()


class Matches(Sequence[Match]):
    """Matches of one language, as a tuple of them would be: their number is known, the passages
    are read when they are looked at, which is done on the state of the index that was searched
    and before it is closed; the first ones have been read. Threads may share it."""

    def __init__(
        self, count: int = 0, read: Callable[[int, int], Sequence[Match]] = _none, first: int = 0
    ) -> None:
        """``read(start, stop)`` gives the matches of those places; ``first`` are read at once."""
        self._count = count
        self._read = read
        self._first = min(first, count)
        self._held: dict[int, Match] = {}
        self._between(0, self._first)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, at: int | slice) -> Match | tuple[Match, ...]:
        if isinstance(at, slice):
            places = range(self._count)[at]
            if places.step == 1:
                return self._between(places.start, places.stop)
            return tuple(self[place] for place in places)
        place = range(self._count)[at]
        if place not in self._held:
            start = place - place % _BLOCK
            self._between(start, min(start + _BLOCK, self._count))
        return self._held[place]

    def __iter__(self) -> Iterator[Match]:
        """All of them; what is read on the way is not kept."""
        yield from self._between(0, self._first)
        for start in range(self._first, self._count, _MANY):
            yield from self._read(start, min(start + _MANY, self._count))

    def __eq__(self, other: object) -> bool:
        """Whether ``other`` is a sequence of the same matches."""
        if not isinstance(other, Matches | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as of a list: to compare, all must be read

    def __repr__(self) -> str:
        return f"<{self._count} matches, {len(self._held)} of them read>"

    def mapped(self, change: Callable[[Match], Match]) -> "Matches":
        """The matches as ``change`` makes each of them when it is looked at."""
        return Matches(
            self._count,
            lambda start, stop: [change(match) for match in self._between(start, stop)],
            self._first,
        )

    def _between(self, start: int, stop: int) -> tuple[Match, ...]:
        places = range(start, stop)
        if any(place not in self._held for place in places):
            self._held.update(zip(places, self._read(start, stop), strict=True))
        return tuple(self._held[place] for place in places)
