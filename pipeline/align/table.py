"""The dynamic programme: the monotone sequence of beads whose gains sum to the most.

A state (i, j) says that i Chinese and j English paragraphs are behind. The table of states is kept
in strips of rows, each with its own window of columns (see ``anchors``), so that memory grows with
the length of the texts and the width of the windows, not with the product of the lengths. Gains are
computed strip by strip, once on the way forward and once on the way back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from pipeline.align.features import LARGEST, Floats, Vectors

Gains: TypeAlias = Callable[[range, range], Vectors]
"""Gains of the beads that begin in some rows and columns, as ``gains.gains`` gives them."""

KEPT = 2_000_000
"""Cells of gains that are kept from the way forward for the way back, 64 bytes each."""

ZH_ALONE = LARGEST * LARGEST
EN_ALONE = ZH_ALONE + 1


@dataclass(frozen=True, slots=True)
class Strip:
    """States of the rows ``first`` to ``last`` (excluded), columns ``left`` to ``right``
    (excluded)."""

    first: int
    last: int
    left: int
    right: int

    @property
    def width(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Group:
    """The paragraphs of one bead: ``zh`` of them from ``i`` on and ``en`` from ``j`` on."""

    i: int
    j: int
    zh: int
    en: int


class StripGains:
    """Gains strip by strip, computed afresh each time but for tables small enough to be kept."""

    def __init__(self, gains: Gains, strips: Sequence[Strip]) -> None:
        self._gains = gains
        self._kept: dict[Strip, Vectors] = {}
        self._keeps = sum(s.width * (s.last - s.first) for s in strips) <= KEPT

    def __call__(self, strip: Strip) -> Vectors:
        """Gains of the beads that begin in the columns of a strip, in its rows and the LARGEST
        rows above them (as many as there are); no bead begins in the last row and column."""
        if strip not in self._kept:
            rows = range(max(0, strip.first - LARGEST), strip.last)
            found = self._gains(rows, range(strip.left, strip.right - 1))
            if not self._keeps:
                return found
            self._kept[strip] = found
        return self._kept[strip]


@dataclass(frozen=True, slots=True)
class Sums:
    """The best sum to each state of a strip, and the step that led there."""

    sums: Floats
    steps: NDArray[np.int8]


def forward(strips: Sequence[Strip], gains: StripGains) -> tuple[Sums, ...]:
    """Best sums from the beginning, for each strip."""
    out: list[Sums] = []
    above = np.full((LARGEST, 1), -np.inf)
    left = 0
    for strip in strips:
        held = np.full((strip.last - strip.first + LARGEST, strip.width + LARGEST), -np.inf)
        _place(above, left, held[:LARGEST, LARGEST:], strip.left)
        steps = _fill(strip, held, _by_end(strip, gains))
        out.append(Sums(held[LARGEST:, LARGEST:], steps))
        above, left = held[-LARGEST:, LARGEST:], strip.left
    return tuple(out)


def _place(rows: Floats, left: int, into: Floats, into_left: int) -> None:
    """Copy ``rows``, whose first column is ``left``, to where they belong in another window."""
    first = max(left, into_left)
    last = min(left + rows.shape[1], into_left + into.shape[1])
    if first < last:
        into[:, first - into_left : last - into_left] = rows[:, first - left : last - left]


def _by_end(strip: Strip, gains: StripGains) -> Vectors:
    """Gains of the beads that end in the states of a strip, shape (rows, LARGEST, LARGEST, width):
    ``[r, a, b, c]`` has a + 1 and b + 1 paragraphs."""
    rows, width = strip.last - strip.first, strip.width
    out = np.full((rows, LARGEST, LARGEST, width), -np.inf, dtype=np.float32)
    first = max(0, strip.first - LARGEST)
    found = gains(strip)
    for a in range(LARGEST):
        # the bead that ends in row r began a + 1 rows above it
        skip = max(0, a + 1 - (strip.first - first))
        begin = strip.first + skip - a - 1 - first
        for b in range(LARGEST):
            if b + 1 < width and skip < rows:
                part = found[a, b, begin : begin + rows - skip, : width - b - 1]
                out[skip:, a, b, b + 1 :] = part
    return out


def _fill(strip: Strip, held: Floats, by_end: Vectors) -> NDArray[np.int8]:
    """Fill the rows of a strip below the LARGEST rows that ``held`` begins with."""
    width = strip.width
    steps = np.empty((strip.last - strip.first, width), dtype=np.int8)
    before = sliding_window_view(held, (LARGEST, LARGEST))[:, :, ::-1, ::-1].transpose(0, 2, 3, 1)
    buffer = np.empty((LARGEST, LARGEST, width))
    flat = buffer.reshape(LARGEST * LARGEST, width)
    columns = np.arange(width)
    for row in range(strip.last - strip.first):
        np.add(before[row][..., :width], by_end[row], out=buffer)
        step = flat.argmax(axis=0)
        best = flat[step, columns]
        if strip.first + row == 0 and strip.left == 0:
            best[0] = 0.0
        above = held[row + LARGEST - 1, LARGEST:]
        higher = above > best
        step[higher] = ZH_ALONE
        np.maximum(best, above, out=best)
        running = np.maximum.accumulate(best)
        step[running > best] = EN_ALONE
        held[row + LARGEST, LARGEST:] = running
        steps[row] = step
    return steps


def trace(strips: Sequence[Strip], found: Sequence[Sums]) -> tuple[Group, ...]:
    """The groups of the best sequence, in order."""
    s = len(strips) - 1
    i, j = strips[s].last - 1, strips[s].right - 1
    out = []
    while i or j:
        while i < strips[s].first:
            s -= 1
        step = int(found[s].steps[i - strips[s].first, j - strips[s].left])
        if step == ZH_ALONE:
            zh, en = 1, 0
        elif step == EN_ALONE:
            zh, en = 0, 1
        else:
            zh, en = step // LARGEST + 1, step % LARGEST + 1
        i, j = i - zh, j - en
        out.append(Group(i, j, zh, en))
    return tuple(out[::-1])
