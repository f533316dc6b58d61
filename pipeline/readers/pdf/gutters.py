"""Strips that rows leave empty from top to bottom, and ruling lines put together."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.pdf.rows import Row
from pipeline.readers.pdf.segments import cells, segments
from pipeline.readers.pdf.shapes import Rule

_CELL = 0.5
"""Words this many ems apart may stand in two cells."""
_TOUCHING = 4.0
_LEVEL = 1.5


@dataclass(frozen=True, slots=True)
class Gutter:
    """An empty strip between two columns, from ``x0`` to ``x1``."""

    x0: float
    x1: float

    def left_empty(self, row: Row, gap: float) -> bool:
        """Whether the words of ``row`` leave ``gap`` ems of the strip empty."""
        x0, x1 = self.x0, self.x1
        for part in segments(row.runs, _CELL):
            left, right = part[0].x0, max(r.x1 for r in part)
            if right <= x0 or left >= x1:
                continue
            if left <= x0 and right >= x1:
                return False
            if left - x0 > x1 - right:
                x1 = left
            else:
                x0 = right
        return x1 - x0 >= gap * row.size


def gutters(rows: Sequence[Row]) -> list[Gutter]:
    """The strips between columns, left to right: left empty by nearly all of ``rows``, with words
    on both sides in some of them. One row in eight may cross (a heading over several columns)."""
    parts = [[(s[0].x0, max(r.x1 for r in s)) for s in cells(row.runs, _CELL)] for row in rows]
    several = [p for p in parts if len(p) > 1]
    if not several:
        return []
    allowed = len(several) // 8 if len(several) > 3 else 0
    points = sorted({x for p in parts for pair in p for x in pair})
    out: list[Gutter] = []
    for a, b in itertools.pairwise(points):
        middle = (a + b) / 2
        crossing = sum(any(x0 < middle < x1 for x0, x1 in p) for p in parts)
        parted = any(p[0][1] <= middle <= p[-1][0] for p in several)
        if crossing > allowed or not parted or b - a < 0.1:
            continue
        if out and out[-1].x1 == a:
            out[-1] = Gutter(out[-1].x0, b)
        else:
            out.append(Gutter(a, b))
    return _with_words_between(out, several)


def _with_words_between(
    strips: Sequence[Gutter], parts: Sequence[Sequence[tuple[float, float]]]
) -> list[Gutter]:
    """The strips without those that only a few stray words set apart from their neighbour."""
    out: list[Gutter] = []
    for strip in strips:
        if out:
            left, right = out[-1].x1, strip.x0
            inside = sum(any(x0 >= left and x1 <= right for x0, x1 in p) for p in parts)
            if inside < max(1, 0.12 * len(parts)):
                wider = max(out[-1], strip, key=lambda g: g.x1 - g.x0)
                out[-1] = wider
                continue
        out.append(strip)
    return out


def edges_of(rows: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """The boundaries of the columns of a table, left to right: where a rule that is drawn cell by
    cell is broken and hardly any words run across, else the middles of the strips left empty."""
    ends: list[float] = []
    level = sorted((r for r in rules if r.level), key=lambda r: (-r.y0, r.x0))
    for a, b in itertools.pairwise(level):
        if abs(a.y0 - b.y0) <= _LEVEL and abs(b.x0 - a.x1) <= _TOUCHING:
            ends.append((a.x1 + b.x0) / 2)
    drawn: list[float] = []
    for x in sorted(ends):
        if not drawn or x - drawn[-1] > _TOUCHING:
            drawn.append(x)
    drawn = [x for x in drawn if _crossing(rows, x) <= max(1, len(rows) / 8)]
    strips = gutters(rows)
    return drawn if len(drawn) >= len(strips) else [(s.x0 + s.x1) / 2 for s in strips]


def _crossing(rows: Sequence[Row], x: float) -> int:
    return sum(any(run.x0 < x - 1 and run.x1 > x + 1 for run in row.runs) for row in rows)


def level_lines(rules: Sequence[Rule]) -> list[Rule]:
    """Horizontal rules, the pieces that a table draws cell by cell put together, from the top."""
    out: list[Rule] = []
    for rule in sorted((r for r in rules if r.level), key=lambda r: (-r.y0, r.x0)):
        last = next((o for o in out[::-1] if abs(o.y0 - rule.y0) <= _LEVEL), None)
        if last and last.x0 - 2 * _TOUCHING <= rule.x0 <= last.x1 + 2 * _TOUCHING:
            out[out.index(last)] = Rule(
                min(last.x0, rule.x0), last.y0, max(last.x1, rule.x1), last.y0
            )
        else:
            out.append(rule)
    return out
