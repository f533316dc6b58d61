"""Which words of the two languages translate each other, learned from the passages themselves.

A model of single words (IBM Model 1: Brown and others, 1993) over the words of meaning of each pair
of passages, each word once a passage, in both directions. It begins from how often two words stand
together (Dice) and from the cosine of their vectors, so that few passages are enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.encode import Encoder
from pipeline.terms.mining_tokens import Floats, Ints, Tokens

_ROUNDS = 5
_TOGETHER = 2
"""Passages in which two words must stand together to be a pair at all."""
_AT_ONCE = 2_000_000
"""Pairs of words that are worked on at once."""
_LONG = 6_000
"""Pairs of words of two passages beyond which nothing is learned from them."""
_BASE = 0.25
"""What a pair of words without any nearness of vectors begins with, beside its cosine."""
_DISCOUNT = 0.1
"""Taken off an expected count: a pair that other words explain falls to nothing."""
_LEAST_LINK = 5e-4
"""Product of both probabilities below which two words are not linked."""


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The words of meaning of each passage, each once, ascending: those of passage ``p`` at
    ``at[p]`` to ``at[p + 1]`` of ``word``. ``times`` is how often each stands there."""

    at: Ints
    passage: Ints
    word: Ints
    times: Ints

    def place(self, passage: Ints, word: Ints, words: int) -> Ints:
        """Where the words of those passages stand in ``word``; every one must be there."""
        keys = self.passage * words + self.word
        return np.searchsorted(keys, passage * words + word)


@dataclass(frozen=True, slots=True)
class Translations:
    """Pairs of a Chinese and an English word. ``key`` ascending: the number of the Chinese word
    times ``width`` plus that of the English; ``zh_of_en`` and ``en_of_zh`` in [0, 1] the
    probability of one given the other."""

    width: int
    key: Ints
    en_of_zh: Floats
    zh_of_en: Floats

    def found(self, zh: Ints, en: Ints) -> tuple[Floats, Floats]:
        """Both probabilities for pairs of words, 0 where a pair is unknown."""
        wanted = zh * self.width + en
        at = np.minimum(np.searchsorted(self.key, wanted), max(0, len(self.key) - 1))
        if not len(self.key):
            none = np.zeros(len(wanted), dtype=np.float32)
            return none, none
        is_known = self.key[at] == wanted
        return self.en_of_zh[at] * is_known, self.zh_of_en[at] * is_known


@dataclass(frozen=True, slots=True)
class Linked:
    """For each of ``PassageWords`` the word of the other language that it is linked to, -1 for
    none: each is the other's likeliest in that passage."""

    zh: Ints
    en: Ints


def passage_words(tokens: Tokens) -> PassageWords:
    """The words of meaning of each passage."""
    width = len(tokens.words)
    has_meaning = ~tokens.is_edge[tokens.word]
    keys = tokens.passage[has_meaning] * width + tokens.word[has_meaning]
    found, times = np.unique(keys, return_counts=True)
    passage = found // width
    at = np.searchsorted(passage, np.arange(len(tokens.texts) + 1))
    return PassageWords(at, passage, found % width, times)


def translations(
    zh_tokens: Tokens, en_tokens: Tokens, zh: PassageWords, en: PassageWords, encoder: Encoder
) -> Translations:
    """What the passages say of pairs of words; passage ``n`` of both corresponds."""
    width = len(en_tokens.words)
    blocks = list(_blocks(zh, en))
    key, cells = _pairs(zh, en, blocks, width)
    together = np.zeros(len(key), dtype=np.int64)
    for numbers in cells:
        together += np.bincount(numbers, minlength=len(key) + 1)[:-1]
    seen_zh = np.bincount(zh.word, minlength=len(zh_tokens.words))
    seen_en = np.bincount(en.word, minlength=width)
    of_zh, of_en = key // width, key % width
    dice = 2 * together / np.maximum(1, seen_zh[of_zh] + seen_en[of_en])
    near = _cosines(zh_tokens, en_tokens, of_zh, of_en, encoder)
    first = (dice * (_BASE + np.maximum(near, 0))).astype(np.float32)
    learned = [
        _learned(first, cells, blocks, given, [zh, en], share_within)
        for given, share_within in ((of_zh, 1), (of_en, 0))
    ]
    return Translations(width, key, learned[0], learned[1])


