"""An encoder without a model: character pairs hashed into a short vector."""

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipeline.encode import Encoded, Kind
from pipeline.text.normalise import fold


class FakeEncoder:
    """Texts that share pairs of characters are near; ``limit`` counts characters."""

    def __init__(self, name: str = "fake@1", dimensions: int = 64, limit: int | None = None):
        self._name, self._dimensions, self._limit = name, dimensions, limit

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return self._dimensions

    @property
    def limit(self) -> int | None:
        return self._limit

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Encoded:
        vectors = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            folded = fold(text)
            for pair in pairwise(folded):
                row[zlib.crc32("".join(pair).encode()) % self._dimensions] += 1
            length = np.linalg.norm(row)
            if length:
                row /= length
        windowed = 0 if self._limit is None else sum(len(t) > self._limit for t in texts)
        return Encoded(vectors, windowed)
