"""A briefing pack as an Excel workbook: a sheet for what it rests on, then one for each section.

Words beyond what a cell holds go on in the next row with the same number in the first column.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pipeline.exchange.books import Look, begun, look, put, sheet_name
from pipeline.exchange.briefing_passages import Fact, Quoted
from pipeline.exchange.briefing_rows import Pack, pack_of
from pipeline.exchange.tracing import add_to_workbook
from pipeline.records.preparation import Briefing
from pipeline.records.trace import Trace
from pipeline.strings import Strings

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_CELL = 32_000
"""Characters of a cell; Excel takes 32,767 (Microsoft, "Excel specifications and limits")."""
_NARROW, _MIDDLE, _WIDE = 7, 22, 60
_A4 = 9


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, its width in characters, a cell for each row."""

    head: str
    width: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A section; ``cut`` says that not all of it is listed, where that is so."""

    name: str
    cut: str
    columns: tuple[_Column, ...]


def to_xlsx(briefing: Briefing, say: Strings, traces: Sequence[Trace] = ()) -> bytes:
    """``briefing`` as a workbook with names and heads in the language of ``say``;
    ``traces``, those of the passages, make its last sheet.

    No cell is a formula or a link, whatever it begins with; the same briefing gives the same bytes.
    """
    pack = pack_of(briefing, say)
    stream = io.BytesIO()
    book = begun(stream, pack.subject)
    plain = {"text_wrap": True, "valign": "top", "border": 1}
    head = look(book, {**plain, "bold": True, "bg_color": "#DEE6F0"})
    cell = look(book, plain)
    _front(book, pack, say, head, cell)
    for sheet in _sheets(pack, say):
        _add(book, sheet, head, cell, say)
    add_to_workbook(book, traces, say)
    book.close()
    return stream.getvalue()


def _front(book: "Workbook", pack: Pack, say: Strings, head: Look, cell: Look) -> None:
    sheet = book.add_worksheet(sheet_name(say("briefing.title")))
    sheet.set_column(0, 0, _MIDDLE)
    sheet.set_column(1, 1, 2 * _WIDE)
    at = 0
    notes = [Fact("", note) for note in (say("briefing.reading"), pack.left_out) if note]
    for fact in (*pack.facts, *notes):
        for piece in _pieces(fact.value):
            put(sheet, at, 0, fact.name, head)
            put(sheet, at, 1, piece, cell)
            at += 1


def _add(book: "Workbook", made: _Sheet, head: Look, cell: Look, say: Strings) -> None:
    sheet = book.add_worksheet(sheet_name(made.name))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, _NARROW)
    put(sheet, 0, 0, say("briefing.row"), head)
    for at, column in enumerate(made.columns, 1):
        sheet.set_column(at, at, column.width)
        put(sheet, 0, at, column.head, head)
    line = 1
    for number, row in enumerate(zip(*(c.cells for c in made.columns), strict=True), 1):
        for pieces in zip_longest(*map(_pieces, row), fillvalue=""):
            sheet.write_number(line, 0, number, cell.usual)
            for at, piece in enumerate(pieces, 1):
                put(sheet, line, at, piece, cell)
            line += 1
    sheet.autofilter(0, 0, max(line - 1, 1), len(made.columns))
    if below := made.cut or ("" if line > 1 else say("briefing.none")):
        sheet.write_string(line + 1, 1, below)


def _pieces(text: str) -> list[str]:
    return [text[i : i + _CELL] for i in range(0, len(text), _CELL)] or [""]


def _sheets(pack: Pack, say: Strings) -> Iterator[_Sheet]:
    cut = pack.cut
    articles = [(group.title, row) for group in pack.provisions for row in group.rows]
    asked = [(group.title, row) for group in pack.recommendations for row in group.rows]
    yield _Sheet(
        say("briefing.provisions"),
        cut.provisions,
        (
            _Column(say("column.article"), _MIDDLE, tuple(title for title, _ in articles)),
            *_sides([row for _, row in articles], pack, say),
        ),
    )
    who = say("column.addressee")
    rows = [row for _, row in asked]
    named = tuple(_particular(row, who) or title for title, row in asked)
    yield _Sheet(
        say("briefing.recommendations"),
        cut.recommendations,
        (
            _Column(who, _MIDDLE, named),
            *_sides(rows, pack, say),
            *_particulars(rows, [who]),
            _Column(say("briefing.history"), _WIDE, tuple("\n".join(row.history) for row in rows)),
            _position(rows, say),
        ),
    )
    for name, held, told in (
        ("requests", pack.requests, cut.requests),
        ("agreed", pack.agreed, cut.agreed),
    ):
        columns = (*_sides(held, pack, say), *_particulars(held), _position(held, say))
        yield _Sheet(say(f"briefing.{name}"), told, columns)
    yield _Sheet(say("briefing.alerts"), cut.alerts, _alert_columns(pack, say))
    yield _Sheet(say("briefing.documents"), "", _document_columns(pack, say))


def _sides(rows: Sequence[Quoted], pack: Pack, say: Strings) -> Iterator[_Column]:
    """Citation and words of both languages."""
    for lang in pack.order:
        held = [row.zh if lang == "zh" else row.en for row in rows]
        yield _Column(say(f"exchange.{lang}_place"), _MIDDLE, tuple(side.place for side in held))
        yield _Column(say(f"column.{lang}"), _WIDE, tuple(side.text for side in held))


def _particulars(rows: Sequence[Quoted], without: Sequence[str] = ()) -> Iterator[_Column]:
    """A column for each name that any row has a particular of."""
    for name in dict.fromkeys(fact.name for row in rows for fact in row.particulars):
        if name not in without:
            yield _Column(name, _MIDDLE, tuple(_particular(row, name) for row in rows))


def _particular(row: Quoted, name: str) -> str:
    return next((fact.value for fact in row.particulars if fact.name == name), "")


def _position(rows: Sequence[Quoted], say: Strings) -> _Column:
    return _Column(say("briefing.position"), _WIDE, ("",) * len(rows))


def _alert_columns(pack: Pack, say: Strings) -> tuple[_Column, ...]:
    alerts = pack.alerts
    return (
        _Column(say("briefing.form"), _MIDDLE, tuple(a.form for a in alerts)),
        _Column(say("briefing.care"), _MIDDLE, tuple(a.why for a in alerts)),
        _Column(say("briefing.preferred"), _MIDDLE, tuple(a.preferred for a in alerts)),
        _Column(say("briefing.evidence"), _MIDDLE, tuple(a.evidence for a in alerts)),
        _Column(say("briefing.stands"), _WIDE, tuple("\n".join(a.places) for a in alerts)),
    )


def _document_columns(pack: Pack, say: Strings) -> tuple[_Column, ...]:
    held = pack.documents
    titles = (
        _Column(
            say(f"briefing.titled.{lang}"),
            _WIDE,
            tuple(d.zh if lang == "zh" else d.en for d in held),
        )
        for lang in pack.order
    )
    return (
        _Column(say("column.symbol"), _MIDDLE, tuple(d.symbol for d in held)),
        *titles,
        _Column(say("column.date"), _MIDDLE, tuple(d.date for d in held)),
        _Column(say("briefing.status"), _MIDDLE, tuple(d.status for d in held)),
    )
