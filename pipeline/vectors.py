"""Vectors on disk and back: one exact FAISS index for each language.

Vectors are kept as 32-bit floats: with 16 bits, 4 in 1,000 of the ten nearest on UN paragraphs were
others, for a search hardly faster. The files are mapped into memory: opening one costs nothing, and
an open one stays whole when its name goes away. FAISS itself is loaded at the first search.
"""

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import IndexMismatch
from pipeline.records import Lang


def vectors_name(lang: Lang) -> str:
    """File name of the vectors of ``lang`` in a state."""
    return f"{lang}.faiss"


def write_vectors(path: Path, dimensions: int, blocks: Iterable[NDArray[np.float32]]) -> int:
    """Write ``blocks``, each of shape (n, ``dimensions``), one after another; the rows written.

    An index without rows is a valid one.
    """
    faiss = _faiss()
    index = faiss.IndexFlatIP(dimensions)
    for block in blocks:
        index.add(np.ascontiguousarray(block, dtype=np.float32))
    path.write_bytes(faiss.serialize_index(index).data)
    return int(index.ntotal)


class Vectors:
    """The vectors of one language, by row from 0."""

    def __init__(self, path: Path) -> None:
        """Map the file at ``path``; IndexMismatch where it is missing or empty."""
        self._path = path
        try:
            self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        except (OSError, ValueError) as error:
            raise IndexMismatch(f"{path}: no vectors ({error}); run `tongwen doctor`") from None

    @cached_property
    def _index(self) -> Any:
        faiss = _faiss()
        # Read from the mapped bytes and not by name: FAISS cannot open every name on Windows.
        reader = faiss.ZeroCopyIOReader(faiss.swig_ptr(self._bytes), self._bytes.size)
        try:
            return faiss.read_index(reader)
        except RuntimeError:
            raise IndexMismatch(f"{self._path}: is damaged; run `tongwen doctor`") from None

    @property
    def rows(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ``k`` nearest rows to ``vector`` (shape (dimensions,), unit length) and their
        cosines, best first; fewer where fewer are held or ``allowed`` (one truth a row)."""
        faiss = _faiss()
        k = min(k, self.rows if allowed is None else int(allowed.sum()))
        if k == 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        options = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")  # kept until the search is done
            options = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        query = np.ascontiguousarray(vector[None, :], dtype=np.float32)
        cosines, rows = self._index.search(query, k, params=options)
        return rows[0], cosines[0]

    def reconstruct(
        self, rows: Sequence[int] | NDArray[np.int64] | NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """The vectors of ``rows`` as float32 of shape (n, dimensions)."""
        if len(rows) == 0:
            return np.empty((0, self.dimensions), dtype=np.float32)
        found: NDArray[np.float32] = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return found


@cache
def _faiss() -> ModuleType:
    import faiss

    faiss.omp_set_num_threads(1)  # one query at a time is faster without other threads
    module: ModuleType = faiss
    return module
