"""Terms mined from passages of the two languages that correspond.

What recurs in either language (``mining_grams``) is paired by where it stands, by the words that
translate each other (``mining_words``, ``mining_pairs``) and by the vectors of the built-in model
(``mining_accepted``); a pair that is a piece of another is left out. A passage that recurs in the
same words, figures and punctuation aside, counts once, else the yearly formulas of an organ would
outweigh all else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from pipeline.encode import Encoder
from pipeline.errors import TongwenError
from pipeline.records import LANGS
from pipeline.records.lineage import Passage
from pipeline.terms.mining_accepted import accepted, shapes
from pipeline.terms.mining_grams import Candidates, candidates_of
from pipeline.terms.mining_pairs import Numbers, Pairs, Side, paired
from pipeline.terms.mining_tokens import Flags, compared, tokens_of
from pipeline.terms.mining_words import links, passage_words, translations
from pipeline.terms.table import TermTable

LEAST = 3
"""Passages of different words that must have both forms, unless another number is asked for."""
_UNLIKE = re.compile(r"[\W\d]+")
_PIECE = 0.95
"""A pair that stands within one longer pair in this share of its passages is a piece of it."""


@dataclass(frozen=True, slots=True)
class MinedPair:
    """A Chinese and an English form that correspond, each as it is printed most often.

    ``together`` counts passages with both, ``zh_passages`` and ``en_passages`` those with either;
    ``dice`` in [0, 1] is twice the first over the sum of the others, ``likelihood`` the
    log-likelihood ratio of the four counts (Dunning, 1993), ``cosine`` in [-1, 1] that of the two
    forms. ``is_usual`` where neither has a better partner. ``known`` are the concepts of the table
    of terms that have both forms. ``zh_example`` and ``en_example`` are corresponding passages.
    """

    zh: str
    en: str
    together: int
    zh_passages: int
    en_passages: int
    dice: float
    likelihood: float
    cosine: float
    is_usual: bool
    known: tuple[str, ...]
    zh_example: Passage
    en_example: Passage


def mine(
    passages: Sequence[tuple[Passage, Passage]],
    table: TermTable,
    encoder: Encoder,
    least: int = LEAST,
) -> tuple[MinedPair, ...]:
    """The pairs of forms that correspond in ``passages``, which are pairs of a Chinese and an
    English passage; forms that stand together in fewer than ``least`` are left out.

    New terms come first, those of several words before single words, each by likelihood. () where
    the passages have none. Raises TongwenError for a ``least`` below 2: what stands together once
    says nothing.
    """
    if least < 2:
        raise TongwenError(f"--least {least}: two passages or more make a pair")
    distinct = differing(passages)
    zh_tokens = tokens_of([zh.paragraph.text for zh, _ in distinct], "zh")
    en_tokens = tokens_of([en.paragraph.text for _, en in distinct], "en")
    zh_words, en_words = passage_words(zh_tokens), passage_words(en_tokens)
    known = translations(zh_tokens, en_tokens, zh_words, en_words, encoder)
    linked = links(zh_words, en_words, known)
    zh, en = candidates_of(zh_tokens, least), candidates_of(en_tokens, least)
    if not len(zh) or not len(en):
        return ()
    pairs = paired(Side(zh, zh_words, linked.zh), Side(en, en_words, linked.en), known, least)
    cosine = _cosines(pairs, zh, en, encoder)
    usual, variant = accepted(pairs, cosine, shapes(zh, pairs.zh), shapes(en, pairs.en))
    whole = _not_pieces(pairs, zh, en, usual | variant)
    found = np.flatnonzero(whole)
    codes = _codes(table)
    mined = [_mined(pairs, zh, en, cosine, usual, int(at), distinct, codes) for at in found]
    return tuple(sorted(mined, key=_usefulness))


def differing(passages: Sequence[tuple[Passage, Passage]]) -> list[tuple[Passage, Passage]]:
    """Pairs of passages of different words, of each the newest."""
    newest = sorted(passages, key=lambda pair: pair[0].document.date, reverse=True)
    seen: dict[tuple[str, str], tuple[Passage, Passage]] = {}
    for zh, en in newest:
        key = (_UNLIKE.sub("", zh.paragraph.text), _UNLIKE.sub("", en.paragraph.text).casefold())
        seen.setdefault(key, (zh, en))
    return list(seen.values())


def _cosines(pairs: Pairs, zh: Candidates, en: Candidates, encoder: Encoder) -> Numbers:
    """The cosine of the two forms of every pair."""
    sides = []
    for numbers, candidates in ((pairs.zh, zh), (pairs.en, en)):
        unique, place = np.unique(numbers, return_inverse=True)
        texts = [
            candidates.tokens.printed(int(candidates.first[n]), int(candidates.size[n]))
            for n in unique
        ]
        sides.append(encoder.encode(texts).vectors[place])
    return np.asarray(np.einsum("ij,ij->i", *sides), dtype=np.float64)


def _not_pieces(pairs: Pairs, zh: Candidates, en: Candidates, taken: Flags) -> Flags:
    """Those of ``taken`` that are no piece of a longer one."""
    numbers = np.flatnonzero(taken)
    words = {
        int(at): (_words(zh, int(pairs.zh[at])), _words(en, int(pairs.en[at]))) for at in numbers
    }
    place = {both: at for at, both in words.items()}
    is_whole = taken.copy()
    for at, (left, right) in words.items():
        enough = pairs.together[at] / _PIECE
        if zh.is_coordinated(left) or en.is_coordinated(right):
            continue
        for piece in _pieces(left):
            for other in _pieces(right):
                inner = place.get((piece, other))
                if inner is not None and inner != at and pairs.together[inner] <= enough:
                    is_whole[inner] = False
    return is_whole


def _words(candidates: Candidates, number: int) -> tuple[int, ...]:
    first, size = int(candidates.first[number]), int(candidates.size[number])
    return tuple(candidates.tokens.word[first : first + size].tolist())


def _pieces(words: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The words in a row within ``words``, all of them too."""
    size = len(words)
    return [words[a:b] for a in range(size) for b in range(a + 1, size + 1)]


