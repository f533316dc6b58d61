"""Two texts of the collection, or two files, as rows side by side; kept while the index stands."""

from collections.abc import Sequence

from pipeline.collection import Collection, align_documents
from pipeline.compare import findings
from pipeline.errors import InputError, UnknownSymbol
from pipeline.readers import read_bytes
from pipeline.records import (
    Bead,
    Document,
    Given,
    Heading,
    Lang,
    Paragraph,
    Recommendation,
    TrendPoint,
)
from pipeline.trend import MEASURES, one_language
from pipeline.views.parallel import Row, rows_of
from ui.keep import kept


def state_of(held: Collection) -> str:
    """What tells one state of an index from another."""
    manifest = held.manifest
    return f"{manifest.encoder} {manifest.generation} {manifest.files[0].sha256}"


def rows_of_symbol(held: Collection, symbol: str) -> tuple[Row, ...]:
    """The stored alignment of a symbol that is held in both languages."""
    return _rows_of_symbol(state_of(held), symbol, held)


@kept(32)
def _rows_of_symbol(state: str, symbol: str, _held: Collection) -> tuple[Row, ...]:
    zh, en = _held.paragraphs(symbol, "zh"), _held.paragraphs(symbol, "en")
    return _rows(_held.beads(symbol), zh, en)


def rows_of_documents(held: Collection, zh: str, en: str) -> tuple[Row, ...]:
    """A Chinese and an English text of the collection, aligned now where they are not yet.

    Raises UnknownSymbol for one that is not held.
    """
    if zh == en:
        return rows_of_symbol(held, zh)
    return _rows_of_documents(state_of(held), zh, en, held)


@kept(8)
def _rows_of_documents(state: str, zh: str, en: str, _held: Collection) -> tuple[Row, ...]:
    return _aligned(_text(_held, zh, "zh"), _text(_held, en, "en"), _held)


def rows_of_files(
    held: Collection, first: tuple[str, bytes], second: tuple[str, bytes]
) -> tuple[Row, ...]:
    """Two files (name, content), one Chinese and one English in either order, aligned; nothing of
    them is kept. Raises InputError for a file that cannot be read, and for two of one language."""
    one, other = (read_bytes(name, content, Given()) for name, content in (first, second))
    if one.lang == other.lang:
        raise InputError(second[0], f"is in the same language ({one.lang}) as {first[0]}")
    return _aligned(*((one, other) if one.lang == "zh" else (other, one)), held)


def _text(held: Collection, symbol: str, lang: Lang) -> Document:
    document = held.document(symbol, lang)
    if document is None:
        raise UnknownSymbol(f"{symbol} ({lang}): no such document is held")
    return document


def _aligned(zh: Document, en: Document, held: Collection) -> tuple[Row, ...]:
    aligned = align_documents(zh, en, held.encoder())
    return _rows(aligned.beads, aligned.zh, aligned.en)


def _rows(
    beads: Sequence[Bead], zh: Sequence[Paragraph], en: Sequence[Paragraph]
) -> tuple[Row, ...]:
    found = (findings([zh[i] for i in b.zh], [en[i] for i in b.en]) for b in beads)
    return rows_of(beads, zh, en, found)


def across(held: Collection, items: Sequence[Recommendation]) -> dict[tuple[str, int], str]:
    """For each recommendation, by symbol and ordinal, its text in the other language."""
    found: dict[tuple[str, int], str] = {}
    wanted = {(item.paragraph.symbol, item.paragraph.lang) for item in items}
    for symbol, lang in wanted:
        texts = _across(state_of(held), symbol, lang, held)
        found.update({(symbol, ordinal): words for ordinal, words in texts.items()})
    return found


@kept(500)
def _across(state: str, symbol: str, lang: Lang, _held: Collection) -> dict[int, str]:
    """For each ordinal of the document in ``lang`` the aligned words of the other language."""
    other = _held.paragraphs(symbol, "en" if lang == "zh" else "zh")
    found: dict[int, str] = {}
    for bead in _held.beads(symbol):
        own, across = (bead.zh, bead.en) if lang == "zh" else (bead.en, bead.zh)
        words = "\n".join(other[i].text for i in across)
        found.update({ordinal: words for ordinal in own if words})
    return found


def recommendations_of(held: Collection, body: str) -> tuple[tuple[Heading, Recommendation], ...]:
    """The recommendations of a body that are counted, each text in one language."""
    return _recommendations_of(state_of(held), body, held)


@kept(8)
def _recommendations_of(
    state: str, body: str, _held: Collection
) -> tuple[tuple[Heading, Recommendation], ...]:
    rows = (
        (document, item)
        for document, item in _held.recommendations()
        if document.body == body and item.kind == "recommendation"
    )
    return one_language(rows)


def points_of(held: Collection) -> dict[str, tuple[TrendPoint, ...]]:
    """The counts by every measure."""
    return _points_of(state_of(held), held)


@kept(2)
def _points_of(state: str, _held: Collection) -> dict[str, tuple[TrendPoint, ...]]:
    return {measure: _held.trends(measure) for measure in MEASURES}
