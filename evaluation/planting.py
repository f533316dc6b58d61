"""Errors planted into real beads, one at a time, as a slip of the pen would make them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from pipeline import lexicon
from pipeline.records import LANGS, Lang, Paragraph
from pipeline.text.citations import citations
from pipeline.text.dates import dates
from pipeline.text.figures import figures

Paragraphs: TypeAlias = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of a paragraph becomes ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Plant:
    """A kind of error, the rule that ought to find it, and where it can be made in a text."""

    kind: str
    rule: str
    lang: Lang
    places: Callable[[str, Random], Sequence[Change]]


def planted(plant: Plant, paragraphs: Paragraphs, random: Random) -> Paragraphs | None:
    """``paragraphs`` with one error of the kind; None where it cannot be made."""
    order = list(range(len(paragraphs)))
    random.shuffle(order)
    for at in order:
        paragraph = paragraphs[at]
        label = len(paragraph.label)
        places = [c for c in plant.places(paragraph.text, random) if c.start >= label]
        if places:
            c = random.choice(places)
            text = paragraph.text[: c.start] + c.new + paragraph.text[c.end :]
            return (*paragraphs[:at], replace(paragraph, text=text), *paragraphs[at + 1 :])
    return None


def _digit_of(text: str, start: int, end: int, random: Random) -> list[Change]:
    """One digit of ``text[start:end]`` changed into another; none where there is no digit."""
    digits = [i for i in range(start, end) if text[i] in "0123456789"]
    if not digits:
        return []
    at = random.choice(digits)
    others = [d for d in "123456789" if d != text[at]]
    return [Change(at, at + 1, random.choice(others))]


def _digits(lang: Lang) -> Callable[[str, Random], list[Change]]:
    def places(text: str, random: Random) -> list[Change]:
        taken = [(d.start, d.end) for d in dates(text, lang)]
        taken += [(c.start, c.end) for c in citations(text, lang)]
        free = [f for f in figures(text, lang) if not any(a <= f.start < b for a, b in taken)]
        free = [f for f in free if f.value != 1 and f.start and f.end - f.start > 1]
        return [c for f in free for c in _digit_of(text, f.start, f.end, random)]

    return places


def _dates(lang: Lang) -> Callable[[str, Random], list[Change]]:
    month = re.compile(r"\b(?:January|March|May|July|August|October|December)\b")

    def places(text: str, random: Random) -> list[Change]:
        out: list[Change] = []
        for d in dates(text, lang):
            out += _digit_of(text, d.start, d.end, random)
            for m in month.finditer(text, d.start, d.end):
                out.append(Change(m.start(), m.end(), "June"))
        return out

    return places


def _provisions(lang: Lang) -> Callable[[str, Random], list[Change]]:
    figure = re.compile(r"\d+|[一二三四五六七八九十百]+(?=[条款])")

    def places(text: str, random: Random) -> list[Change]:
        out = []
        for c in citations(text, lang):
            if c.instrument == "SYMBOL" or not re.match(r"\d", c.provision):
                continue
            for m in figure.finditer(text, c.start, c.end):
                if m.group().isdigit():
                    out += _digit_of(text, m.start(), m.end(), random)
                else:
                    others = [n for n in ("三", "七", "二十六") if n != m.group()]
                    out.append(Change(m.start(), m.end(), random.choice(others)))
        return out

    return places


def _words(pattern: str, new: dict[str, str]) -> Callable[[str, Random], list[Change]]:
    compiled = re.compile(pattern)

    def places(text: str, random: Random) -> list[Change]:
        return [Change(m.start(), m.end(), new[m.group()]) for m in compiled.finditer(text)]

    return places


def _modals(pattern: str, new: dict[str, str]) -> Callable[[str, Random], list[Change]]:
    every = _words(pattern, new)

    def places(text: str, random: Random) -> list[Change]:
        return [c for c in every(text, random) if not _FORBIDDING.search(text[: c.start])]

    return places


def _bodies(lang: Lang) -> Callable[[str, Random], list[Change]]:
    names = [r for r in lexicon.rows("names") if r["lang"] == lang and r["use"] == "asks"]
    codes = {r["form"]: r["code"] for r in names}
    either = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    pattern = re.compile(either if lang == "zh" else rf"\b(?:{either})\b")

    def places(text: str, random: Random) -> list[Change]:
        out = []
        for m in pattern.finditer(text):
            others = [f for f, c in codes.items() if c != codes[m.group()]]
            out.append(Change(m.start(), m.end(), random.choice(others)))
        return out

    return places


_LIST_GOES_ON = r"(?=[^,;:.()]{3,60}(?:, [^,;:.()]{3,60}){0,9},? (?:and|or) )"
_NO_MEMBER = (
    r"(?!(?:in|inter|as|including|where|if|when|for|with|by|at|to|on|from|through|under|that|which"
    r"|who|while|and|or|also|namely|such|particularly|especially|notably|upon|of|pursuant|taking"
    r"|having|based|subject|wherever|whether|without)\b)"
)
"""What stands between commas without being a member: *inter alia*, *where appropriate*."""


def _members(lang: Lang) -> Callable[[str, Random], list[Change]]:
    pattern = re.compile(
        "(?<=、)(?!包括|特别是|尤其)[^，。；：、()（）]{2,20}、"
        if lang == "zh"
        else rf"(?<=, ){_NO_MEMBER}[a-zA-Z][\w’'-]*(?: [\w’'-]+){{0,5}}, {_LIST_GOES_ON}"
    )

    def places(text: str, random: Random) -> list[Change]:
        return [Change(m.start(), m.end(), "") for m in pattern.finditer(text)]

    return places


_NOT = {"not ": "", "cannot": "can", "without ": "with ", "no ": "", "unless": "if"}
_NOT_EN = (
    r"\b(?:not |cannot|without (?!(?:any |further |undue )*delay|prejudice)"
    r"|no (?!later|less|more|fewer|doubt|matter)|unless)"
    r"(?!only|just|merely|simply|later|less than|more than|fewer than)"
)
"""Without set phrases whose sense does not turn about: *not only*, *no later than*."""
_NOT_ZH = {"不得": "得", "不应": "应", "不会": "会", "不能": "能", "没有": "有", "未能": "能"}
_NOT_ZH |= {
    "尚未": "已",
    "未经": "经",
    "除非": "如果",
    "并非": "是",
    "不让": "让",
    "不妨碍": "妨碍",
}
_LOST_ZH = (
    "不得(?!不|已)|(?<!供)不应(?!求)|不会(?!不|议)|不能(?!不)|没有|未能|尚未|未经|除非(?![洲法正政常])"
    "|并非(?![洲法正政常])|不让|不妨碍"
)
"""Without 不得不 (must), 不得已, and 并 or 除 before 非洲, 非法."""
_FORBIDDING = re.compile(r"\b(?:no|nothing|none|nobody|neither|nor)\b[^.;:]*$", re.I)
"""*No State may* forbids as much as *no State shall*: no error."""
_EXCHANGED = {"shall": "may", "should": "may", "must": "may", "may": "shall"}
_EXCHANGED_ZH = {"必须": "可以", "应": "可", "可以": "应", "不得": "可"}
_MODAL_ZH = (
    r"必须|不得(?!不|已)|可以"
    r"|(?<=[国方员长会者处])应(?![对邀请急用有收])(?![^，。；：]{0,14}(?:请求|邀请|的要求))"
)
"""应 before a request is *at the request of*."""
_MODAL_EN = (
    r"\b(?:shall|(?<![,;] )should|must|(?<!\d )(?<!\bas )may(?! \d| be necessary| be required))\b"
    r"(?! not)"
)
"""Without *should* that opens a condition, and *may* in *as may be necessary*, which permits
nothing."""

PLANTS: tuple[Plant, ...] = (
    *(Plant("digit", "numbers", lang, _digits(lang)) for lang in LANGS),
    *(Plant("date", "dates", lang, _dates(lang)) for lang in LANGS),
    *(Plant("citation", "citations", lang, _provisions(lang)) for lang in LANGS),
    *(Plant("body", "bodies", lang, _bodies(lang)) for lang in LANGS),
    Plant("duty and permission", "obligation", "zh", _words(_MODAL_ZH, _EXCHANGED_ZH)),
    Plant(
        "duty and permission",
        "obligation",
        "en",
        _modals(_MODAL_EN, _EXCHANGED),
    ),
    Plant(
        "shall and should",
        "obligation",
        "en",
        _modals(r"\b(?:shall|(?<![,;] )should)\b", {"shall": "should", "should": "shall"}),
    ),
    Plant("negation", "negation", "zh", _words(_LOST_ZH, _NOT_ZH)),
    Plant("negation", "negation", "en", _words(_NOT_EN, _NOT)),
    *(Plant("member of an enumeration", "members", lang, _members(lang)) for lang in LANGS),
)
"""The kinds of error that change a word; a dropped item is made of paragraphs (``findings``)."""
