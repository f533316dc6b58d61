"""Plain text: logical lines, a masthead, footnotes set apart, tables by their tabs."""

import re

from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.masthead import Found, find_metadata
from pipeline.records import BlockKind, Document, Given, Remark
from pipeline.text.lines import Line, logical_lines
from pipeline.text.normalise import detect_lang, squeeze
from pipeline.text.numbering import marker

_NOTE_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def read_plain(name: str, text: str, given: Given, sha256: str) -> Document:
    """Read ``text``, the decoded content of the file ``name``.

    Page numbers are left out; a paragraph cut by a page end is whole again; a footnote stands
    after the running text with the offset at which it was called. Raises ``Empty``.
    """
    lines, _ = logical_lines(text)
    return from_lines(name, lines, given, sha256)


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
    noticed, with offsets of -1; ``confidence`` is that of character recognition."""
    lang = given.lang or detect_lang("\n".join(line.text for line in lines))
    running = [line for line in lines if not line.is_note]
    found = find_metadata([line.text for line in running], lang)
    builder = DocumentBuilder()
    calls: dict[str, int] = {}
    ordinal = 0
    for line in lines:
        if line.is_note:
            _add_note(builder, line.text, calls)
            continue
        words = squeeze(line.text) if "\t" not in line.text else line.text
        start = builder.add(words, _kind(line, ordinal, found), level=line.level)
        for sign in re.finditer(f"[{_NOTE_SIGNS}]+", line.text):
            calls[sign.group()] = start + sign.start()
        ordinal += 1
    return builder.document(
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
        remarks=remarks,
        confidence=confidence,
    )


def _kind(line: Line, ordinal: int, found: Found) -> BlockKind:
    if ordinal == found.title_line:
        return "title"
    if ordinal < found.lines:
        return "masthead"
    if line.kind != "text":
        return line.kind
    if "\t" in line.text:
        return "table"
    return "heading" if line.level else "text"


def _add_note(builder: DocumentBuilder, text: str, calls: dict[str, int]) -> None:
    mark = marker(text)
    if mark is None:
        raise ValueError(f"a footnote without a marker: {text[:40]!r}")
    builder.note(str(mark.value), text, calls.get(mark.printed, -1))
