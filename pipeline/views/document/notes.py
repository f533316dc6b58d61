"""Which note is called where: as far as the file says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Document, Footnote, Paragraph
from pipeline.text.raised import note_mark


@dataclass(frozen=True, slots=True)
class Called:
    """A note of a text: it stands in the paragraph ``note`` and is called in the paragraph ``by``
    at offset ``at`` of its words; ``length`` characters there are its sign, 0 where the text has
    none. ``by`` is -1 where the file does not say who calls it."""

    note: int
    by: int
    at: int
    length: int
    marker: str


def calls_of(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Called, ...]:
    """The notes of ``document`` in their order, one for each that is a paragraph of its own."""
    begins = {p.start: p for p in paragraphs if p.role == "footnote"}
    return tuple(
        _called(note, begins[note.start], document.text, paragraphs)
        for note in document.footnotes
        if note.start in begins
    )


def _called(
    note: Footnote, own: Paragraph, content: str, paragraphs: Sequence[Paragraph]
) -> Called:
    by = next((p for p in paragraphs if p.start <= note.anchor <= p.end), None)
    if note.anchor < 0 or by is None or by.role == "footnote":
        return Called(own.ordinal, -1, -1, 0, note.marker)
    at = note.anchor - by.start
    sign = sign_at(content[note.anchor : by.end])
    return Called(own.ordinal, by.ordinal, at, len(sign), note.marker)


def sign_at(content: str) -> str:
    """The sign of a note that opens ``content``; "" where none does."""
    for end in range(1, min(len(content), 5) + 1):
        if end == len(content) or not _is_sign(content[end]):
            return content[:end] if all(map(_is_sign, content[:end])) else ""
    return ""


def _is_sign(character: str) -> bool:
    return character in "*†‡" or note_mark(f"{character}x") == character


def by_paragraph(called: Sequence[Called]) -> Mapping[int, tuple[Called, ...]]:
    """The notes that each paragraph calls, in the order of its words."""
    found: dict[int, list[Called]] = {}
    for one in sorted(called, key=lambda c: c.at):
        if one.by >= 0:
            found.setdefault(one.by, []).append(one)
    return {ordinal: tuple(each) for ordinal, each in found.items()}
