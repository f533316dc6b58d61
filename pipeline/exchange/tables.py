"""A table as an Excel workbook: one sheet, a row of headings, cells of text and numbers."""

import io
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pipeline.exchange.books import begun, look, put, sheet_name

Cell: TypeAlias = str | int | float | None

_WIDTHS = (10, 60)


def table_bytes(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook whose one sheet is called ``name`` (at most 31 characters of it) and has the
    columns ``head``.

    No cell is a formula, whatever it begins with; words beyond what a cell holds are cut and end in
    an ellipsis. The same table gives the same bytes.
    """
    stream = io.BytesIO()
    book = begun(stream)
    sheet = book.add_worksheet(sheet_name(name))
    bold = look(book, {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    plain = look(book, {"text_wrap": True, "valign": "top"})
    longest = [len(title) for title in head]
    for column, title in enumerate(head):
        put(sheet, 0, column, title, bold)
    for at, values in enumerate(rows, 1):
        for column, value in enumerate(values):
            if isinstance(value, str):
                longest[column] = max(longest[column], len(value))
                put(sheet, at, column, value, plain)
            elif value is not None:
                sheet.write_number(at, column, value, plain.usual)
    for column, length in enumerate(longest):
        sheet.set_column(column, column, min(max(length + 2, _WIDTHS[0]), _WIDTHS[1]))
    sheet.freeze_panes(1, 1)
    book.close()
    return stream.getvalue()
