"""One writer at a time, its unfinished work in ``staging/``, and the swap to a new state.

A staged ingest starts from a copy of the current database and commits batch by batch. Killed at
any moment, it leaves the index as it was and a staging folder that the next ingest carries on
from, provided that it began from the state that still holds and with the same encoder.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.store import schema
from pipeline.store.locks import locked
from pipeline.store.manifest import (
    FORMAT,
    Manifest,
    StateFile,
    sync_folder,
    write_manifest,
)


@contextmanager
def writer_lock(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the index in ``folder`` (made if missing) for writing; Busy where another does, once

    ``wait`` seconds are waited for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    busy = f"{folder}: another process is writing to the index; try later"
    with locked(folder / "writer.lock", busy, wait):
        yield


@dataclass(frozen=True, slots=True)
class Base:
    """What a staged ingest started from; ``generation`` 0 is no index at all."""

    format: int
    generation: int
    encoder: str


class Staging:
    """The state that is being made, in ``folder/staging/state/``. Use under ``writer_lock``."""

    def __init__(self, folder: Path, current: Manifest | None, encoder: str) -> None:
        self.folder = folder
        self.current = current
        self._root = folder / "staging"
        self.base = Base(FORMAT, current.generation if current else 0, encoder)
        self.state = self._root / "state"

    @property
    def generation(self) -> int:
        """The generation that the staged state will be."""
        return self.base.generation + 1

    def resumes(self) -> bool:
        """Whether work of an interrupted ingest waits here; what does not fit is thrown away."""
        if not self._fits():
            shutil.rmtree(self._root, ignore_errors=True)
            return False
        moved = self.folder / self._state_name()
        if not self.state.exists() and moved.exists():  # killed just before the manifest's turn
            moved.replace(self.state)
        if self.state.exists():
            return True
        shutil.rmtree(self._root, ignore_errors=True)
        return False

    def _fits(self) -> bool:
        try:
            found = json.loads((self._root / "base.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(found == [self.base.format, self.base.generation, self.base.encoder])

    def begin(self) -> None:
        """Copy the current database, or make an empty one. ``base.json``, written last, says that
        all is there."""
        shutil.rmtree(self._root, ignore_errors=True)
        self.state.mkdir(parents=True)
        database = self.state / schema.DATABASE
        if self.current:
            shutil.copyfile(self.folder / self.current.state / schema.DATABASE, database)
        else:
            schema.create(database).close()
        base = [self.base.format, self.base.generation, self.base.encoder]
        (self._root / "base.json").write_text(json.dumps(base), encoding="utf-8")

    def database(self) -> sqlite3.Connection:
        """The staged database, opened for writing."""
        return schema.open_for_writing(self.state / schema.DATABASE)

    def current_database(self) -> sqlite3.Connection:
        """The database of the state that holds, which must be there, opened for reading."""
        if self.current is None:
            raise ValueError("there is no current state")
        return schema.open_for_reading(self.folder / self.current.state / schema.DATABASE)

    def journal(self) -> "Journal":
        """The vectors and outcomes that belong to the staged database."""
        return Journal(self._root / "journal.sqlite")

    def publish(self, manifest: Manifest) -> Manifest:
        """Make the staged state the one that holds; its database and journal must be closed.

        ``manifest`` is completed with the state's name and files, and returned as written.
        """
        for leftover in self.state.glob(f"{schema.DATABASE}-*"):
            leftover.unlink()
        files = tuple(_sealed(path) for path in sorted(self.state.iterdir()))
        name = self._state_name()
        complete = Manifest(
            **{f: getattr(manifest, f) for f in Manifest.__slots__ if f not in ("state", "files")},
            state=name,
            files=files,
        )
        sync_folder(self.state)
        target = self.folder / name
        target.parent.mkdir(exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        self.state.replace(target)
        sync_folder(target.parent)
        write_manifest(self.folder, complete)
        self.discard()
        self._prune({name, self.current.state if self.current else name})
        return complete

    def discard(self) -> None:
        """Throw the staged work away."""
        shutil.rmtree(self._root, ignore_errors=True)

    def _state_name(self) -> str:
        return f"states/{self.generation:06d}"

    def _prune(self, kept: set[str]) -> None:
        """Delete older states; one that a reader on Windows holds open goes the next time."""
        for path in (self.folder / "states").iterdir():
            if f"states/{path.name}" not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _sealed(path: Path) -> StateFile:
    """Force the file to the disk and describe it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return StateFile(path.name, path.stat().st_size, digest)


class Journal:
    """Beside the staged database: vectors of its new paragraphs, and what became of each file.

    The journal is committed before the database, so every paragraph that the database holds has
    its vector here or in the state before. Entries of a batch that never reached the database
    are overwritten when the batch is done again.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA journal_mode = WAL;"
            "CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, vector BLOB NOT NULL);"
            "CREATE TABLE IF NOT EXISTS outcomes (path TEXT PRIMARY KEY, outcome TEXT NOT NULL);"
        )

    def put_vectors(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Keep one row of shape (n, dimensions) for each paragraph id."""
        rows = ((i, row.tobytes()) for i, row in zip(ids, vectors, strict=True))
        self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

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

    def commit(self) -> None:
        """Make what was put last."""
        self._connection.commit()

    def close(self) -> None:
        """Drop what was not committed."""
        self._connection.close()
