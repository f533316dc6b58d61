"""Labels of drawn figures, told in a tagged file by having no tag on a page whose text has."""

from collections.abc import Sequence

from pipeline.readers.pdf.rows import Row
from pipeline.records import Remark

_TAGGED = 0.8
"""A document is tagged where at least this share of its words, heads and feet apart, has tags."""
_ROWS = 3
"""Labels of a figure stand on at least so many rows one below the other."""


def split_figures(
    pages: Sequence[tuple[Row, ...]],
) -> tuple[list[tuple[Row, ...]], tuple[Remark, ...]]:
    """The rows of each page without the labels of figures, and these as remarks.

    The first page, with its masthead of untagged words, stays as it is.
    """
    runs = [run for rows in pages[1:] for row in rows for run in row.runs]
    tagged = sum(len(r.text) for r in runs if r.tag >= 0)
    if tagged < _TAGGED * sum(len(r.text) for r in runs) or not runs:
        return list(pages), ()
    out: list[tuple[Row, ...]] = list(pages[:1])
    remarks: list[Remark] = []
    for rows in pages[1:]:
        labels = {id(row) for row in rows if all(run.tag < 0 for run in row.runs)}
        if len(labels) < _ROWS:
            out.append(rows)
            continue
        out.append(tuple(row for row in rows if id(row) not in labels))
        remarks += (Remark("figure", row.text, row.page) for row in rows if id(row) in labels)
    return out, tuple(remarks)
