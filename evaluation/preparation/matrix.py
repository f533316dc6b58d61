"""Cells of issues matrices that were read by hand: does what they quote belong in their column.

``gold/matrix_cells.csv`` has for each cell drawn where its words stand, the column that the rules
gave and the one it belongs in, ``none`` where it belongs in none. The words are in the index.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.collection import Collection
from pipeline.preparation.matrix import matrix
from pipeline.records import Lang
from pipeline.records.matrix import MATRIX_COLUMNS, MatrixCell

GOLD = Path(__file__).parent.parent / "gold" / "matrix_cells.csv"
SUBJECTS: tuple[tuple[str, Lang], ...] = (
    ("UNTOC:18", "en"),
    ("UNCAC:54", "en"),
    ("UNCAC:60", "en"),
    ("extradition", "en"),
    ("central authorities", "en"),
    ("confiscation", "en"),
    ("illicit financial flows", "en"),
    ("没收", "zh"),
    ("刑事事项国际合作", "zh"),
    ("电子证据", "zh"),
)
"""What the cells were drawn from; no rule was written on their cells."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell of the matrix on ``subject``."""

    subject: str
    lang: Lang
    cell: MatrixCell


@dataclass(frozen=True, slots=True)
class Judged:
    """Of the cells read in one column, how many belong there; and how many of those read the rules
    no longer give."""

    column: str
    read: int
    right: int
    gone: int


def draw(index: Path, each: int, seed: int = 31) -> tuple[Drawn, ...]:
    """``each`` cells of each column, drawn from the matrices on ``SUBJECTS``, no passage twice in a
    column."""
    found = list(_cells(index))
    random.Random(seed).shuffle(found)
    out: list[Drawn] = []
    for column in MATRIX_COLUMNS:
        of_column = [d for d in found if d.cell.column == column]
        out += list({_place(d.cell)[:2]: d for d in reversed(of_column)}.values())[-each:]
    return tuple(out)


def judged(index: Path) -> tuple[Judged, ...]:
    """How the cells read by hand fare now: only those that the rules still give count."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    now = {(d.subject, *_place(d.cell), d.cell.column) for d in _cells(index)}
    counted = []
    for column in MATRIX_COLUMNS:
        read = [row for row in rows if row["column"] == column]
        given = [row for row in read if _key(row) in now]
        right = sum(row["belongs"] == column for row in given)
        counted.append(Judged(column, len(given), right, len(read) - len(given)))
    return tuple(counted)


def line(drawn: Drawn) -> Sequence[str]:
    """A cell as a row to judge: the gold's columns, then the words and the reason."""
    words = " ".join(drawn.cell.words.split())
    place = [str(value) for value in _place(drawn.cell)]
    return [drawn.subject, drawn.lang, *place, drawn.cell.column, "", words, drawn.cell.reason]


def _cells(index: Path) -> Iterator[Drawn]:
    with Collection.open(index) as held:
        for subject, lang in SUBJECTS:
            for row in matrix(held, subject, lang).rows:
                yield from (Drawn(subject, lang, cell) for cell in row.all_cells)


def _place(cell: MatrixCell) -> tuple[str, int, int, int]:
    if cell.passage is None:
        raise ValueError(f"a cell that rules fill without a passage: {cell.words}")
    paragraph = cell.passage.paragraph
    return paragraph.symbol, paragraph.ordinal, cell.start, cell.end


def _key(row: dict[str, str]) -> tuple[str, str, int, int, int, str]:
    numbers = (int(row[name]) for name in ("ordinal", "start", "end"))
    ordinal, start, end = numbers
    return row["subject"], row["symbol"], ordinal, start, end, row["column"]
