"""The last steps of an ingest: vectors in order, the languages linked, the state in place."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.align import align
from pipeline.encode import Encoder
from pipeline.errors import IndexMismatch
from pipeline.records import LANGS, Lang, Paragraph
from pipeline.store.columns import PARAGRAPHS_OF_DOCUMENT, as_paragraph
from pipeline.store.journal import Journal
from pipeline.store.manifest import FORMAT, Manifest
from pipeline.store.originals import Originals
from pipeline.store.rows import Rows, collect_rows, read_rows, rows_name, write_rows
from pipeline.store.schema import Database, seal
from pipeline.store.sources import (
    SOURCES,
    SourceFile,
    sources_in,
    sources_of,
    write_sources,
)
from pipeline.store.staging import Staging
from pipeline.store.writing import add_beads, unaligned_symbols
from pipeline.text.passage import wording
from pipeline.vectors import Vectors, kind_for, vectors_name, write_vectors

Encode: TypeAlias = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to their vectors, one row each."""

_BLOCK = 20_000
"""Vectors that are fetched at a time while the index is written."""
_LINK_BATCH = 200
"""Symbols whose beads are committed together."""


@dataclass(frozen=True, slots=True)
class Made:
    """The encoder that made the vectors, as the manifest will name it."""

    encoder: str
    dimensions: int
    limit: int | None


def made_by(encoder: Encoder) -> Made:
    """What the manifest will say of ``encoder``."""
    return Made(encoder.name, encoder.dimensions, encoder.limit)


def finish(
    staging: Staging,
    connection: Database,
    journal: Journal,
    made: Made,
    linking: Callable[[str], None],
    encode: Encode | None = None,
    forget: bool = False,
) -> Manifest:
    """Turn the staged work into the state that holds; ``linking`` hears of each symbol.

    Closes ``connection`` and ``journal``. Texts are aligned by the vectors that the encoder gives,
    whatever codes the index holds them in, so that the order in which texts came changes nothing;
    without ``encode`` by those codes. The state before is kept for whoever is about to open it,
    unless it holds what is to be forgotten.
    """
    connection.commit()
    for lang in LANGS:
        _write_vectors(staging, connection, journal, lang, made.dimensions)
    _link(staging, connection, journal, linking, encode)
    sources = _with_kept(staging, sources_in(connection))
    write_sources(staging.state / SOURCES, sources)
    manifest = _manifest(staging, connection, made)
    seal(connection)
    journal.close()
    published = staging.publish(manifest, forget)
    Originals(staging.folder).prune(frozenset(source.sha256 for source in sources))
    return published


