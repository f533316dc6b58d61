"""Files taken in: what is new is stored in batches, then the state is finished."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np

from pipeline.encode import Encoder, Vectors
from pipeline.errors import EncoderError, Unreadable
from pipeline.ingest.outcome import (
    IngestReport,
    Outcome,
    Progress,
    Recognised,
    Stage,
    TakenIn,
    faults_of,
    remarks_of_files,
    taken_from,
)
from pipeline.ingest.prepare import Task, merged, prepare_all
from pipeline.ingest.publish import finish, made_by
from pipeline.readers import RawFile
from pipeline.recommend import Fault
from pipeline.records import Document, Given, Refusal
from pipeline.store.held import Held, HeldDocuments, as_held, held_documents, place_of
from pipeline.store.journal import Journal
from pipeline.store.originals import Originals, packed
from pipeline.store.remarks import RemarkCount
from pipeline.store.schema import Database
from pipeline.store.sources import given_key
from pipeline.store.staging import Staging
from pipeline.store.writing import Prepared, add_document, note_refusals, remove_document
from pipeline.text.passage import wording

_BATCH = 4_000
"""Paragraphs that are encoded and committed together."""

Placing: TypeAlias = Callable[[Document, Given], str]
"""Where the file of a document, taken in with some metadata, lies."""


def place_on_disk(document: Document, _: Given) -> str:
    """The absolute path of the file, whatever folder it was given from."""
    return place_of(document.source.path)


class Taking:
    """One ingest under way. The staged state is begun when the first change comes."""

    def __init__(
        self,
        staging: Staging,
        encoder: Encoder,
        progress: Callable[[Progress], None],
        placing: Placing = place_on_disk,
        refused: Sequence[Refusal] = (),
    ) -> None:
        """``placing`` says where files lie or lay: a file at the same place takes the place of what
        was read from it. ``refused`` are what earlier ingests refused, to be remembered."""
        self._staging, self._encoder, self._progress = staging, encoder, progress
        self._placing = placing
        self._remembered = refused
        self._originals = Originals(staging.folder)
        self._connection: Database | None = None
        self._journal: Journal | None = None
        self._held = HeldDocuments(())
        self._batch: list[_Taken] = []
        self._refused: list[Refusal] = []
        self._outcomes: dict[str, Outcome] = {}  # by place
        self._files = self._unchanged = self._stored = 0
        if staging.resumes():
            connection, journal = self._opened()
            self._held = HeldDocuments(held_documents(connection))
            self._outcomes = cast(dict[str, Outcome], journal.outcomes())
        elif staging.current:
            with closing(staging.current_database()) as database:
                self._held = HeldDocuments(held_documents(database))

    def close(self) -> None:
        """Let the staged state go as it is; what was committed waits for the next ingest."""
        if self._connection and self._journal:
            self._connection.close()
            self._journal.close()

    def take(
        self,
        files: Iterable[RawFile | Refusal],
        given: Given,
        workers: int | None,
        all_or_none: bool = False,
    ) -> IngestReport:
        """Take all files in, link the languages, and put the new state in place; where it must be
        ``all_or_none``, a file that is refused is raised as Unreadable and nothing is changed."""
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
        if all_or_none and self._refused:
            self.close()
            self._staging.discard()
            raise Unreadable(self._refused[0].path, self._refused[0].reason)
        return self._finished()

    def _finished(self) -> IngestReport:
        """Put the new state in place, where anything was staged, and report."""
        taken: tuple[TakenIn, ...] = ()
        remarks: tuple[RemarkCount, ...] = ()
        faults: tuple[Fault, ...] = ()
        if self._connection and self._journal:
            taken = taken_from(self._connection, self._outcomes)
            remarks = remarks_of_files(self._connection, self._outcomes)
            faults = faults_of(self._connection)
            note_refusals(self._connection, (*self._remembered, *self._refused))
            self._tell("finishing")
            finish(
                self._staging,
                self._connection,
                self._journal,
                made_by(self._encoder),
                lambda symbol: self._tell("linking", symbol),
                lambda texts: self._encoder.encode(texts).vectors,
            )
        outcomes = list(self._outcomes.values())
        return IngestReport(
            outcomes.count("added"),
            outcomes.count("replaced"),
            self._unchanged,
            tuple(self._refused),
            sum(document.paragraphs for document in taken),
            sum(document.windowed for document in taken),
            remarks,
            tuple(
                Recognised(d.path, d.symbol, d.lang, d.confidence)
                for d in taken
                if d.confidence is not None
            ),
            0.0,
            faults,
            taken,
        )

    def _unknown(self, files: Iterable[RawFile | Refusal], given: Given) -> Iterator[Task]:
        """The files that are not held as they are; refusals and the others are counted."""
        for file in files:
            if isinstance(file, Refusal):
                self._refused.append(file)
                continue
            task = Task(file.name, file.content, merged(given, file.given))
            sha256 = hashlib.sha256(file.content).hexdigest()
            if held := self._held.of_content(sha256, given_key(task.given)):
                if not self._originals.has(sha256):  # lost, or never kept by an earlier version
                    self._originals.put([(sha256, packed(task.content))])
                self._files += 1
                self._unchanged += held.place not in self._outcomes
                self._tell("reading", file.name)
            else:
                yield task

    def _add(self, prepared: Prepared) -> None:
        """Put a document into the batch, or refuse it where another file holds its place."""
        document = prepared.document
        path = document.source.path
        held = self._held.of(document.symbol, document.lang)
        new = as_held(0, document, prepared.given, self._placing(document, prepared.given))
        if held and (held.sha256, held.given) == (new.sha256, new.given):
            self._unchanged += held.place not in self._outcomes
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
        """Encode the batch and commit it: its files and vectors first, then its documents."""
        if not self._batch:
            return
        connection, journal = self._opened()
        for taken, (vectors, windowed) in zip(self._batch, self._encoded(), strict=True):
            document, given = taken.prepared.document, taken.prepared.given
            path = document.source.path
            if not np.isfinite(vectors).all():
                raise EncoderError(f"{path}: {self._encoder.name} gives what is no finite number")
            for old in taken.replaces:
                remove_document(connection, old)
            place = self._placing(document, given)
            key, ids = add_document(
                connection, taken.prepared, windowed, place, self._staging.base.rules
            )
            self._held.put(as_held(key, document, given, place))
            journal.put_vectors(ids, vectors)
            self._outcomes[place] = "replaced" if taken.replaces else "added"
            journal.put_outcome(place, self._outcomes[place])
            self._stored += len(ids)
        self._originals.put(
            (taken.prepared.document.source.sha256, taken.prepared.packed) for taken in self._batch
        )
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

    def _tell(self, stage: Stage, what: str = "") -> None:
        self._progress(Progress(stage, self._files, self._stored, what))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A document of the batch, and the held ones whose place it takes."""

    prepared: Prepared
    replaces: tuple[Held, ...]
