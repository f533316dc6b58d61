"""Instruments by name: the tables ``instruments.csv`` and ``laws.csv``, and where they are named.

Texts handed in are evened (``folding.even``).
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang

GENERIC = {
    "convention": ("公约",),
    "covenant": ("盟约",),
    "protocol": ("任择议定书", "附加议定书", "补充议定书", "议定书"),
    "agreement": ("协定", "协议"),
    "treaty": ("条约",),
    "charter": ("宪章", "章程"),
    "statute": ("规约",),
    "declaration": ("宣言", "声明"),
    "constitution": ("组织法",),
    "regulations": ("规章", "条例"),
    "rules": ("议事规则", "规则", "细则"),
}
"""Kinds of instrument and what each is called in Chinese when it is named no further."""

_FOREIGN = re.compile(r"(?:[该其本各]国?(?:国内)?|[\u4e00-\u9fff]国|缔约国(?:国内)?|国内)的?$")
_HOME = re.compile(r"(?:我国|中国|中华人民共和国)的?$")
BEFORE_BARE = re.compile(
    r"[的和与及或在对按照依据《“‘(、，。；:根于从将把是为其该本以由至用守约准入行订过反，了了又向即申顾循施]\s*$"
)
_ENDS_LAW = re.compile(r"\s*(?:第|$|[，。;、和及与或的中)”])")
_CAPITAL_BEFORE = re.compile(r"\b(?!The\b)[A-Z][\w'-]*\s+$")
_GENERIC_FIRST = re.compile(
    r"(?:Convention|Protocol|Charter|Treaty|Agreement|Statute|Constitution|Regulations)\b"
)
LONGER_EN = re.compile(
    r"\s+(?:(?:of|on|for|against|relating\s+to|concerning|between|establishing)\s+(?:the\s+)?"
    r"(?!States?\b|Member\b|Part(?:y|ies)\b)[A-Z]|to\s+(?:Combat|Prevent|Eliminate|Protect|Suppress)\b)"
)

_WHOLE = ("联合国", "中华人民共和国", "大会")
_SHORT = 9
"""A Chinese name of so many characters or fewer can be the end of a longer one."""


_NOUN = re.compile(
    r"(?:Convention|Covenant|Protocol|Agreement|Treaty|Statute)(?![A-Za-z]|\s*[IVX]+\b)"
)
_QUALIFIED = re.compile(r"(?:(?!The\b|This\b|That\b)[A-Z][a-z][\w'-]*\s+){1,5}$")
_SUBJECT = re.compile(r"\s+(?:on|for|concerning|between)\s+(?:the\s+)?(?!States?\b)[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class Name:
    """An instrument named at ``[start:end]``: its code, its kind, the words."""

    code: str
    kind: str
    start: int
    end: int
    words: str


@cache
def codes(lang: Lang) -> dict[str, tuple[str, str]]:
    """Code and kind by name, spaces in names single in English and none in Chinese."""
    laws = {
        tight(r["name"], lang): (r["code"], "law")
        for r in lexicon.rows("laws")
        if r["lang"] == lang
    }
    treaties = {
        tight(r["name"], lang): (r["code"], r["kind"])
        for r in lexicon.rows("instruments")
        if r["lang"] == lang
    }
    return laws | treaties


@cache
def kinds() -> dict[str, str]:
    """The kind of each instrument by its code."""
    return {r["code"]: r["kind"] for r in lexicon.rows("instruments")}


def tight(text: str, lang: Lang) -> str:
    """``text`` as names stand in ``codes``; inner quotation marks of Chinese titles left out."""
    if lang == "zh":
        return re.sub(r"[\s《》〈〉]", "", text.replace("（", "(").replace("）", ")"))
    return re.sub(r"[\s-]+", " ", text).lower() if " " in text.strip() else text


@cache
def _pattern(lang: Lang, any_case: bool = False) -> re.Pattern[str]:
    """Any name listed, the longest at each place."""
    if lang == "zh":
        return re.compile("|".join(map(re.escape, sorted(codes(lang), key=len, reverse=True))))
    listed = [*lexicon.rows("instruments"), *lexicon.rows("laws")]
    names = sorted({r["name"] for r in listed if r["lang"] == lang}, key=len, reverse=True)
    flags = re.IGNORECASE if any_case else re.NOFLAG
    return re.compile("|".join(_loosely(n) for n in names), flags)


def _loosely(name: str) -> str:
    """A pattern of an English name: small letters, hyphens and spaces may differ."""
    words = [re.escape(word) for word in re.split(r"[ -]", name)]
    rest = r"[\s-]+".join(["", *words[1:]])
    return f"{words[0]}(?i:{rest})" if rest else words[0]


_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》")


def mentions(text: str, lang: Lang, any_case: bool = False) -> tuple[Name, ...]:
    """Every instrument that ``text`` names in full or by its short name, in order, ``UNLISTED``
    where no table has it; "the Convention" is none. ``any_case`` is for titles in capitals."""
    return _zh_mentions(text) if lang == "zh" else _en_mentions(text, any_case)


def _en_mentions(text: str, any_case: bool) -> tuple[Name, ...]:
    out = []
    for found in _pattern("en", any_case).finditer(text):
        start, end = found.span()
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            continue
        if _is_part_of_longer_name(text, start, end):
            continue
        if entry := codes("en").get(tight(found.group(), "en")):
            out.append(Name(*entry, start, end, found.group()))
    taken = [(n.start, n.end) for n in out]
    for noun in _NOUN.finditer(text):
        if any(a < noun.end() and noun.start() < b for a, b in taken):
            continue
        qualified = _QUALIFIED.search(text, max(0, noun.start() - 70), noun.start())
        subject = _SUBJECT.match(text, noun.end())
        if qualified or subject:
            start = qualified.start() if qualified else noun.start()
            end = subject.end() if subject else noun.end()
            out.append(Name("UNLISTED", noun.group().lower(), start, end, text[start:end]))
    return tuple(sorted(out, key=lambda n: n.start))


def _is_part_of_longer_name(text: str, start: int, end: int) -> bool:
    """Whether what is listed is but a piece of an instrument that is not: "Charter" in "Charter
    of the Organization of American States", "Convention against ..." behind "Inter-American"."""
    if " " not in text[start:end] and text[end - 1].islower():
        return bool(LONGER_EN.match(text, end)) or bool(_CAPITAL_BEFORE.search(text[:start][-40:]))
    generic = _GENERIC_FIRST.match(text, start)
    return bool(generic) and bool(_CAPITAL_BEFORE.search(text[:start][-40:]))


