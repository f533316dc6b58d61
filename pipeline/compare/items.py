"""Items of a list that one side lacks."""

import re
from collections.abc import Iterator

from pipeline.compare.matching import NONE, Difference, leftover
from pipeline.compare.sides import Mention, Side
from pipeline.text.citations import citations
from pipeline.text.numbering import circled_number, han_number, letter_number, roman_number

_INLINE = re.compile(
    r"(?<![A-Za-z\d)）款条项段节第])(?<!\d )"
    r"[(（](?P<inside>[a-z]{1,4}|[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"(?!\s*(?:[,;.，；。、)）和或至及号]|(?:and|or|to)\s*[(（]|of\b|above\b|below\b|项|目|款|分?段|节))"
    r"|(?<![\d)）款条段])[㈠-㈩](?!\s*(?:项|目|款|分?段|节|、|和|或|至|及))"
)
_CITED = re.compile(r"(?:paragraphs?|articles?|items?|sections?|clauses?|subparagraphs?)\s*$", re.I)
_ITEM_ROLES = frozenset({"item", "subitem"})


def compare_items(zh: Side, en: Side) -> Difference:
    """Items that one side numbers and the other does not: those that stand in running text, and
    those that are paragraphs of the bead. A single one is no list."""
    chinese, english = tuple(_items(zh)), tuple(_items(en))
    if max(len(chinese), len(english)) < 2 or not (chinese and english):
        return NONE
    return Difference(leftover(chinese, english), leftover(english, chinese))


def _items(side: Side) -> Iterator[Mention]:
    at = 0
    for paragraph, piece in zip(side.paragraphs, side.pieces, strict=True):
        if paragraph.role in _ITEM_ROLES and paragraph.label and paragraph.number:
            yield Mention(str(_value(paragraph.number[-1])), at, at + len(piece))
        cited = [(c.start, c.end) for c in citations(piece, side.lang)] if "(" in piece else []
        for found in _INLINE.finditer(piece):
            value = _value(found["inside"] or found.group())
            if any(start <= found.start() < end for start, end in cited):
                continue
            if value and not _CITED.search(piece[max(0, found.start() - 14) : found.start()]):
                yield Mention(str(value), at + found.start(), at + found.end())
        at += len(piece) + (0 if side.lang == "zh" else 1)


def _value(printed: str) -> int:
    """The place in its list: 2 for (b), ㈡, (ii), (二)."""
    if printed.isdecimal():
        return int(printed)
    is_roman = len(printed) > 1 or printed in "ivx"
    return (
        circled_number(printed)
        or han_number(printed)
        or (roman_number(printed) if is_roman else 0)
        or letter_number(printed)
    )
