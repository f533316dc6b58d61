"""Numbers that open a paragraph, turned into language-neutral keys.

A *marker* is the printed number at the start of a block: ``3.``, ``三、``, ``(a)``, ``㈠``,
``Article 18``, ``第十八条``. Its *style* says how it was printed, its *value* what it counts. The
two languages print different styles at the same depth (``1. (a) (i)`` is ``一、㈠ 1.`` in a Chinese
convention), so a path is made of values written in one canonical style for each depth:
``("art.18", "1", "a", "i")``. UN documents number paragraphs identically in all languages
(Editorial Manual, "Numbering of paragraphs").
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Style: TypeAlias = Literal[
    "annex",
    "part",
    "article",
    "han-dot",
    "roman-dot",
    "upper-dot",
    "arabic-dot",
    "lower-dot",
    "paren-letter",
    "paren-roman",
    "paren-han",
    "paren-arabic",
    "note",
]


PREAMBLE = frozenset({"preamble", "序言", "序文", "弁言"})
"""Names, in small letters, that head the preamble of a treaty, which has no number."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as printed at the start of a block. ``value`` counts from 1, and is 0 for an annex
    without a number; ``end`` is the offset in the block at which its words begin."""

    style: Style
    value: int
    printed: str
    end: int


_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HAN = "[〇零一二三四五六七八九十百]"


def han_number(text: str) -> int:
    """``text`` such as 二十一 or 一百一十一 as a number; 0 where it is none."""
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


def _arabic(text: str) -> int:
    return int(text.translate(_SUPERSCRIPT))


def _mixed(text: str) -> int:
    """Arabic, Chinese or Roman figures, or one letter, as annexes and parts carry them."""
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    return han_number(text) or roman_number(text) or letter_number(text)


_END = r"(?=\s|$|[:：．.—–-])"
_ROWS: tuple[tuple[Style, str, Callable[[str], int]], ...] = (
    ("note", r"([⁰¹²³⁴-⁹]+)\s*(?=\S)", _arabic),
    ("annex", rf"(?:Annex|ANNEX|Appendix)(?:\s+([IVX]+|\d+|[A-Z]))?{_END}\.?\s*", _mixed),
    ("annex", rf"附(?:件|录)\s*({_HAN}+|\d+|[IVX]+)?(?=\s|$|[:：])\s*", _mixed),
    ("part", rf"(?:Part|PART|Chapter|CHAPTER)\s+([IVXL]+|\d+){_END}[.:]?\s*", _mixed),
    ("part", rf"第\s*({_HAN}+|\d+)\s*(?:部分|章|编)[:：、.]?\s*", _mixed),
    ("article", rf"(?:Article|ARTICLE|Regulation|Art\.)\s+(\d+){_END}[.:]?\s*", _arabic),
    (
        "article",
        rf"第\s*({_HAN}+|\d+)\s*条(?!\s*(?:[第款项（(、，和至的或及所与]|规定))[:：、.]?\s*",
        _mixed,
    ),
    ("han-dot", rf"({_HAN}+)\s*[、．.](?!\d)\s*", han_number),
    ("paren-han", r"([㈠-㈩])\s*", circled_number),
    ("paren-han", rf"[（(]({_HAN}+)[）)]\s*", han_number),
    ("paren-roman", r"[（(]([ivxl]{2,6})[）)]\s*", roman_number),
    ("paren-letter", r"[（(]([a-z]|([a-z])\2)[）)]\s*", letter_number),
    ("paren-arabic", r"[（(](\d{1,3})[）)]\s*", _arabic),
    ("roman-dot", r"([IVXL]+)[.．、](?![A-Za-z\d])\s*", roman_number),
    ("upper-dot", r"([A-Z])[.．、](?![A-Za-z\d.])\s*", letter_number),
    ("arabic-dot", r"(\d{1,3})(?:[.．](?!\d)|、)\s*", _arabic),
    ("lower-dot", r"([a-z])[.．](?![a-z\d.])\s*", letter_number),
)
_PATTERNS = tuple((style, re.compile(pattern), number) for style, pattern, number in _ROWS)


def marker(text: str) -> Marker | None:
    """The number at the very start of ``text``, or None.

    ``(i)``, ``(v)`` and ``(x)`` are read as letters, ``(ii)`` and ``I.`` as Roman numerals;
    whoever knows the paragraphs around them may read them the other way with ``as_roman`` or
    ``as_letter``.
    """
    for style, pattern, number in _PATTERNS:
        if found := pattern.match(text):
            value = number(found.group(1) or "")
            if value or style == "annex":
                return Marker(style, value, found.group().strip(), found.end())
    return None


def as_roman(mark: Marker) -> Marker | None:
    """A letter that can also be a small Roman numeral, read as one; None where it cannot."""
    inside = mark.printed.strip("()（）")
    value = roman_number(inside) if mark.style == "paren-letter" else 0
    return Marker("paren-roman", value, mark.printed, mark.end) if value else None


def as_letter(mark: Marker) -> Marker | None:
    """``I.`` read as the ninth letter rather than a Roman numeral; None where it cannot be."""
    inside = mark.printed.rstrip(".．、")
    value = letter_number(inside) if mark.style == "roman-dot" and len(inside) == 1 else 0
    return Marker("upper-dot", value, mark.printed, mark.end) if value else None


def component(depth: int, value: int) -> str:
    """``value`` in the canonical style of ``depth``: 0 figures (paragraph), 1 letters (item),
    2 small Roman numerals (subitem), deeper ones figures again."""
    if depth == 1:
        return letter(value)
    return roman(value) if depth == 2 else str(value)
