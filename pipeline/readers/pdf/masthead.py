"""The masthead of a first page, whose two sides a table would make into rows."""

import re
from dataclasses import dataclass

from pipeline.readers.pdf.rows import Row, rows_of, text_of
from pipeline.readers.pdf.segments import segments
from pipeline.readers.pdf.shapes import Page

_SIGN = re.compile(r"^(?:Distr\.|Original\s*:|原件|原文|分发)", re.IGNORECASE)
_SHARE = 0.5
_SIDE = 0.4
"""A masthead stands in this upper share of its page, its right side beyond this share of it."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """The masthead in reading order, what is set side by side one after the other, and the rows
    below it. Rows of ``left``, the name of the organ, may be one line; all others are lines."""

    above: tuple[Row, ...]
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    below: tuple[Row, ...]


def split_masthead(page: Page, rows: tuple[Row, ...]) -> Masthead:
    """The masthead above the first rows of a document; empty but for ``below`` where there is
    none. It reaches from the top to the last sign of distribution or original language, and has
    the name of the organ on the left of these."""
    signs = [
        (i, parts[-1][0].x0)
        for i, row in enumerate(rows)
        if row.y > page.height * (1 - _SHARE)
        and (parts := segments(row.runs, 1.0))[-1][0].x0 > page.width * _SIDE
        and _SIGN.match(text_of(parts[-1]))
    ]
    if not signs:
        return Masthead((), (), (), rows)
    first, last, edge = signs[0][0], signs[-1][0] + 1, min(x for _, x in signs) - 1
    while last < len(rows) and rows[last].x0 >= edge:
        last += 1
    above = [Row(part, page.number) for row in rows[:first] for part in segments(row.runs, 1.0)]
    beside = [run for row in rows[first:last] for run in row.runs]
    return Masthead(
        tuple(above),
        rows_of([r for r in beside if r.x0 < edge], page.number),
        rows_of([r for r in beside if r.x0 >= edge], page.number),
        rows[last:],
    )
