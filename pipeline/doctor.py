"""Whether an index is whole: every promise that its parts make to each other, checked."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.encode import BUILT_IN, load_encoder
from pipeline.errors import IndexMismatch, IndexTooNew, TongwenError
from pipeline.records import LANGS, Lang
from pipeline.store.checks import (
    bead_faults,
    citation_faults,
    count_faults,
    database_faults,
    offset_faults,
    remark_faults,
    row_faults,
)
from pipeline.store.manifest import Manifest, read_manifest
from pipeline.store.reading import Store, open_store
from pipeline.vectors import Vectors, vectors_name

_BLOCK = 20_000
_NAMED = 3
"""Faults of one kind that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, whether it is as it should be, and what was found."""

    name: str
    ok: bool
    detail: str


def doctor(index_dir: str | Path) -> tuple[Check, ...]:
    """Look at everything in the index; the checks in order, the last where one rules out others.

    Raises NoIndex where there is no index.
    """
    return tuple(_checks(Path(index_dir)))


def _checks(folder: Path) -> Iterator[Check]:
    try:
        manifest = read_manifest(folder)
    except (IndexMismatch, IndexTooNew) as error:
        yield Check("manifest", False, str(error))
        return
    yield Check(
        "manifest",
        True,
        f"format {manifest.format}, generation {manifest.generation}, {manifest.documents}"
        f" documents, {manifest.paragraphs_zh} zh + {manifest.paragraphs_en} en paragraphs",
    )
    yield _check("files", _file_faults(folder, manifest), "as long and with the sums as written")
    try:
        store = open_store(folder)
    except TongwenError as error:
        yield Check("opening", False, str(error))
        return
    try:
        yield from _store_checks(store)
    finally:
        store.close()
    yield _encoder(manifest)
    if (folder / "staging").exists():
        detail = "an interrupted ingest waits; the next one carries on from it"
        yield Check("staging", True, detail)


def _store_checks(store: Store) -> Iterator[Check]:
    looks: list[tuple[str, Callable[[], Sequence[str]], str]] = [
        ("database", lambda: database_faults(store), "SQLite finds no fault"),
        ("counts", lambda: count_faults(store), "manifest, documents and full text agree"),
        ("offsets", lambda: offset_faults(store), "every paragraph is its stretch of the text"),
        ("remarks", lambda: remark_faults(store), "each is of a document held, at a place in it"),
        ("citations", lambda: citation_faults(store), "each stands in a paragraph held"),
        ("beads", lambda: bead_faults(store), "every paragraph of both languages is in one bead"),
    ]
    for name, faults, well in looks:
        try:
            yield _check(name, faults(), well)
        except IndexMismatch as error:
            yield Check(name, False, str(error))
    for lang in LANGS:
        try:
            yield _check(f"rows {lang}", row_faults(store, lang), f"{len(store.rows[lang])} agree")
            rows = len(store.rows[lang])
            well = f"{rows} of {store.manifest.dimensions} dimensions"
            yield _check(f"vectors {lang}", _vector_faults(store, lang), well)
        except IndexMismatch as error:
            yield Check(f"vectors {lang}", False, str(error))


def _check(name: str, faults: Sequence[str], well: str) -> Check:
    named = "; ".join(faults[:_NAMED])
    more = f" and {len(faults) - _NAMED} more" if len(faults) > _NAMED else ""
    return Check(name, not faults, named + more if faults else well)


def _file_faults(folder: Path, manifest: Manifest) -> list[str]:
    faults = []
    for file in manifest.files:
        path = folder / manifest.state / file.name
        if not path.exists():
            faults.append(f"{path} is missing")
        elif path.stat().st_size != file.bytes:
            faults.append(f"{path} has {path.stat().st_size} bytes, not {file.bytes}")
        else:
            with path.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
            if found != file.sha256:
                faults.append(f"{path} has sha256 {found[:12]}…, not {file.sha256[:12]}…")
    return faults


def _vector_faults(store: Store, lang: Lang) -> list[str]:
    vectors = Vectors(store.path / vectors_name(lang))
    rows, dimensions = len(store.rows[lang]), store.manifest.dimensions
    if (vectors.rows, vectors.dimensions) != (rows, dimensions):
        return [f"{vectors.rows} of {vectors.dimensions}, not {rows} of {dimensions} dimensions"]
    faults = []
    for start in range(0, rows, _BLOCK):
        block = vectors.reconstruct(np.arange(start, min(start + _BLOCK, rows)))
        lengths = np.linalg.norm(block, axis=1)
        odd = ~((np.abs(lengths - 1) < 0.01) | (lengths == 0))  # zeros: a text without words
        faults += [
            f"row {start + row} has length {lengths[row]:.3f}" for row in np.flatnonzero(odd)
        ]
    return faults


def _encoder(manifest: Manifest) -> Check:
    limit = "no limit" if manifest.limit is None else f"limit {manifest.limit} tokens"
    detail = f"{manifest.encoder}, {limit}, {manifest.windowed} paragraphs windowed"
    if manifest.encoder.startswith(f"{BUILT_IN}@"):
        shipped = load_encoder(BUILT_IN).name
        if shipped != manifest.encoder:
            return Check("encoder", False, f"{detail}; this version ships {shipped}: ingest anew")
    return Check("encoder", True, detail)
