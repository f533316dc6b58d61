"""Two language versions of one text become beads: paragraphs that correspond, in order.

A monotone dynamic programme over beads 1-1, 1-2, 2-1, 2-2, 1-0 and 0-1 maximises a sum of gains.
The gain of a bead is its cosine, corrected for what the numbers say, less a threshold, times half
the paragraphs it holds, less a penalty for each paragraph beyond one and one; a one-sided bead
gains nothing. Numbers are the first anchor, since UN texts number paragraphs identically in all
languages; vectors decide where numbers are missing or contradict them.

Texts too long for one table are cut at anchors: places where number and vector agree beyond doubt.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.records import CONTENT_ROLES, Bead, Paragraph

Vectors: TypeAlias = NDArray[np.float32]

THRESHOLD = 0.12
"""Cosine below which two paragraphs are better left apart."""
MERGE_PENALTY = 0.35
"""Cost of each paragraph beyond one and one; lower values merge all that can be merged."""
SAME_NUMBER = 0.30
OTHER_NUMBER = -0.10
OTHER_ROLE = -0.15
WEAK_NUMBER = 0.05
"""For paragraphs that print no number: their place in the preamble or article."""
LARGEST_TABLE = 1_000_000
"""Cells above which a pair of texts is cut at anchors before it is aligned."""
ANCHOR_COSINE = 0.60

SAME = "same number"
SAME_PLACE = "same place"
VECTORS = "vectors"
AGAINST = "vectors against numbers"
ALONE = "no counterpart"

_SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1))


def align(
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    zh_vectors: Vectors,
    en_vectors: Vectors,
    hide_numbers: bool = False,
) -> tuple[Bead, ...]:
    """Beads in order; every paragraph is in exactly one, and ordinals are those of the inputs.

    ``zh_vectors`` and ``en_vectors`` hold one unit row for each paragraph, made of its ``wording``
    (``text.passage``);
    a row of zeros stands for a paragraph without words. With ``hide_numbers`` the number paths are
    not looked at. Raises ``ValueError`` where rows and paragraphs do not match.
    """
    if len(zh) != len(zh_vectors) or len(en) != len(en_vectors):
        raise ValueError(
            f"{len(zh)}+{len(en)} paragraphs, {len(zh_vectors)}+{len(en_vectors)} rows"
        )
    sides = _Sides(zh, en, zh_vectors, en_vectors, hide_numbers)
    cuts = [(0, 0), *_anchors(sides), (len(zh), len(en))]
    beads: list[Bead] = []
    for (z0, e0), (z1, e1) in pairwise(cuts):
        beads.extend(_align_block(sides, range(z0, z1), range(e0, e1)))
    return tuple(beads)


@dataclass(frozen=True, slots=True)
class _Sides:
    zh: Sequence[Paragraph]
    en: Sequence[Paragraph]
    zh_vectors: Vectors
    en_vectors: Vectors
    hide_numbers: bool


# anchors ------------------------------------------------------------------------------------------


def _anchors(sides: _Sides) -> list[tuple[int, int]]:
    """Where to cut: ascending pairs with the same number on both sides, found once on each, whose
    vectors agree; for hidden numbers, pairs that are each other's nearest by far."""
    if len(sides.zh) * len(sides.en) <= LARGEST_TABLE:
        return []
    pairs = _nearest_pairs(sides) if sides.hide_numbers else _numbered_pairs(sides)
    return _longest_ascent(pairs)


def _numbered_pairs(sides: _Sides) -> list[tuple[int, int]]:
    places = []
    for paragraphs in (sides.zh, sides.en):
        count = Counter(p.number for p in paragraphs if p.number)
        places.append({p.number: i for i, p in enumerate(paragraphs) if count[p.number] == 1})
    both = [(i, places[1][n]) for n, i in places[0].items() if n in places[1]]
    return [(i, j) for i, j in both if sides.zh_vectors[i] @ sides.en_vectors[j] >= ANCHOR_COSINE]


