"""Recognised words as the runs of a page, so that a scan is put together as any PDF page is."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from pipeline.readers.ocr.engine import Word
from pipeline.readers.ocr.leaves import Leaf, text_of
from pipeline.readers.pdf.shapes import Page, Run
from pipeline.text.normalise import is_wide

_APART = 1.5
"""A gap of so many ems between words cuts a run, as between the columns of a table."""
_TALL = 0.92
"""Height of a Chinese character, or of a letter from its top to the foot of a ``p``, in ems."""
_ALIKE = 0.3
"""Share by which the heights of rows in one type differ: a row may have no tall letters."""


def pages_of(leaves: Sequence[Leaf]) -> tuple[Page, ...]:
    """The words of each page as runs, in points from its lower left corner. Rows of about the
    usual height of the scan are of one size, since their heights tell which letters they have."""
    sizes = [_size(row, leaf) for leaf in leaves for row in _rows(leaf)]
    usual = median(sizes) if sizes else 10.0
    return tuple(_page(leaf, usual) for leaf in leaves)


def _page(leaf: Leaf, usual: float) -> Page:
    point = 72 / leaf.dpi
    runs: list[Run] = []
    for row in _rows(leaf):
        size = _size(row, leaf)
        size = usual if abs(size - usual) <= _ALIKE * usual else size
        # The foot of words without p, g or comma lies on the baseline.
        foot = sorted(word.bottom for word in row)[len(row) * 3 // 10]
        baseline = (leaf.height - foot) * point
        for piece in _pieces(row, _APART * size / point):
            x0, x1 = piece[0].left * point, piece[-1].right * point
            text = text_of(piece)
            runs.append(Run(text, x0, x1, baseline, size, False, False, len(runs)))
    return Page(leaf.number, leaf.width * point, leaf.height * point, tuple(runs), ())


def _rows(leaf: Leaf) -> list[list[Word]]:
    grouped = groupby(leaf.words, key=lambda w: (w.block, w.paragraph, w.line))
    return [list(row) for _, row in grouped]


def _size(row: Sequence[Word], leaf: Leaf) -> float:
    """The size of type in points: by the usual height of Chinese words, whose boxes vary little
    but for those of commas, else from the top of the tallest to the foot of the lowest word."""
    heights = [word.bottom - word.top for word in row]
    if any(is_wide(word.text[0]) for word in row):
        height = float(median(heights))
    else:
        height = max(word.bottom for word in row) - min(word.top for word in row)
    return height * 72 / leaf.dpi / _TALL


def _pieces(row: Sequence[Word], gap: float) -> Iterator[list[Word]]:
    """The words of a row, cut where more than ``gap`` pixels stand between two."""
    piece: list[Word] = []
    for word in sorted(row, key=lambda w: w.left):
        if piece and word.left - piece[-1].right > gap:
            yield piece
            piece = []
        piece.append(word)
    yield piece
