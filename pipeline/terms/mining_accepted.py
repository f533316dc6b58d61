"""Which pairs of candidates are one term, by the evidence of ``mining_pairs`` and their vectors.

Three ways: word for word; as a whole, where the words do not correspond one by one; and, of
candidates that neither way has found, terms of few words, which less evidence is enough for.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.terms.mining_grams import Candidates
from pipeline.terms.mining_pairs import Numbers, Pairs, best
from pipeline.terms.mining_tokens import Flags, Ints

_COVERED, _OUTSIDE = 0.6, 0.3
"""A pair is one term where every word has its translation in the other form and no word is linked
beside it."""
_NEAR, _SURE = 0.35, 0.8
"""Least cosine of a pair, unless the Dice coefficient is the other."""
_FEW = 4
_FEW_COVERED, _FEW_NEAR, _FEW_DICE, _FEW_OUTSIDE = 0.8, 0.75, 0.6, 0.1
"""What a pair needs that stands together in fewer passages than the first."""
_WHOLE_SEEN = 5
"""Passages in which forms must stand together that correspond as a whole and not word for word:
司法协助, mutual legal assistance."""
_WHOLES = (
    # cosine, Dice, share covered, and, below it, share linked beside the pair
    (0.93, 0.80, 0.00, 0.50),
    (0.85, 0.70, 0.00, 0.30),
    (0.85, 0.45, 0.30, 0.15),
    (0.75, 0.60, 0.25, 0.15),
)
"""What such a pair needs beside that: one of these rows."""
_VARIANT_SHARE, _VARIANT_OUTSIDE, _VARIANT_NEAR = 0.75, 0.25, 0.75
_VARIANT_INSIDE, _VARIANT_SURE = 0.7, 0.9
"""What a pair needs in which one form has a better partner: 引渡, *extradite* beside
*extradition*. Its words are linked in the first of the last two shares of the passages, or its
cosine is the second."""
_SECOND_DICE = 0.45
"""Least Dice coefficient of two forms whose better partners have partners of their own."""
_LONG, _LONG_COVERED = 5, 0.7
"""English words of meaning from which on a pair is long, and the share covered that it needs."""
_PHRASE = 1.04
"""What a term of two or three words is preferred by: 发展中国家, *developing countries*, not
*developing* alone, which stands in hardly more passages."""
_MEANINGS = 3
_FEW_WORDS, _FEW_CHARACTERS = 3, 6
"""Words, of meaning and all, and Chinese characters of a term of few words."""
_OPEN = 0.3
"""Share of its passages in which such a term is bounded by a sign or a word without a meaning of
its own: in English on both sides, in Chinese on one, as Chinese needs no such words."""
_FEW_WORDS_PAIRED = (
    # passages with both, Dice, cosine, and, below it, share linked beside the pair
    (4, 0.50, 0.60, 0.30),
    (3, 0.80, 0.35, 0.30),
    (3, 0.90, 0.60, 0.80),
    (4, 0.30, 0.75, 0.20),
    (4, 0.60, 0.85, 0.50),
    (4, 0.40, 0.40, 0.50),
)
"""What a pair of few words needs, each the best for the other: one of these rows."""
_RENDERED_TOGETHER, _RENDERED_SHARE, _RENDERED_NEAR, _RENDERED_OUTSIDE = 4, 0.6, 0.7, 0.3
"""What a pair of few words needs of which one has another partner: passages with both, share of
the passages of the rarer, cosine, and, below it, share linked beside the pair."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Of a candidate of each pair: its words of meaning, its words, its characters; ``is_joined``
    where one of the words coordinates; ``left`` and ``right`` in [0, 1] the share of its passages
    in which a sign or a word without a meaning of its own stands before and behind it."""

    meanings: Ints
    words: Ints
    characters: Ints
    is_joined: Flags
    left: Numbers
    right: Numbers


def shapes(candidates: Candidates, numbers: Ints) -> Shapes:
    """The shapes of the candidates of those numbers."""
    tokens, first, size = candidates.tokens, candidates.first, candidates.size
    meaning = np.append(0, np.cumsum(~tokens.is_edge[tokens.word]))
    joins = np.append(0, np.cumsum(tokens.is_and[tokens.word]))
    passages = np.diff(candidates.at)
    neighbours = (candidates.places - 1, candidates.places + np.repeat(size, passages))
    sides = []
    for places in neighbours:
        is_open = np.append(0, np.cumsum(tokens.is_edge[tokens.word[places]]))
        total = is_open[candidates.at[1:]] - is_open[candidates.at[:-1]]
        sides.append((total / np.maximum(1, passages))[numbers])
    return Shapes(
        meanings=(meaning[first + size] - meaning[first])[numbers],
        words=size[numbers],
        characters=(tokens.end[first + size - 1] - tokens.start[first])[numbers],
        is_joined=(joins[first + size] > joins[first])[numbers],
        left=sides[0],
        right=sides[1],
    )


def accepted(pairs: Pairs, cosine: Numbers, zh: Shapes, en: Shapes) -> tuple[Flags, Flags]:
    """Which pairs are one term: those of which neither form has a better partner, and others.

    ``cosine``, ``zh`` and ``en`` stand beside ``pairs``.
    """
    by_word, is_one = _evident(pairs, cosine)
    is_long = (en.meanings >= _LONG) & (pairs.covered < _LONG_COVERED)
    is_one &= ~is_long
    worth = pairs.dice * (0.5 + 0.5 * np.maximum(cosine, 0))
    is_phrase = (en.meanings > 1) & (en.meanings <= _MEANINGS) & ~en.is_joined
    worth = worth * np.where(is_phrase, _PHRASE, 1)
    zh_best, en_best = best(pairs.zh, worth * is_one), best(pairs.en, worth * is_one)
    usual = is_one & zh_best & en_best
    is_free = by_word & ~is_long & (cosine >= _VARIANT_NEAR) & (pairs.dice >= _SECOND_DICE)
    is_free &= _unused(pairs.zh, usual) & _unused(pairs.en, usual)
    second = is_free & best(pairs.zh, worth * is_free) & best(pairs.en, worth * is_free)
    variant = by_word & ~is_long & (zh_best ^ en_best) & (pairs.share >= _VARIANT_SHARE)
    variant &= (pairs.inside >= _VARIANT_INSIDE) | (cosine >= _VARIANT_SURE)
    variant &= (cosine >= _VARIANT_NEAR) & (pairs.outside < _VARIANT_OUTSIDE)
    variant |= second
    is_few = _of_few_words(zh, en)
    few, rendered = _few_words(pairs, cosine, worth, is_few, usual | variant)
    return usual | few, variant | rendered


def _evident(pairs: Pairs, cosine: Numbers) -> tuple[Flags, Flags]:
    """The pairs that are one term word for word, and with them those that are one as a whole."""
    by_word = (pairs.covered >= _COVERED) & (pairs.outside < _OUTSIDE)
    by_word &= (cosine >= _NEAR) | (pairs.dice >= _SURE)
    is_good = (pairs.covered >= _FEW_COVERED) & (pairs.outside < _FEW_OUTSIDE)
    is_good &= (cosine >= _FEW_NEAR) & (pairs.dice >= _FEW_DICE)
    by_word &= (pairs.together >= _FEW) | is_good
    as_whole = np.zeros(len(pairs), dtype=bool)
    for near, dice, covered, outside in _WHOLES:
        evidence = (cosine >= near) & (pairs.dice >= dice) & (pairs.covered >= covered)
        as_whole |= evidence & (pairs.outside < outside)
    as_whole &= ~by_word & (pairs.together >= _WHOLE_SEEN)
    return by_word, by_word | as_whole


def _of_few_words(zh: Shapes, en: Shapes) -> Flags:
    """Which pairs are of two terms of few words that stand by themselves."""
    found = ~zh.is_joined & ~en.is_joined & (zh.characters <= _FEW_CHARACTERS)
    for side in (zh, en):
        found &= (side.meanings <= _MEANINGS) & (side.words <= _FEW_WORDS)
    found &= np.minimum(en.left, en.right) >= _OPEN
    return found & (np.maximum(zh.left, zh.right) >= _OPEN)


def _few_words(
    pairs: Pairs, cosine: Numbers, worth: Numbers, is_few: Flags, taken: Flags
) -> tuple[Flags, Flags]:
    """Of the pairs of few words those of which neither form is ``taken`` and each is the best for
    the other, and further renderings of a form that is."""
    zh_free, en_free = _unused(pairs.zh, taken), _unused(pairs.en, taken)
    is_free = is_few & zh_free & en_free
    mutual = is_free & best(pairs.zh, worth * is_free) & best(pairs.en, worth * is_free)
    evident = np.zeros(len(pairs), dtype=bool)
    for together, dice, near, outside in _FEW_WORDS_PAIRED:
        enough = (pairs.together >= together) & (pairs.dice >= dice) & (cosine >= near)
        evident |= enough & (pairs.outside < outside)
    rendered = is_few & (zh_free | en_free) & (pairs.together >= _RENDERED_TOGETHER)
    rendered &= (pairs.share >= _RENDERED_SHARE) & (cosine >= _RENDERED_NEAR)
    rendered &= pairs.outside < _RENDERED_OUTSIDE
    few = mutual & evident
    return few, rendered & ~few


def _unused(numbers: Ints, taken: Flags) -> Flags:
    """Which of ``numbers`` stand in none of the pairs ``taken``."""
    return np.isin(numbers, numbers[taken], invert=True)
