"""A page as it was recognised."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.ocr.engine import Word
from pipeline.text.normalise import join


@dataclass(frozen=True, slots=True)
class Leaf:
    """The words recognised on page ``number``; ``width`` and ``height`` are those of the image in
    pixels, of which ``dpi`` make an inch."""

    number: int
    words: tuple[Word, ...]
    width: int
    height: int
    dpi: int


def text_of(words: Sequence[Word]) -> str:
    """The words of one row: apart in English, together in Chinese."""
    text = ""
    for word in words:
        text = join(text, word.text)
    return text
