"""Plain text: logical lines, a masthead, footnotes set apart, tables by their tabs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.masthead import Found, find_metadata
from pipeline.readers.notes import NoteCalls
from pipeline.records import BlockKind, Document, Given, Lang, Remark, RemarkKind
from pipeline.text.lines import Line, logical_lines
from pipeline.text.normalise import detect_lang, squeeze
from pipeline.text.prose import is_prose, out_of_order, prose_headings, site_contents

_QUOTED = 80
"""Characters of a fragment out of order that its remark quotes."""

_FIRST_LINES = 12
"""How far down a heading of the first level is still that of the whole text."""


def read_plain(name: str, text: str, given: Given, sha256: str) -> Document:
    """Read ``text``, the decoded content of the file ``name``.

    Page furniture and contents pages become remarks; a paragraph cut by a page end is whole
    again; a footnote stands after the running text with the offset at which it was called.
    Raises ``Empty``.
    """
    lines, remarks = logical_lines(text)
    return from_lines(name, lines, given, sha256, remarks=remarks)


def from_lines(
    name: str,
    lines: tuple[Line, ...],
    given: Given,
    sha256: str,
    title: str = "",
    *,
    remarks: tuple[Remark, ...] = (),
    confidence: float | None = None,
) -> Document:
    """A document of logical lines, however they were come by; ``title`` is what the format itself
    names the text, used where the head of the text has no title; ``remarks`` are what the reader
    noticed, with offsets of -1; ``confidence`` is that of character recognition.

    A title printed twice, the contents list of a web page, footnotes without a call and calls
    without a footnote, and in prose without numbers fragments out of order add to the remarks.
    """
    lang = given.lang or detect_lang("\n".join(line.text for line in lines))
    read = _read(lines, lang)
    builder, calls = DocumentBuilder(), NoteCalls()
    starts = _write(builder, calls, lines, read)
    fragments = out_of_order(read.running, lang) if read.prose else ()
    disordered = (
        Remark("out-of-order", read.running[i].text[:_QUOTED], start=starts[i])
        for i in fragments
        if i in starts
    )
    found = read.found
    document = builder.document(
        name,
        sha256,
        given,
        lang=lang,
        symbol=found.symbol,
        title=found.title or title,
        body=found.body,
        session=found.session,
        date=found.date,
        status=found.status,
        agenda=found.agenda,
        edition=found.edition,
        kind=found.kind,
        distribution=found.distribution,
        original=found.original,
        place=found.place,
        remarks=(*remarks, *read.apart(lines), *disordered),
        confidence=confidence,
    )
    return replace(document, remarks=(*document.remarks, *calls.unmatched(document)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the lines are: ``contents`` the indexes of a list of sections among all lines;
    ``running`` the lines of the text without that list and without notes, in which ``headings``
    and the indexes of ``found`` count; ``prose`` whether they follow no form."""

    contents: frozenset[int]
    running: tuple[Line, ...]
    found: Found
    prose: bool
    headings: frozenset[int]

    def apart(self, lines: Sequence[Line]) -> tuple[Remark, ...]:
        """Remarks for the list of sections and for a title printed again."""
        listed = [lines[i].text for i in sorted(self.contents)]
        again = [self.running[i].text for i in self.found.repeated]
        kinds: tuple[tuple[RemarkKind, list[str]], ...] = (
            ("contents", listed),
            ("repeated-title", again),
        )
        return tuple(Remark(kind, "\n".join(texts)) for kind, texts in kinds if texts)


def _read(lines: Sequence[Line], lang: Lang) -> _Reading:
    contents = frozenset(site_contents(lines))
    running = tuple(o for i, o in enumerate(lines) if not o.is_note and i not in contents)
    found = _with_heading(find_metadata(running, lang), running)
    prose = is_prose(running, found.lines > 0)
    headings = prose_headings(running) if prose else frozenset()
    return _Reading(contents, running, found, prose, headings)


def _write(
    builder: DocumentBuilder, calls: NoteCalls, lines: Sequence[Line], read: _Reading
) -> dict[int, int]:
    """Give the lines to ``builder``; the offset of each running line that it took."""
    starts: dict[int, int] = {}
    ordinal = -1
    for index, line in enumerate(lines):
        if index in read.contents:
            continue
        if line.is_note:
            calls.note(builder, line.text)
            continue
        ordinal += 1
        if ordinal in read.found.repeated:
            continue
        words = squeeze(line.text) if "\t" not in line.text else line.text
        kind = _kind(line, ordinal, read)
        starts[ordinal] = builder.add(words, kind, level=line.level)
        calls.look(words, starts[ordinal])
    return starts


def _with_heading(found: Found, running: Sequence[Line]) -> Found:
    """``found`` with the only heading of the first level as title where the head has none, as in
    an article that opens with a sentence of its own."""
    first = [i for i, line in enumerate(running[:_FIRST_LINES]) if line.level == 1]
    if found.title or len(first) != 1:
        return found
    return replace(found, title=squeeze(running[first[0]].text), title_lines=(first[0],))


def _kind(line: Line, ordinal: int, read: _Reading) -> BlockKind:
    if ordinal in read.found.title_lines:
        return "title"
    if ordinal < read.found.lines:
        return "masthead"
    if line.kind != "text":
        return line.kind
    if "\t" in line.text:
        return "table"
    return "heading" if line.level or ordinal in read.headings else "text"
