"""Cutting a text that is too long for a model into windows that together hold all of it."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

OVERLAP = 0.125
"""Least share of a window that the next one repeats, so that no clause is seen only in halves."""

Offsets: TypeAlias = Sequence[tuple[int, int]]


class Tokeniser(Protocol):
    """Counts and places the tokens of texts, as the model will see them."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens of each text, those that the model adds at the ends included."""
        ...

    def offsets(self, text: str) -> Offsets:
        """Start and end of every token in characters of the text, ascending; none added."""
        ...


def windows(offsets: Offsets, room: int, overlap: float = OVERLAP) -> tuple[tuple[int, int], ...]:
    """Spans of characters, each of at most ``room`` tokens, that cover all tokens of a text.

    ``offsets`` gives start and end of every token in characters, ascending. There are as few
    windows as the overlap allows, all of the same number of tokens and evenly spread, so that
    each stands for an equal share of the text. Every span holds at least one token, and
    ``room`` must be at least 1; no tokens give no window.
    """
    count = len(offsets)
    if count <= room:
        return ((offsets[0][0], offsets[-1][1]),) if count else ()
    step = max(1, int(room * (1 - overlap)))
    gaps = -(-(count - room) // step)
    firsts = [round(index * (count - room) / gaps) for index in range(gaps + 1)]
    return tuple((offsets[first][0], offsets[first + room - 1][1]) for first in firsts)


def fitting(
    text: str, offsets: Offsets, room: int, limit: int, lengths: Callable[[list[str]], list[int]]
) -> list[str]:
    """Windows of ``text``, made narrower until each has at most ``limit`` tokens.

    A cut inside a word changes how it is tokenised, so ``lengths`` counts the windows again, with
    whatever stands before them in the model.
    """
    while True:
        parts = [text[start:end] for start, end in windows(offsets, room)]
        if room == 1 or not parts or max(lengths(parts)) <= limit:
            return parts
        room = max(1, room * 9 // 10)
