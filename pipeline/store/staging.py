"""One writer at a time, its unfinished work in ``staging/``, and the swap to a new state.

A staged ingest starts from a copy of the current database and commits batch by batch. Killed at
any moment, it leaves the index as it was and a staging folder that the next ingest carries on
from, provided that it began from the state that still holds, with the same encoder and rules, and
that all of it is as it was written; else the next one begins anew.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from pipeline.errors import IndexMismatch, NoSpace, TongwenError, Unwritable
from pipeline.store import schema
from pipeline.store.disk import check_room, needed, refusal_of
from pipeline.store.journal import Journal
from pipeline.store.locks import locked
from pipeline.store.manifest import (
    FILE_OF_STATE,
    FORMAT,
    MANIFEST,
    MEND,
    STAGING,
    STATES,
    Manifest,
    put_in_place,
    read_manifest,
    sync_folder,
    write_manifest,
)
from pipeline.store.migrations import migrate
from pipeline.store.stamps import note_sealed, sealed
from pipeline.store.sums import sum_faults

LOCK = "writer.lock"


@contextmanager
def writer_lock(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the index in ``folder`` for writing; Busy where another does once ``wait`` seconds have
    passed. Where it is missing it is made, for this account alone: drafts are nobody else's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    busy = f"{folder}: another process is writing to the index; try later, or give --wait SECONDS"
    with locked(folder / LOCK, busy, wait):
        yield


@dataclass(frozen=True, slots=True)
class Base:
    """What a staged ingest started from; ``generation`` 0 is no index at all. ``afresh`` says that
    the state is made without regard to the one that holds."""

    format: int
    generation: int
    encoder: str
    rules: str
    afresh: bool


class Staging:
    """The state that is being made, in ``folder/staging/state/``. Use under ``writer_lock``."""

    def __init__(
        self,
        folder: Path,
        current: Manifest | None,
        encoder: str,
        rules: str = "",
        afresh: bool = False,
    ) -> None:
        self.folder = folder
        self.holds = current
        self.current = None if afresh else current
        self._root = folder / STAGING
        self.base = Base(FORMAT, current.generation if current else 0, encoder, rules, afresh)
        self.state = self._root / "state"

    @property
    def generation(self) -> int:
        """The generation that the staged state will be."""
        return self.base.generation + 1

    def resumes(self) -> bool:
        """Whether sound work of an interrupted ingest waits here; other is thrown away."""
        if not self._fits():
            if moved := moved_state(self.folder, self.base.generation):
                shutil.rmtree(moved)
            self.discard()
            return False
        moved = self.folder / self._state_name()
        if not self.state.exists() and moved.exists():  # killed just before the manifest's turn
            moved.replace(self.state)
        if self.state.exists() and not self.faults():
            return True
        self.discard()
        return False

    def _fits(self) -> bool:
        if self._root.is_symlink():
            return False
        try:
            found = json.loads((self._root / "base.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(found == list(astuple(self.base)))

    def faults(self) -> tuple[str, ...]:
        """What is not as it was written in the staged database and its journal: nothing after a
        process was killed, something after a loss of power or in a copy made meanwhile. Raises
        NoSpace or Unwritable where the disk does not let them be looked at."""
        try:
            with closing(self.database()) as connection, closing(self.journal()) as journal:
                found = (*schema.structure_faults(connection), *journal.faults())
                return found or (
                    *sum_faults(connection),
                    *journal.missing(self._new_paragraphs(connection)),
                )
        except (sqlite3.DatabaseError, OSError) as error:
            refusal = refusal_of(error, self._root)
            if isinstance(refusal, NoSpace | Unwritable):
                raise refusal from None
            return (f"{self._root}: {error}",)

    def _new_paragraphs(self, connection: schema.Database) -> list[int]:
        """Ids of the staged paragraphs that the state before does not hold."""
        last = 0
        if self.current:
            with closing(self.current_database()) as before:
                (last,) = before.execute("SELECT coalesce(max(id), 0) FROM paragraphs").fetchone()
        query = "SELECT id FROM paragraphs WHERE id > ? ORDER BY id"
        return [key for (key,) in connection.execute(query, (last,))]

    def begin(self) -> None:
        """Copy the current database and bring it to this version's format, or make an empty one.
        ``base.json``, written last, says that all is there."""
        self.discard()
        if self.holds:
            check_room(self.folder, needed(self.folder / self.holds.state))
        self.state.mkdir(parents=True)
        database = self.state / schema.DATABASE
        if self.current:
            shutil.copyfile(self.folder / self.current.state / schema.DATABASE, database)
            with closing(self.database()) as connection:
                migrate(connection, self.current.format)
        else:
            schema.create(database).close()
        put_in_place(self._root / "base.json", json.dumps(astuple(self.base)).encode())

    def database(self) -> schema.Database:
        """The staged database, opened for writing."""
        return schema.open_for_writing(self.state / schema.DATABASE)

    def current_database(self) -> schema.Database:
        """The database of the state that holds, which must be there, opened for reading."""
        if self.current is None:
            raise ValueError("there is no current state")
        return schema.open_for_reading(self.folder / self.current.state / schema.DATABASE)

    def journal(self) -> Journal:
        """The vectors and outcomes that belong to the staged database."""
        return Journal(self._root / "journal.sqlite")

    def publish(self, manifest: Manifest, forget: bool = False) -> Manifest:
        """Make the staged state the one that holds; its database and journal must be closed.

        ``manifest`` is completed with the state's name and files, and returned as written. The
        state before is kept until the next one, unless it is to be forgotten.
        """
        for pattern in (f"{schema.DATABASE}-*", f"{MANIFEST}*"):  # of an earlier try
            for leftover in self.state.glob(pattern):
                leftover.unlink()
        # a file manager may have left a note of its own there
        ours = (p for p in self.state.iterdir() if FILE_OF_STATE.fullmatch(p.name))
        files = tuple(sealed(path) for path in sorted(ours))
        name = self._state_name()
        complete = Manifest(
            **{f: getattr(manifest, f) for f in Manifest.__slots__ if f not in ("state", "files")},
            state=name,
            files=files,
        )
        write_manifest(self.state, complete)
        target = self.folder / name
        target.parent.mkdir(exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        self.state.replace(target)
        sync_folder(target.parent)
        write_manifest(self.folder, complete)
        note_sealed(self.folder, complete)
        self.discard()
        self._prune({name, self.holds.state if self.holds and not forget else name})
        return complete

    def discard(self) -> None:
        """Throw the staged work away. It is renamed first: a kill half way through leaves nothing
        that could be taken for work that waits."""
        doomed = self.folder / f"{STAGING}.gone"
        for place in (self._root, doomed):
            if place.is_symlink():  # what it leads to is none of ours
                place.unlink()
        shutil.rmtree(doomed, ignore_errors=True)
        if self._root.exists():
            self._root.replace(doomed)
            shutil.rmtree(doomed, ignore_errors=True)

    def _state_name(self) -> str:
        return f"{STATES}/{self.generation:06d}"

    def _prune(self, kept: set[str]) -> None:
        """Delete older states; one that a reader on Windows holds open goes the next time."""
        for path in (self.folder / STATES).iterdir():
            if f"{STATES}/{path.name}" not in kept:
                shutil.rmtree(path, ignore_errors=True)


def moved_state(folder: Path, generation: int) -> Path | None:
    """The state of an ingest from ``generation`` that was killed just before the manifest's turn;
    None where there is none."""
    try:
        base = waiting(folder)
    except IndexMismatch:
        return None
    target = folder / STATES / f"{generation + 1:06d}"
    is_moved = base and base.generation == generation and not (folder / STAGING / "state").exists()
    return target if is_moved and target.exists() else None


def check_newest(folder: Path, manifest: Manifest) -> None:
    """Raise IndexMismatch where a finished state after the one that ``manifest`` names lies there:
    an older manifest was put back, and the next state would take the newer one's place."""
    ours = moved_state(folder, manifest.generation)
    for state in (folder / STATES).iterdir():
        if state == ours or not state.name.isdecimal() or int(state.name) <= manifest.generation:
            continue
        try:
            found = read_manifest(state)
        except TongwenError:
            continue
        if found.state == f"{STATES}/{state.name}":
            raise IndexMismatch(
                f"{folder / MANIFEST}: names {manifest.state}, but {found.state} was made after it;"
                f" {MEND}"
            )


def waiting(folder: Path) -> Base | None:
    """What the unfinished work in the index ``folder`` started from; None where none waits."""
    try:
        found = json.loads((folder / STAGING / "base.json").read_text(encoding="utf-8"))
        return Base(*found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise IndexMismatch(f"{folder / STAGING}: is damaged ({error})") from None
