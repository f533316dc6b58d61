"""A finished state, read: documents, paragraphs, beads and recommendations as records."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import IndexMismatch, TongwenError
from pipeline.records import (
    LANGS,
    Bead,
    Block,
    Body,
    Document,
    Footnote,
    Heading,
    Keyword,
    Lang,
    Link,
    Paragraph,
    Recommendation,
    Refusal,
    Remark,
    Source,
)
from pipeline.store.columns import (
    JOINED,
    PARAGRAPH,
    PARAGRAPHS_OF_DOCUMENT,
    as_paragraph,
    chunks,
    marks,
)
from pipeline.store.manifest import MEND, Manifest, read_manifest
from pipeline.store.register import register_of
from pipeline.store.remarks import RemarkCount, count_remarks, remarks_of
from pipeline.store.rows import Rows, read_rows, rows_name
from pipeline.store.schema import (
    DATABASE,
    HEADING_COLUMNS,
    PATH_SEPARATOR,
    Database,
    open_for_reading,
)
from pipeline.store.stamps import verify
from pipeline.vectors import Vectors, vectors_name

_T = TypeVar("_T")

_RULES_FROM = 5
"""The format from which on every document says by which rules it was read."""


class Store:
    """One state of an index, open until ``close``; threads may share it."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self.folder = folder
        self.path = folder / manifest.state
        verify(folder, manifest)
        # all files are opened now, none later by its name: an ingest may delete the state meanwhile
        self.rows: dict[Lang, Rows] = {
            lang: read_rows(self.path / rows_name(lang)) for lang in LANGS
        }
        self.vectors: dict[Lang, Vectors] = {
            lang: Vectors(self.path / vectors_name(lang)) for lang in LANGS
        }
        self._lock = threading.Lock()
        self._is_closed = False
        self._connection = _opened(self.path / DATABASE)
        self._headings: dict[int, Heading] | None = None

    def fetch(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of ``query``; IndexMismatch where the database is damaged."""
        return self.connected(lambda database: database.execute(query, values).fetchall())

    def connected(self, ask: Callable[[Database], _T]) -> _T:
        """What ``ask`` makes of the database, one thread at a time; IndexMismatch as ``fetch``."""
        with self._lock:
            if self._is_closed:
                raise TongwenError(
                    f"{self.path}: closed; read all matches before the index is closed"
                )
            try:
                return ask(self._connection)
            except sqlite3.DatabaseError as error:
                raise IndexMismatch(f"{self.path / DATABASE}: {error}; {MEND}") from None

    def close(self) -> None:
        """Let the database go."""
        self._is_closed = True
        self._connection.close()

    def headings(self) -> dict[int, Heading]:
        """The heading of every document, by its id."""
        if self._headings is None:
            columns = ", ".join(HEADING_COLUMNS)
            if self.manifest.format < _RULES_FROM:
                columns = columns.replace("rules", "''")
            found = self.fetch(f"SELECT {columns} FROM documents ORDER BY id")
            self._headings = {row[0]: Heading(*row[1:]) for row in found}
        return self._headings

    def bodies(self) -> tuple[Body, ...]:
        """The bodies that the corpora taken in name themselves, with their names, by code."""
        found = self.fetch("SELECT code, name_en, name_zh FROM bodies ORDER BY code")
        return tuple(Body(*row) for row in found)

    def refusals(self) -> tuple[Refusal, ...]:
        """Files that an ingest met and did not take in, by path, with the reason."""
        found = self.fetch("SELECT path, reason FROM refusals ORDER BY path")
        return tuple(Refusal(*row) for row in found)

    def document_id(self, symbol: str, lang: Lang) -> int | None:
        """The id of a document, None where it is not held."""
        found = self.fetch("SELECT id FROM documents WHERE symbol = ? AND lang = ?", (symbol, lang))
        return int(found[0][0]) if found else None

    def document(self, symbol: str, lang: Lang) -> Document | None:
        """The document as its reader gave it, None where it is not held."""
        query = (
            "SELECT title, text, blocks, path, sha256, url, retrieved, licence,"
            " body, session, date, status, agenda, footnotes, keywords, links,"
            " edition, kind, distribution, original, venue, confidence, id FROM documents"
            " WHERE symbol = ? AND lang = ?"
        )
        found = self.fetch(query, (symbol, lang))
        if not found:
            return None
        title, text, blocks, *source, body, session, date, status, agenda = found[0][:13]
        footnotes, keywords, links = (json.loads(column) for column in found[0][13:16])
        edition, kind, distribution, original, venue, confidence, key = found[0][16:]
        return Document(
            symbol,
            lang,
            title,
            text,
            tuple(Block(*b) for b in json.loads(blocks)),
            Source(*source),
            body,
            session,
            date,
            status,
            agenda,
            tuple(Footnote(*n) for n in footnotes),
            tuple(Keyword(*k) for k in keywords),
            tuple(Link(*n) for n in links),
            edition,
            kind,
            distribution,
            original,
            venue,
            confidence,
            self.connected(lambda database: remarks_of(database, key, by_reader=True)),
        )

    def remarks(self, symbol: str, lang: Lang) -> tuple[Remark, ...]:
        """What was taken out of a document and noticed in it; empty where it is not held."""
        key = self.document_id(symbol, lang)
        return () if key is None else self.connected(lambda database: remarks_of(database, key))

    def remark_counts(self) -> tuple[RemarkCount, ...]:
        """How many remarks of each kind each document carries; documents without are left out."""
        return self.connected(count_remarks)

    def paragraphs(self, symbol: str, lang: Lang) -> tuple[Paragraph, ...]:
        """The paragraphs of a document in order; empty where it is not held."""
        found = self.fetch(PARAGRAPHS_OF_DOCUMENT, (symbol, lang))
        return tuple(paragraph for _, paragraph in map(as_paragraph, found))

    def paths(self, symbol: str, lang: Lang) -> dict[int, tuple[str, ...]]:
        """The number path of every paragraph of a document by its ordinal, in order."""
        query = f"SELECT p.ordinal, p.number {JOINED} WHERE d.symbol = ? AND d.lang = ? ORDER BY 1"
        found = self.fetch(query, (symbol, lang))
        return {o: tuple(n.split(PATH_SEPARATOR)) if n else () for o, n in found}

    def paragraphs_by_id(self, ids: Iterable[int]) -> dict[int, Paragraph]:
        """The paragraphs of those ids that are held."""
        found: dict[int, Paragraph] = {}
        for chunk in chunks(ids):
            query = f"SELECT p.id, {PARAGRAPH} {JOINED} WHERE p.id IN ({marks(chunk)})"
            found.update(map(as_paragraph, self.fetch(query, chunk)))
        return found

    def counterparts(self, ids: Iterable[int]) -> dict[int, tuple[Paragraph, ...]]:
        """For each paragraph id the aligned paragraphs of the other language, in order."""
        found: dict[int, tuple[Paragraph, ...]] = {}
        for chunk in chunks(ids):
            query = (
                f"SELECT c.paragraph, {PARAGRAPH} FROM counterparts AS c"
                " JOIN paragraphs AS p ON p.id = c.other JOIN documents AS d ON d.id = p.document"
                f" WHERE c.paragraph IN ({marks(chunk)}) ORDER BY c.paragraph, c.other"
            )
            for row in self.fetch(query, chunk):
                key, other = as_paragraph(row)
                found[key] = (*found.get(key, ()), other)
        return found

    def counterpart_ids(self, ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """For each paragraph id the ids of its counterparts, in order."""
        found: dict[int, tuple[int, ...]] = {}
        for chunk in chunks(ids):
            query = (
                "SELECT paragraph, other FROM counterparts"
                f" WHERE paragraph IN ({marks(chunk)}) ORDER BY paragraph, other"
            )
            for key, other in self.fetch(query, chunk):
                found[key] = (*found.get(key, ()), other)
        return found

    def beads(self, symbol: str) -> tuple[Bead, ...]:
        """The stored alignment of a symbol; empty where it is not held in both languages."""
        columns = "zh, en, why, cosine, confidence, runner_up"
        query = f"SELECT {columns} FROM beads WHERE symbol = ? ORDER BY position"
        return tuple(
            Bead(_ordinals(zh), _ordinals(en), why, cosine, confidence, _runner_up(other))
            for zh, en, why, cosine, confidence, other in self.fetch(query, (symbol,))
        )

    def recommendations(
        self, documents: Sequence[int] | None = None
    ) -> tuple[tuple[Heading, Recommendation], ...]:
        """Recommendations of the documents of those ids (None: of all), in the order in which
        they were taken in, each with its document."""
        headings = self.headings()
        found = self.connected(lambda database: register_of(database, documents))
        return tuple((headings[key], recommendation) for key, recommendation in found)


def open_store(folder: Path) -> Store:
    """The state that holds in the index ``folder``.

    Raises NoIndex, IndexTooNew, or IndexMismatch where files of the state are missing or not as
    they were written.
    """
    manifest = read_manifest(folder)
    while True:
        try:
            return Store(folder, manifest)
        except IndexMismatch:
            newer = read_manifest(folder)  # a writer may have pruned the state in between
            if newer.generation == manifest.generation:
                raise
            manifest = newer


def _opened(path: Path) -> Database:
    """The database, its file open and found to be one."""
    try:
        connection = open_for_reading(path)
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise IndexMismatch(f"{path}: {error}; {MEND}") from None
    return connection


def _ordinals(text: str) -> tuple[int, ...]:
    return tuple(json.loads(text))


def _runner_up(text: str | None) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    if text is None:
        return None
    zh, en = json.loads(text)
    return tuple(zh), tuple(en)
