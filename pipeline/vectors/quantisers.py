"""What turns vectors into codes and sketches: learned once, then kept while rows are added."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.vectors.choice import pieces_of
from pipeline.vectors.library import faiss_library

Block = NDArray[np.float32]
"""Some vectors, shape (n, dimensions)."""

_SAMPLE = 16_384
"""Rows that sketches are learned from, a thousand for each of the 16 values of a piece."""
_MARGIN = 0.03
"""Share of a dimension's range by which codes reach beyond it on both sides."""


@dataclass(frozen=True, slots=True)
class Quantisers:
    """``ranges``: where the codes of each dimension begin, then how far they reach, shape (2 x
    dimensions,); ``pieces``: the values that a sketch knows for each piece, as FAISS holds them."""

    ranges: NDArray[np.float32]
    pieces: NDArray[np.float32]

    def cut(self, block: Block) -> int:
        """How many vectors of ``block`` reach beyond the ranges in any dimension."""
        low, reach = np.split(self.ranges, 2)
        return int(((block < low) | (block > low + reach)).any(axis=1).sum())

    def empty_index(self) -> Any:
        """An index without rows that sketches and codes are added to, and its two parts, each of
        which must outlive it."""
        faiss = faiss_library()
        dimensions = len(self.ranges) // 2
        kind, product = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        codes = faiss.IndexScalarQuantizer(dimensions, kind, product)
        faiss.copy_array_to_vector(self.ranges, codes.sq.trained)
        sketches = faiss.IndexPQFastScan(dimensions, pieces_of(dimensions), 4, product)
        faiss.copy_array_to_vector(self.pieces, sketches.pq.centroids)
        codes.is_trained = sketches.is_trained = True
        return faiss.IndexRefine(sketches, codes), sketches, codes


def learn(rows: int, dimensions: int, blocks: Iterable[Block]) -> Quantisers:
    """Quantisers for the ``rows`` vectors of ``blocks``: ranges from all of them, sketches from
    every so many."""
    faiss = faiss_library()
    low = np.full(dimensions, np.inf, dtype=np.float32)
    high = -low
    step, seen, sample = max(1, rows // _SAMPLE), 0, []
    for block in blocks:
        low, high = np.minimum(low, block.min(axis=0)), np.maximum(high, block.max(axis=0))
        sample.append(block[-seen % step :: step])
        seen += len(block)
    margin = _MARGIN * (high - low)
    sketches = faiss.IndexPQFastScan(
        dimensions, pieces_of(dimensions), 4, faiss.METRIC_INNER_PRODUCT
    )
    sketches.train(np.ascontiguousarray(np.concatenate(sample), dtype=np.float32))
    return Quantisers(
        np.concatenate([low - margin, high - low + 2 * margin]),
        faiss.vector_to_array(sketches.pq.centroids),
    )
