"""Files into an index: what is new is read, encoded, stored and linked; what is held is left.

Every file is either indexed or refused with its reason. The new state takes the place of the old
one in a single step at the end; killed before, the next ingest carries on from the last batch.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.encode import Encoder, Vectors
from pipeline.errors import EncoderError, InputError, NoIndex, UnknownSymbol
from pipeline.ingest.outcome import (
    IngestReport,
    Progress,
    Recognised,
    Stage,
    faults_of,
    recognised_of_files,
    remarks_of_files,
)
from pipeline.ingest.prepare import Task, merged, prepare_all
from pipeline.ingest.publish import Made, finish
from pipeline.readers import RawFile, walk
from pipeline.recommend import Fault
from pipeline.records import Given, Lang, Refusal
from pipeline.store.held import Held, HeldDocuments, as_held, given_key, held_documents
from pipeline.store.manifest import Manifest, check_encoder, read_manifest
from pipeline.store.remarks import RemarkCount
from pipeline.store.schema import Database
from pipeline.store.staging import Journal, Staging, writer_lock
from pipeline.store.writing import Prepared, add_document, note_refusals, remove_document
from pipeline.text.passage import wording

_BATCH = 4_000
"""Paragraphs that are encoded and committed together."""


def ingest(
    paths: Sequence[str | Path],
    index_dir: str | Path,
    encoder: Encoder,
    given: Given = Given(),  # noqa: B008
    progress: Callable[[Progress], None] | None = None,
    workers: int | None = None,
) -> IngestReport:
    """Take the files, folders and archives of ``paths`` into the index in ``index_dir``.

    A file already held byte for byte is left alone, one that changed replaces its paragraphs. A
    non-empty value of ``given`` wins over ``corpus.toml``. ``workers`` other processes read files
    (None: as many as help). Raises InputError where the only path holds nothing to read, Busy
    while another process writes, IndexMismatch for an index built with another encoder,
    IndexTooNew for one of a later version; the index is then as it was.
    """
    folder = Path(index_dir)
    began = time.monotonic()
    with writer_lock(folder):
        current = _current(folder)
        if current:
            check_encoder(folder, current, encoder.name, encoder.dimensions)
        staging = Staging(folder, current, encoder.name)
        with closing(_Work(staging, encoder, progress or _tell_nobody)) as work:
            report = work.take(
                _files([Path(path) for path in paths], folder.resolve()), given, workers
            )
    return replace(report, seconds=time.monotonic() - began)


def remove(index_dir: str | Path, symbol: str, lang: Lang) -> int:
    """Take one document out of the index; the number of its paragraphs.

    Raises UnknownSymbol where it is not held, NoIndex, Busy and IndexTooNew as ``ingest`` does.
    """
    folder = Path(index_dir)
    read_manifest(folder)  # before the lock, which would make the folder
    with writer_lock(folder):
        current = read_manifest(folder)
        staging = Staging(folder, current, current.encoder)
        if not staging.resumes():
            staging.begin()
        with closing(staging.database()) as connection, closing(staging.journal()) as journal:
            held = {(h.symbol, h.lang): h for h in held_documents(connection)}
            if (symbol, lang) not in held:
                raise UnknownSymbol(f"{symbol} ({lang}): no such document in {folder}")
            document = held[symbol, lang]
            query = "SELECT paragraphs FROM documents WHERE id = ?"
            count = int(connection.execute(query, (document.id,)).fetchone()[0])
            remove_document(connection, document)
            made = Made(current.encoder, current.dimensions, current.limit)
            finish(staging, connection, journal, made, lambda symbol: None)
    return count


def _current(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except NoIndex:
        return None


def _tell_nobody(_: Progress) -> None: ...


def _files(paths: Sequence[Path], index: Path) -> Iterator[RawFile | Refusal]:
    """All files of ``paths`` but those of the index itself, which may lie in a folder that is
    taken in; what ends a walk early is a refusal, unless it is all there is."""
    for path in paths:
        begun = False
        inside = index.is_relative_to(path.resolve())
        try:
            for file in walk([path]):
                name = file.path if isinstance(file, Refusal) else file.name
                if inside and Path(name).resolve().is_relative_to(index):
                    continue
                begun = True
                yield file
        except InputError as error:
            if len(paths) == 1 and not begun:
                raise
            yield Refusal(error.path, error.reason)


class _Work:
    """One ingest under way. The staged state is begun when the first change comes."""

    def __init__(
        self, staging: Staging, encoder: Encoder, progress: Callable[[Progress], None]
    ) -> None:
        self._staging, self._encoder, self._progress = staging, encoder, progress
        self._connection: Database | None = None
        self._journal: Journal | None = None
        self._held = HeldDocuments(())
        self._batch: list[_Taken] = []
        self._refused: list[Refusal] = []
        self._outcomes: dict[str, str] = {}
        self._files = self._unchanged = self._stored = 0
        if staging.resumes():
            connection, journal = self._opened()
            self._held = HeldDocuments(held_documents(connection))
            self._outcomes = journal.outcomes()
        elif staging.current:
            with closing(staging.current_database()) as database:
                self._held = HeldDocuments(held_documents(database))

    def close(self) -> None:
        """Let the staged state go as it is; what was committed waits for the next ingest."""
        if self._connection and self._journal:
            self._connection.close()
            self._journal.close()

    def take(
        self, files: Iterable[RawFile | Refusal], given: Given, workers: int | None
    ) -> IngestReport:
        """Take all files in, link the languages, and put the new state in place."""
        for prepared in prepare_all(self._unknown(files, given), workers):
            self._files += 1
            if isinstance(prepared, Refusal):
                self._refused.append(prepared)
                self._tell("reading", prepared.path)
                continue
            self._add(prepared)
            self._tell("reading", prepared.document.source.path)
            if sum(len(taken.prepared.paragraphs) for taken in self._batch) >= _BATCH:
                self._store()
        self._store()
        paragraphs = windowed = 0
        remarks: tuple[RemarkCount, ...] = ()
        recognised: tuple[Recognised, ...] = ()
        faults: tuple[Fault, ...] = ()
        if self._connection and self._journal:
            paragraphs, windowed = self._sums(self._connection)
            remarks = remarks_of_files(self._connection, self._outcomes)
            recognised = recognised_of_files(self._connection, self._outcomes)
            faults = faults_of(self._connection)
            note_refusals(self._connection, self._refused)
            self._tell("finishing")
            made = Made(self._encoder.name, self._encoder.dimensions, self._encoder.limit)
            finish(
                self._staging,
                self._connection,
                self._journal,
                made,
                lambda symbol: self._tell("linking", symbol),
            )
        outcomes = list(self._outcomes.values())
        return IngestReport(
            outcomes.count("added"),
            outcomes.count("replaced"),
            self._unchanged,
            tuple(self._refused),
            paragraphs,
            windowed,
            remarks,
            recognised,
            0.0,
            faults,
        )

    def _unknown(self, files: Iterable[RawFile | Refusal], given: Given) -> Iterator[Task]:
        """The files that are not held as they are; refusals and the others are counted."""
        for file in files:
            if isinstance(file, Refusal):
                self._refused.append(file)
                continue
            task = Task(file.name, file.content, merged(given, file.given))
            sha256 = hashlib.sha256(file.content).hexdigest()
            if self._held.has_content(sha256, given_key(task.given)):
                self._files += 1
                self._unchanged += file.name not in self._outcomes
                self._tell("reading", file.name)
            else:
                yield task

    def _add(self, prepared: Prepared) -> None:
        """Put a document into the batch, or refuse it where another file holds its place."""
        document = prepared.document
        path = document.source.path
        held = self._held.of(document.symbol, document.lang)
        new = as_held(0, document, prepared.given)
        if held and (held.sha256, held.given) == (new.sha256, new.given):
            self._unchanged += path not in self._outcomes
            return
        if held and held.place != new.place:
            reason = f"{document.symbol} ({document.lang}) is already held from {held.path}"
            self._refused.append(Refusal(path, reason))
            return
        if any(old.id == 0 for old in self._held.replaced_by(new)):  # still in the batch
            self._store()
        taken = _Taken(prepared, self._held.replaced_by(new))
        for old in taken.replaces:
            self._held.drop(old)
        self._held.put(new)
        self._batch.append(taken)

    def _store(self) -> None:
        """Encode the batch and commit it: its vectors first, then its documents."""
        if not self._batch:
            return
        connection, journal = self._opened()
        for taken, (vectors, windowed) in zip(self._batch, self._encoded(), strict=True):
            path = taken.prepared.document.source.path
            if not np.isfinite(vectors).all():
                raise EncoderError(f"{path}: {self._encoder.name} gives what is no finite number")
            for old in taken.replaces:
                remove_document(connection, old)
            key, ids = add_document(connection, taken.prepared, windowed)
            self._held.put(as_held(key, taken.prepared.document, taken.prepared.given))
            journal.put_vectors(ids, vectors)
            self._outcomes[path] = "replaced" if taken.replaces else "added"
            journal.put_outcome(path, self._outcomes[path])
            self._stored += len(ids)
        journal.commit()
        connection.commit()
        self._batch.clear()
        self._tell("stored")

    def _encoded(self) -> Iterator[tuple[Vectors, int]]:
        """Vectors of each document of the batch, and how many of its texts were windowed."""
        texts = [[wording(p) for p in taken.prepared.paragraphs] for taken in self._batch]
        if self._encoder.limit is not None:  # then the count is wanted for each document
            for each in texts:
                encoded = self._encoder.encode(each)
                yield encoded.vectors, encoded.windowed
            return
        vectors = self._encoder.encode([text for each in texts for text in each]).vectors
        start = 0
        for each in texts:
            yield vectors[start : start + len(each)], 0
            start += len(each)

    def _opened(self) -> tuple[Database, Journal]:
        if self._connection is None or self._journal is None:
            if not self._staging.state.exists():
                self._staging.begin()
            self._connection, self._journal = self._staging.database(), self._staging.journal()
        return self._connection, self._journal

    def _sums(self, connection: Database) -> tuple[int, int]:
        """Paragraphs and windowed ones of the documents taken in."""
        query = "SELECT path, paragraphs, windowed FROM documents"
        taken = [row[1:] for row in connection.execute(query) if row[0] in self._outcomes]
        return sum(row[0] for row in taken), sum(row[1] for row in taken)

    def _tell(self, stage: Stage, what: str = "") -> None:
        self._progress(Progress(stage, self._files, self._stored, what))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A document of the batch, and the held ones whose place it takes."""

    prepared: Prepared
    replaces: tuple[Held, ...]
