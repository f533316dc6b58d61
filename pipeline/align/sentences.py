"""Sentences and items of a long paragraph, aligned within it."""

from dataclasses import dataclass
from typing import TypeAlias

from pipeline.align.beads import align
from pipeline.encode import Encoder
from pipeline.records import Lang, Paragraph
from pipeline.text.numbering import marker
from pipeline.text.passage import wording
from pipeline.text.sentences import opening_item, sentences

Extent: TypeAlias = tuple[int, int]
"""Where a sentence begins and ends in its paragraph's text."""


@dataclass(frozen=True, slots=True)
class SentenceBead:
    """Sentences that correspond, by their places in the two texts; one side may be empty. ``why``,
    ``cosine`` and ``confidence`` are as those of a bead of paragraphs; the confidence was fitted on
    sentences (see ``confidence``)."""

    zh: tuple[Extent, ...]
    en: tuple[Extent, ...]
    why: str
    cosine: float | None
    confidence: float | None


def align_sentences(zh_text: str, en_text: str, encoder: Encoder) -> tuple[SentenceBead, ...]:
    """The sentences and items of two paragraphs that correspond, aligned as paragraphs are.

    ``zh_text[start:end]`` is the sentence at an extent; every sentence is in exactly one bead. ()
    where both texts are empty.
    """
    zh, en = sentences(zh_text, "zh"), sentences(en_text, "en")
    left = [_piece(zh_text, extent, "zh", k) for k, extent in enumerate(zh)]
    right = [_piece(en_text, extent, "en", k) for k, extent in enumerate(en)]
    rows = encoder.encode([wording(piece) for piece in (*left, *right)]).vectors
    beads = align(left, right, rows[: len(left)], rows[len(left) :], of_sentences=True)
    return tuple(
        SentenceBead(
            tuple(zh[i] for i in bead.zh),
            tuple(en[j] for j in bead.en),
            bead.why,
            bead.cosine,
            bead.confidence,
        )
        for bead in beads
    )


def _piece(text: str, extent: Extent, lang: Lang, ordinal: int) -> Paragraph:
    """A sentence as a paragraph of its own; the number of an item tells its value alone, since the
    two languages print different ones."""
    start, end = extent
    words = text[start:end]
    label = opening_item(words)
    mark = marker(words) if label else None
    number = (str(mark.value),) if mark else ()
    return Paragraph("", lang, ordinal, "text", number, label, "", "", start, end, words)
