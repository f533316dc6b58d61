"""Folding for comparison, and what script a text is in. Displayed text is never folded."""

import re
import unicodedata
from functools import cache

from pipeline.records import Lang

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Character-class ranges of the Han characters that UN texts use."""

_HAN_CHAR = re.compile(f"[{HAN}]")
_LATIN_CHAR = re.compile(r"[A-Za-z]")
_SPACE = re.compile(r"\s+")
_HAN_GAP = re.compile(
    f"(?<=[{HAN}，。；：、！？）》”])(?<![条章节编])(?<!部分)\\s+(?=[{HAN}，。；：、！？（《“])"
)
_NOTE_MARK = re.compile(r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+")
_TERMINAL = re.compile(
    rf"""[.;:!?。；：！？…][)\]）"'”’」』》]*(?:[—–]{{1,2}}\s?[{HAN}·]{{2,6}})?$"""
)
"""A stop, what closes behind it, and the name of whoever is quoted."""


def fold(text: str) -> str:
    """``text`` for comparing: full width made half width (NFKC), lower case, one space for any."""
    return squeeze(unicodedata.normalize("NFKC", text).casefold())


def squeeze(text: str) -> str:
    """``text`` stripped, every run of white space one space, none between Han characters, but for
    the one that sets a title apart from its number (第一条 用语)."""
    return _HAN_GAP.sub("", _SPACE.sub(" ", text).strip())


def without_note_marks(text: str) -> str:
    """``text`` without superscript figures, which call footnotes and are no part of the words."""
    return _NOTE_MARK.sub("", text)


def detect_lang(text: str) -> Lang:
    """``zh`` when Han characters number at least half the Latin letters, else ``en``.

    A Han character is about a word and a Latin letter a fifth of one, so a Chinese report full of
    foreign names stays Chinese and an English one that quotes Chinese terms stays English.
    """
    han = len(_HAN_CHAR.findall(text))
    return "zh" if han and han * 2 >= len(_LATIN_CHAR.findall(text)) else "en"


def join(first: str, second: str) -> str:
    """Two pieces of one sentence as one: nothing between them next to a Han character or
    Chinese punctuation, else a space; a hyphen at a line's end is kept, with no space after it."""
    if not first or not second:
        return first + second
    left, right = first[-1], second[0]
    if is_wide(left) or is_wide(right) or left == "-":
        return first + second
    return f"{first} {second}"


def is_complete(text: str) -> bool:
    """Whether ``text`` ends as a sentence or list item does; a comma is no such end."""
    return bool(_TERMINAL.search(without_note_marks(text).rstrip()))


def columns(text: str) -> int:
    """How many terminal columns ``text`` fills: two for a wide character."""
    return len(text) if text.isascii() else len(text) + sum(map(is_wide, text))


@cache
def is_wide(character: str) -> bool:
    """Whether ``character`` fills two columns, as Chinese characters and their signs do."""
    return unicodedata.east_asian_width(character) in "WF"
