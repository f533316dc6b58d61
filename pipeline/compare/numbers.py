"""Figures that differ."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.compare.citations import citation_mentions
from pipeline.compare.dates import date_mentions
from pipeline.compare.matching import NONE, Difference, exchanged, leftover
from pipeline.compare.sides import Mention, Side
from pipeline.text.figures import figures, generous_values, written_values

_AFTER_PUNCTUATION = re.compile(r"(?<!\d)[，；、。,;]\s?\d{1,3}(?=\s|$|[、，；。,;.《])")
_AFTER_TITLE = re.compile(r"[》”)）]\s?\d{1,3}(?![\d年月日个名条段项次届号周天%,.-])")
_JOB_NUMBER = re.compile(r"(?:\d{1,3}\s)?(?<![\d-])\d{2}-\d{5}(?![\d-])(?:\s\d{1,3}(?!\S))?")
"""The job number of a page with the number of the page, where a file runs them into the text."""
_HYPHENED = re.compile(r"\d-\d{5}")
_AT_THE_START = re.compile(r"\d{1,2}\s")


def compare_numbers(zh: Side, en: Side) -> Difference:
    """Figures outside dates and citations whose value the other side does not hold in any
    writing; and, where both sides print as many figures outside dates, those that stand for one
    another.

    One is passed over, since English writes 设立1个员额 as "a post".
    """
    chinese, english = _undated(zh), _undated(en)
    if Counter(m.value for m in chinese) == Counter(m.value for m in english):
        return NONE
    own_zh, own_en = _uncited(chinese, zh), _uncited(english, en)
    only_zh = _absent(leftover(own_zh, own_en), en)
    only_en = _absent(leftover(own_en, own_zh), zh)
    if only_zh or only_en:
        return Difference(only_zh, only_en)
    swapped = exchanged(chinese, english)
    rest_zh, rest_en = _uncited(swapped.zh, zh), _uncited(swapped.en, en)
    if not (rest_zh and rest_en) or _written(swapped.zh, en) or _written(swapped.en, zh):
        return NONE
    return Difference(rest_zh, rest_en)


def figure_mentions(side: Side) -> tuple[Mention, ...]:
    """The figures of a side that are no part of a date or a citation."""
    return _uncited(_undated(side), side)


def _undated(side: Side) -> tuple[Mention, ...]:
    """The figures of a side that are no part of a date."""
    return _outside(
        tuple(
            Mention(f"{f.value:f}", f.start, f.end)
            for f in figures(side.text, side.lang)
            if f.value != 1 and not _is_apparatus(side, f.start)
        ),
        (*date_mentions(side), *_job_numbers(side)),
    )


def _job_numbers(side: Side) -> Iterator[Mention]:
    if not _HYPHENED.search(side.text):  # told in a tenth of the time
        return iter(())
    return (Mention("", m.start(), m.end()) for m in _JOB_NUMBER.finditer(side.text))


def _uncited(mentions: Sequence[Mention], side: Side) -> tuple[Mention, ...]:
    """Those of ``mentions`` that are no part of a citation."""
    return _outside(mentions, citation_mentions(side)) if mentions else ()


def _outside(mentions: Sequence[Mention], taken: Sequence[Mention]) -> tuple[Mention, ...]:
    spans = {(m.start, m.end) for m in taken}
    return tuple(m for m in mentions if not any(a <= m.start < b for a, b in spans))


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