def _mined(
    pairs: Pairs,
    zh: Candidates,
    en: Candidates,
    cosine: Numbers,
    usual: Flags,
    at: int,
    distinct: Sequence[tuple[Passage, Passage]],
    codes: Mapping[tuple[tuple[str, ...], tuple[str, ...]], list[str]],
) -> MinedPair:
    left, right = int(pairs.zh[at]), int(pairs.en[at])
    both = np.intersect1d(zh.passages_of(left), en.passages_of(right), assume_unique=True)
    shortest = min(both.tolist(), key=lambda n: len(distinct[n][0].paragraph.text))
    forms = zh.printed(left), en.printed(right)
    counts = int(pairs.together[at]), int(zh.count[left]), int(en.count[right])
    return MinedPair(
        *forms,
        *counts,
        dice=float(pairs.dice[at]),
        likelihood=_likelihood(*counts, len(distinct)),
        cosine=float(cosine[at]),
        is_usual=bool(usual[at]),
        known=tuple(codes.get((compared(forms[0], "zh"), compared(forms[1], "en")), ())),
        zh_example=distinct[shortest][0],
        en_example=distinct[shortest][1],
    )


def _codes(table: TermTable) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]]:
    """The concepts of ``table`` by each Chinese form with each English one, as compared."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for term in table.terms:
        sides = [dict.fromkeys(compared(f.form, lang) for f in term.named(lang)) for lang in LANGS]
        for zh, en in product(*sides):
            found.setdefault((zh, en), []).append(term.code)
    return found


def _likelihood(together: int, zh: int, en: int, passages: int) -> float:
    """The log-likelihood ratio of standing together against standing apart."""
    table = np.array(
        [[together, zh - together], [en - together, passages - zh - en + together]], dtype=float
    )
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / passages
    held = table > 0
    return float(2 * (table[held] * np.log(table[held] / expected[held])).sum())


def _usefulness(pair: MinedPair) -> tuple[bool, bool, float, str, str]:
    """What a person who confirms pairs should meet first."""
    is_phrase = " " in pair.en or "-" in pair.en
    return bool(pair.known), not is_phrase, -pair.likelihood, pair.zh, pair.en
