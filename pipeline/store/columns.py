"""The columns of a paragraph in queries, and lists of values in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.records import Paragraph
from pipeline.store.schema import PATH_SEPARATOR

PARAGRAPH = (
    "d.symbol, d.lang, p.ordinal, p.role, p.number, p.label, p.part, p.heading,"
    " p.start, p.stop, p.text, p.eid"
)
"""The columns of a ``Paragraph``, of paragraphs ``p`` and documents ``d``."""
JOINED = "FROM paragraphs AS p JOIN documents AS d ON d.id = p.document"
PARAGRAPHS_OF_DOCUMENT = (
    f"SELECT p.id, {PARAGRAPH} {JOINED} WHERE d.symbol = ? AND d.lang = ? ORDER BY p.ordinal"
)
"""Rows for ``as_paragraph``."""
_CHUNK = 900
"""Values in one list of a query; SQLite before 3.32 took 999."""


def as_paragraph(row: Sequence[Any]) -> tuple[int, Paragraph]:
    """A row of an id and the columns of a paragraph as both."""
    key, symbol, lang, ordinal, role, number, *rest = row
    path = tuple(number.split(PATH_SEPARATOR)) if number else ()
    return key, Paragraph(symbol, lang, ordinal, role, path, *rest)


def chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    """``ids`` in lists that one query takes."""
    every = [int(i) for i in ids]
    return (every[i : i + _CHUNK] for i in range(0, len(every), _CHUNK))


def marks(values: Sequence[object]) -> str:
    """A question mark for each of ``values``."""
    return ", ".join("?" * len(values))
