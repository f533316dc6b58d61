"""Provisions and resolutions that differ."""

import re
from collections.abc import Sequence

from pipeline.compare.matching import Difference
from pipeline.compare.sides import Mention, Side
from pipeline.text.citations import citations
from pipeline.text.figures import figures, generous_values
from pipeline.text.numbering import letter_number, roman_number

_SERIAL = re.compile(
    r"(?<![\w/.-])(?:(?:ES|S)-)?\d{1,3}/\d{1,3}(?![\d/])|(?<![\w/])\d{1,4}\s?\((?:(?:19|20)\d\d|[IVXL]+)\)",
    re.ASCII,
)
"""Number of a resolution or decision: ``79/243``, ``ES-11/1``, ``2482 (2019)``, ``217 (III)``."""
_PROVISION = re.compile(r"\d+(?:\(\w+\))*$", re.ASCII)


_DOCUMENTS = frozenset({"RES", "DEC", "SYMBOL"})
"""What ``_SERIAL`` and the rule for symbols look after."""


def compare_citations(zh: Side, en: Side) -> Difference:
    """Numbers of provisions and of resolutions that one side names and the other does not.

    What both sides miss of each other differs; what one side alone seems to name may be written
    on the other in a way that is not read, and differs where the other lacks its figures.
    """
    serials = _one_sided(_serials(zh), _serials(en), zh, en)
    provisions = _one_sided(_provisions(zh), _provisions(en), zh, en)
    return Difference(serials.zh + provisions.zh, serials.en + provisions.en)


def citation_mentions(side: Side) -> tuple[Mention, ...]:
    """The numbers of resolutions and of provisions that a side names."""
    return _serials(side) + _provisions(side)


def _one_sided(
    chinese: Sequence[Mention], english: Sequence[Mention], zh: Side, en: Side
) -> Difference:
    only_zh, only_en = _unanswered(chinese, english), _unanswered(english, chinese)
    if only_zh and only_en:
        return Difference(only_zh, only_en)
    return Difference(_without_figures(only_zh, zh, en), _without_figures(only_en, en, zh))


def _unanswered(own: Sequence[Mention], other: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of ``own`` that ``other`` has neither alike nor more or less exactly: an
    article agrees with a paragraph of it."""
    held = {m.value for m in other}
    return tuple(
        m
        for m in own
        if m.value not in held
        and not any(v.startswith(m.value + "(") or m.value.startswith(v + "(") for v in held)
    )


def _serials(side: Side) -> tuple[Mention, ...]:
    return tuple(
        Mention(re.sub(r"\s|^E?S-", "", m.group()), m.start(), m.end())
        for m in _SERIAL.finditer(side.text)
    )


def _provisions(side: Side) -> tuple[Mention, ...]:
    """Articles with what stands below them, whatever instrument they belong to: the languages
    often name it in one and leave it out in the other."""
    return tuple(
        Mention(_counted(c.provision), c.start, c.end)
        for c in citations(side.text, side.lang)
        if _PROVISION.match(c.provision) and c.instrument not in _DOCUMENTS
    )


def _counted(provision: str) -> str:
    """``provision`` with its letters counted, since ㈢ stands for (c) and for (iii) alike."""
    return re.sub(r"(?<=\()[a-z]+(?=\))", lambda m: str(_value(m.group())), provision)


def _value(item: str) -> int:
    is_roman = len(item) > 1 or item in "ivx"
    return (roman_number(item) if is_roman else 0) or letter_number(item)


def _without_figures(own: Sequence[Mention], side: Side, other: Side) -> tuple[Mention, ...]:
    """Those of ``own`` that print a figure whose value ``other`` does not hold."""
    held = generous_values(other.text, other.lang) if own else frozenset()
    return tuple(
        m
        for m in own
        if any(f.value not in held for f in figures(side.text[m.start : m.end], side.lang))
    )
