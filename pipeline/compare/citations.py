"""Provisions and resolutions that differ."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.compare.matching import Difference, exchanged
from pipeline.compare.sides import Mention, Side
from pipeline.text.citations import citations
from pipeline.text.figures import figures, generous_values
from pipeline.text.numbering import letter_number, roman_number
from pipeline.text.symbols import SYMBOL

_SERIAL = re.compile(
    r"(?<![\w/.-])(?:(?:ES|S)-)?\d{1,3}/\d{1,3}(?![\d/])|(?<![\w/])\d{1,4}\s?\((?:(?:19|20)\d\d|[IVXL]+)\)",
    re.ASCII,
)
"""Number of a resolution or decision: ``79/243``, ``ES-11/1``, ``2482 (2019)``, ``217 (III)``."""
ACT = re.compile(r"/(?:RES|DEC)/(?=\d)")
"""What stands before the number in the symbol of a resolution or decision."""
_PROVISION = re.compile(r"\d+(?:\(\w+\))*$", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)


_DOCUMENTS = frozenset({"RES", "DEC", "SYMBOL"})
"""What ``_SERIAL``, ``ACT`` and the rule for symbols look after."""
_YEAR = re.compile(r"\(\d{4}\)$")


def compare_citations(zh: Side, en: Side) -> Difference:
    """Numbers of provisions and of resolutions that one side names and the other does not.

    What both sides miss of each other differs; what one side alone seems to name may be written
    on the other in a way that is not read, and differs where the other lacks its figures.
    """
    serials = _one_sided(*_with_years(zh, en), zh, en)
    provisions = _one_sided(_provisions(zh), _provisions(en), zh, en)
    return Difference(serials.zh + provisions.zh, serials.en + provisions.en)


def citation_mentions(side: Side) -> tuple[Mention, ...]:
    """The numbers of resolutions and of provisions that a side names."""
    return _serials(side) + _provisions(side)


def _one_sided(
    chinese: Sequence[Mention], english: Sequence[Mention], zh: Side, en: Side
) -> Difference:
    only_zh, only_en = _unanswered(chinese, english), _unanswered(english, chinese)
    if (only_zh and only_en) or not (only_zh or only_en):
        return Difference(only_zh, only_en)
    found = Difference(_without_figures(only_zh, zh, en), _without_figures(only_en, en, zh))
    return found or exchanged(chinese, english)


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
    found = [(m.group(), m.start(), m.end()) for m in _SERIAL.finditer(side.text)]
    for m in SYMBOL.finditer(side.text):
        if act := ACT.search(m.group()):
            found.append((m.group()[act.end() :], m.start(), m.end()))
    return tuple(
        Mention(re.sub(r"\s|^E?S-", "", printed), start, end)
        for printed, start, end in sorted(found, key=lambda f: f[1])
    )


def _with_years(zh: Side, en: Side) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The resolutions of both sides, less those of one side that the other names without their
    year: *resolution 1701*, 第1701(2006)号决议."""
    chinese, english = _serials(zh), _serials(en)
    held_zh, held_en = ({m.value for m in found} for found in (chinese, english))
    return (
        tuple(m for m in chinese if not _is_bare(m.value, held_en, en.text)),
        tuple(m for m in english if not _is_bare(m.value, held_zh, zh.text)),
    )


def _is_bare(serial: str, held: set[str], text: str) -> bool:
    """Whether ``text``, which names ``held``, has the number of ``serial`` with no year at all."""
    number = _YEAR.sub("", serial)
    if number == serial or any(h.startswith(number + "(") for h in held):
        return False
    return bool(re.search(rf"(?<![\d/(]){number}(?![\d/])", text))


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
    return re.sub(r"(?<=\()[A-Za-z]+(?=\))", lambda m: str(_value(m[0].lower())), provision)


def _value(item: str) -> int:
    is_roman = len(item) > 1 or item in "ivx"
    return (roman_number(item) if is_roman else 0) or letter_number(item)


def _without_figures(own: Sequence[Mention], side: Side, other: Side) -> tuple[Mention, ...]:
    """Those of ``own`` that name a figure, in whatever writing, whose value ``other`` lacks."""
    held = generous_values(other.text, other.lang) if own else frozenset()
    return tuple(
        m
        for m in own
        if any(f.value not in held for f in figures(side.text[m.start : m.end], side.lang))
        or any(Decimal(n) not in held for n in _NUMBER.findall(m.value))
    )
