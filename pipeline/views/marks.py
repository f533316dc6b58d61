"""Which stretches of a passage to mark: the words of a query, or the quotations of a finding."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from pipeline.records import Lang
from pipeline.search.query import read_question
from pipeline.text.tokenise import words

Span: TypeAlias = tuple[int, int]
"""Start and end, in characters of the text."""

_LATIN = re.compile(r"[^\W_]+(?:['’/.\-][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "y")
_SHORTEST = 3
"""Letters of an English word below which it is a particle (of, to, in) and is not marked."""


def query_spans(text: str, query: str, lang: Lang) -> tuple[Span, ...]:
    """Where the words of ``query`` stand in ``text``, without overlap, in order.

    English words match whole and whatever their ending; Chinese words of two characters and more,
    and phrases in quotes, match as they are. A query without letters marks nothing.
    """
    if not any(character.isalnum() for character in query):
        return ()
    question = read_question(query)
    exact = [*question.phrases, question.term, question.symbol, question.serial]
    if question.phrases:
        return quotation_spans(text, filter(None, exact))
    found = list(_occurrences(text, filter(None, exact)))
    if lang == "zh":
        terms = {w for w in words(question.text, "zh") if len(w) > 1}
        found += _occurrences(text, terms)
    else:
        stems = {_stem(w) for w in _latin_words(question.text)}
        found += [m.span() for m in _LATIN.finditer(text) if _stem(m.group()) in stems]
    return merged(found)


def quotation_spans(text: str, quotations: Iterable[str]) -> tuple[Span, ...]:
    """Where any of ``quotations`` stands in ``text``, whatever the case, without overlap."""
    return merged(_occurrences(text, quotations))


def _latin_words(text: str) -> list[str]:
    found = [m.group() for m in _LATIN.finditer(text)]
    return [w for w in found if w.isascii() and (len(w) > _SHORTEST or any(map(str.isdigit, w)))]


def _stem(word: str) -> str:
    """``word`` without its ending: enough to mark *requests* for *request*, no linguistics."""
    low = word.casefold()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST:
            return low[: -len(ending)].removesuffix("e")
    return low.removesuffix("e") if len(low) > _SHORTEST else low


def _occurrences(text: str, parts: Iterable[str]) -> list[Span]:
    found: list[Span] = []
    for part in parts:
        pattern = re.escape(part)
        if part[0].isalnum() and part[0].isascii():
            pattern = rf"(?<![A-Za-z0-9]){pattern}"
        if part[-1].isalnum() and part[-1].isascii():
            pattern = rf"{pattern}(?![A-Za-z0-9])"
        found += [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
    return found


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order, those that touch made one and empty ones left out."""
    out: list[Span] = []
    for start, end in sorted(set(spans)):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return tuple(out)
