"""A file, or both language versions of a text, checked against the table of terms."""

from collections.abc import Callable
from pathlib import Path

from pipeline.encode import Encoder
from pipeline.errors import InputError
from pipeline.readers import read_bytes, walk
from pipeline.records import Document, Heading, Paragraph, Refusal
from pipeline.records.lineage import Passage
from pipeline.records.terms import TermAlert
from pipeline.segment import segment
from pipeline.terms.consistency import Counted, Others, alerts, others_of
from pipeline.terms.table import TermTable


def read_texts(first: Path, second: Path | None) -> tuple[Document, ...]:
    """The text in a file and, where it is given, that in the other language's file. Raises
    InputError for a file that cannot be read and for one with several texts."""
    return tuple(_read(path) for path in (first, second) if path)


def check_documents(
    one: Document,
    other: Document | None,
    table: TermTable,
    encoder: Callable[[], Encoder],
    counted: Counted | None = None,
) -> tuple[TermAlert, ...]:
    """Alerts on a text and, where that in the other language is given too, on both, each against
    the other. ``encoder`` is asked for where the two have to be aligned. Raises InputError for two
    of one language."""
    if other is None:
        return alerts(_passages(one, segment(one)), table, counted)
    if one.lang == other.lang:
        reason = f"is in the language of {one.source.path}, {one.lang}"
        raise InputError(other.source.path, reason)
    from pipeline.side_by_side import align_documents

    zh, en = (one, other) if one.lang == "zh" else (other, one)
    aligned = align_documents(zh, en, encoder())
    passages = [*_passages(zh, aligned.zh), *_passages(en, aligned.en)]
    others: Others = others_of(aligned.beads, aligned.zh, aligned.en)
    return alerts(passages, table, counted, others)


def _read(path: Path) -> Document:
    found = list(walk([path]))
    if len(found) != 1:
        raise InputError(str(path), f"has {len(found)} texts; name one")
    file = found[0]
    if isinstance(file, Refusal):
        raise InputError(file.path, file.reason)
    return read_bytes(file.name, file.content, file.given)


def _passages(document: Document, paragraphs: tuple[Paragraph, ...]) -> list[Passage]:
    heading = Heading.of(document, len(paragraphs))
    return [Passage(heading, paragraph) for paragraph in paragraphs]
