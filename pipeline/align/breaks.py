"""Where lines break off, and where one paragraph holds what others print apart.

Files do not always keep a paragraph to a line: a line breaks in the middle of a sentence, a heading
is glued to the end of the paragraph before it, a list is printed on, a page number and the number
of a print job trail after the last full stop. What is looked at here is the same in both languages.
"""

import re
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang

SEMICOLON, COMMA = 2, 4

_ONE = (1, 64, 64**2, 64**3, 64**4)
"""One mark of each kind as a digit; there are fewer than 64 of a kind in a few paragraphs."""

_ENDINGS = {
    "：": 1, ":": 1, "；": SEMICOLON, ";": SEMICOLON, "。": 3, ".": 3, "，": COMMA, ",": COMMA,
    "、": COMMA,
}  # fmt: skip
_CLOSING = " \n\"'”’」』)）】]»"
_TRAILING_FIGURES = re.compile(r"(?:(?<=[。；])\s*|(?<=[a-z]{3}[.;])\s+)\d[\d\s/-]*$")
_CONJUNCTIONS = ("and", "or", "和", "及", "或", "并", "且")
_CONJUNCTION = re.compile(r"(?<=[;,；，])\s*(?:and/or|and|or|以?及|和|或|并且?|且)$")
_ITEM = r"(?:[㈠-㈩]|[(（](?:[a-z]{1,4}|[一二三四五六七八九十]{1,3})[)）]|[a-z]\.\s*(?=\S))"
_NO_LABEL = r"(?<!\b[A-Za-z])(?<!\b[IVX]{2})(?<!\b[IVX]{3})"
_BREAKS = {
    "zh": re.compile(
        rf"[。！？](?=\s*[^\s{re.escape(_CLOSING)}])|[：；，](?=\s*[和或与及并且以]{{0,2}}{_ITEM})"
    ),
    "en": re.compile(rf"{_NO_LABEL}[.!?](?=\s+[A-Z“])|[:;,](?=\s+(?:and\s+|or\s+)?{_ITEM})"),
}
_TAIL = {
    "zh": re.compile(r"[。；，](?=[^。；，：]+$)"),
    "en": re.compile(rf"{_NO_LABEL}[.;,](?=\s+(?:[A-Z]{{1,4}}\.\s+)?[A-Z][^.;,:]*$)"),
}


def ending(text: str) -> int:
    """A code for the mark that ``text`` ends with, the same in both languages; 0 for none. The
    conjunction after the last item but one is no end."""
    text = text.rstrip(_CLOSING)
    if text.endswith(_CONJUNCTIONS):
        text = _CONJUNCTION.sub("", text)
    return _ENDINGS.get(text[-1:], 0)


def without_furniture(text: str) -> str:
    """``text`` without figures that trail after its last mark: page and job numbers."""
    return _TRAILING_FIGURES.sub("", text) if text[-1:].isdigit() else text


def is_unfinished(text: str, lang: Lang) -> bool:
    """Whether no line can end like this: with an article or a preposition, in Chinese with a
    character that must have something after it."""
    text = text.rstrip()
    if lang == "zh":
        return text[-1:] in _unfinished()["zh"]
    words = text.rsplit(None, 2)
    if not words or words[-1] not in _unfinished()["en"]:
        return False
    # a conjunction after a mark ends an item
    return len(words) < 2 or words[-2][-1].isalnum()


def marks(text: str, lang: Lang) -> int:
    """How many of each mark end ``text`` and the places within it where another edition may begin
    a new line (after a full stop, before an item of a list, before a last piece that ends with no
    mark), as the digits of one number, so that the sum over neighbours is that of the lines in
    which they could be printed."""
    end = ending(text)
    places = {found.start(): found.group() for found in _BREAKS[lang].finditer(text)}
    tail = None if end else _TAIL[lang].search(text)
    if tail:
        places[tail.start()] = tail.group()
    return sum(_ONE[ending(mark)] for mark in places.values()) + _ONE[end]


@cache
def _unfinished() -> dict[str, frozenset[str]]:
    held = lexicon.rows("unfinished")
    return {lang: frozenset(r["word"] for r in held if r["lang"] == lang) for lang in ("zh", "en")}