def _zh_mentions(text: str) -> tuple[Name, ...]:
    out = []
    inside: list[tuple[int, int]] = []
    listed = codes("zh")
    for quoted in _QUOTED.finditer(text):
        inside.append(quoted.span())
        entry = listed.get(tight(quoted[1], "zh"))
        kind = entry[1] if entry else kind_of(quoted[1])
        if entry or (kind and quoted[1] not in GENERIC[kind]):
            out.append(
                Name(entry[0] if entry else "UNLISTED", kind, *quoted.span(), quoted.group())
            )
    for found in _pattern("zh").finditer(text):
        start, end = found.span()
        if any(a <= start < b for a, b in inside):
            continue
        before = text[max(0, start - 6) : start]
        whole = end - start > _SHORT or found.group().startswith(_WHOLE) or not before.strip()
        entry = listed[found.group()]
        if entry[1] == "law":
            if not _ENDS_LAW.match(text, end):
                continue
            entry = (law_of(entry[0], before), "law")
        elif not whole and not BEFORE_BARE.search(before):
            continue
        out.append(Name(*entry, start, end, found.group()))
    return tuple(sorted(out, key=lambda n: n.start))


def kind_of(name: str) -> str:
    """The kind of instrument that a Chinese name ends with; "" for none."""
    return next((k for k, forms in GENERIC.items() if name.endswith(forms)), "")


def law_of(code: str, before: str) -> str:
    """``code``, unless what stands before the law's name says that it is another State's."""
    if _HOME.search(before):
        return code
    foreign = _FOREIGN.search(before) or not (before.strip() == "" or BEFORE_BARE.search(before))
    return "DOMESTIC" if foreign else code
