"""Tables: which rows of a page are cells side by side, and which of them make one row.

Columns lie between the strips that (nearly) all rows leave empty. Cells whose first lines, last
lines or middles stand at one height belong to one row; a line set closely below another in the
same column goes on with its cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.readers.pdf.gutters import edges_of, level_lines
from pipeline.readers.pdf.hyphens import Vocabulary
from pipeline.readers.pdf.rows import Row, text_of
from pipeline.readers.pdf.shapes import Rule, Run

_CLOSE = 1.3
"""Lines of one cell stand at most so many times their size apart."""
_LEVEL = 2.5


@dataclass(slots=True)
class _Cell:
    """Lines of one cell, from the top."""

    column: int
    lines: list[tuple[Run, ...]] = field(default_factory=list)

    @property
    def top(self) -> float:
        return _baseline(self.lines[0])

    @property
    def order(self) -> int:
        return min(run.order for run in self.lines[0])

    @property
    def foot(self) -> float:
        return _baseline(self.lines[-1])


def table_lines(rows: Sequence[Row], rules: Sequence[Rule], words: Vocabulary) -> list[str]:
    """The rows of a table, from the top, their cells joined by tabs, empty cells left empty."""
    edges = edges_of(rows, rules)
    lines = level_lines(rules)
    out: list[list[_Cell]] = []
    for cell in sorted(_cells(rows, edges, lines), key=lambda c: (-c.top, c.column)):
        if out and _same_row(out[-1], cell):
            out[-1].append(cell)
        else:
            out.append([cell])
    _raise_heads(out, lines)
    return [_line(row, len(edges) + 1, words) for row in out]


def _raise_heads(rows: list[list[_Cell]], lines: Sequence[Rule]) -> None:
    """Put the cells of a head that reach over several of its rows into the first of these.

    They are set at the foot of the head, but drawn with the row that they begin in; nothing stands
    above them and no rule, since a rule that does not run above a cell does not part it from the
    row above.
    """
    if not rows or len(lines) < 2:
        return
    width = max(r.x1 - r.x0 for r in lines)
    whole = [r.y0 for r in lines if r.x1 - r.x0 > 0.9 * width]
    closing = next((y for y in whole if y < rows[0][0].top), None)
    if closing is None or not any(y > rows[0][0].top for y in whole):
        return
    head = [row for row in rows if all(cell.foot > closing for cell in row)]
    for row in head[1:]:
        above = [cell for upper in head[: head.index(row)] for cell in upper]
        drawn = max(cell.order for cell in head[0])
        for cell in [c for c in row if not _is_covered(c, above, lines, closing)]:
            if cell.order < drawn:
                row.remove(cell)
                head[0].append(cell)
    rows[:] = [row for row in rows if row]


def _is_covered(cell: _Cell, above: Sequence[_Cell], lines: Sequence[Rule], closing: float) -> bool:
    if any(other.column == cell.column for other in above):
        return True
    x0, x1 = cell.lines[0][0].x0, cell.lines[0][-1].x1
    ruled = (r for r in lines if closing < r.y0 < max(c.top for c in above) and r.y0 > cell.top)
    return any(r.x0 < x1 and x0 < r.x1 for r in ruled)


def is_repeated_head(lines: Sequence[str], above: Sequence[str]) -> int:
    """How many of ``lines``, the rows of a table at the top of a page, only repeat the first ones
    of the table that they go on with, ``above``."""
    count = 0
    while count < min(len(lines), len(above)) and lines[count].split() == above[count].split():
        count += 1
    return count if count < len(lines) else 0


def _line(row: Sequence[_Cell], count: int, words: Vocabulary) -> str:
    texts = [""] * count
    for cell in row:
        for line in cell.lines:
            texts[cell.column] = words.join(texts[cell.column], text_of(line))
    return "\t".join(texts).strip("\t")


def _column(x0: float, x1: float, edges: Sequence[float]) -> int:
    middle = x0 + min(2.0, (x1 - x0) / 2)
    return sum(middle > edge for edge in edges)


def _cells(rows: Sequence[Row], edges: Sequence[float], rules: Sequence[Rule]) -> list[_Cell]:
    open_cells: dict[int, _Cell] = {}
    out: list[_Cell] = []
    for row in rows:
        for column, runs in _by_column(row, edges):
            cell = open_cells.get(column)
            if cell is None or not _goes_on(cell, runs, rules):
                cell = open_cells[column] = _Cell(column)
                out.append(cell)
            cell.lines.append(runs)
    return out


def _by_column(row: Row, edges: Sequence[float]) -> list[tuple[int, tuple[Run, ...]]]:
    grouped: dict[int, list[Run]] = {}
    before: Run | None = None
    column = 0
    for run in row.runs:
        touching = before is not None and run.x0 - before.x1 < 0.45 * run.size
        if not touching:
            column = _column(run.x0, run.x1, edges)
        grouped.setdefault(column, []).append(run)
        before = run
    return [(c, tuple(runs)) for c, runs in sorted(grouped.items())]


def _goes_on(cell: _Cell, runs: tuple[Run, ...], rules: Sequence[Rule]) -> bool:
    """Whether the line ``runs`` is the next of ``cell``."""
    last = cell.lines[-1]
    tag, own = last[-1].tag, runs[0].tag
    if tag >= 0 and own >= 0:
        return tag == own
    y, below = _baseline(last), _baseline(runs)
    size = max(r.size for r in last)
    if y - below > _CLOSE * size or any(below < r.y0 < y and _under(r, runs) for r in rules):
        return False
    return all(r.bold for r in last) == all(r.bold for r in runs)


def _under(rule: Rule, runs: Sequence[Run]) -> bool:
    return rule.x0 < runs[-1].x1 and rule.x1 > runs[0].x0


def _same_row(row: Sequence[_Cell], cell: _Cell) -> bool:
    """Whether ``cell``, which begins no higher than those of ``row``, stands beside them."""
    if any(abs(c.top - cell.top) <= _LEVEL for c in row):
        return True
    beside = [c for c in row if c.column == cell.column]
    if beside:
        return _is_next_paragraph(row, beside[-1], cell)
    return any(
        abs(c.foot - cell.foot) <= _LEVEL
        or abs(c.top + c.foot - cell.top - cell.foot) <= 2 * _LEVEL
        for c in row
        if len(c.lines) > 1
    )


def _is_next_paragraph(row: Sequence[_Cell], above: _Cell, cell: _Cell) -> bool:
    """Whether ``cell`` is one more paragraph of the cell ``above``: drawn before the cells beside
    that, or in the last column tagged as the very next element, where cells have tags of their own
    around their paragraphs."""
    if cell.order < max(c.order for c in row):
        return True
    tag, own = above.lines[-1][-1].tag, cell.lines[0][0].tag
    beside = [c.lines[-1][-1].tag for c in row if c.column < cell.column]
    return 0 <= tag == own - 1 and bool(beside) and max(beside) < above.lines[0][0].tag - 1


def _baseline(runs: Sequence[Run]) -> float:
    return next((r.y for r in runs if not r.raised), runs[0].y)
