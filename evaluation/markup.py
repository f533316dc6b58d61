"""AKN4UN read for itself: what its elements and numbers say of every printed paragraph.

This is the yardstick for the reader and the segmenter and shares no code with them but the way in
which a path is written: ``<num>``, the nesting of lists, ``eId``, element names and classes are
taken as they stand. Where a number stands in the words alone, the words are read for it and the
paragraph is marked so. Chapters, sections and articles are no part of a path here: the mark-up
has no element for them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from evaluation.markup_numbers import ANNEX, NUMBER, Kind, Printed, key, with_paths

_OWN = {"embeddedStructure", "mod", "table", "blockList", "list", "heading", "subheading"}
_HEAD_TAGS = {"heading", "subheading", "subhheading", "crossHeading"}
_HEAD_CLASS = re.compile(r"(?:HCh|H1|H23|H4)(?:GC?)?$")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class _At:
    kind: Kind = "text"
    eid: str = ""
    style: str = ""
    above: tuple[str, ...] = ()


def printed(path: Path) -> tuple[Printed, ...]:
    """Every printed paragraph of an AKN4UN file, footnotes last."""
    root = etree.parse(str(path)).getroot()
    walk = _Walk()
    for child in root:
        walk.visit(child, _At())
    eids = Counter(e.get("eId") for e in root.iter() if isinstance(e.tag, str) and e.get("eId"))
    lines = [replace(p, repeats=eids[p.eid] > 1) for p in (*walk.lines, *walk.notes)]
    return tuple(with_paths([p for p in lines if key(p.text)]))


class _Walk:
    def __init__(self) -> None:
        self.lines: list[Printed] = []
        self.notes: list[Printed] = []
        self._number = ""

    def visit(self, element: etree._Element, at: _At) -> None:
        tag = _tag(element)
        if tag in {"", "meta"}:
            return
        at = replace(at, eid=element.get("eId") or at.eid)
        if tag == "num":
            self._number = "".join(self._words(element)).strip()
        elif tag == "tr":
            cells = ("".join(self._words(cell)).strip() for cell in element)
            self._add("\t".join(cells).strip(), replace(at, kind="table"))
        elif tag in _HEAD_TAGS or tag in {"p", "listIntroduction"}:
            self._line(element, self._inner(element, tag, at))
        elif tag == "docNumber" and at.kind == "part":
            self._add("".join(self._words(element)), at)
        else:
            inner = self._inner(element, tag, at)
            number = self._number
            for child in element:
                self.visit(child, inner)
                if _tag(child) == "num" and tag not in {"section", "title"}:
                    number = self._number
                    inner = replace(inner, above=(*at.above, number))
            if self._number and tag in {"paragraph", "section", "title", "point", "item"}:
                self._add("", inner)

    def _inner(self, element: etree._Element, tag: str, at: _At) -> _At:
        zones: dict[str, Kind] = {
            "coverPage": "masthead", "preface": "title", "preamble": "preambular",
            "mainBody": "text", "conclusions": "signature",
        }  # fmt: skip
        around = [_tag(a) for a in element.iterancestors()][:2]
        if tag == "preface" and "component" in around:
            return replace(at, kind="part")
        if tag == "formula" or (tag == "container" and element.get("name") == "formula"):
            return replace(at, kind="formula")
        if tag in _HEAD_TAGS:
            return replace(at, kind="heading")
        style = (element.get("class") or "") if tag == "paragraph" else at.style
        return replace(at, kind=zones.get(tag, at.kind), style=style)

    def _line(self, element: etree._Element, at: _At) -> None:
        bold = _is_bold(element)
        rest = replace(at, kind="title") if at.kind == "part" else at
        pieces: list[str] = []
        for piece in self._pieces(element, at):
            if isinstance(piece, str):
                pieces.append(piece)
                continue
            self._add("".join(pieces), rest, bold)
            pieces = []
            if piece is not None:
                self.visit(piece, at)
        self._add("".join(pieces), rest, bold)

    def _pieces(self, element: etree._Element, at: _At) -> Iterator[str | etree._Element | None]:
        """Text, and elements that are printed on lines of their own; None breaks the line."""
        yield element.text or ""
        for child in element:
            tag = _tag(child)
            if tag == "authorialNote":
                self._note(child)
            elif tag in _OWN or (tag == "docNumber" and at.kind == "part"):
                yield child
            elif tag == "eol":
                yield None if at.kind == "signature" else " "
            elif tag:
                yield from self._pieces(child, at)
            yield child.tail or ""

    def _words(self, element: etree._Element) -> Iterator[str]:
        for piece in self._pieces(element, _At()):
            if isinstance(piece, str):
                yield piece
            elif piece is not None:
                yield from self._words(piece)

    def _note(self, note: etree._Element) -> None:
        marker = note.get("marker") or ""
        words = "".join(self._words(note))
        self.notes.append(Printed("footnote", words, (f"fn.{marker}",), note.get("eId") or ""))

    def _add(self, text: str, at: _At, bold: bool = False) -> None:
        if not key(text) and not self._number:
            return
        number, self._number = self._number, ""
        kind = at.kind
        bare = key(text.strip().partition("\n")[0]).lower()
        if kind == "text" and (_HEAD_CLASS.match(at.style) or (bold and not number)):
            kind = "heading"
        if kind in {"text", "heading"} and ANNEX.match(bare):
            kind = "annex"
        repeated = bool(number) and key(text).startswith(key(number))
        text = _UNSEEN.sub("", text).strip()
        whole = text if repeated or not number else f"{number} {text}"
        found = NUMBER.match(whole) if kind in {"text", "preambular"} else None
        if number and kind == "preambular" and not found:
            kind = "text"
        if found:
            kind = "numbered"
        above = at.above[:-1] if number else at.above
        label = found.group(1) if found else ""
        self.lines.append(
            Printed(kind, whole, (), at.eid, False, bool(found) and not number, label, above)
        )


def _is_bold(element: etree._Element) -> bool:
    inner = list(element)
    if len(inner) != 1 or (element.text or "").strip() or (inner[0].tail or "").strip():
        return False
    return "bold" in (inner[0].get("class") or "")


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
