"""Passages of one language as words in arrays, and at which of them a term cannot begin or end."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.terms.forms import form_key, unit_key
from pipeline.text.normalise import HAN
from pipeline.text.tokenise import word_spans

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]
Flags: TypeAlias = NDArray[np.bool_]

BREAK = 0
"""The word that stands for most signs, a figure, the end of a passage: no term reaches over it."""
_LATIN = "A-Za-z\\u00c0-\\u024f"
_ENGLISH = re.compile(f"[{_LATIN}]+(?:['’\\-\\u2010\\u2011][{_LATIN}]+)*|\\d+|\\S")
_WORD = re.compile(f"[{_LATIN}]")
_HAN = re.compile(f"[{HAN}]")
_LISTING = frozenset({",", "、"})
"""Signs within a list, which a name may have: *Safe, Orderly and Regular Migration*."""
_SPELLING = str.maketrans("’\u2010\u2011", "'--")
_VERB_SHARE = 0.45
_VERB_SEEN = 6
"""An English word is a verb, and neither opens nor ends a term of several words, where at least
this share of its occurrences, and this number, stand right after *to* or an auxiliary."""
_ATTRIBUTE_SHARE = 0.9
"""An English word is an attribute, and ends no term of several words, where at least this share of
its occurrences stand right before a word of meaning."""
_ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|[ai]ble|ary|ful|ate)$")
_ADJECTIVE_SHARE = 0.6
"""The share that is enough for a word that ends like an adjective."""
_ORDINAL = re.compile("[〇零一二三四五六七八九十百]+届?$")
"""What is left of 第五十一届 where its first figure counts as a word: no term begins there."""
_BEFORE_VERBS = frozenset({"to", "shall", "should", "may", "must", "will", "can", "could", "would"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of passages one after the other, a ``BREAK`` behind each passage.

    ``word[i]`` is the number of a word in ``words`` (folded: small letters, singular), ``passage``
    the ordinal of its passage, ``start`` and ``end`` where it stands there. By number of a word:
    ``is_edge``, no term begins or ends with it and it has no meaning of its own to translate;
    ``no_start`` and ``no_end``, no term of several words does; ``no_inner``, none has it inside, as
    it makes a clause; ``is_and``, it coordinates.
    """

    lang: Lang
    texts: Sequence[str]
    words: tuple[str, ...]
    word: Ints
    passage: Ints
    start: Ints
    end: Ints
    is_edge: Flags
    no_start: Flags
    no_end: Flags
    no_inner: Flags
    is_and: Flags

    @property
    def signs(self) -> list[int]:
        """The numbers of the signs within a list, of those that stand in the passages."""
        return [number for number, word in enumerate(self.words) if word in _LISTING]

    def printed(self, first: int, size: int) -> str:
        """The ``size`` words from the place ``first`` on as they are printed."""
        text = self.texts[int(self.passage[first])]
        return text[self.start[first] : self.end[first + size - 1]]


def tokens_of(texts: Sequence[str], lang: Lang) -> Tokens:
    """The words of ``texts``, which are passages of ``lang``."""
    numbers = {"": BREAK}
    word, passage, start, end = array("q"), array("q"), array("q"), array("q")
    for ordinal, text in enumerate(texts):
        for first, last in _spans(text, lang):
            key = _key(text[first:last], lang)
            word.append(numbers.setdefault(key, len(numbers)))
            start.append(first)
            end.append(last)
        word.append(BREAK)
        start.append(len(text))
        end.append(len(text))
        passage.extend(repeat(ordinal, len(word) - len(passage)))
    words = tuple(numbers)
    places_of = [np.asarray(column, dtype=np.int64) for column in (word, passage, start, end)]
    verbs = _verbs(places_of[0], words) if lang == "en" else frozenset()
    places = _edges(lang)
    found = [places.get(key, "") for key in words]
    no_start = np.array([p in {"start", "either"} for p in found], dtype=bool)
    is_verb = np.array([key in verbs for key in words], dtype=bool)
    no_start |= is_verb | np.array([bool(_ORDINAL.match(key)) for key in words], dtype=bool)
    edges = {"both", "and", "clause"}
    is_edge = np.array([not k or p in edges for k, p in zip(words, found, strict=True)])
    no_end = np.array([p in {"end", "either"} for p in found], dtype=bool)
    if lang == "en":
        no_end |= is_verb | _attributes(places_of[0], words, is_edge)
    return Tokens(
        lang,
        texts,
        words,
        word=places_of[0],
        passage=places_of[1],
        start=places_of[2],
        end=places_of[3],
        is_edge=is_edge,
        no_start=no_start,
        no_end=no_end,
        no_inner=is_verb | np.array([place == "clause" for place in found], dtype=bool),
        is_and=np.array([p == "and" for p in found], dtype=bool),
    )


def compared(form: str, lang: Lang) -> tuple[str, ...]:
    """``form`` as two forms are compared: as ``form_key`` has it, without the English words at
    either end that are none of a term's own (*the* Charter, reservation *to*)."""
    key = form_key(form)
    if lang == "zh":
        return key
    inner = [at for at, unit in enumerate(key) if _edges(lang).get(unit) not in {"both", "clause"}]
    return key[inner[0] : inner[-1] + 1] if inner else key


def _spans(text: str, lang: Lang) -> list[tuple[int, int]]:
    if lang == "zh":
        return word_spans(text)
    return [found.span() for found in _ENGLISH.finditer(text)]


@cache
def _key(word: str, lang: Lang) -> str:
    """``word`` as it is counted, "" for what breaks a term off."""
    if word in _LISTING:
        return word
    if lang == "zh":
        return word if _HAN.match(word) else ""
    if not _WORD.match(word):
        return ""
    plain = word.translate(_SPELLING)
    return unit_key(plain.removesuffix("'s").removesuffix("'"))


@cache
def _edges(lang: Lang) -> dict[str, str]:
    """For a word of ``lexicon/term_edges.csv`` where no term has it."""
    found = [r for r in lexicon.rows("term_edges") if r["lang"] == lang]
    return {_key(row["form"], lang): row["place"] for row in reversed(found)}


def _verbs(word: Ints, words: Sequence[str]) -> frozenset[str]:
    """The words that are verbs first of all, by what stands before them."""
    before = np.array([key in _BEFORE_VERBS for key in words], dtype=bool)
    seen = np.bincount(word, minlength=len(words))
    opens = before[word[:-1]]
    rights = np.array([key == "right" for key in words], dtype=bool)
    opens[1:] &= ~rights[word[:-2]]  # the right to privacy, the right to self-determination
    after = np.bincount(word[1:][opens], minlength=len(words))
    is_verb = (after >= _VERB_SEEN) & (after >= _VERB_SHARE * seen)
    return frozenset(words[number] for number in np.flatnonzero(is_verb).tolist() if words[number])


def _attributes(word: Ints, words: Sequence[str], is_edge: Flags) -> Flags:
    """Which words nearly always have a word of meaning behind them."""
    seen = np.bincount(word, minlength=len(words))
    before = np.bincount(word[:-1][~is_edge[word[1:]]], minlength=len(words))
    wanted = [_ADJECTIVE_SHARE if _ADJECTIVE.search(key) else _ATTRIBUTE_SHARE for key in words]
    return np.asarray((seen >= _VERB_SEEN) & (before >= np.array(wanted) * seen))
