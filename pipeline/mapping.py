"""Two instruments, clause by clause: which articles and paragraphs correspond, in any order.

Nothing is taken from numbers or order, since two instruments number as they please. An article is
compared in three ways: its words as a whole, its heading, and its paragraphs, each with the one
nearest to it on the other side. Two articles correspond where each is the other's nearest and the
mean of the three is high enough, or where a paragraph of the one and a paragraph of the other are
each other's nearest beyond doubt. What comes out is a proposal that a person confirms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.records import CONTENT_ROLES, Paragraph
from pipeline.records.articles import ClauseRelation
from pipeline.text.passage import wording

Vectors: TypeAlias = NDArray[np.float32]
Relation: TypeAlias = ClauseRelation
"""What the second clause is to the first: it says the same, that and more, a part of it, or they
share a part and each says something of its own."""

ARTICLE_SIMILARITY = 0.43
"""Least mean similarity of two articles that are each other's nearest; chosen on the Convention
against Corruption against the Convention against Cybercrime in both languages, where the highest
wrong pair has 0.42 and the lowest right one 0.44."""
PARAGRAPH_COSINE = 0.80
"""Least cosine at which one pair of paragraphs links their articles; chosen on the Organized Crime
Convention against the Convention against Corruption."""
COVERED = 0.55
"""Cosine from which the words of a paragraph count as found on the other side."""
SHORTEST = 60
"""Characters below which a paragraph is too short to link articles by itself."""
WHOLE = 0.75
"""Share of a clause's words that must be found on the other side for it to be covered."""


