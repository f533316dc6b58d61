"""From passages to their traces: which file, which bytes, by which encoder and which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.records import Document, Heading, Lang, Paragraph
from pipeline.records.trace import Trace
from pipeline.rules import program_version, rules_version

if TYPE_CHECKING:
    from pipeline.opened import OpenIndex

Span: TypeAlias = tuple[int, int]
"""Where words begin and end in the text of a paragraph."""
_CITED = frozenset({"chain", "endorsed_by", "alerts"})
"""Fields of records whose passages a file names by their citations and does not quote."""


class Traces:
    """The traces of the passages of some documents; one table, made once, looked up in memory."""

    def __init__(
        self,
        documents: Iterable[Heading],
        encoder: str = "",
        generation: int | None = None,
    ) -> None:
        self._files: dict[tuple[str, Lang], tuple[str, str, str]] = {
            (d.symbol, d.lang): (d.path, d.sha256, d.rules) for d in documents
        }
        self.encoder = encoder
        self.generation = generation

    def of(
        self, paragraph: Paragraph, document: Heading | None = None, span: Span | None = None
    ) -> Trace:
        """The trace of ``paragraph``, or of the words at ``span`` in its text. ``document`` is the
        one it stands in, where several files have its symbol; a passage of no document that is held
        has neither path nor hash."""
        path, sha256, rules = self._files.get((paragraph.symbol, paragraph.lang), ("", "", ""))
        is_held = document is None or document.sha256 == sha256
        if document is not None and not is_held:
            path, sha256 = document.path, document.sha256
        start, end = span or (0, len(paragraph.text))
        # of a text that the state no longer holds so, nobody knows by what it was made
        known = is_held or self.generation is None
        return Trace(
            path,
            sha256,
            paragraph.start + start,
            paragraph.start + end,
            paragraph.symbol,
            paragraph.lang,
            paragraph.ordinal,
            self.encoder if known else "",
            rules if known else "",
            self.generation if known else None,
            program_version(),
        )

    def over(self, paragraphs: Sequence[Paragraph], document: Heading | None = None) -> Trace:
        """The trace of the stretch from the first of ``paragraphs``, at least one, to the last."""
        first, last = paragraphs[0], paragraphs[-1]
        return self.of(first, document, (0, last.end - first.start))

    def of_all(self, record: object) -> tuple[Trace, ...]:
        """The traces of every passage that ``record`` quotes, in the order in which they stand
        there, each once."""
        return tuple(self.of(paragraph) for paragraph in passages_in(record))


def traces_of_index(held: OpenIndex) -> Traces:
    """The traces of what an open index holds."""
    manifest = held.manifest
    documents = held.state.store.headings().values()
    return Traces(documents, manifest.encoder, manifest.generation)


def traces_of_files(documents: Iterable[Document], encoder: str = "") -> Traces:
    """The traces of files read without an index; ``encoder`` is the one that compared them."""
    return Traces((Heading.of(d, 0, rules_version()) for d in documents), encoder)


def passages_in(record: object) -> tuple[Paragraph, ...]:
    """The paragraphs that a record of any kind quotes, in order, each once; those that it only
    cites, what went before and what endorses, are left out."""
    return tuple(dict.fromkeys(_passages(record)))


def _passages(record: object) -> Iterator[Paragraph]:
    if isinstance(record, Paragraph):
        yield record
    elif isinstance(record, tuple | list):
        for each in record:
            yield from _passages(each)
    elif is_dataclass(record):
        for name in getattr(record, "__slots__", ()):
            if name in _CITED:
                continue
            yield from _passages(getattr(record, name))
