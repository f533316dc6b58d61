"""Does a paragraph find its counterpart? Retrieval among all paragraphs of a file of pairs.

How it is counted: every distinct pair of the file is one question in each direction. The
candidates are all distinct texts of the other language in the file. An answer is right when the
candidate with the greatest cosine is one of the texts that the file pairs with that very query
text; a text that recurs word for word is thus neither asked twice nor held against the model.
That is the strict count. The tolerant one takes a wrong answer for right where its letters are
those of a right one, that is where the two differ in nothing but digits, punctuation, spaces and
case: the same paragraph of another year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluation.encoder.second_look import apart, counted
from evaluation.encoder.word_order import REACH, WEIGHT, in_order
from pipeline.encode import Encoder, Vectors
from pipeline.errors import Empty, InputError, Unreadable, WrongEncoding
from pipeline.records import Lang
from pipeline.search.crowds import AROUND, crowds
from pipeline.search.signals import Signals, signals
from pipeline.text.normalise import fold
from pipeline.words import TokenEncoder

ROWS_AT_ONCE = 1024
DEPTH = 30
"""Nearest candidates that signals and crowds put into a new order."""
SMALLEST = 1e-6
BEFORE = np.float32(8.0)
"""More than two cosines, or two ratios of cosines, are apart."""
Nearness: TypeAlias = NDArray[np.float32]
"""Mean cosine of each text to its nearest of the other language."""


@dataclass(frozen=True, slots=True)
class TextPair:
    """One line of the file: English and Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction of retrieval. ``right`` of ``asked`` pairs had a counterpart at rank 1,
    ``tolerant`` that or a text of the same letters; ``reciprocal_ranks`` is the sum of 1/rank of
    the first counterpart; ``candidates`` counts the texts to choose from."""

    right: int
    tolerant: int
    asked: int
    candidates: int
    reciprocal_ranks: float

    @property
    def first(self) -> float:
        """Share with the counterpart first, in [0, 1]."""
        return self.right / self.asked

    @property
    def first_tolerant(self) -> float:
        """Share with the counterpart, or its like in another year, first, in [0, 1]."""
        return self.tolerant / self.asked

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


def measure_retrieval(
    pairs: Sequence[TextPair],
    encoder: Encoder,
    margin: int = 0,
    *,
    by_signals: bool = False,
    by_crowds: bool = False,
    by_order: TokenEncoder | None = None,
) -> Retrieval:
    """Ask for every pair in both directions.

    With ``margin`` k > 0 the cosine is divided by the mean of the cosines to the k nearest on
    both sides (ratio margin, Artetxe and Schwenk 2019) before ranking. ``by_signals`` puts the
    nearest ``DEPTH`` into the order that figures, dates and citations give as well, ``by_crowds``
    into that of cosines less how crowded the place of each is, by the questions nearest to the
    one asked. ``by_order`` gives the tokens by which those almost first are told apart by the
    order of their words.
    """
    again = _Again(by_crowds, by_order)
    en = sorted({pair.en for pair in pairs})
    zh = sorted({pair.zh for pair in pairs})
    en_rows = {text: row for row, text in enumerate(en)}
    zh_rows = {text: row for row, text in enumerate(zh)}
    en_encoded, zh_encoded = encoder.encode(en), encoder.encode(zh)
    asked = [(zh_rows[pair.zh], en_rows[pair.en]) for pair in pairs]
    zh_near = _nearest_mean(zh_encoded.vectors, en_encoded.vectors, margin)
    en_near = _nearest_mean(en_encoded.vectors, zh_encoded.vectors, margin)
    left = _Side(zh, zh_encoded.vectors, zh_near, _letters(zh), _signals(zh, "zh", by_signals))
    right = _Side(en, en_encoded.vectors, en_near, _letters(en), _signals(en, "en", by_signals))
    return Retrieval(
        encoder.name,
        len(pairs),
        _direction(left, right, asked, again),
        _direction(right, left, [(candidate, query) for query, candidate in asked], again),
        en_encoded.windowed + zh_encoded.windowed,
    )


@dataclass(frozen=True, slots=True)
class _Again:
    """By what, beside signals, the nearest are looked at again."""

    crowds: bool
    tokens: TokenEncoder | None


@dataclass(frozen=True, slots=True)
class _Side:
    """The texts of one language: ``letters[i]`` is what text i has beside figures and punctuation,
    ``signals`` is empty where they are not asked for."""

    texts: Sequence[str]
    vectors: Vectors
    near: Nearness | None
    letters: tuple[str, ...]
    signals: tuple[Signals, ...]


@dataclass(slots=True)
class _Tally:
    right: int = 0
    tolerant: int = 0
    reciprocal: float = 0.0


def _letters(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple("".join(filter(str.isalpha, fold(text))) for text in texts)


def _signals(texts: Sequence[str], lang: Lang, wanted: bool) -> tuple[Signals, ...]:
    return tuple(signals(text, lang) for text in texts) if wanted else ()


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


def _direction(
    queries: _Side, candidates: _Side, asked: Sequence[tuple[int, int]], again: _Again
) -> Direction:
    """Ranks of the counterparts. Of equals the counterpart is counted last, so that a vector of
    zeros, equally far from everything, finds nothing."""
    wanted: dict[int, list[int]] = {}
    for query, candidate in asked:
        wanted.setdefault(query, []).append(candidate)
    tally = _Tally()
    for first in range(0, len(queries.vectors), ROWS_AT_ONCE):
        closeness = queries.vectors[first : first + ROWS_AT_ONCE] @ candidates.vectors.T
        if queries.near is not None and candidates.near is not None:
            own_near = queries.near[first : first + ROWS_AT_ONCE, None]
            closeness /= np.maximum((own_near + candidates.near[None, :]) / 2, SMALLEST)
        for row, values in enumerate(closeness, start=first):
            if queries.signals or again.crowds or again.tokens:
                values = _looked_at_again(queries, row, values, candidates, again)
            _count(tally, values, wanted[row], candidates.letters)
    return Direction(
        tally.right, tally.tolerant, len(asked), len(candidates.vectors), tally.reciprocal
    )


def _count(tally: _Tally, values: Nearness, own: list[int], letters: Sequence[str]) -> None:
    """Add one query, asked once for each of its counterparts ``own``."""
    best = values[own].max()
    rank = 1 + int((np.delete(values, own) >= best).sum())
    likes = {letters[i] for i in own}
    firsts = np.flatnonzero(values == values.max())
    tally.right += len(own) * (rank == 1)
    tally.tolerant += len(own) * all(letters[i] in likes for i in firsts.tolist())
    tally.reciprocal += len(own) / rank


def _looked_at_again(
    queries: _Side, row: int, values: Nearness, candidates: _Side, again: _Again
) -> Nearness:
    """``values`` with the greatest ``DEPTH`` of them as crowds, signals and order count them,
    raised by a constant that keeps them before all others. Equals stay equals."""
    nearest = _greatest(values, DEPTH)
    looked = values[nearest]
    query = queries.vectors[row]
    if again.crowds and query.any():
        around = queries.vectors[_greatest(queries.vectors @ query, AROUND)]
        looked = apart(looked, crowds(query, candidates.vectors[nearest], around))
    if queries.signals:
        found = [candidates.signals[place] for place in nearest.tolist()]
        looked = counted(queries.signals[row], looked, found)
    first = np.flatnonzero(looked >= looked.max() - REACH)
    if again.tokens and len(first) > 1:
        own = again.tokens.token_vectors(queries.texts[row]).vectors
        for place in first.tolist():
            passage = again.tokens.token_vectors(candidates.texts[nearest[place]]).vectors
            looked[place] += WEIGHT * in_order(own, passage)
    anew = values.copy()
    anew[nearest] = looked + BEFORE
    return anew


def _greatest(values: Nearness, most: int) -> NDArray[np.intp]:
    """Places of the ``most`` greatest, the greatest first."""
    most = min(most, len(values))
    found = np.argpartition(-values, most - 1)[:most]
    return found[np.argsort(-values[found], kind="stable")]
