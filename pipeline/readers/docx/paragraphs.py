"""Paragraphs to lines: list number, words, level, and the notes that the words call."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.docx.names import W, child
from pipeline.readers.docx.notes import Note, Notes
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.runs import Poured, Runs
from pipeline.readers.docx.styles import Styles
from pipeline.text.lines import Line
from pipeline.text.normalise import is_complete, join, squeeze
from pipeline.text.numbering import marker
from pipeline.text.raised import note_mark, raised

_NUMBER = re.compile(r"[(（]?\d+(?:[.-]\d+)*[.)）]?$|[^\w\s]{1,3}$")
"""Besides the numbers that open a paragraph: those of a report in sections (22.1), and bullets."""

_CONTENTS_STYLE = re.compile(r"toc ?\d|table of (?:figures|authorities)")
_SIGNS = re.compile(r"[^\W_]")
_END = 80
_PAGE_AT_END = re.compile(r"(?:\t|[.…·]{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$", re.I)


@dataclass(slots=True)
class Printed:
    """What one paragraph prints: its lines, the notes they call, the text boxes anchored in it.
    ``ends_in_page`` says that it ends, behind a tab or dots, in what may be a page number."""

    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    style: str = ""
    is_contents: bool = False
    ends_in_page: bool = False
    has_page_field: bool = False


class Paragraphs:
    """Reads the paragraphs of one part of a document, in order."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(styles, notes)
        self._in_notes = Runs(styles, Notes())
        self._carried: list[str] = []

    def read(self, paragraph: etree._Element) -> Printed:
        """What ``paragraph`` prints; nothing where it runs on into the next one because its end
        was deleted."""
        properties = child(paragraph, "pPr")
        style = self._styles.of(properties)
        poured = self._runs.pour(paragraph, style)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried.append(poured.text)
            return Printed(notes=self._notes(poured.notes), boxes=poured.boxes)
        text = "".join((*self._carried, poured.text))
        self._carried = []
        printed = Printed(
            notes=self._notes(poured.notes),
            boxes=poured.boxes,
            style=self._styles.name(style),
            is_contents=poured.is_contents or _is_contents(self._styles.name(style)),
            ends_in_page=_PAGE_AT_END.search(text[-_END:]) is not None,
            has_page_field=poured.has_page_field,
        )
        printed.lines = self._lines(text, properties, style, poured)
        return printed

    def _lines(
        self, text: str, properties: etree._Element | None, style: str, poured: Poured
    ) -> list[Line]:
        hidden = self._styles.look(child(properties, "rPr"), style).hidden
        if not text.strip() and (hidden or poured.boxes):
            return []
        number = self._numbering.number(properties, style)
        if not text.strip() and not _SIGNS.search(number):
            return []
        level = self._styles.level(style, properties)
        lines = [words for part in _parts(text) if (words := _words(part))]
        if number:
            lines[:1] = [squeeze(number + (lines[0] if lines else ""))]
        return [_line(words, level) for words in lines if words]

    def _notes(self, notes: list[Note]) -> list[Line]:
        return [self._note(note) for note in notes]

    def _note(self, note: Note) -> Line:
        text = join_all(
            squeeze(self._in_notes.pour(p, self._styles.of(child(p, "pPr"))).text)
            for p in note.element.iter(W + "p")
        )
        mark = raised(note.mark)
        words = text.removeprefix(note.mark).removeprefix(mark).lstrip()
        return note_line(squeeze(f"{mark} {words}"))


def join_all(pieces: Iterable[str]) -> str:
    """Pieces of one text as one, each pair parted as ``join`` parts it."""
    out: list[str] = []
    last = ""
    for piece in pieces:
        if piece:
            out.append(join(last[-1:], piece)[len(last[-1:]) :])
            last = piece
    return "".join(out)


def note_line(text: str) -> Line:
    """A note with its mark: figures are the marks that footnotes of the text itself have."""
    found = marker(text)
    if found is not None and found.style == "note":
        return Line(text, is_note=True)
    return Line(text, kind="footnote")


def _parts(text: str) -> list[str]:
    """``text`` cut at the line breaks behind which a new numbered line begins; elsewhere a break
    only shapes a line."""
    if "\n" not in text:
        return [text]
    parts: list[list[str]] = []
    for piece in text.split("\n"):
        found = marker(piece.lstrip())
        if parts and not (found and found.style != "note" and is_complete(parts[-1][-1])):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return [join_all(p.strip(" ") if len(part) > 1 else p for p in part) for part in parts]


def _words(text: str) -> str:
    """The words of a line; tabs stay where they set at least three columns side by side."""
    pieces = [words for piece in text.split("\t") if (words := squeeze(piece))]
    if len(pieces) > 1 and _is_number(pieces[0]):
        pieces[:2] = [squeeze(f"{pieces[0]} {pieces[1]}")]
    return ("\t" if len(pieces) > 2 else " ").join(pieces)


def _is_number(text: str) -> bool:
    """Whether ``text`` before a tab is the number, bullet or note mark of the words behind it."""
    found = marker(f"{text} ")
    alone = found is not None and found.end >= len(text)
    return alone or bool(_NUMBER.match(text)) or note_mark(f"{text} x") == text


def _line(words: str, level: int) -> Line:
    if "\t" in words:
        return Line(words, kind="table")
    if not level and note_mark(words)[:1] not in {"", "*", "†", "‡"}:
        return note_line(words)
    return Line(words, level)


def _is_contents(style: str) -> bool:
    return _CONTENTS_STYLE.fullmatch(style) is not None
