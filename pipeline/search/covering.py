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
from pipeline.search.postings import Postings, Rows
from pipeline.store.fulltext import Term
from pipeline.text.tokenise import BREAK, grams, marks, words

Values: TypeAlias = NDArray[np.float32]
"""One number a row."""

_MOST_GROUPS = 64
"""Groups of a query that are looked up: as many as a long paragraph has words. How common a term
is makes no difference, or what else is held would change what is looked up."""
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


def word_groups(text: str, lang: Lang, alone: bool = True) -> tuple[Group, ...]:
    """The words of ``text``, what it cites, and for Chinese its pairs of characters, as groups;
    words that only ask are left out where others are there, or the text is not ``alone``."""
    every = list(dict.fromkeys(words(text, lang)))
    telling = [word for word in every if not is_idle(word, lang)]
    if alone and not telling:
        telling = every
    pairs = _pairs(text) if lang == "zh" else {}
    groups = [
        Group(((Term("words", word), 1.0),), 1.0 + (_GRAM if word in pairs else 0.0))
        for word in telling
    ]
    groups += [Group(((Term("marks", mark), 1.0),), 1.5) for mark in dict.fromkeys(marks(text))]
    rest = [pair for pair in pairs if pair not in telling]  # a word stands where its pair does
    groups += [Group(((Term("grams", pair), 1.0),), _GRAM) for pair in rest]
    return tuple(groups)


def _pairs(text: str) -> dict[str, None]:
    return dict.fromkeys(pair for pair in grams(text) if pair != BREAK)


class Covering:
    """What the passages of one language hold of the groups of one query."""

    def __init__(self, postings: Postings, held: int, groups: Sequence[Group]) -> None:
        """``held`` is how many rows there are."""
        self._held = held
        self._groups = [(g, _rows(g, postings)) for g in groups[:_MOST_GROUPS]]

    def values(self, mask: NDArray[np.bool_]) -> Values:
        """The share of what is asked for that each row holds, a group being as rare as among the
        rows of ``mask``."""
        total, held = 0.0, max(1, int(np.count_nonzero(mask)))
        values = np.zeros(self._held, dtype=np.float32)
        earned = np.zeros(self._held, dtype=np.bool_)
        for group, found in self._groups:
            count = min(held, sum(int(np.count_nonzero(mask[rows])) for rows, _ in found))
            rarity = group.weight * float(np.log1p((held - count + 0.5) / (count + 0.5)))
            total += rarity
            for rows, worth in found:
                new = rows if len(found) == 1 else rows[~earned[rows]]
                values[new] += np.float32(rarity * worth)
                earned[new] = len(found) > 1
            for rows, _ in found:
                earned[rows] = False
        return values / np.float32(total) if total else values


def _rows(group: Group, postings: Postings) -> list[tuple[Rows, float]]:
    """The rows of each term of the group with its worth, the greatest first."""
    best = sorted(group.terms, key=lambda term: -term[1])
    return [(postings.rows(term), worth) for term, worth in best]


def evened(lengths: Values, lang: Lang) -> Values:
    """The factor, about 1, by which the length of each of those passages changes its value."""
    length = lengths / np.float32(_LENGTH[lang])
    return np.asarray(
        (_SATURATED + 1) / (1 + _SATURATED * (1 - _EVEN + _EVEN * length)), dtype=np.float32
    )


def best_rows(values: Values, most: int, mask: NDArray[np.bool_] | None = None) -> Rows:
    """At most ``most`` rows of a value above 0, of those that pass, the greatest first; equals in
    their order."""
    rows = np.flatnonzero(values > 0)  # of truths, much quicker than of numbers
    if mask is not None:
        rows = rows[mask[rows]]
    if len(rows) > most:
        rows = rows[np.argpartition(-values[rows], most)[:most]]
    return rows[np.argsort(-values[rows], kind="stable")]
