"""Figures that differ."""

import re
from collections.abc import Sequence

from pipeline.compare.citations import citation_mentions
from pipeline.compare.dates import date_mentions
from pipeline.compare.matching import NONE, Difference, leftover
from pipeline.compare.sides import Mention, Side
from pipeline.text.figures import figures, generous_values, written_values

_AFTER_PUNCTUATION = re.compile(r"[，；、。,;]\s?\d{1,3}(?=\s|$|[、，；。,;.《])")
_AFTER_TITLE = re.compile(r"[》”)）]\s?\d{1,3}(?![\d年月日个名条段项次届号周天%,.-])")
_AT_THE_START = re.compile(r"\d{1,2}\s")


def compare_numbers(zh: Side, en: Side) -> Difference:
    """Figures outside dates and citations whose value the other side does not hold in any
    writing; and, where both sides print as many figures, those that stand for one another.

    One is passed over, since English writes 设立1个员额 as "a post".
    """
    chinese, english = _mentions(zh), _mentions(en)
    rest_zh, rest_en = leftover(chinese, english), leftover(english, chinese)
    if not rest_zh and not rest_en:
        return NONE
    only_zh, only_en = _absent(rest_zh, en), _absent(rest_en, zh)
    if not (only_zh or only_en) and len(chinese) == len(english):
        if rest_zh and not (_written(rest_zh, en) or _written(rest_en, zh)):
            return Difference(rest_zh, rest_en)
        return NONE
    return Difference(only_zh, only_en)


def _mentions(side: Side) -> tuple[Mention, ...]:
    taken = {(m.start, m.end) for m in (*date_mentions(side), *citation_mentions(side))}
    return tuple(
        Mention(f"{f.value:f}", f.start, f.end)
        for f in figures(side.text, side.lang)
        if not any(start <= f.start < end for start, end in taken)
        and not _is_apparatus(side, f.start)
        and f.value != 1
    )


def _is_apparatus(side: Side, start: int) -> bool:
    """Whether a figure can only be the call of a footnote or the number of the paragraph that the
    file does not mark as one: it follows punctuation or a title, and counts nothing."""
    text = side.text
    if start == 0:
        return side.lang == "zh" and bool(_AT_THE_START.match(text))
    before = start - (2 if text[start - 1].isspace() and start > 1 else 1)
    return bool(_AFTER_PUNCTUATION.match(text, before) or _AFTER_TITLE.match(text, before))


def _absent(own: Sequence[Mention], other: Side) -> tuple[Mention, ...]:
    held = {f"{v:f}" for v in generous_values(other.text, other.lang)} if own else set()
    return tuple(m for m in own if m.value not in held)


def _written(own: Sequence[Mention], other: Side) -> bool:
    """Whether one of ``own`` stands in ``other`` in words."""
    held = {f"{v:f}" for v in written_values(other.text, other.lang)}
    return any(m.value in held for m in own)
