"""Sentences and list items within one paragraph.

A full stop, question or exclamation mark ends a sentence; a semicolon ends an item as UN texts
write them, and what stands before a list (``：`` before ``㈠``, ``:`` before ``(a)``) ends where
the list begins. Nothing ends inside brackets or quotation marks, after an abbreviation (``No. 5``,
``para. 1``: ``lexicon/abbreviations.csv``), or between the figures of a number or a symbol.
"""

import re
from functools import cache
from itertools import pairwise

from pipeline import lexicon
from pipeline.records import Lang

_NOTES = "⁰¹²³⁴-⁹"
_CLOSING = f"\"'”’」』)）】\\]»{_NOTES}"
_ZH_END = re.compile(f"[。！？；]+[{_CLOSING}]*\\s*|(?<=[\\u4e00-\\u9fff])[;?!][{_CLOSING}]*\\s*")
_EN_END = re.compile(f"(?:(?P<stop>[.!?]+)|;)[{_CLOSING}]*(?=\\s)\\s+")
_ITEM = r"(?:\((?:[a-z]|[ivx]{2,4}|\d{1,2})\)|（[一二三四五六七八九十]{1,3}）|[㈠-㈩])"
_LIST = re.compile(
    rf"[:：;；,，、](?:\s*(?:and|or|以及|和|或))?\s*(?={_ITEM}\s*\S)"
    r"|[:：]\s*(?=\d{1,2}[.．]\s*\S)"
)
_OPENING_ITEM = re.compile(rf"{_ITEM}\s*|\d{{1,2}}[.．、]\s*")
_WORD_BEFORE = re.compile(r"[A-Za-z](?:[A-Za-z.]*[A-Za-z])?$")
_FIGURE_AFTER = re.compile(r"[\dIVXLC(]|[A-Z]{1,4}/")
_BRACKETS = {
    "(": ")",
    "（": "）",
    "[": "]",
    "《": "》",
    "“": "”",
    "「": "」",
    "『": "』",
    "〔": "〕",
}


def sentences(text: str, lang: Lang) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence or item of ``text``, in order, without the white space
    around it; together they hold everything else. () for a text of white space."""
    lists = [m.span() for m in _LIST.finditer(text)]
    ends = {end for _, end in lists}
    if lang == "zh":
        ends |= {m.end() for m in _ZH_END.finditer(text)}
    else:
        ends |= {m.end() for m in _EN_END.finditer(text) if _is_english_end(text, m)}
    # the conjunction before the last item stays with the item before it
    ends -= {e for e in ends for first, last in lists if first < e < last}
    inside = _enclosed(text)
    cuts = [0, *sorted(e for e in ends if not inside[min(e, len(text) - 1)]), len(text)]
    found = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append((start + lead, start + len(piece.rstrip())))
    return tuple(found)


def _is_english_end(text: str, found: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence rather than an abbreviation or an initial."""
    if found["stop"] != ".":
        return True
    before = _WORD_BEFORE.search(text[: found.start()])
    after = text[found.end() :]
    if after[:1].islower():
        return False
    if before is None:
        # a figure alone at the very beginning is the paragraph's number
        return bool(text[: found.start()].strip("0123456789 "))
    word = before.group()
    if len(word) == 1 and word.isupper():
        return False
    kind = _abbreviations().get(word) or _abbreviations().get(word.lower())
    if kind == "figure":
        return not _FIGURE_AFTER.match(after)
    return kind != "any"


def _enclosed(text: str) -> list[bool]:
    """For each character whether it stands inside brackets or quotation marks that are closed; an
    item's own number in brackets encloses nothing."""
    inside = [False] * max(1, len(text))
    open_at: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if character in _BRACKETS:
            open_at.append((_BRACKETS[character], place))
        elif any(character == closing for closing, _ in open_at):
            while open_at and open_at[-1][0] != character:
                open_at.pop()
            _, start = open_at.pop()
            for k in range(start + 1, place + 1):
                inside[k] = True
    return inside


def opening_item(text: str) -> str:
    """The list number that ``text`` opens with, as printed; ``""`` for none."""
    found = _OPENING_ITEM.match(text)
    return found.group().strip() if found else ""


@cache
def _abbreviations() -> dict[str, str]:
    """What must follow an abbreviation for its full stop to end nothing: a figure, or ``any``."""
    return {row["abbreviation"]: row["before"] for row in lexicon.rows("abbreviations")}
