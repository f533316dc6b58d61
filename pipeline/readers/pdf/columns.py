"""The edges of a column of text, by the size of its type: notes may be set narrower."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.pdf.rows import Row

_FEW = 12
"""Rows of a page that may all be too short to show where its column ends."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where the rows of a column begin and end; ``rights`` by twice the size of the type."""

    left: float
    right: float
    rights: dict[int, float]

    def right_of(self, row: Row) -> float:
        """Where rows in the type of ``row`` end."""
        return self.rights.get(round(row.size * 2), self.right)


def column_of(rows: Sequence[Row], body: float, usual: float) -> Column:
    """The edges of a column that holds ``rows``. ``body`` is the size of running text and ``usual``
    where its long rows end in the document, which counts where the column has few rows; 0 where
    it does not count."""
    if not rows:
        return Column(0.0, usual, {})
    right = _right(rows)
    if len(rows) < _FEW:
        right = max(right, usual)
    sizes = Counter(round(row.size * 2) for row in rows)
    rights = {
        size: _right([row for row in rows if round(row.size * 2) == size])
        for size, count in sizes.items()
        if count > 2 and size < round(body * 2)
    }
    starts = Counter(round(row.x0) for row in rows)
    most = starts.most_common(1)[0][1]
    left = float(min(x for x, count in starts.items() if count >= 0.3 * most))
    return Column(left, right, rights)


def _right(rows: Sequence[Row]) -> float:
    """The right edge of nearly all rows: one in twenty may stand out."""
    ends = sorted(row.x1 for row in rows)
    return ends[int(len(ends) * 0.95)] if len(ends) > 4 else ends[-1]
