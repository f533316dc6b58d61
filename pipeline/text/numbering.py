"""Numbers that open a paragraph, turned into language-neutral keys.

A *marker* is the printed number at the start of a block: ``3.``, ``三、``, ``(a)``, ``㈠``,
``Article 18``, ``第十八条``. Its *style* says how it was printed, its *value* what it counts. The
two languages print different styles at the same depth (``1. (a) (i)`` is ``一、㈠ 1.`` in a Chinese
convention), so a path is made of values written in one canonical style for each depth:
``("art.18", "1", "a", "i")``. UN documents number paragraphs identically in all languages
(Editorial Manual, "Numbering of paragraphs"). A number put in later carries a Latin suffix, *bis*
or *ter*, in Chinese 之二 or 之三; drafts may open a number with a bracket.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Style: TypeAlias = Literal[
    "annex",
    "appendix",
    "part",
    "chapter",
    "section",
    "article",
    "clause",
    "decimal",
    "han-dot",
    "roman-dot",
    "upper-dot",
    "arabic-dot",
    "lower-dot",
    "lower-roman",
    "paren-letter",
    "paren-roman",
    "paren-han",
    "paren-arabic",
    "paren-stem",
    "circled",
    "note",
]


PREAMBLE = frozenset({"preamble", "序言", "序文", "弁言", "前言"})
"""Names, in small letters, that head the preamble of a treaty, which has no number."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as printed at the start of a block. ``value`` counts from 1, and is 0 for an annex
    without a number; ``end`` is the offset in the block at which its words begin; ``suffix`` is
    ``bis``, ``ter`` and so on, or ``""``."""

    style: Style
    value: int
    printed: str
    end: int
    suffix: str = ""


_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LONGEST = 9
"""Characters of the longest number; what is longer is none."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = f"(?i:{'|'.join(_ENGLISH)})"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_HAN = "[〇零一二三四五六七八九十百]"


def han_number(text: str) -> int:
    """``text`` such as 二十一 or 一百一十一 as a number; 0 where it is none."""
    if len(text) > _LONGEST:
        return 0
    total = digit = 0
    for character in text:
        if character in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[character]
        elif character in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:
            return 0
    return total + digit


def roman_number(text: str) -> int:
    """``text`` such as ``xiv`` in either case as a number; 0 where it is no Roman numeral."""
    values = [_ROMAN.get(c, 0) for c in text.lower()]
    if not values or 0 in values:
        return 0
    total = sum(
        -v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values)
    )
    return total if roman(total) == text.lower() else 0


def roman(value: int) -> str:
    """``value`` from 1 to 399 in small Roman numerals."""
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"))
    out = ""
    for worth, sign in (*signs, (4, "iv"), (1, "i")):
        while value >= worth:
            out += sign
            value -= worth
    return out


def letter_number(text: str) -> int:
    """``a`` is 1, ``z`` 26, ``aa`` 27, ``bb`` 28: letters doubled, as the UN goes on after z."""
    low = text.lower()
    if not low or set(low) != {low[0]} or not "a" <= low[0] <= "z":
        return 0
    return ord(low[0]) - ord("a") + 1 + 26 * (len(low) - 1)


