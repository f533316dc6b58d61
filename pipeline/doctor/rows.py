"""What the database, the rows and the vectors of an open state say, held against each other."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pipeline.doctor.check import Check, checked
from pipeline.encode import BUILT_IN, Encoder, load_encoder
from pipeline.errors import IndexMismatch
from pipeline.recall import NEAREST, recall
from pipeline.records import LANGS, Lang
from pipeline.store.checks import (
    bead_faults,
    citation_faults,
    count_faults,
    database_faults,
    full_text_faults,
    offset_faults,
    remark_faults,
    row_faults,
    source_faults,
)
from pipeline.store.manifest import Manifest
from pipeline.store.reading import Store
from pipeline.store.sums import sum_faults

_BLOCK = 20_000
_NOTHING = 0.05
"""Length below which a vector is that of a text without words: zeros, as near as codes come."""
_SUMS = 5
"""The format from which on a state keeps sums of its texts, and a list of its sources."""


def state_checks(store: Store) -> Iterator[Check]:
    """Everything inside a state whose files are as they were written."""
    looks: list[tuple[str, Callable[[], Sequence[str]], str]] = [
        ("database", lambda: database_faults(store), "SQLite finds no fault"),
        ("full text", lambda: full_text_faults(store), "every word is found where it stands"),
        ("counts", lambda: count_faults(store), "manifest, documents and full text agree"),
        ("offsets", lambda: offset_faults(store), "every paragraph is its stretch of the text"),
        ("remarks", lambda: remark_faults(store), "each is of a document held, at a place in it"),
        ("citations", lambda: citation_faults(store), "each stands in a paragraph held"),
        ("beads", lambda: bead_faults(store), "every paragraph of both languages is in one bead"),
    ]
    if store.manifest.format >= _SUMS:
        well = "every text and every alignment is as it was written"
        looks.append(("sums", lambda: store.connected(sum_faults), well))
        looks.append(("sources", lambda: source_faults(store), "those of the documents held"))
    for name, faults, well in looks:
        yield _looked(name, faults, well)
    if store.manifest.format < _SUMS:
        told = f"format {store.manifest.format} keeps none; the next ingest adds them"
        yield Check("sums", True, told)
    for lang in LANGS:
        held = f"{len(store.rows[lang])} agree"
        yield _looked(f"rows {lang}", lambda lang=lang: row_faults(store, lang), held)  # type: ignore[misc]
        yield _looked(f"vectors {lang}", lambda lang=lang: _vector_faults(store, lang), "")  # type: ignore[misc]


def _looked(name: str, faults: Callable[[], Sequence[str]], well: str) -> Check:
    try:
        return checked(name, faults(), well)
    except IndexMismatch as error:
        return Check(name, False, str(error))


def vectors_told(store: Store, lang: Lang) -> str:
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
