"""A few facts of every paragraph by vector row, mapped into memory to filter and fold hits.

Row ``n`` of a language is its ``n``-th paragraph by id, here as in the vectors.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import IndexMismatch
from pipeline.records import Lang, Role
from pipeline.store.schema import Database

Rows: TypeAlias = NDArray[np.void]
"""One record a paragraph: ``id`` ascending, ``document`` id, ``twin`` number (see
``writing.twin_number``), ``date`` as a number (see ``day_number``), ``role`` as its place in
``ROLES``."""

ROLES: tuple[Role, ...] = get_args(Role)
_FIELDS: Any = [
    ("id", "<i8"),
    ("document", "<i8"),
    ("twin", "<i8"),
    ("date", "<i4"),
    ("role", "<u1"),
]


def rows_name(lang: Lang) -> str:
    """File name of the rows of ``lang`` in a state."""
    return f"{lang}.rows.npy"


def day_number(date: str, missing: str = "0") -> int:
    """``2012-11-14`` as 20121114; ``missing`` fills the places of a date such as ``2012``.

    0 for ``""`` and for what is no date.
    """
    digits = date.replace("-", "")[:8]
    return int(digits.ljust(8, missing)) if digits.isdigit() else 0


def collect_rows(connection: Database, lang: Lang) -> Rows:
    """The rows of ``lang`` as the database has them."""
    query = (
        "SELECT p.id, p.document, p.twin, d.date, p.role FROM paragraphs AS p"
        " JOIN documents AS d ON d.id = p.document WHERE d.lang = ? ORDER BY p.id"
    )
    places = {role: place for place, role in enumerate(ROLES)}
    days = cache(day_number)  # many paragraphs have the date of one document
    found = [
        (key, document, twin, days(date), places[role])
        for key, document, twin, date, role in connection.execute(query, (lang,))
    ]
    return np.array(found, dtype=_FIELDS)


def write_rows(path: Path, rows: Rows) -> None:
    """Write ``rows`` to ``path``."""
    content = BytesIO()  # NumPy itself may leave the end out where the disk is full, and not say so
    np.save(content, rows, allow_pickle=False)
    path.write_bytes(content.getbuffer())


def read_rows(path: Path) -> Rows:
    """Map the rows at ``path``; IndexMismatch where they are missing or damaged."""
    try:
        rows: Rows = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise IndexMismatch(f"{path}: no rows ({error}); run `tongwen doctor`") from None
    return rows
