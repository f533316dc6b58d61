"""Abbreviations that a text explains: (hereinafter "the Convention"), (以下简称《公约》)."""

import re
from dataclasses import dataclass

from pipeline.records import Lang
from pipeline.text.citations.names import GENERIC, Name

_EN = re.compile(
    r"\(\s*(?:(?:hereinafter|hereafter|henceforth)[^()“”\"]{0,40}?\s*[“\"]?(?:the\s+)?|[“\"](?:the\s+)?)"
    r"(?P<alias>(?:\d{4} )?[A-Z][\w' -]{2,60}?)[”\"]?\s*\)"
    r"|\(\s*the\s+(?P<plain>(?:[A-Z][\w'-]*\s+){0,4}(?:Convention|Covenant|Protocol|Agreement|Treaty|Statute))\s*\)"
)
_EN_MEANS = re.compile(
    r"[“\"](?:the\s+)?(?P<alias>[A-Z]\w+)[”\"]\s+(?:means|shall\s+mean|refers\s+to)\s+(?:the\s+)?"
)
_ZH = re.compile(
    r"\(\s*(?:《(?P<plain>[^《》]{2,20})》\s*\)|(?:以下|下文|下)?\s*(?:均|统)?(?:简称|称)(?:为|作)?\s*[“\"《]{0,2}(?P<alias>[^”\"》()，。]{2,40})[”\"》]{0,2}\s*\))"
)
_ZH_MEANS = re.compile(
    r"[“\"]《?(?P<alias>[^”\"《》]{2,12})》?[”\"]\s*是?(?:系)?指\s*(?=《|联合国|\d)"
)
_REACH = 220
"""Characters before the brackets in which the name must end."""


@dataclass(frozen=True, slots=True)
class Definition:
    """``alias`` stands for instrument ``code`` (``UNLISTED`` where no table has it); ``kind`` is
    set where the alias is but "the Convention"; ``words`` as printed in paragraph ``at``."""

    alias: str
    kind: str
    code: str
    words: str
    at: int


def definitions(text: str, lang: Lang, named: tuple[Name, ...], at: int) -> list[Definition]:
    """What evened ``text``, paragraph ``at``, explains; ``named`` are its ``mentions``."""
    brackets, means = (_ZH, _ZH_MEANS) if lang == "zh" else (_EN, _EN_MEANS)
    out = []
    for found in brackets.finditer(text):
        before = [n for n in named if n.end <= found.start() and n.kind != "law"]
        last = before[-1] if before else None
        near = last and found.start() - last.end <= _REACH
        if near and last and not re.search(r"[。;]|\.\s+[A-Z]", text[last.end : found.start()]):
            out.append(_definition(found, lang, last.code, at))
        elif found["alias"] and kind_named(found["alias"], lang):
            out.append(_definition(found, lang, "UNLISTED", at))
    for found in means.finditer(text):
        following = [n for n in named if 0 <= n.start - found.end() <= 2]
        if following and kind_named(found["alias"], lang):
            out.append(_definition(found, lang, following[0].code, at))
    return out


def _definition(found: re.Match[str], lang: Lang, code: str, at: int) -> Definition:
    alias = " ".join((found["alias"] or found["plain"]).split())
    return Definition(alias, kind_named(alias, lang), code, found.group().strip(), at)


def kind_named(alias: str, lang: Lang) -> str:
    """The kind that ``alias`` names where it names nothing else: "Convention", 公约; else ""."""
    if lang == "zh":
        return next((k for k, forms in GENERIC.items() if alias in forms), "")
    low = alias.lower().removeprefix("optional ").removeprefix("additional ")
    return low if low in GENERIC else ""
