"""One side of a bead as one text, and the way back from it to the paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.compare.usage import Usage
from pipeline.records import Lang, Paragraph, Span
from pipeline.text.passage import wording

_NEXT_HEADING = re.compile(r"(?:(?<=[.;:])\s+|^)(?:Rule|Article|Regulation|Section)\s+\d+$")
"""The heading of the paragraph that follows, which some files set at the end of the one before."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something a rule looks at, at ``text[start:end]`` of a side; ``value`` is the same in both
    languages for what means the same."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """The paragraphs of one language and ``text``, their wording in one piece: without printed
    numbers and note marks, joined by nothing in Chinese and by a space in English. ``usage`` is
    that of the whole English text, None where it is not known."""

    lang: Lang
    paragraphs: tuple[Paragraph, ...]
    pieces: tuple[str, ...]
    text: str
    usage: Usage | None = None

    def spans(self, mentions: Iterable[Mention]) -> tuple[Span, ...]:
        """Where ``mentions`` stand in the paragraphs, in order, each place once."""
        found = {span for m in mentions for span in self._places(m.start, m.end)}
        return tuple(sorted(found, key=lambda s: (s.paragraph, s.start, s.end)))

    def quotes(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """What is printed at ``spans``, each wording once."""
        texts = {p.ordinal: p.text for p in self.paragraphs}
        return tuple(dict.fromkeys(texts[s.paragraph][s.start : s.end] for s in spans))

    def _places(self, start: int, end: int) -> Iterable[Span]:
        at = 0
        gap = len(_joint(self.lang))
        for paragraph, piece in zip(self.paragraphs, self.pieces, strict=True):
            first, last = max(start - at, 0), min(end - at, len(piece))
            if first < last:
                offsets = _offsets(paragraph, piece)
                yield Span(paragraph.ordinal, offsets[first], offsets[last - 1] + 1)
            at += len(piece) + gap


def side(paragraphs: Sequence[Paragraph], lang: Lang, usage: Usage | None = None) -> Side:
    """The side that ``paragraphs`` of one language make."""
    pieces = tuple(_NEXT_HEADING.sub("", wording(p)) for p in paragraphs)
    return Side(lang, tuple(paragraphs), pieces, _joint(lang).join(pieces), usage)


def _joint(lang: Lang) -> str:
    return "" if lang == "zh" else " "


def _offsets(paragraph: Paragraph, piece: str) -> list[int]:
    """For each character of ``piece``, the paragraph's wording, its offset in the text.

    Wording only leaves characters out and folds white space, so both are walked once.
    """
    text = paragraph.text
    at = len(paragraph.label) if paragraph.label and text.startswith(paragraph.label) else 0
    offsets = []
    for character in piece:
        while text[at] != character and not (character == " " and text[at].isspace()):
            at += 1
        offsets.append(at)
        at += 1
    return offsets
