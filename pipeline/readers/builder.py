"""Grow a document block by block and keep count of the offsets.

Blocks are joined by one line feed. Footnotes are held back and stand, in the order in which they
were called, as ``footnote`` blocks at the end of the text, so that they interrupt nothing.
"""

import hashlib

from pipeline.errors import Empty
from pipeline.records import (
    Block,
    BlockKind,
    Document,
    Footnote,
    Given,
    Keyword,
    Lang,
    Link,
    Remark,
    Source,
)
from pipeline.text.file_names import symbol_from_name
from pipeline.text.symbols import edition_of


class DocumentBuilder:
    """Appends stripped stretches of text; ``document`` closes it. One builder, one document."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._notes: list[tuple[str, str, int, str, tuple[Link, ...]]] = []

    def add(
        self,
        text: str,
        kind: BlockKind = "text",
        *,
        label: str = "",
        level: int = 0,
        eid: str = "",
    ) -> int:
        """Append one block and return the offset at which it starts.

        ``text`` must be stripped by the caller, who may hold offsets into it. Empty text adds
        nothing; the offset is then where the next block would start.
        """
        start = self._length + 1 if self._pieces else 0
        if not text:
            return start
        self._pieces.append(text)
        self._length = start + len(text)
        self._blocks.append(Block(start, self._length, kind, label, level, eid))
        return start

    def link(self, target: str, start: int, end: int) -> None:
        """Record a reference from ``[start, end)`` of the whole text."""
        self._links.append(Link(target, start, end))

    def note(
        self,
        marker: str,
        text: str,
        anchor: int = -1,
        *,
        eid: str = "",
        links: tuple[Link, ...] = (),
    ) -> None:
        """Hold back a footnote called at offset ``anchor`` of the whole text (-1 where unknown).

        Offsets of ``links`` count from the start of the note's own text.
        """
        if text:
            self._notes.append((marker, text, anchor, eid, links))

    def _put_notes(self) -> tuple[Footnote, ...]:
        """Append the notes held back, in the order in which they were called."""
        footnotes = []
        for marker, text, anchor, eid, links in self._notes:
            start = self.add(text, "footnote", label=marker, eid=eid)
            footnotes.append(Footnote(marker, start, start + len(text), anchor))
            self._links.extend(Link(k.target, start + k.start, start + k.end) for k in links)
        return tuple(footnotes)

    def document(
        self,
        name: str,
        sha256: str,
        given: Given = Given(),  # noqa: B008  (frozen)
        *,
        lang: Lang,
        symbol: str = "",
        title: str = "",
        body: str = "",
        session: str = "",
        date: str = "",
        status: str = "",
        agenda: str = "",
        edition: str = "",
        kind: str = "",
        distribution: str = "",
        original: str = "",
        place: str = "",
        keywords: tuple[Keyword, ...] = (),
        remarks: tuple[Remark, ...] = (),
        confidence: float | None = None,
    ) -> Document:
        """Close the text; what is ``given`` wins over what was read. A text that prints no symbol
        goes by its file's name (``symbol_from_name``).

        Raises ``Empty`` when no block was added.
        """
        footnotes = self._put_notes()
        if not self._pieces:
            raise Empty(name, "no text in it")
        called = given.symbol or symbol or symbol_from_name(name)
        return Document(
            symbol=called,
            lang=given.lang or lang,
            title=given.title or title,
            text="\n".join(self._pieces),
            blocks=tuple(self._blocks),
            source=Source(name, sha256, url=given.url, licence=given.licence),
            body=given.body or _named_body(called, given) or body,
            session=given.session or session,
            date=given.date or date,
            status=given.status or status,
            agenda=agenda,
            edition=edition or edition_of(called),
            kind=kind,
            distribution=distribution,
            original=original,
            place=place,
            footnotes=footnotes,
            keywords=keywords,
            links=tuple(self._links),
            remarks=remarks,
            confidence=confidence,
        )


def digest(content: bytes) -> str:
    """SHA-256 of the bytes as read, in hexadecimal: the identity of a file's content."""
    return hashlib.sha256(content).hexdigest()


def _named_body(symbol: str, given: Given) -> str:
    """The code of the body, among those that the corpus names, with the longest prefix of
    ``symbol``; "" where none fits."""
    fitting = [b for b in given.bodies if b.symbol_prefix and symbol.startswith(b.symbol_prefix)]
    return max(fitting, key=lambda b: len(b.symbol_prefix)).code if fitting else ""
