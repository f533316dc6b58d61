"""Where a side negates, and where it could: *shall* with and without *not*, 应 with and without 不.

``lexicon/negations.csv`` lists what negates plainly (*not*, 不), the words akin to it (*unable*),
and the words that a negation goes with (heads: *shall*, *to*, 应, 经) or that have a negated twin
(*with* and *without*, 如果 and 除非). Every head and every twin is a place that is negated or not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang

_NOT_ZH = "[不未没无]"
_AFTER_NON = "[洲法正政常]"
"""非洲, 非法, 非正式: 除 and 并 before them are no part of 除非 and 并非."""
_LIMITING = "(?! (?:only|just|merely|simply)\\b)"
"""*Not only* denies nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """``text[start:end]``, a head with its negation or a twin; ``head`` is one word for both of
    two twins."""

    head: str
    is_negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Polarity:
    """The places of a side, what negates in it, and what is akin to a negation."""

    places: tuple[Place, ...]
    plain: tuple[re.Match[str], ...]
    akin: tuple[re.Match[str], ...]


def polarity(text: str, lang: Lang) -> Polarity:
    """What a text negates and what it could."""
    akin = tuple(_akin(lang).finditer(text))
    plain = tuple(_plain(lang).finditer(text))
    return Polarity(tuple(_places(text, lang)), plain, akin)


def _places(text: str, lang: Lang) -> Iterator[Place]:
    twins = _twins(lang)
    for m in _place_pattern(lang).finditer(text):
        if found := m["twin"]:
            head, is_negated = twins[found.lower()]
        else:
            head, is_negated = m["head"].lower(), bool(m["before"] or m.groupdict().get("after"))
        yield Place(head, is_negated, m.start(), m.end())


@cache
def _forms(lang: Lang, use: str) -> tuple[str, ...]:
    """Forms of a use, the longest first."""
    found = [r["form"] for r in lexicon.rows("negations") if (r["lang"], r["use"]) == (lang, use)]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _twins(lang: Lang) -> dict[str, tuple[str, bool]]:
    """For each twin its head and whether it is the negated one."""
    rows = [r for r in lexicon.rows("negations") if r["lang"] == lang]
    return {
        r["form"]: (r["head"], r["use"] == "negated twin")
        for r in rows
        if r["use"] in {"twin", "negated twin"}
    }


@cache
def _place_pattern(lang: Lang) -> re.Pattern[str]:
    twins = "|".join(sorted(_twins(lang), key=len, reverse=True))
    heads = "|".join(_forms(lang, "head"))
    if lang == "zh":
        return re.compile(
            f"(?P<before>{_NOT_ZH})?(?P<head>{heads})|(?P<twin>{twins})(?!{_AFTER_NON})"
        )
    fixed = "|".join(_forms(lang, "fixed"))
    return re.compile(
        rf"\b(?P<twin>{twins})\b(?! (?:{fixed})\b)"
        rf"|\b(?P<before>not (?=to\b))?\b(?P<head>{heads})\b(?P<after> (?:not|no)\b{_LIMITING})?",
        re.I,
    )


@cache
def _plain(lang: Lang) -> re.Pattern[str]:
    either = "|".join(_forms(lang, "plain"))
    return re.compile(either if lang == "zh" else rf"\b(?:{either})\b(?!\. ?\d)", re.I)


@cache
def _akin(lang: Lang) -> re.Pattern[str]:
    either = "|".join(_forms(lang, "akin"))
    return re.compile(either if lang == "zh" else rf"\b(?:{either})\b", re.I)
