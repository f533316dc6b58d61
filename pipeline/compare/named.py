"""Names of bodies, defined terms and qualifications that one side has and the other does not.

``lexicon/names.csv``, ``terms.csv`` and ``hedges.csv`` list the forms of a code in both languages.
A form that *asks* was found in resolutions with hardly an exception beside a form of its code in
the other language. One that only *answers* (of hedges: *states*) has too many other uses (保留:
reservation, retain) to ask, and one that *never* asks is kept from it whatever is counted. A
*vague* one answers for any of its kind, and one *beside* another of its code (秘书长特别代表,
SRSG) is not counted with it; a *variant* is left to search and to the term table. A hedge also has
looser words that answer for it (``answers``).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.compare.matching import NONE, Difference
from pipeline.compare.sides import Mention, Side
from pipeline.records import Lang

_PLAIN = str.maketrans("\u2010\u2011\u00a0", "-- ")
_UNCOUNTED = frozenset({"vague", "beside"})
_NEAR = 0.25
"""The share of a side within which two names can stand at the same place."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The forms of one language, the codes each stands for, which ask or are not counted, and what
    answers for a code."""

    pattern: re.Pattern[str]
    codes: dict[str, tuple[str, ...]]
    asking: frozenset[tuple[str, str]]
    uncounted: frozenset[tuple[str, str]]
    answers: dict[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A form in a text, and whether the other side has an answer to its code."""

    code: str
    form: str
    is_answered: bool


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
    return Difference(_asking("hedges", zh, en), _asking("hedges", en, zh))


def term_mentions(side: Side) -> tuple[Mention, ...]:
    """The defined terms of a side, by the first code of each form."""
    table = _table("terms", side.lang)
    return tuple(
        Mention(table.codes[m.group()][0], m.start(), m.end())
        for m in table.pattern.finditer(_folded(side))
    )


def asked(name: str, own: Side, other: Side) -> Iterator[Asked]:
    """Every form of ``lexicon/<name>.csv`` in ``own``, in order, and whether ``other`` answers."""
    unanswered = set(_unanswered(name, own, other))
    table = _table(name, own.lang)
    for found in table.pattern.finditer(_folded(own)):
        for code in table.codes[found.group()]:
            mention = Mention(code, found.start(), found.end())
            yield Asked(code, found.group(), mention not in unanswered)


def _asking(name: str, own: Side, other: Side) -> tuple[Mention, ...]:
    """The mentions without an answer whose form asks for one."""
    asking = _table(name, own.lang).asking
    text = _folded(own)
    unanswered = _unanswered(name, own, other)
    return tuple(m for m in unanswered if (m.value, text[m.start : m.end]) in asking)


def _unanswered(name: str, own: Side, other: Side) -> tuple[Mention, ...]:
    table, across = _table(name, own.lang), _table(name, other.lang)
    text = _folded(other)
    return tuple(
        Mention(code, found.start(), found.end())
        for found in table.pattern.finditer(_folded(own))
        for code in table.codes[found.group()]
        if not across.answers[code].search(text)
    )


def _swapped(name: str, zh: Side, en: Side) -> Difference:
    """One code more in the Chinese and another more in the English, as often as each other, and at
    places that correspond."""
    chinese, english = _mentions(name, zh), _mentions(name, en)
    counts = Counter(m.value for m in chinese)
    counts.subtract(m.value for m in english)
    more = {code for code, n in counts.items() if n > 0}
    fewer = {code for code, n in counts.items() if n < 0}
    if len(more) != 1 or len(fewer) != 1 or len(chinese) != len(english):
        return NONE
    only_zh = tuple(m for m in chinese if m.value in more)
    only_en = tuple(m for m in english if m.value in fewer)
    near = any(
        abs(a.start / len(zh.text) - b.start / len(en.text)) < _NEAR
        for a in only_zh
        for b in only_en
    )
    return Difference(only_zh, only_en) if near else NONE


def _mentions(name: str, side: Side) -> Sequence[Mention]:
    """The mentions that tell whom they name, each name once: *the Council* may be any council, and
    an abbreviation stands beside the name."""
    table = _table(name, side.lang)
    return [
        Mention(code, m.start(), m.end())
        for m in table.pattern.finditer(_folded(side))
        for code in table.codes[m.group()][:1]
        if (code, m.group()) not in table.uncounted
    ]


def _folded(side: Side) -> str:
    """The text of a side, as long as it is, in one spelling: hyphens that do not break as plain
    ones, *Organisation* as *Organization*."""
    if side.lang == "zh":
        return side.text
    return _spelt(side.text)


def _spelt(english: str) -> str:
    return english.translate(_PLAIN).replace("rganisation", "rganization")


@cache
def _table(name: str, lang: Lang) -> _Table:
    codes: dict[str, list[str]] = {}
    answers: dict[str, list[str]] = {}
    asking: set[tuple[str, str]] = set()
    uncounted: set[tuple[str, str]] = set()
    for row in lexicon.rows(name):
        if row["lang"] != lang or row["use"] == "variant":
            continue
        form = row["form"] if lang == "zh" else _spelt(row["form"])
        codes.setdefault(form, []).append(row["code"])
        loose = [f for f in row.get("answers", "").split(";") if f]
        answers.setdefault(row["code"], []).extend(_answer(f, lang) for f in (form, *loose))
        if row["use"] == "asks":
            asking.add((row["code"], form))
        elif row["use"] in _UNCOUNTED:
            uncounted.add((row["code"], form))
    either = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    return _Table(
        re.compile(either if lang == "zh" else rf"\b(?:{either})\b"),
        {form: tuple(named) for form, named in codes.items()},
        frozenset(asking),
        frozenset(uncounted),
        {code: re.compile("|".join(found)) for code, found in answers.items()},
    )


def _answer(form: str, lang: Lang) -> str:
    """A pattern for ``form`` wherever it stands; an abbreviation only as written, as a word."""
    if lang == "zh":
        return re.escape(form)
    return rf"\b{re.escape(form)}\b" if form.isupper() else f"(?i:{re.escape(form)})"