def _with_kept(staging: Staging, sources: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """``sources``, of each whether its file has been kept: all but those that a former version took
    in and nobody has given again."""
    before = sources_of(staging.folder, staging.current) if staging.current else ()
    never = {source.sha256 for source in before if not source.kept}
    originals = Originals(staging.folder)
    return tuple(replace(s, kept=s.sha256 not in never or originals.has(s.sha256)) for s in sources)


def _write_vectors(
    staging: Staging,
    connection: Database,
    journal: Journal,
    lang: Lang,
    dimensions: int,
) -> None:
    rows = collect_rows(connection, lang)
    write_rows(staging.state / rows_name(lang), rows)
    ids = np.ascontiguousarray(rows["id"])
    path = staging.state / vectors_name(lang)
    if held := _held_vectors(staging, lang, ids, dimensions):
        shutil.copyfile(held, path)
        return
    blocks = _VectorBlocks(staging, journal, lang, ids, dimensions)
    write_vectors(path, len(ids), dimensions, blocks, blocks.old)


def _held_vectors(
    staging: Staging, lang: Lang, ids: NDArray[np.int64], dimensions: int
) -> Path | None:
    """The vectors of the current state, where they are those of the very same paragraphs in the
    form that they would be written in: written anew they would be the same bytes."""
    if not staging.current or not len(ids):
        return None
    state = staging.folder / staging.current.state
    if not np.array_equal(read_rows(state / rows_name(lang))["id"], ids):
        return None
    path = state / vectors_name(lang)
    old = Vectors(path)
    fits = old.dimensions == dimensions and old.kind == kind_for(len(ids))
    return path if fits else None


class _VectorBlocks:
    """The vectors of ``ids``, some at a time: new ones from the journal, the others from the
    current state."""

    def __init__(
        self,
        staging: Staging,
        journal: Journal,
        lang: Lang,
        ids: NDArray[np.int64],
        dimensions: int,
    ) -> None:
        self._folder, self._journal, self._dimensions = staging.folder, journal, dimensions
        self._ids = ids
        self._held = np.empty(0, dtype=np.int64)
        self.old: Vectors | None = None
        if staging.current:
            state = staging.folder / staging.current.state
            self._held = np.ascontiguousarray(read_rows(state / rows_name(lang))["id"])
            self.old = Vectors(state / vectors_name(lang))

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        for start in range(0, len(self._ids), _BLOCK):
            yield self._vectors(self._ids[start : start + _BLOCK])

    def _vectors(self, wanted: NDArray[np.int64]) -> NDArray[np.float32]:
        block = self._journal.vectors(wanted, self._dimensions)
        missing = np.flatnonzero(np.isnan(block).any(axis=1))
        if missing.size and self.old is not None and self._held.size:
            held, last = self._held, len(self._held) - 1
            places = np.searchsorted(held, wanted[missing])
            there = (places <= last) & (held[np.minimum(places, last)] == wanted[missing])
            block[missing[there]] = self.old.reconstruct(places[there])
            missing = missing[~there]
        if missing.size:
            raise IndexMismatch(
                f"{self._folder}: {missing.size} paragraphs have no vector, the first with"
                f" id {wanted[missing[0]]}; run `tongwen doctor`"
            )
        return block


def _link(
    staging: Staging,
    connection: Database,
    journal: Journal,
    linking: Callable[[str], None],
    encode: Encode | None,
) -> None:
    """Align the two languages of every symbol that is not aligned yet."""
    symbols = unaligned_symbols(connection)
    if not symbols:
        return
    sides = {lang: _Aligned(staging, connection, journal, lang, encode) for lang in LANGS}
    for number, symbol in enumerate(symbols, start=1):
        zh, en = (sides[lang].read(symbol) for lang in LANGS)
        beads = align(zh.paragraphs, en.paragraphs, zh.vectors, en.vectors)
        add_beads(connection, symbol, beads, zh.ids, en.ids)
        if number % _LINK_BATCH == 0:
            connection.commit()
        linking(symbol)
    connection.commit()


@dataclass(frozen=True, slots=True)
class _Text:
    """One language of a symbol: ids, paragraphs and vectors in the same order."""

    ids: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]
    vectors: NDArray[np.float32]


class _Aligned:
    """Reads texts of one language from the staged state."""

    def __init__(
        self,
        staging: Staging,
        connection: Database,
        journal: Journal,
        lang: Lang,
        encode: Encode | None,
    ) -> None:
        self._connection, self._journal, self._lang = connection, journal, lang
        self._ids: NDArray[np.int64] = np.ascontiguousarray(_ids(staging, lang))
        self._vectors = Vectors(staging.state / vectors_name(lang))
        self._encode = encode

    def read(self, symbol: str) -> _Text:
        found = self._connection.execute(PARAGRAPHS_OF_DOCUMENT, (symbol, self._lang)).fetchall()
        ids, paragraphs = zip(*map(as_paragraph, found), strict=True)
        return _Text(ids, paragraphs, self._floats(np.array(ids, dtype=np.int64), paragraphs))

    def _floats(
        self, ids: NDArray[np.int64], paragraphs: Sequence[Paragraph]
    ) -> NDArray[np.float32]:
        """The vectors as the encoder gave them, else as it gives them now, else as codes tell."""
        if self._vectors.kind == "sketched" and self._encode:
            put = self._journal.vectors(ids, self._vectors.dimensions)
            if not np.isnan(put).any():
                return put
            return self._encode([wording(paragraph) for paragraph in paragraphs])
        return self._vectors.reconstruct(np.searchsorted(self._ids, ids))


def _ids(staging: Staging, lang: Lang) -> Rows:
    ids: Rows = read_rows(staging.state / rows_name(lang))["id"]
    return ids


def _manifest(staging: Staging, connection: Database, made: Made) -> Manifest:
    documents, windowed = connection.execute(
        "SELECT count(*), coalesce(sum(windowed), 0) FROM documents"
    ).fetchone()
    count = "SELECT count(*) FROM paragraphs AS p JOIN documents AS d ON d.id = p.document"
    zh, en = (
        connection.execute(f"{count} WHERE d.lang = ?", (lang,)).fetchone()[0] for lang in LANGS
    )
    return Manifest(
        format=FORMAT,
        generation=staging.generation,
        state="",
        encoder=made.encoder,
        dimensions=made.dimensions,
        limit=made.limit,
        documents=documents,
        paragraphs_zh=zh,
        paragraphs_en=en,
        windowed=windowed,
        files=(),
        rules=staging.base.rules,
    )
