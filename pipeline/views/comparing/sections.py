"""A long table in sections, so that a browser lays out only those that are in sight.

Rows of a table cannot be passed over alone; a table in an element of its own can
(``content-visibility`` in the style sheet). Columns have the same widths in every section, since
the layout of the tables is fixed.
"""

from collections.abc import Sequence

from pipeline.views.comparing.map import breadth
from pipeline.views.comparing.rows import Row
from pipeline.views.markup import tag

ROWS = 40
"""Rows of a section: some four windows, so that two or three sections are laid out at once."""
_LINE = 66
"""English characters on a line at 1280 pixels."""
_LINE_PIXELS = 26
_ROW_PIXELS = 12
"""Height of a line, and of the space around a row: an estimate that only places the scroll bar
until a section has been seen."""


def parts(rows: Sequence[Row]) -> tuple[Sequence[Row], ...]:
    """``rows`` cut into sections."""
    return tuple(rows[i : i + ROWS] for i in range(0, len(rows), ROWS))


def section(table: str, rows: Sequence[Row], is_first: bool) -> str:
    """A section around the table of ``rows``; the head of all but the first is there only for those
    who have the page read to them."""
    classes = "rows" if is_first else "rows later"
    return tag("div", table, classes, style=f"contain-intrinsic-size:auto {estimate(rows)}px")


def estimate(rows: Sequence[Row]) -> int:
    """The height of ``rows`` in pixels, about."""
    lines = sum(-(-breadth(row) // _LINE) for row in rows)
    return lines * _LINE_PIXELS + len(rows) * _ROW_PIXELS
