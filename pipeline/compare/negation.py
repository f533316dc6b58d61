"""A negation on one side that the other does not bear out.

Chinese negates with 不, 未, 无, 没, 非, which are also parts of words that deny nothing (非洲,
未来) or that English renders by a word of its own (不足: insufficient). ``lexicon/negations.csv``
holds for each form how often English negates plainly (*not*, *without*) where it stands, as counted
in resolutions: when nothing in the English is akin to a negation (``alone``), when something is
(``among``), and when one of the form's own renderings stands there (``answered``). From these
follows how likely the number of plain negations found in the English is, and a number that is
unlikely is a finding.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.compare.chances import at_least, at_most, spread
from pipeline.compare.matching import NONE, Difference
from pipeline.compare.sides import Mention, Side

_TOO_FEW = 0.2
"""Chance of so few English negations below which one is missing there."""
_TOO_MANY = 0.04
"""Chance of so many English negations below which one is missing in the Chinese."""
_OUT_OF_NOTHING = 0.002
"""Chance of an English negation in 400 Chinese characters that no Chinese form accounts for."""
_JOINED = ("也", "亦", "且", "或", "和", "又")
"""Before a form that goes on from the one before it, as English does with *or*."""
_LIKELY = 0.5
_UN = "un(?!i[oqtv]|il|less|der[lstw])"
"""Words in un- that negate, and not *united*, *until*, *underline*."""
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class _Form:
    """A Chinese form: its own renderings, and the chances of a plain English negation."""

    answers: re.Pattern[str] | None
    alone: float
    among: float
    answered: float


@dataclass(frozen=True, slots=True)
class _English:
    plain: tuple[re.Match[str], ...]
    idioms: int
    words: list[str]
    has_akin: bool


def compare_negation(zh: Side, en: Side) -> Difference:
    """The negations of both sides where one has more or fewer than the other lets expect."""
    chinese = list(_chinese_pattern().finditer(zh.text))
    english = _read(en.text)
    if not chinese and not english.plain:
        return NONE
    chances = [_chance(found.group(), english) for found in chinese]
    asking = [c for m, c in zip(chinese, chances, strict=True) if not _goes_on(zh.text, m.start())]
    count = len(english.plain)
    too_few = at_most(count + english.idioms, spread(asking)) < _TOO_FEW
    surprise = _OUT_OF_NOTHING * (1 + len(zh.text) / 400)
    too_many = at_least(count, spread(chances), surprise) < _TOO_MANY
    if not (too_few or too_many):
        return NONE
    likely = [m for m, chance in zip(chinese, chances, strict=True) if chance >= _LIKELY]
    return Difference(_mentions(likely), _mentions(english.plain))


def _goes_on(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] in _JOINED


def _read(text: str) -> _English:
    lower = text.lower()
    found = list(_english_pattern().finditer(lower))
    plain = tuple(m for m in found if m.group() in _english("plain"))
    words = _WORDS.findall(lower)
    akin = _stems(tuple(_english("akin")))
    has_akin = akin is not None and any(akin.match(w) for w in words)
    return _English(plain, len(found) - len(plain), words, has_akin)


def _chance(printed: str, english: _English) -> float:
    """The chance that a form stands for a plain negation; the word that renders it otherwise is
    taken out of the English words."""
    form = _forms()[printed]
    if form.answers is not None:
        for place, word in enumerate(english.words):
            if form.answers.match(word):
                del english.words[place]
                return form.answered
    return form.among if english.has_akin else form.alone


def _mentions(found: Sequence[re.Match[str]]) -> tuple[Mention, ...]:
    return tuple(Mention("not", m.start(), m.end()) for m in found)


@cache
def _forms() -> dict[str, _Form]:
    return {
        row["form"]: _Form(
            _stems(tuple(row["answers"].split(";"))),
            *(float(row[k]) for k in ("alone", "among", "answered")),
        )
        for row in lexicon.rows("negations")
        if row["lang"] == "zh"
    }


@cache
def _english(use: str) -> frozenset[str]:
    rows = (r for r in lexicon.rows("negations") if r["lang"] == "en")
    return frozenset(r["form"] for r in rows if r["answers"] == use)


@cache
def _stems(stems: tuple[str, ...]) -> re.Pattern[str] | None:
    """Words that begin with one of ``stems``, or end so where a hyphen stands in front."""
    if not any(stems):
        return None
    ends = [f"[a-z-]{{3,}}{s[1:]}$" for s in stems if s[0] == "-"]
    return re.compile("|".join([*ends, *(_UN if s == "un-" else s for s in stems if s[0] != "-")]))


@cache
def _chinese_pattern() -> re.Pattern[str]:
    """All forms, the longest first, so that 不仅 is not read as 不."""
    return re.compile("|".join(map(re.escape, sorted(_forms(), key=len, reverse=True))))


@cache
def _english_pattern() -> re.Pattern[str]:
    forms = sorted(_english("plain") | _english("idiom"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b(?!\. ?\d)")
