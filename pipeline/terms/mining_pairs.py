"""Pairs of candidates of the two languages, with the evidence that they are one term.

How often both stand in corresponding passages says that they belong together, not that they are
equally long. That is asked of the words within: each should have its translation in the other
candidate, and none should be linked to a word beside it.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.terms.mining_grams import LONGEST, Candidates
from pipeline.terms.mining_tokens import Flags, Ints
from pipeline.terms.mining_words import PassageWords, Translations

Numbers: TypeAlias = NDArray[np.float64]

_DICE = 0.25
"""Least Dice coefficient of a pair that is looked at."""
_SHARE = 0.2
"""Least share of the passages of either candidate that must have the other."""
_NEXT = 3
"""How many of the best partners of a candidate are looked at closely."""
_AT_ONCE = 200_000
"""Pairs that are worked on at once."""
_READ = 14
"""Passages of a pair in which the links of its words are counted."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs by number, all arrays of one length. ``zh`` and ``en`` are numbers of candidates,
    ``together`` the passages with both, ``dice`` in [0, 1].

    Of the words of the pair the worst: ``known`` the probability of its likeliest translation
    within the other candidate, ``inside`` the share of passages in which it is linked to a word of
    the other, ``covered`` the better of the two (twice the probability), ``outside`` the share in
    which it is linked to a word beside the other, all in [0, 1]. ``share`` in [0, 1] is the part of
    the passages of the rarer candidate that have the other.
    """

    zh: Ints
    en: Ints
    together: Ints
    dice: Numbers
    known: Numbers
    inside: Numbers
    covered: Numbers
    outside: Numbers
    share: Numbers

    def __len__(self) -> int:
        return len(self.zh)


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one language: its candidates, the words of its passages, their links."""

    candidates: Candidates
    words: PassageWords
    linked: Ints

    def words_of(self, numbers: Ints) -> tuple[Ints, Ints]:
        """The words of meaning of the candidates: the place of each in ``numbers``, the word, with
        its place within the candidate times the length of ``numbers`` added."""
        found = self.candidates
        size = found.size[numbers]
        own = np.repeat(np.arange(len(numbers)), size)
        step = np.arange(len(own)) - (np.cumsum(size) - size)[own]
        word = found.tokens.word[found.first[numbers][own] + step]
        has_meaning = ~found.tokens.is_edge[word]
        return own[has_meaning] * LONGEST + step[has_meaning], word[has_meaning]


def paired(zh: Side, en: Side, known: Translations, least: int) -> Pairs:
    """The best pairs with their evidence; ``least`` is how many passages must have both."""
    left, right, together = _together(zh.candidates, en.candidates, least)
    dice: Numbers = 2.0 * together / (zh.candidates.count[left] + en.candidates.count[right])
    near = _nearness(zh, en, known, left, right)
    rank = dice * (0.4 + 0.6 * near)
    is_best = (_rank(left, rank) < _NEXT) & (_rank(right, rank) < _NEXT)
    left, right, together = left[is_best], right[is_best], together[is_best]
    return _with_evidence(zh, en, known, left, right, together, dice[is_best])


def _together(zh: Candidates, en: Candidates, least: int) -> tuple[Ints, Ints, Ints]:
    """Candidates that stand in corresponding passages often enough: Chinese, English, how often."""
    found: list[tuple[Ints, Ints, Ints]] = []
    for number in range(len(en)):
        passages = en.passages_of(number)
        first = zh.at_passage[passages]
        size = zh.at_passage[passages + 1] - first
        own = np.repeat(np.arange(len(passages)), size)
        step = np.arange(len(own)) - (np.cumsum(size) - size)[own]
        partners, count = np.unique(zh.of_passage[first[own] + step], return_counts=True)
        seen, other = len(passages), zh.count[partners]
        is_kept = (count >= least) & (2 * count >= _DICE * (seen + other))
        is_kept &= (count >= _SHARE * seen) & (count >= _SHARE * other)
        partners = partners[is_kept]
        found.append((partners, np.full(len(partners), number), count[is_kept]))
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    left, right, together = (np.concatenate(column) for column in zip(*found, strict=True))
    return left, right, together


def best(group: Ints, value: Numbers) -> Flags:
    """Which values are the greatest of their group, one of each."""
    return np.asarray(_rank(group, value) == 0)


def _rank(group: Ints, value: Numbers) -> Ints:
    """The rank of each value within its group, from 0, the greatest first."""
    order = np.lexsort((-value, group))
    sorted_group = group[order]
    begins = np.flatnonzero(np.append(True, sorted_group[1:] != sorted_group[:-1]))
    size = np.diff(np.append(begins, len(group)))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - np.repeat(begins, size)
    return rank


