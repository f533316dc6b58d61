"""Two people's versions of one matrix put together, row by row; nothing that either wrote is lost.

Both began from the same version. A row that one of them left alone stands as the other has it; a
row that both changed stands twice, and whoever reads the matrix settles it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from pipeline.records.matrix import Matrix, MatrixRow


@dataclass(frozen=True, slots=True)
class Merged:
    """The matrix with the rows of both; ``doubled`` are the ids of rows that both changed, each of
    which is followed by the row that the later one wrote."""

    matrix: Matrix
    doubled: tuple[str, ...]


def merged(base: Matrix, theirs: Matrix, mine: Matrix) -> Merged:
    """``mine`` and ``theirs``, both made from ``base``, in one matrix: the rows in the order of
    ``theirs``, what is new in ``mine`` behind the row that it stands behind there.

    A row deleted by one and changed by the other stays; deleted by one and left alone by the other
    it goes.
    """
    before = _by_id(base.rows)
    their_rows, my_rows = _by_id(theirs.rows), _by_id(mine.rows)
    taken = {*before, *their_rows, *my_rows}
    fresh = (f"p{n}" for n in count(1) if f"p{n}" not in taken)
    rows: list[MatrixRow] = []
    doubled: list[str] = []
    for row in theirs.rows:
        own, old = my_rows.get(row.id), before.get(row.id)
        if own is None:
            if old != row:
                rows.append(row)  # deleted here, but changed or new there
            continue
        if row in (own, old):
            rows.append(own)
            continue
        rows.append(row)
        if own != old:
            rows.append(replace(own, id=next(fresh)))
            if old is not None:  # new rows of both may have one id by chance
                doubled.append(row.id)
    _add_new(rows, mine.rows, before, set(their_rows))
    return Merged(replace(mine, rows=tuple(rows)), tuple(doubled))


def _by_id(rows: Sequence[MatrixRow]) -> dict[str, MatrixRow]:
    return {row.id: row for row in rows}


def _add_new(
    rows: list[MatrixRow],
    mine: Sequence[MatrixRow],
    before: dict[str, MatrixRow],
    theirs: set[str],
) -> None:
    """Put the rows of ``mine`` that ``theirs`` has not into ``rows``, unless the others deleted
    what stands there unchanged."""
    behind = ""
    for row in mine:
        if row.id not in theirs and before.get(row.id) != row:
            rows.insert(next((n for n, r in enumerate(rows, 1) if r.id == behind), 0), row)
        if any(r.id == row.id for r in rows):
            behind = row.id
