"""Automatic list numbers as Word prints them, from ``numbering.xml`` (ISO/IEC 29500-1, 17.9).

A paragraph names a list (``numId``) and a level. Lists made from one definition share their
counters, so that a list taken up again goes on; a list that overrides a start begins anew once.
"""

import re
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.readers.docx.names import VAL, W, child, switch, value, whole
from pipeline.readers.docx.numerals import numeral
from pipeline.readers.docx.styles import Listing, Styles
from pipeline.readers.docx.symbols import printable

_DEEPEST = 9
_PLACE = re.compile(r"%([1-9])")
_NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class _Level:
    """``restart`` counts levels from 1: the level restarts below that one and those above it;
    None restarts it below every higher level, 0 never."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    font: str = ""
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A list: its definition and what it overrides, by level."""

    definition: str
    starts: dict[int, int]
    levels: dict[int, _Level]


class Numbering:
    """Counts the lists of one document; ``number`` must be called once a paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            for element in root.iter(W + "abstractNum"):
                self._define(element)
            for element in root.iter(W + "num"):
                self._lists[element.get(W + "numId") or ""] = _read_list(element)

    def number(self, paragraph: etree._Element | None, style: str) -> str:
        """The number that opens the paragraph, with what parts it from the words; ``""`` for a
        paragraph that is in no list. A bullet is printed as one."""
        listing = self._listing(paragraph, style)
        found = self._lists.get(listing.num) if listing else None
        if listing is None or found is None:
            return ""
        name, levels = self._resolved(found.definition)
        depth = listing.level
        if depth is None:
            named = {v.paragraph_style: i for i, v in levels.items()}
            depth = next((named[s] for s in listing.styles if s in named), 0)
        levels = levels | found.levels
        if depth not in levels:
            return ""
        counts = self._count(name, listing.num, depth, levels, found.starts)
        return _printed(depth, levels, counts)

    def _listing(self, paragraph: etree._Element | None, style: str) -> Listing | None:
        properties = child(paragraph, "numPr")
        inherited = self._styles.listing(style)
        num = value(properties, "numId")
        level = whole(value(properties, "ilvl"))
        if num is not None:
            found = Listing(num, level if level is not None else 0)
            if level is None and inherited and inherited.num == num:
                found = inherited
        elif inherited is not None:
            found = inherited if level is None else replace(inherited, level=level)
        else:
            return None
        return None if found.num == _NO_LIST else found

    def _resolved(self, definition: str) -> tuple[str, dict[int, _Level]]:
        """The definition's name and levels, through the list style that it may stand for."""
        passed = {definition}
        while definition in self._links:
            target = self._lists.get(self._styles.numbers(self._links[definition]))
            if target is None or target.definition in passed:
                break
            definition = target.definition
            passed.add(definition)
        return definition, self._definitions.get(definition, {})

    def _count(
        self, name: str, num: str, depth: int, levels: dict[int, _Level], starts: dict[int, int]
    ) -> list[int | None]:
        counts = self._counts.setdefault(name, [None] * _DEEPEST)
        if depth in starts and (num, depth) not in self._begun:
            counts[depth] = None
        self._begun.add((num, depth))
        for above in range(depth):
            if counts[above] is None and above in levels:
                counts[above] = _start(above, levels, starts)
        last = counts[depth]
        counts[depth] = _start(depth, levels, starts) if last is None else last + 1
        for deeper in range(depth + 1, _DEEPEST):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or depth < restart:
                counts[deeper] = None
        return counts

    def _define(self, element: etree._Element) -> None:
        name = element.get(W + "abstractNumId") or ""
        self._definitions[name] = _read_levels(element)
        link = value(element, "numStyleLink")
        if link:
            self._links[name] = link


def _printed(depth: int, levels: dict[int, _Level], counts: list[int | None]) -> str:
    level = levels[depth]
    if level.hidden or (level.style == "none" and not level.text):
        return ""
    if level.style == "bullet":
        text = printable(level.text, level.font) or "•"
    else:
        text = _PLACE.sub(lambda m: _one(int(m[1]) - 1, level, levels, counts), level.text)
    if not text.strip():
        return ""
    return text if level.suffix == "nothing" else f"{text} "


def _one(at: int, level: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    """The number that stands for ``%n`` in the text of ``level``."""
    if at not in levels:
        return ""
    count = counts[at]
    style = "decimal" if level.legal else levels[at].style
    return numeral(levels[at].start if count is None else count, style)


def _start(depth: int, levels: dict[int, _Level], starts: dict[int, int]) -> int:
    return starts[depth] if depth in starts else levels[depth].start


def _read_list(element: etree._Element) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in element.iter(W + "lvlOverride"):
        depth = whole(override.get(W + "ilvl"))
        start = whole(value(override, "startOverride"))
        if depth is None or not 0 <= depth < _DEEPEST:
            continue
        if start is not None:
            starts[depth] = start
        levels |= _read_levels(override)
    return _List(value(element, "abstractNumId") or "", starts, levels)


def _read_levels(element: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in element.iter(W + "lvl"):
        depth = whole(level.get(W + "ilvl"))
        if depth is not None and 0 <= depth < _DEEPEST:
            levels[depth] = _read_level(level)
    return levels


def _read_level(element: etree._Element) -> _Level:
    start = whole(value(element, "start"))
    fonts = child(element, "rPr", "rFonts")
    return _Level(
        start=1 if start is None else start,
        style=_style(element),
        text=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        restart=whole(value(element, "lvlRestart")),
        legal=bool(switch(element, "isLgl")),
        hidden=bool(switch(child(element, "rPr"), "vanish")),
        font="" if fonts is None else fonts.get(W + "ascii") or "",
        paragraph_style=value(element, "pStyle") or "",
    )


def _style(level: etree._Element) -> str:
    """The number format; a custom one ("001, 002") stands beside a usual one as its fallback."""
    found = [e.get(VAL) or "decimal" for e in level.iter(W + "numFmt")]
    return next((style for style in found if style != "custom"), "decimal")
