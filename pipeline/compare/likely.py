"""How likely each kind is at a place, from the clues to it.

A model is a table of clues with a weight for each kind: the logarithms of the chances are the sums
of the weights, made to add up (multinomial logistic regression). ``weights.npz`` holds the models,
clues as CRC-32 and weights as bytes; ``python -m evaluation modal-tables`` makes it again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

FILE = "weights.npz"
STEPS = 127
"""The largest weight, as a byte."""


@dataclass(frozen=True, slots=True)
class Model:
    """``weights`` has a row for each of ``keys`` (ascending) and a column for each of ``kinds``;
    ``unit`` is what a step of them counts, ``prior`` the weights without any clue."""

    kinds: tuple[str, ...]
    keys: NDArray[np.uint32]
    weights: NDArray[np.int8]
    unit: float
    prior: NDArray[np.float32]

    def chances(self, clues: Collection[str]) -> dict[str, float]:
        """The logarithm of the chance of each kind; clues that are not in the table say nothing."""
        wanted = np.fromiter((key(clue) for clue in clues), dtype=np.uint32, count=len(clues))
        rows = np.searchsorted(self.keys, wanted)
        rows[rows == len(self.keys)] = 0
        rows = rows[self.keys[rows] == wanted]
        sums = self.prior + self.unit * self.weights[rows].sum(axis=0, dtype=np.int32)
        sums -= sums.max()
        logs = sums - np.log(np.exp(sums).sum())
        return dict(zip(self.kinds, logs.tolist(), strict=True))


def key(clue: str) -> int:
    """The number under which a clue is kept."""
    return crc32(clue.encode())


@cache
def model(name: str) -> Model:
    """The model of that name: ``modal-zh``, ``modal-en``, ``negated-zh``, ``negated-en``."""
    with files("pipeline.compare").joinpath(FILE).open("rb") as file:
        held = np.load(file, allow_pickle=False)
        return Model(
            tuple(str(kind) for kind in held[f"{name}.kinds"]),
            held[f"{name}.keys"],
            held[f"{name}.weights"],
            float(held[f"{name}.unit"]),
            held[f"{name}.prior"],
        )
