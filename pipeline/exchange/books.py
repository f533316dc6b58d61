"""Excel workbooks: how every one is begun, and how words get into its cells.

No cell is a formula or a link, whatever it begins with; the same cells give the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from pipeline.exchange.harmless import clean, is_formula

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters that a cell holds at most (Microsoft, "Excel specifications and limits")."""
_LONGEST_NAME = 31
_LONGEST_TITLE = 255
_REFUSED = str.maketrans(dict.fromkeys("[]:*?/\\\t\r\n", " "))
_RESERVED = "history"
"""The name of a sheet that Excel keeps for itself."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_MADE = datetime(2000, 1, 1)  # a fixed date: the same cells give the same bytes
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. ``quoting`` is the same for words that begin as a formula does: they stay
    words when a person edits the cell (``quotePrefix``, ECMA-376, part 1, 18.8.45)."""

    usual: "Format"
    quoting: "Format"


def begun(stream: IO[bytes], title: str = "") -> "Workbook":
    """An empty workbook that is written to ``stream`` when closed, with ``title`` among its
    properties."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"created": _MADE, "title": clean(title)[:_LONGEST_TITLE]})
    return book


def look(book: "Workbook", properties: Mapping[str, Any]) -> Look:
    """A look with xlsxwriter's ``properties`` of a format."""
    quoting = {**properties, "quote_prefix": True}
    return Look(book.add_format(dict(properties)), book.add_format(quoting))


def put(sheet: "Worksheet", row: int, column: int, words: str, look: Look) -> None:
    """Write ``words`` into a cell as words; what is beyond its room is cut, with an ellipsis."""
    whole = clean(words)
    shown = whole if len(whole) <= LONGEST_CELL else whole[: LONGEST_CELL - len(_CUT)] + _CUT
    sheet.write_string(row, column, shown, look.quoting if is_formula(shown) else look.usual)


def sheet_name(name: str) -> str:
    """``name`` as Excel takes it for a sheet: at most 31 characters, without the signs and the name
    that it refuses."""
    plain = clean(name).translate(_REFUSED).strip("' ")[:_LONGEST_NAME].strip("' ")
    return f"{plain}_" if plain.casefold() == _RESERVED else plain or "1"
