"""What the styles of a document say of a paragraph or a run, through the styles they rest on."""

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from pipeline import lexicon
from pipeline.readers.docx.names import W, child, switch, value, whole

_HEADING = re.compile(r"heading ?([1-9])$")
_PUNCTUATION = re.compile(r"[^a-z0-9]")
_BODY_LEVEL = 9
_LONGEST_CHAIN = 40


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed: hidden, in capitals, raised as a note call is; ``font`` its own."""

    hidden: bool = False
    capitals: bool = False
    raised: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The list a paragraph belongs to; ``level`` None where its styles leave it to the list, which
    then names one of them at the level."""

    num: str
    level: int | None
    styles: tuple[str, ...] = ()


class Styles:
    """The styles part, or none; unknown names are styles without properties."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = () if root is None else tuple(root.iter(W + "style"))
        self._styles = {e.get(W + "styleId") or "": e for e in elements}
        self._default = next((i for i, e in self._styles.items() if _is_default(e)), "")
        self._run_defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._levels: dict[str, int] = {}
        self._listings: dict[str, Listing | None] = {}
        self._looks: dict[tuple[str, str], Look] = {}

    def of(self, paragraph: etree._Element | None) -> str:
        """The id of the style that the paragraph properties name, else that of the default."""
        return value(paragraph, "pStyle") or self._default

    def name(self, style: str) -> str:
        """The name that people see, in small letters; the id where a style has no name."""
        element = self._styles.get(style)
        return ((None if element is None else value(element, "name")) or style).lower()

    def level(self, style: str, paragraph: etree._Element | None) -> int:
        """Depth of a heading from 1, 0 for running text. Styles of the UN templates go by a table,
        since their outline levels do not tell a chapter from a section."""
        if style not in self._levels:
            self._levels[style] = self._style_level(style)
        own = whole(value(paragraph, "outlineLvl"))
        if own is not None and not self._levels[style]:
            return 0 if own >= _BODY_LEVEL else own + 1
        return self._levels[style]

    def listing(self, style: str) -> Listing | None:
        """The list that the style, or one it rests on, puts a paragraph into."""
        if style not in self._listings:
            self._listings[style] = self._style_listing(style)
        return self._listings[style]

    def _style_listing(self, style: str) -> Listing | None:
        level: int | None = None
        passed: list[str] = []
        for name, element in self._chain(style):
            passed.append(name)
            properties = child(element, "pPr", "numPr")
            if level is None:
                level = whole(value(properties, "ilvl"))
            number = value(properties, "numId")
            if number is not None:
                return Listing(number, level, tuple(passed))
        return None

    def numbers(self, style: str) -> str:
        """The list that a numbering style stands for, or ``""``."""
        found = self.listing(style)
        return found.num if found else ""

    def look(self, run: etree._Element | None, paragraph_style: str) -> Look:
        """How a run with the properties ``run`` is printed in a paragraph of that style."""
        named = value(run, "rStyle") or ""
        key = (named, paragraph_style)
        if key not in self._looks:
            self._looks[key] = self._style_look(named, paragraph_style)
        base = self._looks[key]
        if run is None or not len(run):
            return base
        return Look(
            _either(switch(run, "vanish"), base.hidden),
            _either(switch(run, "caps"), base.capitals),
            _either(_raised(run), base.raised),
            _font(run) or base.font,
        )

    def _style_look(self, named: str, paragraph_style: str) -> Look:
        elements = [child(e, "rPr") for _, e in self._chain(named)]
        elements += [child(e, "rPr") for _, e in self._chain(paragraph_style)]
        elements.append(self._run_defaults)
        return Look(
            next((s for e in elements if (s := switch(e, "vanish")) is not None), False),
            next((s for e in elements if (s := switch(e, "caps")) is not None), False),
            next((s for e in elements if (s := _raised(e)) is not None), False),
            next((f for e in elements if (f := _font(e))), ""),
        )

    def _style_level(self, style: str) -> int:
        table = _heading_levels()
        for name, element in self._chain(style):
            printed = self.name(name)
            heading = _HEADING.match(printed)
            if heading:
                return int(heading.group(1))
            for known in (printed, name.lower()):
                bare = _PUNCTUATION.sub("", known)
                level = table.get(bare, table.get(bare.removesuffix("c").removesuffix("g")))
                if level is not None:
                    return level
            outline = whole(value(element, "pPr", "outlineLvl"))
            if outline is not None:
                return 0 if outline >= _BODY_LEVEL else outline + 1
        return 0

    def _chain(self, style: str) -> list[tuple[str, etree._Element]]:
        """The style and those it rests on, nearest first; circles and long chains are cut."""
        found: dict[str, etree._Element] = {}
        while style in self._styles and style not in found and len(found) < _LONGEST_CHAIN:
            found[style] = self._styles[style]
            style = value(found[style], "basedOn") or ""
        return list(found.items())


@cache
def _heading_levels() -> dict[str, int]:
    return {row["style"]: int(row["level"]) for row in lexicon.rows("heading_styles")}


def _is_default(style: etree._Element) -> bool:
    of_paragraphs = style.get(W + "type") == "paragraph"
    return of_paragraphs and (style.get(W + "default") or "0").lower() in {"1", "true", "on"}


def _either(own: bool | None, inherited: bool) -> bool:
    return inherited if own is None else own


def _raised(run: etree._Element | None) -> bool | None:
    found = value(run, "vertAlign")
    return None if found is None else found == "superscript"


def _font(run: etree._Element | None) -> str:
    fonts = child(run, "rFonts")
    return "" if fonts is None else fonts.get(W + "ascii") or ""
