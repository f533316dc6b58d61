"""What the measurements read: the texts in files and archives, and tables of what people read."""

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipeline.errors import InputError, Unreadable
from pipeline.readers import read_bytes, walk
from pipeline.records import Document, Refusal


def documents_in(paths: Sequence[Path], suffix: str = "") -> Iterator[Document]:
    """The documents in ``paths``, those of files that end in ``suffix`` where one is given; what
    cannot be read or is in another language is passed over: an ingest lists it."""
    for file in walk(paths):
        if isinstance(file, Refusal) or (suffix and file.suffix != suffix):
            continue
        try:
            yield read_bytes(file.name, file.content, file.given)
        except InputError:
            continue


def table_rows(path: Path, columns: Collection[str]) -> list[dict[str, str]]:
    """The rows of the table at ``path``; raises ``Unreadable`` for a file without ``columns``."""
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    if not rows or not set(columns) <= set(rows[0]):
        raise Unreadable(str(path), f"no rows with the columns {', '.join(sorted(columns))}")
    return rows
