"""How much of what a query asks for stands in each passage: rare words count for more.

A query is a list of groups; a group is one thing asked for, with the terms that stand for it and
what each is worth. A passage earns the weight of its best term times how rare the group is, and
the sum is a share of all that could be earned, from 0 to 1. Long passages, which hold many words
of anything, earn less, as in BM25.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Lang
from pipeline.search.idle import is_idle
from pipeline.store.fulltext import FullText, Ids, Term
from pipeline.text.tokenise import BREAK, grams, marks, words

Values: TypeAlias = NDArray[np.float32]
"""One number a row."""

_BUDGET = 200_000
"""Passages that one query looks at, some 15 milliseconds; a term that stands in more than its
part of them, which hardly tells passages apart, is left out where others are found."""
_LEAST = 12_000
_MOST_GROUPS = 64
"""Groups of a query that are looked up: as many as a long paragraph has words."""
_GRAM = 0.5
"""Weight of a pair of Chinese characters beside that of a word."""
_LENGTH = {"zh": 90.0, "en": 100.0}
"""Words of a long passage, which earns what it holds; a constant, so that what else is held changes
no value."""
_EVEN = 0.6
"""How far a passage's length counts, as b of BM25."""
_SATURATED = 1.2
"""As k1 of BM25."""


@dataclass(frozen=True, slots=True)
class Group:
    """One thing asked for: terms with what each is worth, and the weight of the whole."""

    terms: tuple[tuple[Term, float], ...]
    weight: float = 1.0


def word_groups(text: str, lang: Lang) -> tuple[Group, ...]:
    """The words of ``text``, what it cites, and for Chinese its pairs of characters, as groups;
    words that only ask are left out where others are there."""
    every = list(dict.fromkeys(words(text, lang)))
    telling = [word for word in every if not is_idle(word, lang)] or every
    groups = [Group(((Term("words", word), 1.0),)) for word in telling]
    groups += [Group(((Term("marks", mark), 1.0),), 1.5) for mark in dict.fromkeys(marks(text))]
    if lang == "zh":
        pairs = dict.fromkeys(pair for pair in grams(text) if pair != BREAK)
        groups += [Group(((Term("grams", pair), 1.0),), _GRAM) for pair in pairs]
    return tuple(groups)


class Covering:
    """What the passages of one language hold of the groups of one query."""

    def __init__(self, text: FullText, ids: Ids, groups: Sequence[Group]) -> None:
        self._text = text
        self._ids = ids
        self._groups = [(group, self._rows(group, groups)) for group in groups[:_MOST_GROUPS]]
        if not any(len(rows) for _, found in self._groups for rows, _ in found):
            self._groups = [(g, self._rows(g, ())) for g in groups[:1]]

    def _rows(self, group: Group, groups: Sequence[Group]) -> list[tuple[NDArray[np.intp], float]]:
        """The rows of each term of the group; none of a term too common."""
        limit = max(_LEAST, _BUDGET // max(1, len(groups))) if groups else -1
        found = []
        for term, worth in group.terms:
            ids = self._text.ids(term, limit + 1 if limit > 0 else limit)
            if limit < 0 or len(ids) <= limit:
                found.append((np.searchsorted(self._ids, ids), worth))
        return found

    def values(self, mask: NDArray[np.bool_]) -> Values:
        """The share of what is asked for that each row holds, a group being as rare as among the
        rows of ``mask``."""
        total, held = 0.0, max(1, int(mask.sum()))
        values = np.zeros(len(self._ids), dtype=np.float32)
        for group, found in self._groups:
            count = min(held, sum(int(mask[rows].sum()) for rows, _ in found))
            rarity = group.weight * float(np.log1p((held - count + 0.5) / (count + 0.5)))
            total += rarity
            if len(found) == 1:
                rows, worth = found[0]
                values[rows] += rarity * worth
            elif found:
                best = np.zeros(len(self._ids), dtype=np.float32)
                for rows, worth in found:
                    best[rows] = np.maximum(best[rows], worth)
                values += rarity * best
        return values / np.float32(total) if total else values


def evened(text: FullText, ids: Ids, lang: Lang) -> Values:
    """The factor, about 1, by which the length of each of those passages changes its value."""
    length = text.lengths(ids) / _LENGTH[lang]
    return np.asarray(
        (_SATURATED + 1) / (1 + _SATURATED * (1 - _EVEN + _EVEN * length)), dtype=np.float32
    )


def best_rows(values: Values, most: int) -> NDArray[np.intp]:
    """At most ``most`` rows of a value above 0, the greatest first; equals in their order."""
    rows = np.flatnonzero(values)
    if len(rows) > most:
        rows = rows[np.argpartition(-values[rows], most)[:most]]
    return rows[np.argsort(-values[rows], kind="stable")]
