"""A row cut into stretches of words where the page leaves wide gaps."""

import re
from collections.abc import Sequence

from pipeline.readers.pdf.rows import text_of
from pipeline.readers.pdf.shapes import Run
from pipeline.text.numbering import marker

_RESOLUTION = re.compile(r"\d{1,3}/\d{1,4}(?:\s?[A-Z])?\.$")
"""The number of a resolution before its title."""


def segments(runs: Sequence[Run], gap: float) -> list[tuple[Run, ...]]:
    """``runs`` of one row, left to right, cut where ``gap`` ems or more are left empty."""
    out: list[list[Run]] = []
    edge = 0.0
    for run in runs:
        if out and run.x0 - edge < gap * max(run.size, out[-1][-1].size):
            out[-1].append(run)
            edge = max(edge, run.x1)
        else:
            out.append([run])
            edge = run.x1
    return [tuple(s) for s in out]


def cells(runs: Sequence[Run], gap: float) -> list[tuple[Run, ...]]:
    """``segments``, the number of a paragraph put together with its words."""
    parts = segments(runs, gap)
    while len(parts) > 1 and is_mark(text_of(parts[0])):
        parts[:2] = [parts[0] + parts[1]]
        if not is_mark(text_of(parts[0])):
            break
    return parts


def is_mark(text: str) -> bool:
    """Whether ``text`` is the number or sign of a paragraph and no more."""
    mark = marker(text)
    if mark is not None and mark.end >= len(text):
        return True
    return (
        text in "•–—-·*●▪"
        or (text.replace(".", "").isdigit() and "." in text)
        or (_RESOLUTION.match(text) is not None)
    )
