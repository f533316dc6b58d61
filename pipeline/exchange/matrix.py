"""An issues matrix as an Excel workbook, to be edited by hand and read back (``matrix_reading``).

The first sheet is what people edit: a line for each issue, solution and example of a row, lines of
one row with one number. The second has the passages whole. The third, hidden, is the record of the
matrix as it was written, by which the reader knows what a person changed. A cell holds at most
32,767 characters (Microsoft, "Excel specifications and limits"); words beyond that go on in the
next line of the row, marked ``+``.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from pipeline.cite import citation
from pipeline.exchange.books import begun, look, put
from pipeline.exchange.harmless import clean
from pipeline.exchange.matrix_record import to_record
from pipeline.exchange.tracing import add_to_workbook
from pipeline.records.matrix import MATRIX_COLUMNS, Matrix, MatrixCell, MatrixRow
from pipeline.records.trace import Trace
from pipeline.strings import Strings

RECORD_SHEET = "tongwen"
"""Name of the hidden sheet."""
COLUMNS = (
    *("row", "kind", "issue", "issue_place", "solution", "solution_place"),
    *("example", "example_place", "note", "reviewer"),
)
_WIDTHS = (6, 10, 48, 24, 48, 24, 40, 24, 30, 14)
_PASSAGE_COLUMNS = ("row", "place", "text", "counterpart", "reason")
_PASSAGE_WIDTHS = (6, 30, 70, 70, 30)
_CELL = 32_000
_PLACE = 1_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """A cell with its number in the matrix, counted from 1 through rows and columns."""

    number: int
    cell: MatrixCell


def numbered(matrix: Matrix) -> tuple[tuple[Numbered, ...], ...]:
    """For each row its cells in the order of the columns, numbered through the whole matrix."""
    rows, number = [], 0
    for row in matrix.rows:
        cells = []
        for cell in row.all_cells:
            number += 1
            cells.append(Numbered(number, cell))
        rows.append(tuple(cells))
    return tuple(rows)


def place_shown(cell: MatrixCell, say: Strings) -> str:
    """What the sheet says of where a cell comes from: a person's words, a citation, or that it is
    nobody's quotation."""
    if cell.place:
        shown = cell.place
    elif cell.passage is None:
        shown = say("matrix.own")
    else:
        shown = citation(cell.passage.paragraph, say.lang)
        if not cell.is_quoted:
            shown = f"{say('matrix.own')}: {shown}"
    return clean(shown)[:_PLACE]


def pieces(text: str) -> tuple[str, ...]:
    """``text`` as the cells of a sheet hold it, at least one."""
    whole = clean(text)
    return tuple(whole[i : i + _CELL] for i in range(0, len(whole), _CELL)) or ("",)


def to_xlsx(matrix: Matrix, say: Strings, traces: Sequence[Trace] = ()) -> bytes:
    """``matrix`` as a workbook with headings in the language of ``say``; ``traces``, of its
    passages, make the last sheet.

    No cell is a formula, whatever it begins with; the same matrix gives the same bytes.
    """
    stream = io.BytesIO()
    book = begun(stream)
    _add_sheet(book, say("matrix.sheet"), COLUMNS, _WIDTHS, matrix_lines(matrix, say), say)
    passages = _passages(matrix, say)
    _add_sheet(book, say("matrix.passages"), _PASSAGE_COLUMNS, _PASSAGE_WIDTHS, passages, say)
    record = book.add_worksheet(RECORD_SHEET)
    for at, piece in enumerate(pieces(to_record(matrix))):
        record.write_string(at, 0, piece)
    record.hide()
    add_to_workbook(book, traces, say)
    book.close()
    return stream.getvalue()


def _add_sheet(
    book: Any,
    title: str,
    columns: Sequence[str],
    widths: Sequence[int],
    lines: Iterator[Sequence[str]],
    say: Strings,
) -> None:
    sheet = book.add_worksheet(title)
    head = look(book, {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    cell = look(book, {"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, (name, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(column, column, width)
        put(sheet, 0, column, say(f"matrix.{name}"), head)
    for at, values in enumerate(lines, 1):
        for column, value in enumerate(values):
            if value:
                put(sheet, at, column, value, cell)
            else:
                sheet.write_blank(at, column, None, cell.usual)


def matrix_lines(matrix: Matrix, say: Strings) -> Iterator[tuple[str, ...]]:
    """The lines of the first sheet below its headings, a value for each of ``COLUMNS``."""
    for number, (row, cells) in enumerate(zip(matrix.rows, numbered(matrix), strict=True), 1):
        columns = [
            [line for each in cells if each.cell.column == column for line in _shown(each, say)]
            for column in MATRIX_COLUMNS
        ]
        notes, reviewers = pieces(row.note), pieces(row.reviewer)
        for at in range(max(len(notes), len(reviewers), *map(len, columns))):
            kind = _kind(row, say) if at == 0 else ""
            sides = [part for lines in columns for part in (lines[at : at + 1] or [("", "")])[0]]
            apparatus = ("".join(texts[at : at + 1]) for texts in (notes, reviewers))
            yield (str(number), kind, *sides, *apparatus)


def _shown(each: Numbered, say: Strings) -> Iterator[tuple[str, str]]:
    """The words of a cell and where they come from, a line for each piece."""
    for at, piece in enumerate(pieces(each.cell.words)):
        mark = f"[c{each.number}{'+' if at else ''}]"
        yield piece, mark if at else f"{mark} {place_shown(each.cell, say)}"


def _kind(row: MatrixRow, say: Strings) -> str:
    return say(f"matrix.kind.{row.kind}") if row.kind else ""


def _passages(matrix: Matrix, say: Strings) -> Iterator[tuple[str, ...]]:
    """Every passage whole beside the same in the other language, a line for each piece."""
    for number, cells in enumerate(numbered(matrix), 1):
        for each in cells:
            if each.cell.passage is None:
                continue
            paragraph = each.cell.passage.paragraph
            across = "\n".join(p.text for p in each.cell.counterpart)
            sides = zip_longest(pieces(paragraph.text), pieces(across), fillvalue="")
            for text, counterpart in sides:
                place = f"[c{each.number}] {clean(citation(paragraph, say.lang))}"[:_PLACE]
                yield str(number), place, text, counterpart, clean(each.cell.reason)[:_CELL]
