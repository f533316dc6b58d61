"""What belongs to a staged database beside its own tables: the vectors of its new paragraphs, and
what became of each file."""

import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.store.schema import structure_faults


class Journal:
    """The journal is committed before the database, so every paragraph that the database holds has
    its vector here or in the state before. Entries of a batch that never reached the database
    are overwritten when the batch is done again."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA journal_mode = WAL;"
            "CREATE TABLE IF NOT EXISTS vectors"
            " (id INTEGER PRIMARY KEY, vector BLOB NOT NULL, crc INTEGER NOT NULL);"
            "CREATE TABLE IF NOT EXISTS outcomes (path TEXT PRIMARY KEY, outcome TEXT NOT NULL);"
        )

    def put_vectors(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Keep one row of shape (n, dimensions) for each paragraph id."""
        blobs = (row.tobytes() for row in vectors)
        rows = ((i, blob, zlib.crc32(blob)) for i, blob in zip(ids, blobs, strict=True))
        self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def put_outcome(self, path: str, outcome: str) -> None:
        """Remember that the file was ``added`` or ``replaced``."""
        self._connection.execute("INSERT OR REPLACE INTO outcomes VALUES (?, ?)", (path, outcome))

    def outcomes(self) -> dict[str, str]:
        """Outcome of every file taken in so far, by path."""
        return dict(self._connection.execute("SELECT path, outcome FROM outcomes"))

    def vectors(self, ids: NDArray[np.int64], dimensions: int) -> NDArray[np.float32]:
        """The vectors of those ``ids`` (ascending) that are here; a row of NaN for the others."""
        found = np.full((len(ids), dimensions), np.nan, dtype=np.float32)
        query = "SELECT id, vector FROM vectors WHERE id BETWEEN ? AND ? ORDER BY id"
        span = (int(ids[0]), int(ids[-1])) if len(ids) else (0, 0)
        for key, blob in self._connection.execute(query, span):
            at = int(np.searchsorted(ids, key))
            if ids[at] == key:
                found[at] = np.frombuffer(blob, dtype=np.float32)
        return found

    def faults(self) -> tuple[str, ...]:
        """What SQLite finds wrong, and vectors that are not as they were put."""
        if found := structure_faults(self._connection):
            return found
        rows = self._connection.execute("SELECT id, vector, crc FROM vectors")
        wrong = [key for key, blob, crc in rows if zlib.crc32(blob) != crc]
        return tuple(f"vector of paragraph {key} is not as it was written" for key in wrong)

    def missing(self, ids: Sequence[int]) -> tuple[str, ...]:
        """The paragraphs among ``ids`` that have no vector here."""
        held = {key for (key,) in self._connection.execute("SELECT id FROM vectors")}
        return tuple(f"paragraph {key} has no vector" for key in ids if key not in held)

    def commit(self) -> None:
        """Make what was put last."""
        self._connection.commit()

    def close(self) -> None:
        """Drop what was not committed."""
        self._connection.close()
