"""Recommendations of the same content in other words, for each text the nearest first."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.lineage.series import texts
from pipeline.lineage.words import words_of
from pipeline.records.lineage import Entry, Kin

_Pairs = frozenset[tuple[str, str]]


def kin(
    entry: Entry, entries: Sequence[Entry], vectors: NDArray[np.float32], k: int = 5
) -> tuple[Kin, ...]:
    """The ``k`` recommendations of each other text that come nearest to ``entry``, which is one of
    ``entries``: texts in the order of their time, the nearest of each first.

    Nearness is the cosine of the vectors and that of the neighbouring words, weighted by their
    rarity, together. For what has the same content in other words; what was taken over is in
    ``lineage``. ``vectors`` has a row of unit length for each entry.
    """
    lang = entry.recommendation.paragraph.lang
    rows = [i for i, e in enumerate(entries) if e.recommendation.paragraph.lang == lang]
    pairs = {i: words_of(entries[i].recommendation.paragraph).pairs for i in rows}
    rarity = _rarity(list(pairs.values()))
    own = next(i for i in rows if entries[i].key == entry.key)
    cosines = vectors[rows] @ vectors[own]
    out: list[Kin] = []
    for text in texts([entries[i] for i in rows]):
        if text.heading.symbol == entry.document.symbol:
            continue
        near = [
            Kin(
                entries[rows[r]],
                float(cosines[r]),
                _in_common(pairs[own], pairs[rows[r]], rarity),
            )
            for r in text.rows
        ]
        near.sort(key=lambda n: (-(n.cosine + n.similarity), n.entry.key))
        out.extend(near[:k])
    return tuple(out)


def _rarity(found: Sequence[_Pairs]) -> Mapping[tuple[str, str], float]:
    """The inverse document frequency of each pair of neighbouring words, always above 0."""
    held = Counter(pair for pairs in found for pair in pairs)
    return {pair: math.log((len(found) + 1) / (n + 0.5)) for pair, n in held.items()}


def _in_common(one: _Pairs, other: _Pairs, rarity: Mapping[tuple[str, str], float]) -> float:
    both = sum(rarity[p] ** 2 for p in one & other)
    return both / (_length(one, rarity) * _length(other, rarity))


def _length(pairs: _Pairs, rarity: Mapping[tuple[str, str], float]) -> float:
    return math.sqrt(sum(rarity[p] ** 2 for p in pairs)) or 1.0
