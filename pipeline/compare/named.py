"""Names of bodies, defined terms and qualifications that one side has and the other does not.

``lexicon/names.csv``, ``terms.csv`` and ``qualifiers.csv`` list the forms of a code in both
languages. A form that *asks* was found in resolutions with hardly an exception beside a form of its
code in the other language; one that only *answers* has too many other uses (保留: reservation,
retain) to ask, and a *vague* one answers for any of its kind.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.compare.matching import NONE, Difference
from pipeline.compare.sides import Mention, Side
from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class _Table:
    """The forms of one language, the codes each stands for, and which ask or are vague."""

    pattern: re.Pattern[str]
    codes: dict[str, tuple[str, ...]]
    asking: frozenset[tuple[str, str]]
    vague: frozenset[tuple[str, str]]
    forms: dict[str, tuple[str, ...]]


def compare_bodies(zh: Side, en: Side) -> Difference:
    """Organs, organizations and office holders that one side alone names, or that stand for one
    another; once one of them asks, every name that is left without an answer is quoted."""
    if _asking("names", zh, en) or _asking("names", en, zh):
        return Difference(_unanswered("names", zh, en), _unanswered("names", en, zh))
    return _swapped("names", zh, en)


def compare_terms(zh: Side, en: Side) -> Difference:
    """Defined terms of the English that the Chinese has in none of its known wordings, with those
    of the Chinese that the English lacks. The latter alone are no finding: where Chinese repeats a
    term, English often says *it* or *such*."""
    only_en = _asking("terms", en, zh)
    return Difference(_asking("terms", zh, en), only_en) if only_en else NONE


def compare_hedges(zh: Side, en: Side) -> Difference:
    """Qualifications (酌情, in accordance with domestic law) that one side alone makes."""
    return Difference(_asking("qualifiers", zh, en), _asking("qualifiers", en, zh))


def _asking(name: str, own: Side, other: Side) -> tuple[Mention, ...]:
    """The mentions without an answer whose form asks for one."""
    asking = _table(name, own.lang).asking
    unanswered = _unanswered(name, own, other)
    return tuple(m for m in unanswered if (m.value, own.text[m.start : m.end]) in asking)


def _unanswered(name: str, own: Side, other: Side) -> tuple[Mention, ...]:
    table, across = _table(name, own.lang), _table(name, other.lang)
    text = other.text.lower()
    return tuple(
        Mention(code, found.start(), found.end())
        for found in table.pattern.finditer(own.text)
        for code in table.codes[found.group()]
        if not any(form in text for form in across.forms[code])
    )


def _swapped(name: str, zh: Side, en: Side) -> Difference:
    """One code more in the Chinese and another more in the English, as often as each other."""
    chinese, english = _mentions(name, zh), _mentions(name, en)
    counts = Counter(m.value for m in chinese)
    counts.subtract(m.value for m in english)
    more = {code for code, n in counts.items() if n > 0}
    fewer = {code for code, n in counts.items() if n < 0}
    if len(more) != 1 or len(fewer) != 1 or len(chinese) != len(english):
        return NONE
    return Difference(
        tuple(m for m in chinese if m.value in more), tuple(m for m in english if m.value in fewer)
    )


def _mentions(name: str, side: Side) -> Sequence[Mention]:
    """The mentions that tell whom they name; *the Council* may be any council."""
    table = _table(name, side.lang)
    return [
        Mention(code, m.start(), m.end())
        for m in table.pattern.finditer(side.text)
        for code in table.codes[m.group()][:1]
        if (code, m.group()) not in table.vague
    ]


@cache
def _table(name: str, lang: Lang) -> _Table:
    codes: dict[str, list[str]] = {}
    forms: dict[str, list[str]] = {}
    marked: dict[str, set[tuple[str, str]]] = {"asks": set(), "answers": set(), "vague": set()}
    for row in lexicon.rows(name):
        if row["lang"] != lang:
            continue
        codes.setdefault(row["form"], []).append(row["code"])
        forms.setdefault(row["code"], []).append(row["form"].lower())
        marked[row["use"]].add((row["code"], row["form"]))
    either = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    return _Table(
        re.compile(either if lang == "zh" else rf"\b(?:{either})\b"),
        {form: tuple(named) for form, named in codes.items()},
        frozenset(marked["asks"]),
        frozenset(marked["vague"]),
        {code: tuple(named) for code, named in forms.items()},
    )
