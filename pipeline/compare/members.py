"""Members of an enumeration that the other side lacks.

A member stands between two others: its neighbours correspond to two members that stand next to each
other on the other side, so that there is no room for it, and none of the words in it that
``lexicon/equivalents.csv`` knows has an answer anywhere on that side. Only short members that are
set off by signs are looked at; first and last ones, whose borders are not printed, are not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.compare.matching import NONE, Difference
from pipeline.compare.sides import Mention, Side
from pipeline.records import Lang
from pipeline.text.equivalents import english_words, equivalents, known_words

_CLAUSE = {"zh": re.compile(r"[^，。；：:;()（）]+"), "en": re.compile(r"[^;:.()]+")}
_MEMBER = {
    "zh": re.compile(r"(?:[^、以和及或与]+|以(?!及))+"),
    "en": re.compile(r"(?:[^,\s]+|[^\S\n](?!(?:and|or|as well as)\s))+"),
}
_AFTER_ZH = frozenset("、和及或与以")
_MOST_CHARACTERS = 12
_MOST_WORDS = 6
_NO_MEMBER = re.compile(
    r"(?:in|inter|as|including|where|if|when|for|with|by|at|to|on|from|through|under|that|which|who"
    r"|while|and|or|also|namely|such|particularly|especially|notably|upon|of|pursuant|based|subject"
    r"|wherever|whether|without|both|either|neither|not|notes|recognizes|welcomes|\w+ing)\b",
    re.I,
)
"""What opens a clause between commas rather than a member."""
_SURPRISE = 2.2
"""Nats that the words of a member without answer must add up to; set on General Assembly 78."""


@dataclass(frozen=True, slots=True)
class _Member:
    """``printed`` at ``start`` to ``end`` of a side, a member of its ``clause``-th clause;
    ``is_set_off`` where it is short and between signs."""

    start: int
    end: int
    clause: int
    printed: str
    is_set_off: bool

    @property
    def text(self) -> str:
        """The member in small letters."""
        return self.printed.lower()


def compare_members(zh: Side, en: Side) -> Difference:
    """Members of enumerations on either side that the other lacks."""
    chinese, english = tuple(_members(zh)), tuple(_members(en))
    if not chinese or not english or not any(m.is_set_off for m in (*chinese, *english)):
        return NONE
    return Difference(
        tuple(_lacking(chinese, english, "zh", frozenset(english_words(en.text)))),
        tuple(_lacking(english, chinese, "en", zh.text)),
    )


def _members(side: Side) -> Iterator[_Member]:
    for number, clause in enumerate(_CLAUSE[side.lang].finditer(side.text)):
        if ("、" if side.lang == "zh" else ",") not in clause.group():
            continue
        for found in _MEMBER[side.lang].finditer(side.text, clause.start(), clause.end()):
            yield _Member(*found.span(), number, found.group(), _is_set_off(side, found))


@lru_cache(10_000)
def _known(printed: str, lang: Lang) -> frozenset[str]:
    """The words of a member that the table has."""
    return frozenset(known_words(printed, lang))


def _is_set_off(side: Side, found: re.Match[str]) -> bool:
    start, end = found.span()
    before, after = side.text[max(0, start - 1) : start], side.text[end : end + 1]
    if side.lang == "zh":
        is_whole = found.group().count("《") == found.group().count("》")
        is_short = len(found.group()) <= _MOST_CHARACTERS
        return before == "、" and after in _AFTER_ZH and is_whole and is_short
    words = found.group().split()
    is_short = 0 < len(words) <= _MOST_WORDS and not _NO_MEMBER.match(words[0])
    return before == "," and after in {",", " "} and is_short


def _lacking(
    own: Sequence[_Member], other: Sequence[_Member], lang: Lang, held: frozenset[str] | str
) -> Iterator[Mention]:
    """The members of ``own`` that ``other`` has no room for; ``held`` is what the other side says:
    its English words, or its Chinese text."""
    table = equivalents(lang)
    for before, member, after in zip(own, own[1:], own[2:], strict=False):
        if not member.is_set_off or not before.clause == member.clause == after.clause:
            continue
        if any(
            answer in held
            for word in _known(member.printed, lang)
            for answer in table[word].answers
        ):
            continue
        is_surprising = (
            sum(table[word].surprise for word in _known(member.printed, lang)) >= _SURPRISE
        )
        if is_surprising and _are_next(before, after, other, lang):
            yield Mention(member.text.strip(), member.start, member.end)


def _are_next(before: _Member, after: _Member, other: Sequence[_Member], lang: Lang) -> bool:
    """Whether two members of ``other`` in one clause stand next to each other of which one answers
    ``before`` alone and the next ``after`` alone."""
    first, second = ([_answers(m, one, lang) for m in other] for one in (before, after))
    return any(
        first[j] and second[j + 1] and not first[j + 1] and not second[j]
        for j in range(len(other) - 1)
        if other[j].clause == other[j + 1].clause
    )


def _answers(member: _Member, asked: _Member, lang: Lang) -> bool:
    table = equivalents(lang)
    held = frozenset(english_words(member.text)) if lang == "zh" else member.text
    return any(
        answer in held for word in _known(asked.printed, lang) for answer in table[word].answers
    )