def _nearest_pairs(sides: _Sides, rows: int = 512) -> list[tuple[int, int]]:
    best = np.empty(len(sides.zh), dtype=np.int64)
    clear = np.zeros(len(sides.zh), dtype=bool)
    en_best = np.full(len(sides.en), -1.0, dtype=np.float32)
    en_from = np.zeros(len(sides.en), dtype=np.int64)
    for start in range(0, len(sides.zh), rows):
        cosines = sides.zh_vectors[start : start + rows] @ sides.en_vectors.T
        top = np.partition(cosines, -2, axis=1)[:, -2:]
        best[start : start + rows] = cosines.argmax(axis=1)
        clear[start : start + rows] = (top[:, 1] >= ANCHOR_COSINE) & (top[:, 1] - top[:, 0] > 0.1)
        higher = cosines.max(axis=0) > en_best
        en_from[higher] = start + cosines.argmax(axis=0)[higher]
        en_best = np.maximum(en_best, cosines.max(axis=0))
    return [(i, int(j)) for i, j in enumerate(best) if clear[i] and en_from[j] == i]


def _longest_ascent(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of ``pairs`` that ascends strictly on both sides (patience sorting)."""
    ordered = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(ordered):
        place = int(np.searchsorted(tails, j))
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [k]
    chain = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.append(ordered[k])
        k = before[k]
    return chain[::-1]


# one table ----------------------------------------------------------------------------------------


def _align_block(sides: _Sides, zh: range, en: range) -> list[Bead]:
    if not zh or not en:
        alone = [Bead((i,), (), ALONE, None) for i in zh]
        return alone + [Bead((), (j,), ALONE, None) for j in en]
    gains = _gains(sides, zh, en)
    steps = _steps(gains, len(zh), len(en))
    beads = []
    i, j = len(zh), len(en)
    while i or j:
        dz, de = _SHAPES[steps[i, j]]
        i, j = i - dz, j - de
        z = tuple(zh[i + k] for k in range(dz))
        e = tuple(en[j + k] for k in range(de))
        beads.append(_bead(sides, z, e))
    return beads[::-1]


def _bead(sides: _Sides, zh: tuple[int, ...], en: tuple[int, ...]) -> Bead:
    if not zh or not en:
        return Bead(zh, en, ALONE, None)
    first = _sum(sides.zh_vectors[list(zh)], [sides.zh[i] for i in zh])
    second = _sum(sides.en_vectors[list(en)], [sides.en[j] for j in en])
    cosine = float(np.clip(first @ second, -1.0, 1.0))
    return Bead(zh, en, _why(sides.zh[zh[0]], sides.en[en[0]], sides.hide_numbers), cosine)


def _why(zh: Paragraph, en: Paragraph, hide_numbers: bool) -> str:
    """The reason of a two-sided bead, read off its first paragraphs."""
    if hide_numbers or not zh.number or not en.number:
        return VECTORS
    if zh.number == en.number:
        return SAME_PLACE if _is_placed(zh) else SAME
    return VECTORS if _is_placed(zh) or _is_placed(en) else AGAINST


def _sum(vectors: Vectors, paragraphs: Sequence[Paragraph]) -> Vectors:
    """The direction of several paragraphs taken as one: unit vectors weighted by their length."""
    weights = np.array([len(p.text) for p in paragraphs], dtype=np.float32)
    return _unit(weights @ vectors)


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


def _gains(sides: _Sides, zh: range, en: range) -> list[Vectors]:
    """Gain tables of the four two-sided shapes; ``table[i, j]`` is the bead that starts there."""
    z1 = sides.zh_vectors[zh.start : zh.stop]
    e1 = sides.en_vectors[en.start : en.stop]
    z2 = _pairs(z1, sides.zh[zh.start : zh.stop])
    e2 = _pairs(e1, sides.en[en.start : en.stop])
    single = z1 @ e1.T + _corrections(sides, zh, en)
    return [
        single - THRESHOLD,
        1.5 * (z1 @ e2.T - THRESHOLD) - MERGE_PENALTY,
        1.5 * (z2 @ e1.T - THRESHOLD) - MERGE_PENALTY,
        2.0 * (z2 @ e2.T - THRESHOLD) - 2 * MERGE_PENALTY,
    ]


def _pairs(vectors: Vectors, paragraphs: Sequence[Paragraph]) -> Vectors:
    weights = np.array([len(p.text) for p in paragraphs], dtype=np.float32)[:, None]
    weighted = vectors * weights
    return _unit(weighted[:-1] + weighted[1:])


def _corrections(sides: _Sides, zh: range, en: range) -> Vectors:
    """What numbers and roles add to the cosine of one and one; headings without words of their own
    (第一条, Article 1) have only their role to go by."""
    zh_paragraphs = sides.zh[zh.start : zh.stop]
    en_paragraphs = sides.en[en.start : en.stop]
    zh_class = np.array([_role_class(p) for p in zh_paragraphs])
    en_class = np.array([_role_class(p) for p in en_paragraphs])
    out = np.where(zh_class[:, None] == en_class[None, :], 0.0, OTHER_ROLE).astype(np.float32)
    zh_bare = np.array([not row.any() for row in sides.zh_vectors[zh.start : zh.stop]])
    en_bare = np.array([not row.any() for row in sides.en_vectors[en.start : en.stop]])
    out[zh_bare[:, None] & en_bare[None, :] & (out == 0.0)] += 0.5
    if sides.hide_numbers:
        return out
    keys = {p.number: k for k, p in enumerate((*zh_paragraphs, *en_paragraphs), 1) if p.number}
    zh_key = np.array([keys.get(p.number, 0) for p in zh_paragraphs])
    en_key = np.array([keys.get(p.number, 0) for p in en_paragraphs])
    zh_weak = np.array([_is_placed(p) for p in zh_paragraphs])
    en_weak = np.array([_is_placed(p) for p in en_paragraphs])
    same = (zh_key[:, None] == en_key[None, :]) & (zh_key[:, None] > 0)
    other = (zh_key[:, None] != en_key[None, :]) & (zh_key[:, None] > 0) & (en_key[None, :] > 0)
    out += np.where(same, np.where(zh_weak[:, None], WEAK_NUMBER, SAME_NUMBER), 0.0)
    out += np.where(other & ~zh_weak[:, None] & ~en_weak[None, :], OTHER_NUMBER, 0.0)
    return out.astype(np.float32)


def _is_placed(paragraph: Paragraph) -> bool:
    """Whether the number is not printed and only tells the paragraph's place among others."""
    return any(n.startswith(("pp.", "text.")) for n in paragraph.number)


def _role_class(paragraph: Paragraph) -> int:
    """Classes that do not correspond across: words, footnotes, mastheads, signposts."""
    if paragraph.role in CONTENT_ROLES:
        return 0
    return {"footnote": 1, "masthead": 2, "signature": 2}.get(paragraph.role, 3)


def _steps(gains: list[Vectors], rows: int, columns: int) -> NDArray[np.int8]:
    """Fill the table of best sums row by row and return, for each cell, the shape that led there.

    Within a row only 0-1 looks left; as it gains nothing, it is a running maximum.
    """
    steps = np.empty((rows + 1, columns + 1), dtype=np.int8)
    sums = np.zeros((rows + 1, columns + 1), dtype=np.float64)
    steps[0], steps[:, 0] = _SHAPES.index((0, 1)), _SHAPES.index((1, 0))
    for i in range(1, rows + 1):
        best = sums[i - 1].copy()
        step = np.full(columns + 1, _SHAPES.index((1, 0)), dtype=np.int8)
        for k, (dz, de) in enumerate(_SHAPES[:4]):
            if i < dz or columns < de:
                continue
            found = sums[i - dz, : columns + 1 - de] + gains[k][i - dz]
            better = found > best[de:]
            best[de:][better] = found[better]
            step[de:][better] = k
        running = np.maximum.accumulate(best)
        step[running > best] = _SHAPES.index((0, 1))
        sums[i], steps[i] = running, step
    steps[1:, 0] = _SHAPES.index((1, 0))
    return steps
