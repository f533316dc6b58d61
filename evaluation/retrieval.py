"""Does a paragraph find its counterpart? Retrieval among all paragraphs of a file of pairs.

How it is counted: every distinct pair of the file is one question in each direction. The
candidates are all distinct texts of the other language in the file. An answer is right when the
candidate with the greatest cosine is one of the texts that the file pairs with that very query
text; a text that recurs word for word is thus neither asked twice nor held against the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.encode import Encoder, Vectors
from pipeline.errors import Empty, InputError, Unreadable, WrongEncoding

ROWS_AT_ONCE = 1024
SMALLEST = 1e-6
Nearness: TypeAlias = NDArray[np.float32]
"""Mean cosine of each text to its nearest of the other language."""


@dataclass(frozen=True, slots=True)
class TextPair:
    """One line of the file: English and Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction of retrieval. ``right`` of ``asked`` pairs had a counterpart at rank 1;
    ``reciprocal_ranks`` is the sum of 1/rank of the first counterpart; ``candidates`` counts the
    texts to choose from."""

    right: int
    asked: int
    candidates: int
    reciprocal_ranks: float

    @property
    def first(self) -> float:
        """Share with the counterpart first, in [0, 1]."""
        return self.right / self.asked

    @property
    def mrr(self) -> float:
        """Mean reciprocal rank, in (0, 1]."""
        return self.reciprocal_ranks / self.asked


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Both directions over the distinct pairs of a file."""

    encoder: str
    pairs: int
    zh_to_en: Direction
    en_to_zh: Direction
    windowed: int


def read_pairs_file(path: Path) -> tuple[TextPair, ...]:
    """Distinct lines ``English TAB Chinese``, sorted. Raises an InputError for any other line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise WrongEncoding(str(path), f"not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from error
    found = set()
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if len(cells) != 2 or not all(cell.strip() for cell in cells):
            raise InputError(str(path), f"line {number} is not English TAB Chinese: {line[:60]!r}")
        found.add((cells[0].strip(), cells[1].strip()))
    if not found:
        raise Empty(str(path), "no pair in it")
    return tuple(TextPair(en, zh) for en, zh in sorted(found))


def measure_retrieval(pairs: Sequence[TextPair], encoder: Encoder, margin: int = 0) -> Retrieval:
    """Ask for every pair in both directions.

    With ``margin`` k > 0 the cosine is divided by the mean of the cosines to the k nearest on
    both sides (ratio margin, Artetxe and Schwenk 2019) before ranking.
    """
    en = sorted({pair.en for pair in pairs})
    zh = sorted({pair.zh for pair in pairs})
    en_rows = {text: row for row, text in enumerate(en)}
    zh_rows = {text: row for row, text in enumerate(zh)}
    en_encoded, zh_encoded = encoder.encode(en), encoder.encode(zh)
    asked = [(zh_rows[pair.zh], en_rows[pair.en]) for pair in pairs]
    zh_near = _nearest_mean(zh_encoded.vectors, en_encoded.vectors, margin)
    en_near = _nearest_mean(en_encoded.vectors, zh_encoded.vectors, margin)
    return Retrieval(
        encoder.name,
        len(pairs),
        _direction(_Side(zh_encoded.vectors, zh_near), _Side(en_encoded.vectors, en_near), asked),
        _direction(
            _Side(en_encoded.vectors, en_near),
            _Side(zh_encoded.vectors, zh_near),
            [(right, left) for left, right in asked],
        ),
        en_encoded.windowed + zh_encoded.windowed,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    vectors: Vectors
    near: Nearness | None


def _nearest_mean(rows: Vectors, others: Vectors, k: int) -> Nearness | None:
    """Mean cosine of each row to its k nearest of the others; None for k = 0."""
    if k <= 0:
        return None
    k = min(k, len(others))
    means = np.empty(len(rows), dtype=np.float32)
    for first in range(0, len(rows), ROWS_AT_ONCE):
        cosines = rows[first : first + ROWS_AT_ONCE] @ others.T
        nearest = np.partition(cosines, -k, axis=1)[:, -k:]
        means[first : first + len(cosines)] = nearest.mean(axis=1)
    return means


def _direction(queries: _Side, candidates: _Side, asked: Sequence[tuple[int, int]]) -> Direction:
    """Ranks of the counterparts. Of equals the counterpart is counted last, so that a vector of
    zeros, equally far from everything, finds nothing."""
    wanted: dict[int, list[int]] = {}
    for query, candidate in asked:
        wanted.setdefault(query, []).append(candidate)
    right, reciprocal = 0, 0.0
    for first in range(0, len(queries.vectors), ROWS_AT_ONCE):
        closeness = queries.vectors[first : first + ROWS_AT_ONCE] @ candidates.vectors.T
        if queries.near is not None and candidates.near is not None:
            own_near = queries.near[first : first + ROWS_AT_ONCE, None]
            closeness /= np.maximum((own_near + candidates.near[None, :]) / 2, SMALLEST)
        for row, values in enumerate(closeness, start=first):
            own = wanted[row]
            rank = 1 + int((np.delete(values, own) >= values[own].max()).sum())
            right += len(own) * (rank == 1)
            reciprocal += len(own) / rank
    return Direction(right, len(asked), len(candidates.vectors), reciprocal)
