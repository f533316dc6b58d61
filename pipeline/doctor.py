"""Whether an index is whole: every promise that its parts make to each other, checked."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.encode import BUILT_IN, Encoder, load_encoder
from pipeline.encode.models.families import PLAIN, family_of
from pipeline.encode.whereabouts import whereabouts
from pipeline.errors import EncoderError, IndexMismatch, IndexTooNew, TongwenError
from pipeline.recall import NEAREST, recall
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
from pipeline.store.encoder_folder import findable_encoder
from pipeline.store.manifest import Manifest, read_manifest
from pipeline.store.reading import Store, open_store

_BLOCK = 20_000
_NOTHING = 0.05
"""Length below which a vector is that of a text without words: zeros, as near as codes come."""
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
        windowed = _windowed(store)
    except IndexMismatch:
        windowed = f"{manifest.windowed} paragraphs windowed"
    finally:
        store.close()
    yield from _encoder_checks(folder, manifest, windowed)
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
            wrong = _vector_faults(store, lang)
            well = "" if wrong else _vectors_told(store, lang)
            yield _check(f"vectors {lang}", wrong, well)
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


def _vectors_told(store: Store, lang: Lang) -> str:
    """How many vectors there are, how they are held, and what a search of them finds."""
    vectors = store.vectors[lang]
    told = f"{vectors.rows} of {vectors.dimensions} dimensions"
    if vectors.kind == "exact":
        return f"{told} as floats, {vectors.bytes_each:.0f} bytes each, all searched: exact"
    found = recall(store, lang, vectors, _shipped(store.manifest))
    measure = "exact search" if found.by_floats else "a search of all codes"
    return (
        f"{told} in sketches and 8-bit codes, {vectors.bytes_each:.0f} bytes each; recall@{NEAREST}"
        f" {found.share:.3f} of {measure} over {found.queries} passages"
    )


def _shipped(manifest: Manifest) -> Encoder | None:
    """The built-in encoder where the index was built with it."""
    if not manifest.encoder.startswith(f"{BUILT_IN}@"):
        return None
    encoder = load_encoder(BUILT_IN)
    return encoder if encoder.name == manifest.encoder else None


def _vector_faults(store: Store, lang: Lang) -> list[str]:
    vectors = store.vectors[lang]
    rows, dimensions = len(store.rows[lang]), store.manifest.dimensions
    if (vectors.rows, vectors.dimensions) != (rows, dimensions):
        return [f"{vectors.rows} of {vectors.dimensions}, not {rows} of {dimensions} dimensions"]
    faults = []
    for start in range(0, rows, _BLOCK):
        block = vectors.reconstruct(np.arange(start, min(start + _BLOCK, rows)))
        with np.errstate(all="ignore"):  # damaged bytes give numbers that are none: odd lengths
            lengths = np.linalg.norm(block, axis=1)
        odd = ~((np.abs(lengths - 1) < 0.01) | (lengths < _NOTHING))
        faults += [
            f"row {start + row} has length {lengths[row]:.3f}" for row in np.flatnonzero(odd)
        ]
    return faults


def _encoder_checks(folder: Path, manifest: Manifest, windowed: str) -> Iterator[Check]:
    """The encoder that the index was built with, what is known of its family, and whether the
    same lies on this machine; where it lies elsewhere the index is none the worse."""
    limit = "no limit" if manifest.limit is None else f"limit {manifest.limit} tokens"
    name = manifest.encoder
    detail = f"{name}, {manifest.dimensions} dimensions, {limit}, {windowed}"
    plain = findable_encoder(folder, name)
    try:
        found = whereabouts(plain)
    except EncoderError as error:
        yield Check("encoder", False, f"{detail}; {error}")
        return
    if plain == BUILT_IN:
        if found and found.name != name:
            detail = f"{detail}; this version ships {found.name}: ingest anew"
        yield Check("encoder", bool(found and found.name == name), detail)
        return
    yield Check("encoder", True, detail)
    if family := _family_line(name.rpartition("@")[0]):
        yield Check("encoder family", True, family)
    if found is None:
        here = "not found on this machine; give its folder with --encoder"
        yield Check("encoder here", True, here)
    else:
        differs = f", which is {found.name}: not the one that built the index"
        is_same = found.name == name
        here = f"{found.folder}{f', run by {found.runner}' if is_same else differs}"
        yield Check("encoder here", is_same, here)


def _family_line(plain: str) -> str:
    """What the table of families says of a model by its name; "" where it lists none."""
    family = family_of(plain)
    if family is PLAIN:
        return ""
    limit = f"limit {family.limit} tokens" if family.limit else "no limit"
    prefixes = f"query prefix {family.query!r}" if family.query else "no query prefix"
    return f"{family.name}: {family.pooling} pooling, {limit}, {prefixes}, licence {family.licence}"


def _windowed(store: Store) -> str:
    """How many paragraphs were longer than the encoder takes in one piece, by language."""
    query = "SELECT lang, sum(windowed), sum(paragraphs) FROM documents GROUP BY lang ORDER BY lang"
    rows = store.fetch(query)
    counts = " and ".join(f"{windowed} of {held} {lang}" for lang, windowed, held in rows)
    return f"{counts or 0} paragraphs windowed"
