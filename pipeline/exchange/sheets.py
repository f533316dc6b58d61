"""Alignments as an Excel workbook, and a workbook, corrected by hand, as an alignment.

One row a bead. A cell holds at most 32,767 characters (Microsoft, "Excel specifications and
limits"); words beyond that go on in the next row with the same number in the first column.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from pipeline.errors import InputError
from pipeline.exchange.books import begun, look, put
from pipeline.exchange.harmless import clean
from pipeline.exchange.tracing import add_to_workbook
from pipeline.exchange.units import Unit, traces_of_units
from pipeline.exchange.workbook import read_sheets
from pipeline.strings import Strings

_CELL = 32_000
_BETWEEN = "\n"
_COLUMNS = ("row", "zh_place", "zh", "en", "en_place", "why", "confidence", "notes")
_WIDTHS = (6, 22, 60, 60, 22, 16, 10, 40)


def to_xlsx(units: Iterable[Unit], say: Strings) -> bytes:
    """``units`` as a workbook, its first sheet; headings in the language of ``say``.

    No cell is a formula, whatever it begins with; the same units give the same bytes.
    """
    stream = io.BytesIO()
    book = begun(stream)
    sheet = book.add_worksheet(say("exchange.sheet"))
    head = look(book, {"bold": True, "bottom": 1, "valign": "top"})
    cell = look(book, {"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for column, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        put(sheet, 0, column, say(f"exchange.{name}"), head)
    held = list(units)
    for at, values in enumerate(_rows(held), 1):
        for column, value in enumerate(values):
            if isinstance(value, str):
                put(sheet, at, column, value, cell)
            elif value is not None:
                sheet.write_number(at, column, value, cell.usual)
    add_to_workbook(book, traces_of_units(held), say)
    book.close()
    return stream.getvalue()


def _rows(units: Iterable[Unit]) -> Iterator[tuple[str | float | None, ...]]:
    for number, unit in enumerate(units, 1):
        first = True
        for zh, en in zip_longest(_pieces(unit.zh), _pieces(unit.en), fillvalue=""):
            places = (unit.zh_place, unit.en_place) if first else ("", "")
            apparatus = (unit.why, unit.confidence, "; ".join(unit.notes)) if first else ()
            yield (float(number), places[0], zh, en, places[1], *apparatus)
            first = False


def _pieces(texts: Sequence[str]) -> list[str]:
    whole = clean(_BETWEEN.join(texts))
    return [whole[i : i + _CELL] for i in range(0, len(whole), _CELL)]


def from_xlsx(name: str, content: bytes) -> tuple[Unit, ...]:
    """The units of the first sheet of the workbook ``name``, in the order of its rows.

    Columns are found by their headings, in either language and any order; rows one below the other
    with the same number are one unit. Raises Unreadable for what is no workbook, and InputError
    where the columns are missing.
    """
    rows = next(iter(read_sheets(name, content, whole=False).values()), [])
    columns = _found(name, [str(value).strip() for value in rows[0]] if rows else [])
    units = []
    for _, grouped in groupby(enumerate(rows[1:]), key=lambda r: _key(r[0], r[1], columns[0])):
        group = [row for _, row in grouped]
        units.append(Unit(_side(group, columns[1]), _side(group, columns[2])))
    return tuple(u for u in units if u.zh or u.en)


def _found(name: str, head: Sequence[str]) -> tuple[int, int, int]:
    """Where number, Chinese and English stand; the number may be missing (-1)."""
    places = []
    for column in ("row", "zh", "en"):
        names = {Strings("en")(f"exchange.{column}"), Strings("zh")(f"exchange.{column}")}
        places.append(next((i for i, h in enumerate(head) if h in names), -1))
    if -1 in places[1:]:
        wanted = " / ".join(Strings("en")(f"exchange.{c}") for c in ("zh", "en"))
        shown = ", ".join(h for h in head if h) or "nothing"
        raise InputError(name, f"the first row should name the columns {wanted}; it holds {shown}")
    return places[0], places[1], places[2]


def _key(at: int, row: Sequence[object], column: int) -> object:
    """What rows of one unit share; a row without a number is a unit by itself."""
    value = row[column] if 0 <= column < len(row) else ""
    return value if value not in ("", None) else f"row {at}"


def _side(rows: Sequence[Sequence[object]], column: int) -> tuple[str, ...]:
    pieces = [str(row[column]) for row in rows if column < len(row) and row[column] is not None]
    return tuple(line for line in "".join(pieces).split(_BETWEEN) if line.strip())
