"""Whether the quotations of a matrix still stand in an index."""

from pipeline.collection import Collection
from pipeline.records.matrix import Matrix, MatrixCell, MatrixFault


def checked(collection: Collection, matrix: Matrix) -> tuple[MatrixFault, ...]:
    """The quotations, in order, that no paragraph of their document has any more, at whatever
    place it now stands; a person's own words are not looked for."""
    return tuple(
        MatrixFault(row.id, cell, "changed" if _is_held(collection, cell) else "missing")
        for row in matrix.rows
        for cell in row.all_cells
        if cell.is_quoted and not _stands(collection, cell)
    )


def _is_held(collection: Collection, cell: MatrixCell) -> bool:
    if cell.passage is None:
        return False
    p = cell.passage.paragraph
    return bool(collection.paragraphs(p.symbol, p.lang))


def _stands(collection: Collection, cell: MatrixCell) -> bool:
    if cell.passage is None:
        return False
    p = cell.passage.paragraph
    return any(
        cell.words in held.text
        for held in collection.paragraphs(p.symbol, p.lang)
        if held.number == p.number
    )