@dataclass(frozen=True, slots=True)
class Clause:
    """An article, or a numbered paragraph where a text has no articles: its number path, the words
    of its heading, and the ordinals of its paragraphs in the sequence it was made of."""

    number: tuple[str, ...]
    label: str
    heading: str
    ordinals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClausePair:
    """Clauses ``first`` and ``second`` (positions in the two lists) that correspond.

    ``similarity`` lies in [-1, 1]. ``paragraphs`` holds pairs of ordinals that are each other's
    nearest, with their cosines. ``covered`` are the shares of the words of either clause that the
    other holds, in [0, 1]. ``moved`` says that the pair stands out of the common order.
    """

    first: int
    second: int
    similarity: float
    relation: Relation
    moved: bool
    covered: tuple[float, float]
    paragraphs: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class ClauseMap:
    """Two lists of clauses, the pairs in the order of the first, and every similarity, shape
    (clauses of the first, clauses of the second)."""

    first: tuple[Clause, ...]
    second: tuple[Clause, ...]
    pairs: tuple[ClausePair, ...]
    similarity: Vectors

    def absent(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Positions of the clauses of either side to which nothing corresponds."""
        linked = {p.first for p in self.pairs}, {p.second for p in self.pairs}
        return (
            tuple(i for i in range(len(self.first)) if i not in linked[0]),
            tuple(j for j in range(len(self.second)) if j not in linked[1]),
        )


def clauses(paragraphs: Sequence[Paragraph]) -> tuple[Clause, ...]:
    """The clauses of a text in order: its articles, or its numbered paragraphs outside articles.

    A text with articles gives these alone, so that mastheads, preambles and adopting resolutions
    stay out.
    """
    has_articles = any(p.role == "article" for p in paragraphs)
    grouped: dict[tuple[str, ...], list[int]] = {}
    for at, paragraph in enumerate(paragraphs):
        key = _clause_path(paragraph, has_articles)
        if key and paragraph.role != "footnote":
            grouped.setdefault(key, []).append(at)
    return tuple(_clause(key, paragraphs, at) for key, at in grouped.items())


def _clause_path(paragraph: Paragraph, has_articles: bool) -> tuple[str, ...]:
    number = paragraph.number
    if has_articles:
        last = max((i for i, n in enumerate(number) if n.startswith("art.")), default=-1)
        return number[: last + 1]
    if paragraph.role not in CONTENT_ROLES or not number:
        return ()
    depth = next((i for i, n in enumerate(number) if "." not in n and n != "annex"), -1)
    return number[: depth + 1]


def _clause(
    number: tuple[str, ...], paragraphs: Sequence[Paragraph], ordinals: Sequence[int]
) -> Clause:
    signs = [paragraphs[i] for i in ordinals if paragraphs[i].role in {"article", "heading"}]
    heading = " ".join(w for p in signs if (w := wording(p)))
    label = signs[0].label if signs else paragraphs[ordinals[0]].label
    return Clause(number, label, heading, tuple(ordinals))


def map_clauses(
    first: Sequence[Paragraph],
    second: Sequence[Paragraph],
    first_vectors: Vectors,
    second_vectors: Vectors,
) -> ClauseMap:
    """The clauses of two instruments and which of them correspond.

    The vectors hold one unit row for each paragraph, made of its ``wording``, in one space whatever
    the languages. Raises ``ValueError`` where rows and paragraphs do not match.
    """
    if len(first) != len(first_vectors) or len(second) != len(second_vectors):
        raise ValueError(
            f"{len(first)}+{len(second)} paragraphs,"
            f" {len(first_vectors)}+{len(second_vectors)} rows"
        )
    one = _Side(first, first_vectors)
    other = _Side(second, second_vectors)
    similarity = _similarities(one, other)
    nearest = _nearest_paragraphs(one, other)
    chosen = _chosen(similarity) | _linked_by_paragraphs(one, other, nearest)
    ordered = sorted(chosen)
    in_order = _in_common_order(ordered)
    pairs = tuple(
        _pair(one, other, similarity, nearest, link, link in in_order) for link in ordered
    )
    return ClauseMap(one.clauses, other.clauses, pairs, similarity)


class _Side:
    """The clauses of one text with their vectors and the lengths of their paragraphs."""

    def __init__(self, paragraphs: Sequence[Paragraph], vectors: Vectors) -> None:
        self.clauses = clauses(paragraphs)
        self.vectors = vectors
        self.lengths = np.array([len(wording(p)) for p in paragraphs], dtype=np.float32)
        self.words: list[NDArray[np.int64]] = []
        whole, headings = [], []
        for clause in self.clauses:
            signs = [i for i in clause.ordinals if paragraphs[i].role in {"article", "heading"}]
            words = [i for i in clause.ordinals if paragraphs[i].role in CONTENT_ROLES]
            held = np.array(words or signs, dtype=np.int64)
            self.words.append(held)
            whole.append(self.lengths[held] @ vectors[held])
            headings.append(self.lengths[signs] @ vectors[signs])
        size = vectors.shape[1] if vectors.ndim == 2 else 0
        self.whole = _unit(np.array(whole, dtype=np.float32).reshape(-1, size))
        self.headings = _unit(np.array(headings, dtype=np.float32).reshape(-1, size))
        self.owner = {int(i): k for k, held in enumerate(self.words) for i in held}


def _unit(rows: Vectors) -> Vectors:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-12), dtype=np.float32)


def _similarities(one: _Side, other: _Side) -> Vectors:
    """The mean of whole words, heading and paragraphs; without a heading on either side, of two."""
    out = np.zeros((len(one.clauses), len(other.clauses)), dtype=np.float32)
    for i, held in enumerate(one.words):
        for j, across in enumerate(other.words):
            cosines = one.vectors[held] @ other.vectors[across].T
            there = _weighted(cosines.max(axis=1), one.lengths[held])
            back = _weighted(cosines.max(axis=0), other.lengths[across])
            views = [float(one.whole[i] @ other.whole[j]), (there + back) / 2]
            if one.headings[i].any() and other.headings[j].any():
                views.append(float(one.headings[i] @ other.headings[j]))
            out[i, j] = float(np.mean(views))
    return out


def _weighted(values: Vectors, lengths: Vectors) -> float:
    total = float(lengths.sum())
    return float(values @ lengths) / total if total else 0.0


def _nearest_paragraphs(one: _Side, other: _Side) -> dict[tuple[int, int], float]:
    """Pairs of paragraphs that are each other's nearest, as ordinals, with their cosines."""
    if not one.owner or not other.owner:
        return {}
    rows, columns = np.array(sorted(one.owner)), np.array(sorted(other.owner))
    cosines = one.vectors[rows] @ other.vectors[columns].T
    across, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    return {
        (int(rows[r]), int(columns[c])): float(cosines[r, c])
        for r, c in enumerate(across)
        if back[c] == r and cosines[r, c] > 0
    }


def _chosen(similarity: Vectors) -> set[tuple[int, int]]:
    """Clauses that are each other's nearest and near enough."""
    if not similarity.size:
        return set()
    across, back = similarity.argmax(axis=1), similarity.argmax(axis=0)
    return {
        (i, int(j))
        for i, j in enumerate(across)
        if back[j] == i and similarity[i, j] >= ARTICLE_SIMILARITY
    }


def _linked_by_paragraphs(
    one: _Side, other: _Side, nearest: dict[tuple[int, int], float]
) -> set[tuple[int, int]]:
    return {
        (one.owner[r], other.owner[c])
        for (r, c), cosine in nearest.items()
        if cosine >= PARAGRAPH_COSINE and min(one.lengths[r], other.lengths[c]) >= SHORTEST
    }


def _pair(
    one: _Side,
    other: _Side,
    similarity: Vectors,
    nearest: dict[tuple[int, int], float],
    link: tuple[int, int],
    in_order: bool,
) -> ClausePair:
    i, j = link
    held, across = one.words[i], other.words[j]
    cosines = one.vectors[held] @ other.vectors[across].T
    there = _weighted((cosines.max(axis=1) >= COVERED).astype(np.float32), one.lengths[held])
    back = _weighted((cosines.max(axis=0) >= COVERED).astype(np.float32), other.lengths[across])
    inside = tuple(
        (r, c, cosine)
        for (r, c), cosine in sorted(nearest.items())
        if one.owner[r] == i and other.owner[c] == j
    )
    return ClausePair(
        i, j, float(similarity[i, j]), _relation(there, back), not in_order, (there, back), inside
    )


def _relation(first_covered: float, second_covered: float) -> Relation:
    if first_covered >= WHOLE:
        return "same" if second_covered >= WHOLE else "wider"
    return "narrower" if second_covered >= WHOLE else "overlapping"


def _in_common_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The longest run of ``pairs`` (sorted) that ascends on both sides; the others have moved."""
    best: list[
        tuple[int, int]
    ] = []  # length of the best run that ends here, and where it came from
    for k, (_, j) in enumerate(pairs):
        before = [(best[m][0], m) for m in range(k) if pairs[m][1] <= j]
        length, came = max(before, key=lambda b: (b[0], -b[1]), default=(0, -1))
        best.append((length + 1, came))
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    run = set()
    while at >= 0:
        run.add(pairs[at])
        at = best[at][1]
    return run
