"""Vectors written, as floats or as sketches and codes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import IndexMismatch
from pipeline.vectors.choice import EXACT, kind_for
from pipeline.vectors.library import faiss_library
from pipeline.vectors.quantisers import Block, Quantisers, learn
from pipeline.vectors.reading import Vectors

_CUT = 0.02
"""Share of the vectors that may reach beyond the ranges of codes made for others: with more the
codes do not fit these texts and are made anew."""


def write_vectors(
    path: Path,
    rows: int,
    dimensions: int,
    blocks: Iterable[Block],
    base: Vectors | None = None,
    exact: int = EXACT,
) -> None:
    """Write ``blocks``, ``rows`` vectors of ``dimensions`` in all, one after another.

    ``blocks`` may be gone through more than once. Where there are more than ``exact`` rows, the
    quantisers of ``base`` are taken if it has any that fit, else they are learned; then vectors
    read from ``base`` keep their codes. An index without rows is a valid one. The same vectors and
    base give the same bytes. Raises IndexMismatch, and leaves the file as it was, where a value is
    no finite number: it would be the nearest to every query, or to none.
    """
    blocks = _Finite(path, blocks)
    if kind_for(rows, exact) == "exact":
        index = faiss_library().IndexFlatIP(dimensions)
        for block in blocks:
            index.add(np.ascontiguousarray(block, dtype=np.float32))
        _save(index, path)
        return
    kept = base.quantisers if base else None
    if kept is None or not _write_sketched(path, rows, kept, blocks, _CUT):
        _write_sketched(path, rows, learn(rows, dimensions, blocks), blocks, 1)


@dataclass(frozen=True, slots=True)
class _Finite:
    """``blocks`` for the file at ``path``, gone through as long as every value is finite."""

    path: Path
    blocks: Iterable[Block]

    def __iter__(self) -> Iterator[Block]:
        seen = 0
        for block in self.blocks:
            odd = np.flatnonzero(~np.isfinite(block).all(axis=1))
            if odd.size:
                raise IndexMismatch(
                    f"{self.path}: the vector of row {seen + odd[0]} holds a value that is no"
                    " finite number; the encoder gives what cannot be compared"
                )
            seen += len(block)
            yield block


def _write_sketched(
    path: Path, rows: int, quantisers: Quantisers, blocks: Iterable[Block], may_cut: float
) -> bool:
    """Write them, unless the share of those that are cut is greater; whether they were written."""
    index, sketches, codes = quantisers.empty_index()
    cut = 0
    for block in blocks:
        cut += quantisers.cut(block)
        if cut > may_cut * rows:
            return False
        # Sketches are of what the codes tell, so that rows read back and written again stay.
        first = codes.ntotal
        codes.add(np.ascontiguousarray(block, dtype=np.float32))
        sketches.add(codes.reconstruct_n(first, len(block)))
    index.ntotal = codes.ntotal
    _save(index, path)
    return True


def _save(index: Any, path: Path) -> None:
    """Write an index, through Python: FAISS cannot open every name on Windows."""
    faiss = faiss_library()
    with path.open("wb") as file:
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))
