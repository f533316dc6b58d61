"""Two columns of running text side by side, told from a table by the order of drawing.

A file draws a column of text to its end before it begins the next; of a table it draws row after
row. Text above and below the columns stands by itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.readers.pdf.rows import Row, rows_of
from pipeline.readers.pdf.segments import segments
from pipeline.readers.pdf.shapes import Page

_LEAST_ROWS = 5
_ONE_PARAGRAPH = 8
"""A column of text has so many rows, more where tags show that they are one paragraph, which may
also be the cell of a table, and fewer where they show several."""
_GUTTER = 0.7
"""The gutter is at least so many ems wide."""
_NEVER = 1_000_000_000
_CLEAR = 1.5
"""Points between the gutter and the column, at whose edge the rule above its notes begins."""
_HEAD = 0.9
_ALIKE = 1.5
"""Columns of text are at most so many times as wide as each other."""
_MIDDLE = (0.4, 0.65)
"""Where the right column may begin, as a share of the width of the text."""


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The strip in the middle of a page that most rows leave empty."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def is_crossed(self, row: Row) -> bool:
        """Whether words of the row stand in the strip."""
        return any(r.x0 < self.x1 - 0.1 and r.x1 > self.x0 + 0.1 for r in row.runs)

    def has(self, row: Row, left: bool) -> bool:
        """Whether the row has words on this side of the strip."""
        return any((r.x0 < self.middle) is left for r in row.runs)


def strips(page: Page, rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """The rows of a page as stretches in reading order; one stretch where there are no columns."""
    found = [(gutter, tuple(_blocks(page, rows, gutter))) for gutter in _gutters(rows)]
    found = [(gutter, blocks) for gutter, blocks in found if blocks]
    if not found:
        return [rows]
    gutter, blocks = max(found, key=_rows_in)
    out: list[tuple[Row, ...]] = []
    i = 0
    for block in blocks:
        if block.start > i:
            out.append(rows[i : block.start])
        runs = [r for row in rows[block.start : block.end] for r in row.runs]
        for left in (True, False):
            own = [r for r in runs if (r.x0 < gutter.middle) is left]
            out.append(rows_of(own, page.number))
        i = block.end
    if i < len(rows):
        out.append(rows[i:])
    return out


def _rows_in(found: tuple[_Gutter, tuple[_Block, ...]]) -> tuple[int, float]:
    """How many rows stand in columns beside this gutter, then how far left it is."""
    gutter, blocks = found
    return sum(block.end - block.start for block in blocks), -gutter.x1


def _gutters(rows: Sequence[Row]) -> list[_Gutter]:
    """The strips before the places in the middle at which the words of several rows begin."""
    if not rows:
        return []
    left, right = min(r.x0 for r in rows), max(r.x1 for r in rows)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    starts = Counter(
        round(part[0].x0)
        for row in rows
        for part in segments(row.runs, _GUTTER)
        if low < part[0].x0 < high
    )
    width = _GUTTER * min(row.size for row in rows)
    return [_Gutter(x - _CLEAR - width, x - _CLEAR) for x, n in starts.items() if n > 1]


def _blocks(page: Page, rows: Sequence[Row], gutter: _Gutter) -> Iterator[_Block]:
    i = 0
    while i < len(rows):
        if gutter.is_crossed(rows[i]) or not gutter.has(rows[i], left=False):
            i += 1
            continue
        block = _block(page, rows, i, gutter)
        if block:
            yield block
        i = block.end if block else i + 1


def _block(page: Page, rows: Sequence[Row], start: int, gutter: _Gutter) -> _Block | None:
    """The longest block of two columns that begins at ``start``."""
    end, last_left, first_right = start, -1, _NEVER
    for row in rows[start:]:
        if gutter.is_crossed(row):
            break
        last_left = max([last_left, *(r.order for r in row.runs if r.x0 < gutter.middle)])
        first_right = min([first_right, *(r.order for r in row.runs if r.x0 >= gutter.middle)])
        if last_left > first_right:
            if gutter.has(row, left=True) and gutter.has(row, left=False):
                return None
            break
        end += 1
    if end == start or not _is_long(rows[start:end], gutter):
        return None
    top, foot = rows[start].y + 1.8 * rows[start].size, rows[end - 1].y - rows[end - 1].size
    x0, x1 = gutter.x0, gutter.x1
    if any(foot < r.y1 and r.y0 < top and x0 < r.x1 and r.x0 < x1 for r in page.rules):
        return None
    crossing = [row.y for row in rows[:start] if gutter.is_crossed(row)]
    above = min(crossing, default=page.height)
    if any(x0 < x < x1 for x in _rule_ends(page, foot, above)):
        return None
    return _Block(start, end)


def _is_long(rows: Sequence[Row], gutter: _Gutter) -> bool:
    """Whether both sides hold more than the cell of a table does, and are alike in width."""
    x0, x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if not 1 / _ALIKE < (gutter.middle - x0) / max(1.0, x1 - gutter.middle) < _ALIKE:
        return False
    for left in (True, False):
        runs = [row.runs for row in rows if gutter.has(row, left)]
        tags = {r.tag for own in runs for r in own if (r.x0 < gutter.middle) is left}
        if -1 in tags or not tags:
            if len(runs) < _LEAST_ROWS:
                return False
        elif len(runs) < (2 if len(tags) > 1 else _ONE_PARAGRAPH):
            return False
    return True


def _rule_ends(page: Page, foot: float, top: float) -> list[float]:
    """Where horizontal rules between two heights end, that below the running head apart: those of
    a table are broken between its columns."""
    highest = min(top, _HEAD * page.height)
    return [x for r in page.rules if r.level and foot < r.y0 < highest for x in (r.x0, r.x1)]