def links(zh: PassageWords, en: PassageWords, known: Translations) -> Linked:
    """Link the words of each pair of passages."""
    to_en, to_zh = np.full(len(zh.word), -1), np.full(len(en.word), -1)
    for passage in range(len(zh.at) - 1):
        rows = slice(zh.at[passage], zh.at[passage + 1])
        columns = slice(en.at[passage], en.at[passage + 1])
        left, right = zh.word[rows], en.word[columns]
        if not len(left) or not len(right):
            continue
        given = known.found(np.repeat(left, len(right)), np.tile(right, len(left)))
        table = (given[0] * given[1]).reshape(len(left), len(right))
        across, down = table.argmax(axis=1), table.argmax(axis=0)
        row = np.arange(len(left))
        mutual = np.flatnonzero((down[across] == row) & (table[row, across] > _LEAST_LINK))
        to_en[rows.start + mutual] = right[across[mutual]]
        to_zh[columns.start + across[mutual]] = left[mutual]
    return Linked(to_en, to_zh)


def _blocks(zh: PassageWords, en: PassageWords) -> Iterator[Ints]:
    """The passages, in blocks of about ``_AT_ONCE`` pairs of words."""
    size = np.diff(zh.at) * np.diff(en.at)
    usable = np.flatnonzero((size > 0) & (size <= _LONG))
    ends = np.cumsum(size[usable]) // _AT_ONCE
    for number in np.unique(ends):
        yield usable[ends == number]


def _cells(zh: PassageWords, en: PassageWords, block: Ints) -> tuple[Ints, Ints]:
    """Every word of one side with every word of the other, passage by passage, as places in the
    two ``PassageWords``."""
    rows, columns = np.diff(zh.at)[block], np.diff(en.at)[block]
    size = rows * columns
    own = np.repeat(np.arange(len(block)), size)
    step = np.arange(len(own)) - (np.cumsum(size) - size)[own]
    return zh.at[block][own] + step // columns[own], en.at[block][own] + step % columns[own]


def _pairs(
    zh: PassageWords, en: PassageWords, blocks: list[Ints], width: int
) -> tuple[Ints, list[Ints]]:
    """The keys of pairs of words that stand together often enough, ascending, and for each block
    the number of each of its pairs; one that does not has the number after the last."""
    found, counts, cells = [], [], []
    recurs = [np.bincount(side.word)[side.word] >= _TOGETHER for side in (zh, en)]
    for block in blocks:
        row, column = _cells(zh, en, block)
        key = zh.word[row] * width + en.word[column]
        key[~(recurs[0][row] & recurs[1][column])] = -1
        keys, number, count = np.unique(key, return_inverse=True, return_counts=True)
        found.append(keys)
        counts.append(count.astype(np.int32))
        cells.append(number.astype(np.int32))
    if not blocks:
        return np.zeros(0, dtype=np.int64), []
    every = np.concatenate(found)
    order = np.argsort(every)
    every, count = every[order], np.concatenate(counts)[order]
    del order
    begins = np.flatnonzero(np.append(True, every[1:] != every[:-1]))
    every, together = every[begins], np.add.reduceat(count, begins)
    kept = every[(together >= _TOGETHER) & (every >= 0)]
    for place, keys in enumerate(found):
        number = np.searchsorted(kept, keys)
        is_kept = np.append(kept, -1)[number] == keys
        is_kept &= keys >= 0
        cells[place] = np.where(is_kept, number, len(kept)).astype(np.int32)[cells[place]]
    return kept, cells


def _cosines(zh: Tokens, en: Tokens, of_zh: Ints, of_en: Ints, encoder: Encoder) -> Floats:
    """The cosines of pairs of words."""
    left = encoder.encode(zh.words).vectors
    right = encoder.encode(en.words).vectors
    found = np.zeros(len(of_zh), dtype=np.float32)
    for first in range(0, len(found), 50_000):
        part = slice(first, first + 50_000)
        found[part] = np.einsum("ij,ij->i", left[of_zh[part]], right[of_en[part]])
    return found


def _learned(
    first: Floats,
    cells: list[Ints],
    blocks: list[Ints],
    given: Ints,
    sides: list[PassageWords],
    share_within: int,
) -> Floats:
    """The probability of one word of a pair given the other, ``given``: in each passage the words
    of the side ``share_within`` are shared out among those of the other."""
    weight = np.append(first, 0.0)
    total = int(given.max(initial=0)) + 1
    for _ in range(_ROUNDS):
        expected = np.zeros(len(weight))
        for numbers, block in zip(cells, blocks, strict=True):
            place = _cells(sides[0], sides[1], block)[share_within]
            place = place - int(place.min())
            each = weight[numbers]
            whole = np.bincount(place, each)
            each = each / np.maximum(whole[place], 1e-9)
            expected += np.bincount(numbers, each, minlength=len(weight))
        counted = np.maximum(expected[:-1] - _DISCOUNT, 0)
        whole = np.bincount(given, counted, minlength=total)
        weight[:-1] = counted / np.maximum(whole[given], 1e-9)
    return weight[:-1].astype(np.float32)
