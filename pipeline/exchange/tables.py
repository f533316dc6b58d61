"""A table as an Excel workbook: one sheet, a row of headings, cells of text and numbers."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from pipeline.exchange.units import xml_text

Cell: TypeAlias = str | int | float | None

_CELL = 32_767
"""Characters that a cell holds at most (Microsoft, "Excel specifications and limits")."""
_CUT = "…"
_WIDTHS = (10, 60)
_MADE = datetime(2000, 1, 1)  # a fixed date: the same table gives the same bytes


def table_bytes(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook whose one sheet is called ``name`` (at most 31 characters of it) and has the
    columns ``head``.

    No cell is a formula, whatever it begins with; words beyond what a cell holds are cut and end in
    an ellipsis. The same table gives the same bytes.
    """
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(_sheet_name(name))
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    longest = [len(title) for title in head]
    for column, title in enumerate(head):
        sheet.write_string(0, column, title, bold)
    for at, values in enumerate(rows, 1):
        for column, value in enumerate(values):
            if isinstance(value, str):
                longest[column] = max(longest[column], len(value))
                sheet.write_string(at, column, _fitting(value), plain)
            elif value is not None:
                sheet.write_number(at, column, value, plain)
    for column, length in enumerate(longest):
        sheet.set_column(column, column, min(max(length + 2, _WIDTHS[0]), _WIDTHS[1]))
    sheet.freeze_panes(1, 1)
    book.close()
    return stream.getvalue()


def _fitting(words: str) -> str:
    whole = xml_text(words)
    return whole if len(whole) <= _CELL else whole[: _CELL - len(_CUT)] + _CUT


def _sheet_name(name: str) -> str:
    """``name`` without the signs that Excel refuses in the name of a sheet."""
    return "".join(" " if c in "[]:*?/\\" else c for c in name).strip("' ")[:31] or "1"
