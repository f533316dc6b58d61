"""A briefing pack as a Word document, to be read, printed and written in.

Upright: title page, contents, provisions in two columns, terms, documents. On its side, for a
column to write in: recommendations, requests, agreed language. The contents are a field that shows
the headings as links. On which pages they stand is known only once the text is set: Word adds the
pages when a person has it update the field.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.shared import Length, Mm

from pipeline.cite import han
from pipeline.exchange.briefing_passages import Quoted, Said
from pipeline.exchange.briefing_rows import Care, Listed, Pack, pack_of
from pipeline.exchange.tracing import add_to_document
from pipeline.exchange.word_parts import (
    Line,
    Page,
    add_link,
    begin_field,
    begun,
    end_field,
    mark,
    saved,
    turn,
    write,
)
from pipeline.exchange.word_tables import Cell, Row, add_table
from pipeline.records import Lang
from pipeline.records.preparation import Briefing
from pipeline.records.trace import Trace
from pipeline.strings import Strings
from pipeline.text.numbering import roman

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_UPRIGHT, _ASIDE = Page(False), Page(True)
_SHADE = "DEE6F0"
_LIGHT = "F4F6FA"
_FACTS, _PARTICULARS, _POSITION = Mm(40), Mm(44), Mm(50)
_LONGEST_HEADING = 160
"""Characters of a heading, which the contents repeat."""


def to_docx(briefing: Briefing, say: Strings, traces: Sequence[Trace] = ()) -> bytes:
    """``briefing`` as a Word document with names and headings in the language of ``say``,
    ``traces`` of the passages at its end; the same briefing gives the same bytes."""
    page = _Body(pack_of(briefing, say), say)
    page.front()
    before = turn(page.document, _UPRIGHT)
    page.upright()
    turn(page.document, _ASIDE)
    page.aside()
    turn(page.document, _UPRIGHT)
    page.apparatus()
    add_to_document(page.document, traces, say)
    _add_contents(before, page.headings)
    return saved(page.document)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    words: str
    anchor: str


class _Body:
    """The document as it grows, with the headings that its contents list."""

    def __init__(self, pack: Pack, say: Strings) -> None:
        self.pack, self.say = pack, say
        self.document = begun(f"{say('briefing.title')}{self._colon}{pack.subject}", _UPRIGHT, say)
        self.headings: list[_Heading] = []
        self._sections = 0

    def front(self) -> None:
        """Title page, up to the contents."""
        self._add(Line("Title", self.say("briefing.title")))
        self._add(Line("Subject", self.pack.subject))
        rows = [
            Row((Cell((Line("Fact", lead=fact.name),)), Cell((Line("Fact", fact.value),))))
            for fact in self.pack.facts[1:]
        ]
        add_table(self.document, [_FACTS, Length(_UPRIGHT.width - _FACTS)], rows)
        between = "" if self.say.lang == "zh" else " "
        notes = [note for note in (self.say("briefing.reading"), self.pack.left_out) if note]
        self._add(Line("Note", between.join(notes)))
        self._add(Line("Contents", self.say("briefing.contents")))

    def upright(self) -> None:
        """The provisions, each language a column."""
        pack = self.pack
        self._section("provisions", pack.provisions, pack.cut.provisions)
        widths = _shares(_UPRIGHT, (50, 50))
        head = self._head([f"column.{lang}" for lang in pack.order])
        for group in pack.provisions:
            self._heading(2, group.title)
            for fact in group.facts:
                self._add(Line("Particular", fact.value, f"{fact.name}  ", keeps_next=True))
            rows = [Row(self._sides(row)) for row in group.rows]
            add_table(self.document, widths, [head, *rows])
            self._add(Line("Break"))

    def aside(self) -> None:
        """What a delegation takes a position on: recommendations, requests, agreed language."""
        pack = self.pack
        self._section("recommendations", pack.recommendations, pack.cut.recommendations)
        for group in pack.recommendations:
            self._heading(2, group.title)
            self._positions(group.rows)
        self._section("requests", pack.requests, pack.cut.requests)
        self._positions(pack.requests)
        self._section("agreed", pack.agreed, pack.cut.agreed)
        self._positions(pack.agreed)

    def apparatus(self) -> None:
        """Terms that need care, and the documents quoted."""
        pack = self.pack
        self._section("alerts", pack.alerts, pack.cut.alerts)
        if pack.alerts:
            self._alerts(pack.alerts)
        self._section("documents", pack.documents)
        if pack.documents:
            self._documents(pack.documents)
        self._add(Line("Break"))

    def _add(self, line: Line) -> "Paragraph":
        paragraph = self.document.add_paragraph()
        write(paragraph, line)
        return paragraph

    def _section(self, name: str, held: Sequence[object], cut: str = "") -> None:
        self._sections += 1
        zh = self.say.lang == "zh"
        number = f"{han(self._sections)}、" if zh else f"{roman(self._sections).upper()}. "
        self._heading(1, number + self.say(f"briefing.{name}"))
        if not held:
            self._add(Line("Absent", self.say("briefing.none")))
        elif cut:
            self._add(Line("Absent", cut, keeps_next=True))

    def _heading(self, level: int, words: str) -> None:
        shown = words if len(words) <= _LONGEST_HEADING else words[: _LONGEST_HEADING - 1] + "…"
        number = len(self.headings) + 1
        heading = _Heading(level, shown, f"_Toc{number:08d}")
        self.headings.append(heading)
        mark(self._add(Line(f"Heading{level}", shown)), heading.anchor, number)

    def _head(self, keys: Iterable[str]) -> Row:
        cells = (Cell((Line("TableHead", self.say(key)),), fill=_SHADE) for key in keys)
        return Row(tuple(cells), is_head=True)

    def _sides(self, row: Quoted, keeps: bool = False) -> tuple[Cell, ...]:
        sides = {"zh": row.zh, "en": row.en}
        return tuple(Cell(self._side(sides[lang], lang, keeps)) for lang in self.pack.order)

    def _side(self, said: Said, lang: Lang, keeps: bool) -> tuple[Line, ...]:
        if not said.text:
            return (Line("Absent", self.say(f"briefing.absent.{lang}"), keeps_next=keeps),)
        place = Line("Citation", said.place, keeps_next=keeps)
        return (place, Line("Passage", said.text, keeps_next=keeps))

    def _positions(self, rows: Sequence[Quoted]) -> None:
        """A table with a column for particulars, one for each language, and an empty one; none
        for no rows."""
        if not rows:
            return
        side = Length((_ASIDE.width - _PARTICULARS - _POSITION) // 2)
        widths = [_PARTICULARS, side, side, _POSITION]
        keys = [f"column.{lang}" for lang in self.pack.order]
        head = self._head(["briefing.particulars", *keys, "briefing.position"])
        parts = (part for row in rows for part in self._position(row))
        add_table(self.document, widths, [head, *parts])
        self._add(Line("Break"))

    def _position(self, row: Quoted) -> Iterator[Row]:
        keeps = bool(row.history)  # below the passage, never alone on the next page
        lines = tuple(
            Line("Particular", fact.value, f"{fact.name}{self._colon}", keeps)
            for fact in row.particulars
        )
        particulars = Cell(lines or (Line("Particular"),))
        sides = self._sides(row, keeps)
        yield Row((particulars, *sides, Cell((Line("Passage"),))))
        if row.history:
            name = f"{self.say('briefing.history')}{self._colon}"
            told = (
                Line("History", line, "" if at else name) for at, line in enumerate(row.history)
            )
            yield Row((Cell(tuple(told), columns=4, fill=_LIGHT),))

    @property
    def _colon(self) -> str:
        return "：" if self.say.lang == "zh" else ": "

    def _alerts(self, alerts: Sequence[Care]) -> None:
        keys = ("form", "care", "preferred", "evidence", "stands")
        head = self._head([f"briefing.{key}" for key in keys])
        rows = [
            Row(
                (
                    Cell((Line("Passage", lead=alert.form),)),
                    Cell((Line("Particular", alert.why),)),
                    Cell((Line("Passage", alert.preferred),)),
                    Cell((Line("Particular", alert.evidence),)),
                    Cell(tuple(Line("Particular", place) for place in alert.places)),
                )
            )
            for alert in alerts
        ]
        add_table(self.document, _shares(_UPRIGHT, (20, 19, 20, 16, 25)), [head, *rows])

    def _documents(self, documents: Sequence[Listed]) -> None:
        titles = [f"briefing.titled.{lang}" for lang in self.pack.order]
        head = self._head(["column.symbol", *titles, "column.date", "briefing.status"])
        rows = []
        for document in documents:
            held = {"zh": document.zh, "en": document.en}
            texts = [document.symbol, *(held[lang] for lang in self.pack.order)]
            texts += [document.date, document.status]
            rows.append(Row(tuple(Cell((Line("Particular", text),)) for text in texts)))
        add_table(self.document, _shares(_UPRIGHT, (21, 29, 29, 11, 10)), [head, *rows])


def _add_contents(before: "Paragraph", headings: Sequence[_Heading]) -> None:
    """The entries of the contents above the paragraph ``before``, all the result of one field."""
    for at, heading in enumerate(headings):
        entry = before.insert_paragraph_before()
        write(entry, Line(f"TOC{heading.level}"))
        if at == 0:
            begin_field(entry, 'TOC \\o "1-2" \\h \\z \\u')
        add_link(entry, heading.anchor, heading.words)
        if at == len(headings) - 1:
            end_field(entry)


def _shares(page: Page, parts: Sequence[int]) -> list[Length]:
    """The width of ``page`` parted in hundredths."""
    return [Length(page.width * part // 100) for part in parts]