def letter(value: int) -> str:
    """The inverse of ``letter_number`` for values from 1."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def circled_number(text: str) -> int:
    """㈠ to ㈩ (U+3220 ff.) and ㉈-style extensions are not used beyond ten; 0 for others."""
    return ord(text) - 0x321F if len(text) == 1 and "㈠" <= text <= "㈩" else 0


def stem_number(text: str) -> int:
    """甲 and 子 are 1, 乙 and 丑 2, the letters of older Chinese texts; 0 for others."""
    return (_STEMS.find(text) + 1 or _BRANCHES.find(text) + 1) if len(text) == 1 else 0


def _arabic(text: str) -> int:
    return int(text.translate(_SUPERSCRIPT)) if len(text) <= _LONGEST else 0


def _enclosed(text: str) -> int:
    """① to ⑳ (U+2460 ff.)."""
    return ord(text) - 0x245F


def _mixed(text: str) -> int:
    """Figures of any kind, an English word up to ten, or a letter, as annexes and parts have."""
    if not text:
        return 0
    if text.isdecimal():
        return _arabic(text)
    if text.lower() in _ENGLISH:
        return _ENGLISH.index(text.lower()) + 1
    if len(text) == 1 and text not in "IVX":
        return han_number(text) or letter_number(text)
    return han_number(text) or roman_number(text) or letter_number(text)


SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies")
"""Latin numeral adverbs from the second on, as the UN numbers what is put in between; Chinese
texts write 之二 for the first of them and go on from there."""

_END = r"(?=\s|$|[:：．.—–-])"
_LATER = rf"(?:\s*(?P<later>{'|'.join(SUFFIXES)}|之[二三四五六七八])\b)?"
_CITED = r"(?:[第款项（(、，,和至的或及所与还又也均另]|规定|[中内][所的规]|之(?![二三四五六七八]))"
"""What follows 第十八条 where it is cited and opens nothing."""
_ROWS: tuple[tuple[Style, str, Callable[[str], int]], ...] = (
    ("note", r"([⁰¹²³⁴-⁹]+)\s*(?=\S)", _arabic),
    ("annex", rf"(?:Annex|ANNEX)(?:\s+([IVX]+|\d+|[A-Z]))?{_END}\.?\s*", _mixed),
    ("appendix", rf"(?:Appendix|APPENDIX)(?:\s+([IVX]+|\d+|[A-Z]))?{_END}\.?\s*", _mixed),
    ("annex", rf"附\s?件\s*({_HAN}+|\d+|[IVX]+|[A-Z])?(?=\s|$|[:：])\s*", _mixed),
    ("annex", rf"附件({_HAN}+)(?=[\u4e00-\u9fff“])(?![第的所中内和及与或至之上下规列载])", _mixed),
    ("appendix", rf"附\s?[录文]\s*({_HAN}+|\d+|[IVX]+|[A-Z])?(?=\s|$|[:：])\s*", _mixed),
    ("part", rf"(?:Part|PART)\s+([IVXL]+|\d+|{_WORDS}){_END}[.:]?\s*", _mixed),
    ("chapter", rf"(?:Chapter|CHAPTER)\s+([IVXL]+|\d+){_END}[.:]?\s*", _mixed),
    ("section", rf"(?:Section|SECTION)\s+([IVXL]+|\d+){_END}[.:]?\s*", _mixed),
    ("part", rf"第\s*({_HAN}+|\d+)\s*(?:部分|编)(?!{_CITED})[:：、.]?\s*", _mixed),
    ("chapter", rf"第\s*({_HAN}+|\d+)\s*章(?!{_CITED})[:：、.]?\s*", _mixed),
    ("section", rf"第\s*({_HAN}+|\d+)\s*节(?!{_CITED})[:：、.]?\s*", _mixed),
    (
        "article",
        rf"[\[［]?(?:Article|ARTICLE|Regulation|Rule|Art\.)\s+(\d+){_LATER}{_END}[.:]?\s*",
        _arabic,
    ),
    ("article", rf"[\[［]?第\s*({_HAN}+|\d+)\s*条{_LATER}(?!\s*{_CITED})[:：、.]?\s*", _mixed),
    ("clause", rf"第\s*({_HAN}+|\d+)\s*款(?=[\s:：]|$)[:：]?\s*", _mixed),
    ("han-dot", rf"[\[［]?({_HAN}+)\s*(?:[、．]|[.](?!\d))\s*", han_number),
    ("paren-han", r"([㈠-㈩])\s*", circled_number),
    ("paren-han", rf"[（(]({_HAN}+)[）)]\s*", han_number),
    ("paren-stem", rf"[（(]([{_STEMS}{_BRANCHES}])[）)]\s*", stem_number),
    ("paren-roman", r"[\[［]?[（(]?([ivxl]{2,6})[）)]\s*", roman_number),
    ("paren-letter", rf"[\[［]?[（(]([a-z]|([a-z])\2)[）)]{_LATER}\s*", letter_number),
    ("paren-letter", rf"[\[［]?[（(]([a-z]){_LATER}[）)]\s*", letter_number),
    ("paren-letter", r"([a-z])\)\s+", letter_number),
    ("paren-arabic", r"[（(]?(\d{1,3})[）)]\s*", _arabic),
    ("circled", r"([①-⑳])\s*", _enclosed),
    ("roman-dot", r"([IVXL]+)[.．、](?![A-Za-z\d])\s*", roman_number),
    ("upper-dot", r"([A-Z])[.．、](?![A-Za-z\d.])\s*", letter_number),
    ("upper-dot", rf"([{_STEMS}])[.．、]\s*", stem_number),
    ("arabic-dot", rf"[\[［]?(\d{{1,3}}){_LATER}(?:[.．](?!\d)|、)\s*", _arabic),
    ("lower-roman", r"([ivx]{2,5})[.．]\s+", roman_number),
    ("lower-dot", r"([a-z])[.．](?![a-z\d.])\s*", letter_number),
)
_PATTERNS = tuple((style, re.compile(pattern), number) for style, pattern, number in _ROWS)
_DECIMAL = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?(?:\s+(?=[A-Z“\[])|\s*(?=[\u4e00-\u9fff“《（]))"
)


def marker(text: str) -> Marker | None:
    """The number at the very start of ``text``, or None.

    ``(i)``, ``(v)`` and ``(x)`` are read as letters, ``(ii)`` and ``I.`` as Roman numerals;
    whoever knows the paragraphs around them may read them the other way with ``as_roman`` or
    ``as_letter``.
    """
    for style, pattern, number in _PATTERNS:
        if found := pattern.match(text):
            value = number(found.group(1) or "")
            if value or style in {"annex", "appendix"}:
                later = found.groupdict().get("later") or ""
                return Marker(style, value, found.group().strip(), found.end(), _latin(later))
    return None


def decimal(text: str) -> Marker | None:
    """A number in parts such as ``2.1`` at the start of ``text``; ``value`` is its last part.

    It may as well be an amount (``1.5 亿``), so whoever asks must know that it fits.
    """
    found = _DECIMAL.match(text)
    if not found:
        return None
    value = int(found.group(1).rpartition(".")[2])
    return Marker("decimal", value, found.group(1), found.end()) if value else None


def _latin(later: str) -> str:
    """``later`` as a Latin suffix: 之二 is ``bis``."""
    return SUFFIXES[han_number(later[1:]) - 2] if later.startswith("之") else later


def as_roman(mark: Marker) -> Marker | None:
    """``(i)``, ``(v)``, ``(x)`` or ``i.`` read as a small Roman numeral; None for other letters,
    since no list of subitems comes to l or c."""
    style: Style = "paren-roman" if mark.style == "paren-letter" else "lower-roman"
    inside = mark.printed.strip("()（）[［.．")
    if mark.style not in {"paren-letter", "lower-dot"} or inside not in {"i", "v", "x"}:
        return None
    return Marker(style, roman_number(inside), mark.printed, mark.end)


def as_letter(mark: Marker) -> Marker | None:
    """``I.`` read as the ninth letter and ``(ii)`` as the doubled one rather than as a Roman
    numeral; None where it cannot be."""
    inside = mark.printed.strip("()（）[［.．、")
    if mark.style == "roman-dot" and len(inside) == 1:
        return Marker("upper-dot", letter_number(inside), mark.printed, mark.end)
    value = letter_number(inside) if mark.style == "paren-roman" and len(inside) == 2 else 0
    return Marker("paren-letter", value, mark.printed, mark.end) if value else None


def component(depth: int, value: int) -> str:
    """``value`` in the canonical style of ``depth``: 0 figures (paragraph), 1 letters (item),
    2 small Roman numerals (subitem), deeper ones figures again. A suffix is put behind it."""
    if depth == 1:
        return letter(value)
    return roman(value) if depth == 2 else str(value)
