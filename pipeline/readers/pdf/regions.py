"""A page's rows parted into stretches of running text and tables, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.readers.pdf.gutters import Gutter, gutters, level_lines
from pipeline.readers.pdf.rows import Row
from pipeline.readers.pdf.segments import cells
from pipeline.readers.pdf.shapes import Page, Rule

_GAP = 1.0
"""Cells are at least so many ems apart in some row of a table."""
_EMPTY = 0.3
_WORDS = 0.3
_EVEN = 0.15
"""Words stand at least so many ems apart, in a justified line at most so many ems more or less."""
_AWAY = 8
"""Between two rows of several cells a table may have so many single cells one below the other,
and more above a rule."""
_CLOSE = 1.3
"""A row set so many times its size below another, or less, goes on with its cell."""


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of one page that are read one way: ``text`` line by line, ``table`` cell by cell."""

    kind: Literal["text", "table"]
    rows: tuple[Row, ...]
    rules: tuple[Rule, ...] = ()


def regions(page: Page, rows: Sequence[Row]) -> list[Region]:
    """The regions of a column of a page, from the top."""
    search = _Search(rows, level_lines(page.rules))
    out: list[Region] = []
    i = begun = 0
    while i < len(rows):
        end = search.end(i) if search.apart[i] else i
        if end - i < 2:
            i += 1
            continue
        start = max(begun, search.start(i, end))
        if start > begun:
            out.append(Region("text", tuple(rows[begun:start])))
        rules = tuple(r for r in page.rules if rows[end - 1].y - 20 < r.y0 < rows[start].y + 20)
        out.append(Region("table", tuple(rows[start:end]), rules))
        i = begun = end
    if begun < len(rows):
        out.append(Region("text", tuple(rows[begun:])))
    return out


class _Search:
    """Looks for the ends of tables among ``rows``; ``apart`` says which have several cells."""

    def __init__(self, rows: Sequence[Row], lines: Sequence[Rule]) -> None:
        self._rows = rows
        self._lines = lines
        self.apart = [_cells_apart(row) and not self._is_justified(i) for i, row in enumerate(rows)]

    def _is_justified(self, i: int) -> bool:
        """Whether the gaps in a row are those of a justified line: as wide as each other, in a
        row of words that begins and ends where a row above or below it does."""
        row = self._rows[i]
        gaps = [b.x0 - a.x1 for a, b in pairwise(row.runs)]
        wide = [gap for gap in gaps if gap > _WORDS * row.size]
        if not wide or max(wide) - min(wide) > _EVEN * row.size:
            return False
        if row.runs[-1].text.strip()[:1].isdecimal():
            return False
        beside = (*self._rows[max(0, i - 1) : i], *self._rows[i + 1 : i + 2])
        return any(
            abs(other.x1 - row.x1) < 1 and (len(wide) > 1 or abs(other.x0 - row.x0) < 1)
            for other in beside
            if not _cells_apart(other)
        )

    def end(self, start: int) -> int:
        """The row after the last one of the table whose first row of several cells is ``start``."""
        rows, end = self._rows, start + 1
        strips = gutters(rows[start:end])
        i = end
        leaps = 0
        while i < len(rows) and _fits(rows[i], strips):
            leaps += rows[i - 1].y - rows[i].y > _CLOSE * rows[i].size
            if self.apart[i]:
                if self._closed_between(end - 1, i):
                    break
                end, leaps = i + 1, 0
                strips = gutters(rows[max(start, end - 20) : end])
            elif leaps > _AWAY and not self._line_below(i):
                break
            i += 1
        return self._with_rest(end, i)

    def _with_rest(self, end: int, stop: int) -> int:
        """Rows of a single cell below the last full one that still belong to the table: set
        closely below it, or above the rule that closes it."""
        rows = self._rows
        closing = next((r for r in self._lines if r.y0 < rows[end - 1].y), None)
        for i in range(end, stop):
            close = rows[i - 1].y - rows[i].y <= _CLOSE * rows[i].size
            parted = any(rows[i].y < r.y0 < rows[i - 1].y for r in self._lines)
            above = closing is not None and closing.y0 < rows[i].y and self._is_wide(closing, end)
            if parted or not (close or above):
                return i
        return max(end, stop) if stop > end else end

    def _is_wide(self, line: Rule, end: int) -> bool:
        row = self._rows[end - 1]
        return line.x1 - line.x0 >= 0.8 * (row.x1 - row.x0)

    def _closed_between(self, last: int, row: int) -> bool:
        """Whether rules close one table and open the next between two rows of several cells, with
        rows of a single cell between the rules."""
        top, foot = self._rows[last].y, self._rows[row].y
        between = [r.y0 for r in self._lines if foot < r.y0 < top]
        return len(between) > 1 and any(
            between[-1] < self._rows[i].y < between[0] for i in range(last + 1, row)
        )

    def _line_below(self, i: int) -> bool:
        return any(r.y0 < self._rows[i].y for r in self._lines)

    def start(self, first: int, end: int) -> int:
        """The first row of the table: rows of a single cell below the rule that opens it."""
        rows = self._rows
        width = max(r.x1 for r in rows[first:end]) - min(r.x0 for r in rows[first:end])
        opening = [r for r in self._lines if r.y0 > rows[first].y and r.x1 - r.x0 >= 0.75 * width]
        if not opening:
            return first
        strips = gutters(rows[first:end])
        i = first
        while i > 0 and rows[i - 1].y < opening[-1].y0 and _fits(rows[i - 1], strips):
            i -= 1
        return i if i == 0 or rows[i - 1].y > opening[-1].y0 else first


def _cells_apart(row: Row) -> bool:
    """Whether wide gaps part the row, other than the one after the number of a paragraph."""
    return len(cells(row.runs, _GAP)) > 1


def _fits(row: Row, strips: Sequence[Gutter]) -> bool:
    """Whether the row leaves at least half of the strips between the columns empty."""
    empty = sum(strip.left_empty(row, _EMPTY) for strip in strips)
    return empty >= max(1, len(strips) / 2)
