"""The way back through the table: what each bead would lose to its best alternative.

The best sum through any bead is the best sum before it, its gain, and the best sum after it. The
difference between the best sum of all and the best through another bead that holds one of the same
paragraphs is the *lead* of the bead: how much evidence would have to change for it to fall.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.align.features import LARGEST, Codes, Floats
from pipeline.align.table import Group, Strip, StripGains, Sums


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best bead other than a given one for the same paragraphs, and how far it is behind."""

    group: Group
    lead: float


@dataclass(frozen=True, slots=True)
class _Best:
    """For each paragraph of one side, as the first of k + 1 in a bead: the best sum through such a
    bead, and the rest of that bead (where it begins on the other side, how many it holds there);
    shape (n, LARGEST). Column 0 also covers the paragraph left alone."""

    sums: Floats
    starts: Codes
    counts: Codes

    @classmethod
    def empty(cls, size: int) -> "_Best":
        shape = (size, LARGEST)
        return cls(np.full(shape, -np.inf), np.zeros(shape, np.int64), np.zeros(shape, np.int64))


def alternatives(
    strips: Sequence[Strip], found: Sequence[Sums], gains: StripGains, groups: Sequence[Group]
) -> tuple[Alternative | None, ...]:
    """The best alternative of each of ``groups``, which are the best sequence; None where there is
    none, as in a text of one paragraph on one side."""
    rows, columns = strips[-1].last - 1, strips[-1].right - 1
    zh, en = _Best.empty(rows), _Best.empty(columns)
    chosen: dict[int, list[Group]] = {}
    for group in groups:
        chosen.setdefault(group.i, []).append(group)
    below = np.full((LARGEST, 1), -np.inf)
    left = 0
    for strip, sums in zip(reversed(strips), reversed(found), strict=True):
        below = _back(strip, sums.sums, gains, chosen, (below, left), (zh, en))
        left = strip.left
    best = float(found[-1].sums[-1, -1])
    return tuple(_alternative(group, best, zh, en) for group in groups)


def _back(
    strip: Strip,
    before: Floats,
    gains: StripGains,
    chosen: dict[int, list[Group]],
    below: tuple[Floats, int],
    best: tuple[_Best, _Best],
) -> Floats:
    """Fill the best sums to the end for the states of a strip; its first LARGEST rows."""
    height, width = strip.last - strip.first, strip.width
    held = np.full((height + LARGEST, width + LARGEST), -np.inf)
    rows, left = below
    first, last = max(left, strip.left), min(left + rows.shape[1], strip.right)
    if first < last:
        held[height:, first - strip.left : last - strip.left] = rows[:, first - left : last - left]
    n, m = len(best[0].sums), len(best[1].sums)
    table = gains(strip)[:, :, min(strip.first, LARGEST) :]
    through = np.full((LARGEST, LARGEST, width), -np.inf)
    for row in range(height - 1, -1, -1):
        i = strip.first + row
        alone = held[row + 1, :width].copy()
        if i == n and strip.right == m + 1:
            alone[-1] = 0.0
        if i < n:
            for a in range(LARGEST):
                for b in range(LARGEST):
                    after = held[row + a + 1, b + 1 : b + 1 + table.shape[3]]
                    np.add(table[a, b, row], after, out=through[a, b, : table.shape[3]])
            held[row, :width] = _running(np.maximum(alone, through.max(axis=(0, 1))))
            _note(strip, i, before[row], through, alone, chosen, best)
        else:
            held[row, :width] = _running(alone)
        _note_alone(strip, i, before[row], held[row], chosen, best[1])
    return held[:LARGEST, :width]


def _running(values: Floats) -> Floats:
    """Best sums where English paragraphs may be left alone, which gains nothing."""
    return np.maximum.accumulate(values[::-1])[::-1]


def _note(
    strip: Strip,
    i: int,
    before: Floats,
    through: Floats,
    alone: Floats,
    chosen: dict[int, list[Group]],
    best: tuple[_Best, _Best],
) -> None:
    """Keep the best beads that begin in row ``i``, the chosen one left out."""
    zh, en = best
    total = through + before
    only = before + alone
    for group in chosen.get(i, ()):
        if group.zh and group.en:
            total[group.zh - 1, group.en - 1, group.j - strip.left] = -np.inf
        elif group.zh:
            only[group.j - strip.left] = -np.inf
    flat = total.reshape(LARGEST, -1)
    place = flat.argmax(axis=1)
    zh.sums[i] = flat[np.arange(LARGEST), place]
    zh.counts[i] = place // strip.width + 1
    zh.starts[i] = place % strip.width + strip.left
    j = int(only.argmax())
    if only[j] > zh.sums[i, 0]:
        zh.sums[i, 0], zh.counts[i, 0], zh.starts[i, 0] = only[j], 0, j + strip.left
    columns = slice(strip.left, min(strip.right, len(en.sums)))
    over = total.max(axis=0).T[: columns.stop - columns.start]
    better = over > en.sums[columns]
    en.sums[columns][better] = over[better]
    en.starts[columns][better] = i
    en.counts[columns][better] = (total.argmax(axis=0).T[: len(over)] + 1)[better]


def _note_alone(
    strip: Strip,
    i: int,
    before: Floats,
    after: Floats,
    chosen: dict[int, list[Group]],
    en: _Best,
) -> None:
    """Keep the English paragraphs left alone in row ``i``."""
    columns = slice(strip.left, min(strip.right - 1, len(en.sums)))
    size = columns.stop - columns.start
    over = before[:size] + after[1 : size + 1]
    for group in chosen.get(i, ()):
        if not group.zh and columns.start <= group.j < columns.stop:
            over[group.j - columns.start] = -np.inf
    better = over > en.sums[columns, 0]
    en.sums[columns, 0][better] = over[better]
    en.starts[columns, 0][better] = i
    en.counts[columns, 0][better] = 0


def _alternative(group: Group, best: float, zh: _Best, en: _Best) -> Alternative | None:
    """The best bead that holds one of the paragraphs of ``group``."""
    top, found = -np.inf, None
    for i in range(max(0, group.i - LARGEST + 1), group.i + group.zh):
        for k in range(max(0, group.i - i), LARGEST):
            if zh.sums[i, k] > top:
                top = float(zh.sums[i, k])
                found = Group(i, int(zh.starts[i, k]), k + 1, int(zh.counts[i, k]))
    for j in range(max(0, group.j - LARGEST + 1), group.j + group.en):
        for k in range(max(0, group.j - j), LARGEST):
            if en.sums[j, k] > top:
                top = float(en.sums[j, k])
                found = Group(int(en.starts[j, k]), j, int(en.counts[j, k]), k + 1)
    return None if found is None else Alternative(found, max(0.0, best - top))
