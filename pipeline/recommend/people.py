"""Whom a sentence names: the forms of ``lexicon/addressees.csv`` and the States by name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.recommend.tables import addressee_pattern, addressee_rules
from pipeline.records import Lang

NAMED_STATE = "named-state"
_SHORT = "the "
_LONGER = re.compile(r"\s+(?:of|for|on)\b")
"""A short name is none where it goes on: the Office of Counter-Terrorism."""
_PARTS = (
    (NAMED_STATE, "governments"),
    ("un-system", "organizations"),
    ("organizations", "committee"),
)
"""Codes of a whole and of a part that counts as it: the Government of a State, organizations of the
United Nations system."""
_OF = {
    "en": re.compile(r"(?:\s+and\s+[a-z]+)?\s+of\s+(?:the\s+)?|\s+(?:(?!and\b|or\b)[a-z]+\s+)?"),
    "zh": re.compile("(?:的|各|各个|有关|相关|其他|所有|系统)*"),
}
_NO_BODY = re.compile(
    r" (?:Convention|Framework|Declaration|Principles|Standard|Rules|Guid|Decade|Global Counter|"
    r"Strateg|Plan|Protocol|Charter|Model|Conference|Legal|Secretariat|peace|staff|personnel|values)"
)
_BEFORE_MEETING = "建决协商提审会"
"""Characters that make 议 another word than 议会: 建议会员国."""
_AS_POWER = re.compile(r",? (?:as )?the occupying Power")
_OF_SAME = re.compile(r"\s+of\s+(?:the\s+)?")
_FAR_HEADS = frozenset({"special-procedures"})
_FAR = re.compile("[^，。；：、和及请促]{1,30}")
"""What may stand between a council and its rapporteur: the subject."""
_BELONGING = re.compile("(?:的|各国?|所有|有关|相关|主管|其他|境内|境内的|冲突|武装|临时)*")
"""What may stand between a name and another that it only describes: 也门冲突各方."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A name at ``sentence[start:end]``, its code, and the row that gave it."""

    code: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Named:
    """Who is asked, in order; the offset at which the words begin that say for what, and the one at
    which those end that name the addressees and narrow them."""

    people: tuple[Addressee, ...]
    asked: int
    until: int


def people(sentence: str, lang: Lang, body: str = "") -> tuple[Addressee, ...]:
    """Those named in ``sentence``, the longest form at each place, in order; a Government and its
    State are one, and of two names in Chinese of which the first describes the second the second
    counts (也门冲突各方)."""
    rules = addressee_rules(lang, body)
    found: list[Addressee] = []
    pattern, at = addressee_pattern(lang, body), 0
    while hit := pattern.search(sentence, at):
        at = hit.end()
        if _is_part(sentence, hit.group(), hit.start(), at):
            at = hit.start() + 1
            continue
        if hit.group().startswith(_SHORT) and _LONGER.match(sentence, at):
            at = hit.start() + len(_SHORT)
            continue
        code, rule = rules[hit.group()]
        person = Addressee(code, hit.start(), hit.end(), rule)
        if found and (joined := _as_one(found[-1], person, sentence, lang)):
            found[-1] = joined
        else:
            found.append(person)
    return tuple(found)


def _is_part(sentence: str, form: str, start: int, end: int) -> bool:
    """Whether the name is only part of another: of a title in 《》, of the United Nations
    Convention against Corruption."""
    if form == "United Nations":
        return _NO_BODY.match(sentence, end) is not None
    if form == "议会" and start and sentence[start - 1] in _BEFORE_MEETING:
        return True
    return sentence.rfind("《", 0, start) > sentence.rfind("》", 0, start)


def _as_one(one: Addressee, other: Addressee, sentence: str, lang: Lang) -> Addressee | None:
    between = sentence[one.end : other.start]
    if lang == "en" and one.code == other.code and _OF_SAME.fullmatch(between):
        return Addressee(one.code, one.start, other.end, one.rule)
    for whole, part in _PARTS:
        if {one.code, other.code} == {whole, part} and _OF[lang].fullmatch(between):
            rule = one.rule if one.code == whole else other.rule
            return Addressee(whole, one.start, other.end, rule)
    if one.code == NAMED_STATE and _AS_POWER.fullmatch(sentence[one.end : other.end]):
        return Addressee(NAMED_STATE, one.start, other.end, one.rule)
    if lang == "zh" and (
        _BELONGING.fullmatch(between)
        or (other.code in _FAR_HEADS and one.code != other.code and _FAR.fullmatch(between))
    ):
        return Addressee(other.code, one.start, other.end, other.rule)
    return None


def nearest(found: Sequence[Addressee], start: int, reach: int) -> list[Addressee]:
    """Those of ``found`` that end before ``start`` and at most ``reach`` characters from it."""
    return [p for p in found if p.end <= start and start - p.end <= reach]


def last_joined(
    sentence: str, before: Sequence[Addressee], is_joined: Callable[[str], bool]
) -> list[Addressee]:
    """The last of ``before`` and, in order, those whom words that ``is_joined`` tells join to it;
    [] for none."""
    named = list(before[-1:])
    for person in before[-2::-1]:
        if not is_joined(sentence[person.end : named[0].start]):
            break
        named.insert(0, person)
    return named
