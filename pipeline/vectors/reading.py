"""The vectors of one language, read: the nearest rows, and vectors by row."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import IndexMismatch
from pipeline.vectors.choice import EXACT, Kind, candidates_for, enough, few_of
from pipeline.vectors.library import faiss_library
from pipeline.vectors.quantisers import Quantisers


class Vectors:
    """The vectors of one language, by row from 0."""

    def __init__(self, path: Path, exact: int = EXACT) -> None:
        """Map the file at ``path``; IndexMismatch where it is missing or empty. Up to ``exact``
        rows that pass a filter are looked at one by one."""
        self._path = path
        self._exact = exact
        try:
            self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        except (OSError, ValueError) as error:
            raise IndexMismatch(f"{path}: no vectors ({error}); run `tongwen doctor`") from None

    @cached_property
    def _index(self) -> Any:
        faiss = faiss_library()
        # Read from the mapped bytes and not by name: FAISS cannot open every name on Windows.
        reader = faiss.ZeroCopyIOReader(faiss.swig_ptr(self._bytes), self._bytes.size)
        try:
            index = faiss.read_index(reader)
        except RuntimeError:
            raise IndexMismatch(f"{self._path}: is damaged; run `tongwen doctor`") from None
        if not isinstance(index, (faiss.IndexFlat, faiss.IndexRefine)):
            raise IndexMismatch(
                f"{self._path}: {type(index).__name__} is no kind of index that this version"
                " reads; run `tongwen doctor`"
            )
        return index

    @cached_property
    def kind(self) -> Kind:
        """How the vectors are held."""
        return "exact" if isinstance(self._index, faiss_library().IndexFlat) else "sketched"

    @cached_property
    def _codes(self) -> Any:
        """The index that holds the vectors themselves, as floats or in codes."""
        index = self._index
        return index if self.kind == "exact" else faiss_library().downcast_index(index.refine_index)

    @cached_property
    def _sketches(self) -> Any:
        """The index that gives candidates."""
        return faiss_library().downcast_index(self._index.base_index)

    @property
    def rows(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    @property
    def bytes_each(self) -> float:
        """Bytes of the file for each vector; 0 where there are none."""
        return self._bytes.size / self.rows if self.rows else 0.0

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ``k`` nearest rows to ``vector`` (shape (dimensions,), unit length) and their
        cosines, best first; fewer where fewer are held or ``allowed`` (one truth a row). Raises
        IndexMismatch for a vector of another length or with a value that is no finite number.

        Sketches give candidates first, unless few rows pass, many are asked for, or a filter lets
        hardly any candidate pass; cosines are those of the codes.
        """
        if vector.shape != (self.dimensions,) or not np.isfinite(vector).all():
            raise IndexMismatch(
                f"{self._path}: asked with a vector of shape {vector.shape} that is not"
                f" {self.dimensions} finite numbers; the encoder does not fit the index"
            )
        passing = self.rows if allowed is None else int(allowed.sum())
        k = min(k, passing)
        if k == 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        query = np.ascontiguousarray(vector[None, :], dtype=np.float32)
        if allowed is not None and passing <= few_of(self.rows):
            return self._best(query[0], np.flatnonzero(allowed), k)
        if self.kind == "sketched" and passing > self._exact:
            wanted = candidates_for(k, self.rows, passing)
            rows = self._candidates(query, wanted, allowed)
            if len(rows) >= enough(k):
                return self._best(query[0], rows, k)
        return self._one_by_one(query, k, allowed)

    def _candidates(
        self, query: NDArray[np.float32], wanted: int, allowed: NDArray[np.bool_] | None
    ) -> NDArray[np.int64]:
        """Rows whose sketches are nearest, ascending; those of ``wanted`` that pass."""
        if not wanted:
            return np.empty(0, dtype=np.int64)
        _, found = self._sketches.search(query, wanted)
        rows: NDArray[np.int64] = np.sort(found[0][found[0] >= 0])
        return rows if allowed is None else rows[allowed[rows]]

    def _best(
        self, query: NDArray[np.float32], rows: NDArray[np.int64], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        cosines = self.reconstruct(rows) @ query
        best = np.argsort(-cosines, kind="stable")[:k]
        return rows[best], cosines[best]

    def _one_by_one(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        options = None
        if allowed is not None:
            faiss = faiss_library()
            bits = np.packbits(allowed, bitorder="little")  # kept until the search is done
            options = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        cosines, rows = self._codes.search(query, k, params=options)
        return rows[0], cosines[0]

    def reconstruct(
        self, rows: Sequence[int] | NDArray[np.int64] | NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """The vectors of ``rows`` as float32 of shape (n, dimensions): as they were written, or as
        their codes tell, to 1/500 of the range of each dimension."""
        if len(rows) == 0:
            return np.empty((0, self.dimensions), dtype=np.float32)
        found: NDArray[np.float32] = self._codes.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return found

    @cached_property
    def quantisers(self) -> Quantisers | None:
        """What the codes and sketches were made with; None where there are none."""
        if self.kind == "exact":
            return None
        to_array = faiss_library().vector_to_array
        return Quantisers(to_array(self._codes.sq.trained), to_array(self._sketches.pq.centroids))
