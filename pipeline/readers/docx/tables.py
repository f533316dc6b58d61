"""Tables to lines: a row is one line, unless the table only lays out a page."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.readers.docx.names import W, child, local, value, whole
from pipeline.readers.docx.paragraphs import join_all
from pipeline.text.lines import Line
from pipeline.text.normalise import squeeze
from pipeline.text.symbols import is_symbol

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_MASTHEAD = re.compile(r"(?:Distr\.|Original\s*[:：]|原件|原文|分发)", re.I)
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell from column ``start``; ``lines`` are what it prints, without notes that it calls.
    ``is_nested`` says that a table stands in it."""

    start: int
    lines: tuple[Line, ...] = ()
    is_nested: bool = False

    @property
    def text(self) -> str:
        """The whole cell as one stretch of text."""
        return join_all(squeeze(line.text) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, left to right, and the notes that they call."""

    cells: tuple[Cell, ...]
    notes: tuple[Line, ...] = ()


def read_rows(
    table: etree._Element, read: Callable[[etree._Element], tuple[list[Line], bool]]
) -> tuple[Row, ...]:
    """The rows of ``table``; ``read`` gives the lines of a cell and whether a table is in it.

    Deleted rows are left out; a merged cell stands where it begins, and is empty further on.
    """
    return tuple(_row(row, read) for row in _within(table, "tr") if not _is_deleted(row))


def row_lines(rows: Sequence[Row]) -> Iterator[Line]:
    """Each row as one line: cells joined by tabs, columns that are empty throughout left out."""
    used = {cell.start for row in rows for cell in row.cells if cell.lines}
    for row in rows:
        texts = [cell.text for cell in row.cells if cell.lines or cell.start in used]
        line = "\t".join(texts).strip("\t")
        if line:
            yield Line(line, kind="table")
        yield from row.notes


def flat_lines(rows: Sequence[Row]) -> Iterator[Line]:
    """The lines of all cells, row by row, for a table that only lays out a page."""
    for row in rows:
        for cell in row.cells:
            yield from cell.lines
        yield from row.notes


def is_layout(rows: Sequence[Row]) -> bool:
    """Whether no row sets two cells side by side, or cells hold tables of their own, or it is the
    masthead of a document."""
    filled = [[cell for cell in row.cells if cell.lines] for row in rows]
    if all(len(cells) < 2 for cells in filled) or any(c.is_nested for cs in filled for c in cs):
        return True
    texts = [line.text for cells in filled for cell in cells for line in cell.lines]
    return len(texts) < 30 and (
        any(_MASTHEAD.match(text) for text in texts)
        and any(is_symbol(text.rstrip("*")) for text in texts)
    )


def _row(row: etree._Element, read: Callable[[etree._Element], tuple[list[Line], bool]]) -> Row:
    start = _whole(value(row, "trPr", "gridBefore"), 0)
    cells: list[Cell] = []
    for element in _within(row, "tc"):
        properties = child(element, "tcPr")
        lines, nested = read(element)
        if _goes_on(properties, "vMerge") or _goes_on(properties, "hMerge"):
            lines = []
        cells.append(Cell(start, tuple(lines), nested))
        start += _whole(value(properties, "gridSpan"), 1)
    filled = sum(bool(cell.lines) for cell in cells)
    notes = [n for cell in cells for n in cell.lines if _is_note(n) and _is_apart(cell, filled)]
    kept = (
        Cell(c.start, tuple(n for n in c.lines if not _is_note(n)), c.is_nested)
        if _is_apart(c, filled)
        else c
        for c in cells
    )
    return Row(tuple(kept), tuple(notes))


def _is_apart(cell: Cell, filled: int) -> bool:
    """Whether notes in a cell stand below its words or below the table, and are no words of it."""
    return filled == 1 or any(not _is_note(line) for line in cell.lines)


def _is_note(line: Line) -> bool:
    return line.is_note or line.kind == "footnote"


def _goes_on(properties: etree._Element | None, name: str) -> bool:
    """Whether the cell only goes on with a merged one."""
    found = child(properties, name)
    return found is not None and (found.get(W + "val") or "continue") == "continue"


def _is_deleted(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is not None


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also within content controls."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _WRAPPERS:
            yield from _within(inner, name)


def _whole(text: str | None, otherwise: int) -> int:
    number = whole(text)
    return otherwise if number is None else max(0, min(number, _MOST_COLUMNS))
