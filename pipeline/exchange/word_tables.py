"""Tables of a Word file, row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length

from pipeline.exchange.word_parts import Line, has_han, write
from pipeline.exchange.word_styles import TABLE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row


_TALL = 1200
"""Letters in a column beyond which its row may run over the end of a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs, at least one, in a cell over ``columns`` columns; ``fill`` is a colour or ""."""

    lines: tuple[Line, ...]
    columns: int = 1
    fill: str = ""

    @property
    def is_tall(self) -> bool:
        """Whether it can take more than half of a page."""
        # A Chinese character is as wide as two letters.
        letters = sum(
            len(words) * (2 if has_han(words) else 1)
            for line in self.lines
            for words in (line.lead, line.words)
        )
        return letters > _TALL * self.columns


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. A row with a tall cell may run over the end of a page; one that
    ``is_head`` is repeated on every page."""

    cells: tuple[Cell, ...]
    is_head: bool = False


def add_table(document: "Document", widths: Sequence[Length], rows: Iterable[Row]) -> None:
    """A table with columns of those ``widths``; every row reaches over all of them."""
    table = document.add_table(0, len(widths), TABLE)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # each row that is added takes it over
    for row in rows:
        _fill(table.add_row(), row)


def _fill(made: "_Row", row: Row) -> None:
    if not any(cell.is_tall for cell in row.cells):
        made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if row.is_head:
        made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    places, at = made.cells, 0
    for cell in row.cells:
        held = places[at]
        if cell.columns > 1:
            held = held.merge(places[at + cell.columns - 1])
        at += cell.columns
        if cell.fill:
            marks = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): cell.fill}
            held._tc.get_or_add_tcPr().append(OxmlElement("w:shd", marks))
        for number, line in enumerate(cell.lines):
            write(held.add_paragraph() if number else held.paragraphs[0], line)
