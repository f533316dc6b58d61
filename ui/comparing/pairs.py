"""Two texts of the collection, or two files, as rows side by side; kept while the index stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.align import Correspondence, correspondence
from pipeline.align.sentences import SentenceBead, align_sentences
from pipeline.collection import Collection
from pipeline.compare import Usage, findings, usage
from pipeline.errors import InputError, UnknownSymbol
from pipeline.readers import read_bytes
from pipeline.records import (
    Bead,
    Document,
    Finding,
    Given,
    Lang,
    Paragraph,
    Recommendation,
)
from pipeline.review import Disputes, Quality, disputes
from pipeline.side_by_side import align_documents
from pipeline.views.comparing.rows import Row, rows_of, rows_of_reviewed
from ui.keep import in_visit, kept
from ui.parts.choosing import File


def state_of(held: Collection) -> str:
    """What tells one state of an index from another: the sums of all its files, since two may have
    the vectors of one language in common."""
    manifest = held.manifest
    sums = " ".join(file.sha256 for file in manifest.files)
    return f"{manifest.encoder} {manifest.generation} {sums}"


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows of two language versions, and how far the two texts correspond at all."""

    rows: tuple[Row, ...]
    whole: Correspondence


def log_of(held: Collection) -> str:
    """What tells one state of the judgements from another."""
    path = held.reviews().path
    if not path.exists():
        return ""
    found = path.stat()
    return f"{path} {found.st_size} {found.st_mtime_ns}"


def versions_of_symbol(held: Collection, symbol: str) -> Compared:
    """The stored alignment of a symbol that is held in both languages, as people judged it."""
    return _versions_of_symbol(state_of(held), log_of(held), symbol, held)


@kept(64)
def _versions_of_symbol(state: str, log: str, symbol: str, _held: Collection) -> Compared:
    zh, en = _held.paragraphs(symbol, "zh"), _held.paragraphs(symbol, "en")
    after = _held.reviewed(symbol)
    known, use = _found(state, symbol, _held), usage(en)
    found = (
        known[b.zh, b.en] if (b.zh, b.en) in known else _findings(b, zh, en, use)
        for b in after.beads
    )
    rows = rows_of_reviewed(after, zh, en, found)
    return Compared(rows, correspondence(after.beads, zh, en))


@kept(64)
def _found(
    state: str, symbol: str, _held: Collection
) -> dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[Finding, ...]]:
    """The findings of every computed bead, which no judgement changes."""
    zh, en = _held.paragraphs(symbol, "zh"), _held.paragraphs(symbol, "en")
    use = usage(en)
    return {(b.zh, b.en): _findings(b, zh, en, use) for b in _held.beads(symbol)}


def _findings(
    bead: Bead, zh: Sequence[Paragraph], en: Sequence[Paragraph], use: Usage
) -> tuple[Finding, ...]:
    return findings([zh[i] for i in bead.zh], [en[j] for j in bead.en], use)


def sentences_of(held: Collection, row: Row) -> tuple[SentenceBead, ...]:
    """The sentences of a row that correspond, aligned by the encoder of the index."""
    return _sentences_of(state_of(held), row.words("zh"), row.words("en"), held)


@kept(500)
def _sentences_of(state: str, zh: str, en: str, _held: Collection) -> tuple[SentenceBead, ...]:
    return align_sentences(zh, en, _held.encoder())


def quality_of(held: Collection) -> Quality:
    """The counts over the texts that somebody judged."""
    return _quality_of(state_of(held), log_of(held), held)


@kept(4)
def _quality_of(state: str, log: str, _held: Collection) -> Quality:
    return _held.quality()


def disputes_of(held: Collection) -> Disputes:
    """Conflicts between judgements, and judgements that no longer fit, over all texts."""
    return _disputes_of(state_of(held), log_of(held), held)


@kept(4)
def _disputes_of(state: str, log: str, _held: Collection) -> Disputes:
    return disputes(_held.reviews().read().judgements, _held.reviewed)


def versions_of_documents(held: Collection, zh: str, en: str) -> Compared:
    """A Chinese and an English text of the collection, aligned now where they are not yet.

    Raises UnknownSymbol for one that is not held.
    """
    if zh == en:
        return versions_of_symbol(held, zh)
    return _versions_of_documents(state_of(held), zh, en, held)


@kept(8)
def _versions_of_documents(state: str, zh: str, en: str, _held: Collection) -> Compared:
    return _aligned(_document(_held, zh, "zh"), _document(_held, en, "en"), _held)


def versions_of_files(held: Collection, first: File, second: File) -> Compared:
    """Two files, one Chinese and one English in either order, aligned; nothing of them is kept
    beyond the visit. Raises InputError for a file that cannot be read, and for two of one
    language."""
    return in_visit("versions", (first, second), lambda: _of_files(held, first, second))


def _of_files(held: Collection, first: File, second: File) -> Compared:
    one, other = (read_bytes(f.name, f.content, Given()) for f in (first, second))
    if one.lang == other.lang:
        raise InputError(second.name, f"is in the same language ({one.lang}) as {first.name}")
    return _aligned(*((one, other) if one.lang == "zh" else (other, one)), held)


def _document(held: Collection, symbol: str, lang: Lang) -> Document:
    document = held.document(symbol, lang)
    if document is None:
        raise UnknownSymbol(f"{symbol} ({lang}): no such document is held")
    return document


def _aligned(zh: Document, en: Document, held: Collection) -> Compared:
    made = align_documents(zh, en, held.encoder())
    use = usage(made.en)
    found = (_findings(bead, made.zh, made.en, use) for bead in made.beads)
    return Compared(
        rows_of(made.beads, made.zh, made.en, found),
        correspondence(made.beads, made.zh, made.en),
    )


def across(held: Collection, items: Sequence[Recommendation]) -> dict[tuple[str, int], str]:
    """For each recommendation, by symbol and ordinal, its text in the other language."""
    found: dict[tuple[str, int], str] = {}
    wanted = {(item.paragraph.symbol, item.paragraph.lang) for item in items}
    for symbol, lang in wanted:
        texts = _across(state_of(held), log_of(held), symbol, lang, held)
        found.update({(symbol, ordinal): words for ordinal, words in texts.items()})
    return found


@kept(500)
def _across(state: str, log: str, symbol: str, lang: Lang, _held: Collection) -> dict[int, str]:
    """For each ordinal of the document in ``lang`` the aligned words of the other language, as
    people judged the alignment."""
    other = _held.paragraphs(symbol, "en" if lang == "zh" else "zh")
    found: dict[int, str] = {}
    for bead in _held.reviewed(symbol).beads:
        own, across = (bead.zh, bead.en) if lang == "zh" else (bead.en, bead.zh)
        words = "\n".join(other[i].text for i in across)
        found.update({ordinal: words for ordinal in own if words})
    return found
