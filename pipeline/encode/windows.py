"""Cutting a text that is too long for a model into windows that together hold all of it."""

from collections.abc import Sequence

OVERLAP = 0.125
"""Least share of a window that the next one repeats, so that no clause is seen only in halves."""


def windows(
    offsets: Sequence[tuple[int, int]], room: int, overlap: float = OVERLAP
) -> tuple[tuple[int, int], ...]:
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
