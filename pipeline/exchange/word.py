"""Alignments as a Word document: one table, one row a bead, a column for each language."""

from collections.abc import Iterable, Iterator

from docx.shared import Length, Mm

from pipeline.exchange.harmless import clean
from pipeline.exchange.tracing import add_to_document
from pipeline.exchange.units import Unit, traces_of_units
from pipeline.exchange.word_parts import Line, Page, begun, saved, write
from pipeline.exchange.word_tables import Cell, Row, add_table
from pipeline.strings import Strings

_PAGE = Page(is_landscape=True)
_PLACE = Mm(40)
"""Width of the column of citations."""


def to_docx(units: Iterable[Unit], title: str, say: Strings) -> bytes:
    """``units`` as a document with the ``title`` above it, in landscape, the heading row repeated
    on every page. The same units give the same bytes."""
    document = begun(title, _PAGE, say)
    write(document.add_paragraph(), Line("Heading1", clean(title)))
    side = Length((_PAGE.width - _PLACE) // 2)
    held = list(units)
    add_table(document, (_PLACE, side, side), _rows(held, say))
    add_to_document(document, traces_of_units(held), say)
    write(document.add_paragraph(), Line("Break"))
    return saved(document)


def _rows(units: Iterable[Unit], say: Strings) -> Iterator[Row]:
    heads = (say("exchange.en_place"), say("exchange.zh"), say("exchange.en"))
    yield Row(tuple(Cell((Line("TableHead", words),)) for words in heads), is_head=True)
    for unit in units:
        place = Line("Citation", clean(unit.en_place or unit.zh_place))
        notes = (clean(f"{say('exchange.notes')}: {note}") for note in unit.notes)
        cells = (
            Cell((place, *(Line("Particular", note) for note in notes))),
            Cell(_passages(unit.zh)),
            Cell(_passages(unit.en)),
        )
        yield Row(cells)


def _passages(texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line("Passage", clean(text)) for text in texts) or (Line("Passage"),)
