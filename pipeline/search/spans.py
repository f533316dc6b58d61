"""Which words of a passage matched a query, in either language.

In the query's own language: its phrases, words, symbols and the other forms of its concepts, as
they stand in the passage. In the other one: the forms of its concepts, the words that the tables
give for its words, its figures and names, and what the vectors of the encoder's tokens link to it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np

from pipeline.encode import Encoder
from pipeline.records import LANGS, Lang
from pipeline.search.idle import is_idle
from pipeline.search.translated import answers
from pipeline.search.wanted import Query
from pipeline.text.tokenise import word_spans, words
from pipeline.words import Table, TokenEncoder, vectors_of_words

Span: TypeAlias = tuple[int, int]
"""Start and end, in characters of the text."""

LINKED = 0.55
"""Least cosine of two words of different languages that are linked."""
_LONGEST = 6_000
"""Characters of a passage that are looked through."""
_MOST_WORDS = 60
"""Words of a query that are linked by their vectors."""
_LATIN = re.compile(r"[^\W_]+(?:['’/.\-][^\W_]+)*")
_HAN_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,}")
_NUMBER = re.compile(r"\d+", re.ASCII)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "y")
_NO_PLURAL = ("ss", "us", "is")
_SHORTEST = 3
"""Letters below which an English word is a particle (of, to, in) and is not marked."""


class Marker:
    """Marks passages for one query."""

    def __init__(self, query: Query, encoder: Encoder | None) -> None:
        self._question = query.question
        self._query = query
        self._encoder = encoder

    def spans(self, text: str, lang: Lang) -> tuple[Span, ...]:
        """The words of ``text`` that matched, in order and without overlap."""
        looked = text[:_LONGEST]
        question = self._question
        sought = self._sought[lang]
        if question.phrases and (quoted := merged(_spans(self._phrases, looked))):
            return quoted
        found = [*_spans(sought.literal, looked), *self._cited(looked, lang)]
        if sought.stems:
            found += (m.span() for m in _LATIN.finditer(looked) if stem(m.group()) in sought.stems)
        if sought.numbers:
            found += (m.span() for m in _NUMBER.finditer(looked) if m.group() in sought.numbers)
        if lang != question.lang:
            found += self._linked(looked, lang)
        return tuple(span for span in merged(found) if not _is_lone(looked, span))

    @cached_property
    def _phrases(self) -> re.Pattern[str] | None:
        return either(self._question.phrases)

    @cached_property
    def _sought(self) -> dict[Lang, "_Sought"]:
        return {lang: self._looked_for(lang) for lang in LANGS}

    def _looked_for(self, lang: Lang) -> "_Sought":
        question = self._question
        literal = [*question.phrases, question.term, question.symbol, question.serial]
        for concept in self._query.concepts:
            literal += concept.forms(lang)
        if question.symbol or question.serial:
            return _Sought(either(literal), frozenset(), frozenset())
        text = question.text[:_LONGEST]
        latin = [w for w in _latin_words(text) if not is_idle(w.casefold(), "en")]
        if lang != question.lang:
            given = answers(text, question.lang)
            literal += (form for form in given if _HAN_WORD.fullmatch(form))
            latin = [w for w in latin if question.lang == "zh"] + [f for f in given if f.isascii()]
        elif lang == "zh":
            literal += (
                w for w in words(text, "zh") if _HAN_WORD.fullmatch(w) and not is_idle(w, "zh")
            )
        return _Sought(
            either(literal),
            frozenset(map(stem, latin)),
            frozenset() if self._query.provisions else frozenset(_NUMBER.findall(text)),
        )

    def _cited(self, text: str, lang: Lang) -> Iterator[Span]:
        """The citations of the provisions asked for."""
        if not self._query.provisions:
            return
        from pipeline.text.citations import citations  # read where a provision is asked for

        for cited in citations(text, lang):
            for asked in self._query.provisions:
                if cited.provision == asked.provision and asked.instrument in {
                    "",
                    cited.instrument,
                }:
                    yield cited.start, cited.end

    def _linked(self, text: str, lang: Lang) -> Iterator[Span]:
        """What the vectors of tokens link to a word of the query: in Chinese the tokens themselves,
        which are words for the most part, in English the words in which they stand."""
        if self._words is None or not text:
            return
        encoder: TokenEncoder = self._encoder  # type: ignore[assignment]
        tokens = encoder.token_vectors(text)
        table = self._words @ _unit(tokens.vectors).T
        least = np.maximum(LINKED, 0.95 * table.max(axis=1, initial=0.0, keepdims=True))
        for at in np.flatnonzero((table >= least).any(axis=0)).tolist():
            start, end = tokens.spans[at]
            if lang == "zh":
                yield start, end
            elif end - start >= _SHORTEST:
                yield _whole_word(text, start, end)

    @cached_property
    def _words(self) -> Table | None:
        """A row for each telling word of the query; None where the encoder has no tokens."""
        if not hasattr(self._encoder, "token_vectors"):
            return None
        text, lang = self._question.text[:_LONGEST], self._question.lang
        spans = [
            (a, b)
            for a, b in word_spans(text)
            if (b - a > 1 and not is_idle(text[a:b].casefold(), lang) and text[a:b].isalpha())
        ][:_MOST_WORDS]
        encoder: TokenEncoder = self._encoder  # type: ignore[assignment]
        return _unit(vectors_of_words(text, spans, encoder)) if spans else None


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is marked in one language: words as they stand, English ones by stem, numbers."""

    literal: re.Pattern[str] | None
    stems: frozenset[str]
    numbers: frozenset[str]


def either(parts: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of ``parts``, whatever the case and white space; a part that begins or ends
    with a Latin letter or figure there ends a word, if need be in the plural. None for no part."""
    patterns = []
    for part in sorted(set(filter(None, parts)), key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, part.split()))
        if part[0].isalnum() and part[0].isascii():
            pattern = rf"(?<![A-Za-z0-9]){pattern}"
        if part[-1].isalnum() and part[-1].isascii():
            pattern = rf"{pattern}s?(?![A-Za-z0-9])"
        patterns.append(pattern)
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _spans(pattern: re.Pattern[str] | None, text: str) -> Iterator[Span]:
    return (found.span() for found in pattern.finditer(text)) if pattern else iter(())


def _whole_word(text: str, start: int, end: int) -> Span:
    """The English word of which ``text[start:end]`` is a piece, without the space before it."""
    while start < end and not text[start].isalnum():
        start += 1
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _is_lone(text: str, span: Span) -> bool:
    """Whether it is one Chinese character, a piece of a word as often as a word."""
    return span[1] - span[0] == 1 and text[span[0]] > "\u2e80"


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order, those that touch made one and empty ones left out."""
    out: list[Span] = []
    for start, end in sorted(set(spans)):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return tuple(out)


def _latin_words(text: str) -> list[str]:
    found = [m.group() for m in _LATIN.finditer(text)]
    return [w for w in found if w.isascii() and (len(w) >= _SHORTEST or any(map(str.isdigit, w)))]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """``word`` in small letters without its ending: enough to mark *requests* for *request*."""
    low = word.casefold()
    if low.endswith(_NO_PLURAL):
        return low
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST:
            return low[: -len(ending)].removesuffix("e")
    return low.removesuffix("e") if len(low) > _SHORTEST else low


def _unit(rows: Table) -> Table:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-12), dtype=np.float32)
