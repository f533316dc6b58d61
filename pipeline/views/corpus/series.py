"""Series of symbols that count on, and the numbers of them that are not held.

Documents of an organ and session are numbered from 1 in the order in which they come (UN Editorial
Manual, "Document symbols"), so that a number between two that are held was given to some text. What
comes before the lowest or after the highest is not known from symbols and is left out. Addenda,
corrigenda and revisions have no number of their own, and a bare year at the end is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.text.symbols import edition_of, is_symbol, natural

_NUMBERED = re.compile(
    r"(?P<stem>.*/(?:[A-Z]{1,4}\.)?)(?P<number>\d{1,6})"
    r"(?P<of>\s\((?:\d{4}|[IVXL]+|[A-Z]-[IVXL]+)\))?(?:\s[A-Z](?:-[A-Z])?)?"
)
_YEARS = range(1945, 2100)
_IN_BLOCKS = "A/DEC/"
_LAST_BLOCK = 501
"""Decisions of the General Assembly are numbered in blocks: those on elections and appointments
from 401 (in older sessions 301), all others from 501 (401), so that nothing need stand between two
blocks."""


@dataclass(frozen=True, slots=True)
class Series:
    """The texts whose symbols begin with ``stem`` and end in a number; ``key`` names the series:
    its stem, with the first number of the block where there are several. ``held`` are the numbers
    held in any language, ``zh`` and ``en`` those held in each, all ascending."""

    key: str
    stem: str
    held: tuple[int, ...]
    zh: tuple[int, ...]
    en: tuple[int, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers between the lowest and the highest held that are held in no language."""
        held = set(self.held)
        return tuple(n for n in range(self.held[0], self.held[-1]) if n not in held)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a symbol stands: in which series, by its key and stem, with which number."""

    key: str
    stem: str
    number: int


def place_in_series(symbol: str) -> Place | None:
    """The place of a symbol: ``A/RES/79/243`` is 243 of ``A/RES/79/``, ``S/RES/2482 (2019)`` 2482
    of ``S/RES/``, ``A/C.3/79/L.5`` 5 of ``A/C.3/79/L.``. None for a symbol that is not counted on:
    an addendum, a year, two symbols in one, a name."""
    found = _NUMBERED.fullmatch(symbol)
    if not found or edition_of(symbol) or not is_symbol(symbol):
        return None
    number = int(found["number"])
    if found["stem"].endswith("/") and not found["of"] and number in _YEARS:
        return None
    stem = found["stem"]
    if not stem.startswith(_IN_BLOCKS):
        return Place(stem, stem, number)
    first = min((number - 1) // 100 * 100 + 1, _LAST_BLOCK)
    return Place(f"{stem}{first}", stem, number)


def series_of(held: Iterable[tuple[str, str]]) -> tuple[Series, ...]:
    """The series of ``held``, which are symbols each with its language, in order; those of which
    two numbers at least are held."""
    numbers: dict[Place, dict[int, set[str]]] = {}
    for symbol, lang in held:
        if place := place_in_series(symbol):
            series = replace(place, number=0)
            numbers.setdefault(series, {}).setdefault(place.number, set()).add(lang)
    return tuple(
        Series(
            series.key,
            series.stem,
            tuple(sorted(found)),
            tuple(sorted(n for n, langs in found.items() if "zh" in langs)),
            tuple(sorted(n for n, langs in found.items() if "en" in langs)),
        )
        for series, found in sorted(numbers.items(), key=lambda item: natural(item[0].key))
        if len(found) > 1
    )


def spans(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Ascending ``numbers`` as first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)