def _nearness(zh: Side, en: Side, known: Translations, left: Ints, right: Ints) -> Numbers:
    """The lesser of two means: how well the words of either candidate are known to be translated
    in the other. Worked out block by block, since every word meets every other."""
    found = np.ones(len(left))
    for first in range(0, len(left), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        tables = _known(zh, en, known, left[part], right[part])
        found[part] = np.minimum(*map(_mean, tables))
    return found


def _mean(table: Numbers) -> Numbers:
    held = ~np.isnan(table)
    total = np.where(held, table, 0).sum(axis=1)
    return np.asarray(total / np.maximum(1, held.sum(axis=1)))


def _known(
    zh: Side, en: Side, known: Translations, left: Ints, right: Ints
) -> tuple[Numbers, Numbers]:
    """For the words of either candidate the probability of the likeliest translation within the
    other, one row a pair and one column a place; NaN where there is no word."""
    (zh_slot, zh_word), (en_slot, en_word) = zh.words_of(left), en.words_of(right)
    pairs = len(left)
    first = np.searchsorted(en_slot, np.arange(pairs) * LONGEST)
    size = np.diff(np.append(first, len(en_slot)))
    own = np.repeat(np.arange(len(zh_slot)), size[zh_slot // LONGEST])
    begins = np.cumsum(size[zh_slot // LONGEST]) - size[zh_slot // LONGEST]
    other = first[zh_slot[own] // LONGEST] + np.arange(len(own)) - begins[own]
    likely = np.maximum(*known.found(zh_word[own], en_word[other]))
    tables = []
    for slot, at in ((zh_slot, own), (en_slot, other)):
        table = np.full(pairs * LONGEST, np.nan)
        table[slot] = 0
        np.maximum.at(table, slot[at], likely)
        tables.append(table.reshape(pairs, LONGEST))
    return tables[0], tables[1]


def _with_evidence(
    zh: Side,
    en: Side,
    known: Translations,
    left: Ints,
    right: Ints,
    together: Ints,
    dice: Numbers,
) -> Pairs:
    pair, passage = _read(zh.candidates, en.candidates, left, right)
    zh_known, en_known = _known(zh, en, known, left, right)
    sides = []
    for side, other, own, opposite, probable in (
        (zh, en, left, right, zh_known),
        (en, zh, right, left, en_known),
    ):
        inside, outside = _linked(side, other, own, opposite, pair, passage)
        covered = np.fmax(inside, np.minimum(1, 2 * probable))
        sides.append((probable, inside, covered, outside))
    worst = [
        np.minimum(np.nan_to_num(a, nan=1).min(axis=1), np.nan_to_num(b, nan=1).min(axis=1))
        for a, b in list(zip(*sides, strict=True))[:3]
    ]
    beside = [np.nan_to_num(side[3]).max(axis=1) for side in sides]
    rarer = np.minimum(zh.candidates.count[left], en.candidates.count[right])
    known_worst, inside_worst, covered_worst = worst
    return Pairs(
        left,
        right,
        together,
        dice,
        known=known_worst,
        inside=inside_worst,
        covered=covered_worst,
        outside=np.maximum(*beside),
        share=together / rarer,
    )


def _read(zh: Candidates, en: Candidates, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Up to ``_READ`` passages of each pair, spread evenly: the place of the pair, the passage."""
    pairs, passages = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        found = np.intersect1d(zh.passages_of(one), en.passages_of(other), assume_unique=True)
        if len(found) > _READ:
            found = found[np.linspace(0, len(found) - 1, _READ).astype(np.int64)]
        pairs.append(np.full(len(found), place))
        passages.append(found)
    return np.concatenate(pairs), np.concatenate(passages)


def _linked(
    side: Side, other: Side, own: Ints, opposite: Ints, pair: Ints, passage: Ints
) -> tuple[Numbers, Numbers]:
    """For each slot of the pairs the share of the passages read in which the word is linked to one
    of the other candidate, and to one beside it; NaN where a slot has no word. A word that stands
    in a passage more than once may be linked for another occurrence, and says nothing then."""
    size = len(own) * LONGEST
    slot, word = side.words_of(own[pair])
    at = slot // LONGEST
    place = side.words.place(passage[at], word, len(side.candidates.tokens.words))
    link = side.linked[place]
    width = len(other.candidates.tokens.words)
    other_slot, other_word = other.words_of(opposite)
    within = np.unique(other_slot // LONGEST * width + other_word)
    is_inside = (link >= 0) & np.isin(pair[at] * width + link, within)
    is_outside = (link >= 0) & ~is_inside & (side.words.times[place] == 1)
    target = pair[at] * LONGEST + slot % LONGEST
    read = np.bincount(target, minlength=size).astype(np.float64)
    read[read == 0] = np.nan
    inside = np.bincount(target, is_inside, minlength=size) / read
    outside = np.bincount(target, is_outside, minlength=size) / read
    return inside.reshape(-1, LONGEST), outside.reshape(-1, LONGEST)
