"""AKN4UN mark-up, the XML in which the United Nations publishes resolutions and decisions.

Every printed paragraph becomes one block: a list gives its introduction and each of its items by
itself. The mark-up is uneven: annexes stand in ``<attachments>`` or run on in ``<mainBody>``,
headings are elements or paragraphs of a heading style, numbers are ``<num>`` or plain text. So
the walk goes by what is printed and uses the elements where they say more.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from lxml import etree

from pipeline.errors import Binary, Unreadable
from pipeline.readers.akn_meta import AKN, read_metadata
from pipeline.readers.akn_text import Line, Run, flat, joined, local_name, numbered
from pipeline.readers.builder import DocumentBuilder
from pipeline.records import BlockKind, Document, Given

_Zone = Literal["masthead", "title", "preambular", "text", "signature"]
_ZONES: dict[str, _Zone] = {
    "coverPage": "masthead",
    "preface": "title",
    "preamble": "preambular",
    "mainBody": "text",
    "conclusions": "signature",
}
_HEADINGS = frozenset({"heading", "subheading", "subhheading"})
_LINES = frozenset({"p", "crossHeading", "listIntroduction", *_HEADINGS})
_OWN_LINE = frozenset({"embeddedStructure", "mod", "table", "blockList", "list", *_HEADINGS})
"""Elements that stand inside a ``<p>`` and yet are printed on lines of their own."""

_WHOLE = frozenset({"a", "authorialNote", "sup"})
_DEEPENING = frozenset({"section", "part", "title", "subsection"})
_STYLE_LEVELS = {"HCh": 1, "H1": 2, "H23": 3, "H4": 4}
_STYLE = re.compile(r"(HCh|H1|H23|H4)(?:GC?)?$")
_ANNEX = re.compile(
    r"(?:Annex|Appendix|Attachment)(?: (?:[IVX]+|[A-Z]|\d+))?\.?$"
    r"|(?:附件|附录|附文)\s?(?:[一二三四五六七八九十]+|[A-Z]|\d+)?$"
)
_SENTENCE_END = re.compile(r"[.,;:。，；：、][)\]）\"'”’」』》]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_HEADING_NUMBER = re.compile(r"(?:[A-Z]|[IVX]+|[一二三四五六七八九十]+)\.?$")
_PARAGRAPH_NUMBER = re.compile(r"\d{1,3}\.(?!\d)")
_BULLET = re.compile(r"\W+$")
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the document the walk is; ``style`` is the class of the paragraph around it."""

    zone: _Zone = "text"
    element: str = ""
    eid: str = ""
    style: str = ""
    depth: int = 0
    embedded: bool = False


def read_akn(name: str, content: bytes, given: Given, sha256: str) -> Document:
    """Read one AKN4UN file; a publication of several texts under one symbol is one document.

    Raises ``Unreadable`` for broken XML, ``Binary`` for XML of another kind, ``Empty``, and
    ``InputError`` for a language other than Chinese and English.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, f"broken XML ({' '.join(str(error.msg).split())})") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(name, "a document type of its own, which AKN4UN does not have")
    if root.tag != AKN + "akomaNtoso":
        raise Binary(name, f"XML with the root <{local_name(root)}>; AKN4UN <akomaNtoso> is read")
    metadata = read_metadata(name, root)
    walk = _Walk()
    for child in root:
        walk.visit(child, _Place())
    return walk.builder.document(
        name,
        sha256,
        given,
        lang=metadata.lang,
        symbol=metadata.symbol,
        title=metadata.title,
        body=metadata.body,
        session=metadata.session,
        date=metadata.date,
        status=metadata.status,
        agenda=metadata.agenda,
        edition=metadata.edition,
        kind=metadata.kind,
        distribution=metadata.distribution,
        original=metadata.original,
        place=metadata.place,
        keywords=metadata.keywords,
    )


class _Walk:
    """Goes through the elements in order and gives their lines to a builder."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder()
        self._number = ""
        self._in_annex = False
        self._is_numbered = False

    def visit(self, element: etree._Element, place: _Place) -> None:
        """Add the lines of ``element``, which stands at ``place``."""
        tag = local_name(element)
        if tag in {"", "meta", "authorialNote"}:
            return
        if tag == "num":
            self._flush(place)
            self._number = flat(element).text
        elif tag == "tr":
            self._row(element, place)
        elif tag in _LINES:
            self._line(element, tag, place)
        elif tag == "preface" and place.element == "component":
            self._part(element, place)
        else:
            self._container(element, tag, place)

    def _container(self, element: etree._Element, tag: str, place: _Place) -> None:
        inner = self._inner(element, tag, place)
        if element.text and not element.text.isspace():
            self._line(element, tag, inner)
            return
        if tag in {"attachment", "component"}:
            self._in_annex = tag == "attachment"
            self._is_numbered = False
        for child in element:
            self.visit(child, inner)
        if tag not in {"content", "intro", "list"}:
            self._flush(inner)

    def _inner(self, element: etree._Element, tag: str, place: _Place) -> _Place:
        name = element.get("name") or ""
        zone: _Zone = _ZONES.get(tag, place.zone)
        if tag == "container" and place.embedded and name not in {"table", "formula"}:
            zone = "preambular"
        kept = place.element if tag in {"content", "intro", "statement"} else tag
        if tag == "container" and name == "formula":
            kept = "formula"
        return replace(
            place,
            zone=zone,
            element=kept,
            eid=place.eid if tag in {"content", "intro"} else element.get("eId") or place.eid,
            style=(element.get("class") or "") if tag == "paragraph" else place.style,
            depth=place.depth + (tag in _DEEPENING),
            embedded=place.embedded or tag == "embeddedStructure",
        )

    # lines ---------------------------------------------------------------------------------

    def _line(self, element: etree._Element, tag: str, place: _Place) -> None:
        """One line, or several where the element holds others or breaks its line."""
        add = partial(self._add, tag=tag, element=element, place=place)
        add(self._pour(element, Run(), add, place).line())

    def _pour(
        self, element: etree._Element, run: Run, add: Callable[[Line], None], place: _Place
    ) -> Run:
        """Collect the content of ``element`` and return the run still open at its end. Meeting,
        date and votes, parted by ``<eol>``, are printed on lines of their own."""
        run.add(element.text)
        for child in element:
            name = local_name(child)
            if name in _OWN_LINE:
                add(run.line())
                run = Run()
                self.visit(child, place)
            elif name == "eol" and place.zone == "signature":
                add(run.line())
                run = Run()
            elif len(child) and name not in _WHOLE:
                run = self._pour(child, run, add, place)
            else:
                run.take(child)
            run.add(child.tail)
        return run

    def _add(self, line: Line, tag: str, element: etree._Element, place: _Place) -> None:
        if not line:
            return
        number, self._number = self._number, ""
        line = numbered(number, line)
        opens = _PARAGRAPH_NUMBER.match(number or line.text) is not None
        self._is_numbered = place.element != "formula" and (self._is_numbered or opens)
        kind = self._kind(line.text, number, tag, element, place)
        if kind == "annex":
            self._in_annex = True
        level = 0
        if kind == "heading":
            style = _STYLE.match(place.style)
            level = _STYLE_LEVELS[style.group(1)] if style else place.depth
        eid = element.get("eId") or place.eid
        label = "" if _BULLET.match(number) else number
        start = self.builder.add(line.text, kind, label=label, level=level, eid=eid)
        self._annotate(line, start)

    def _annotate(self, line: Line, start: int) -> None:
        for link in line.links:
            self.builder.link(link.target, start + link.start, start + link.end)
        for call in line.calls:
            note = flat(call.note)
            eid = call.note.get("eId") or ""
            self.builder.note(call.marker, note.text, start + call.at, eid=eid, links=note.links)

    def _flush(self, place: _Place) -> None:
        """A number without words of its own is printed alone, as the number of a section is."""
        number, self._number = self._number, ""
        if number:
            kind: BlockKind = "heading" if _HEADING_NUMBER.match(number) else "text"
            self.builder.add(number, kind, label=number, level=place.depth, eid=place.eid)

    def _part(self, preface: etree._Element, place: _Place) -> None:
        """The letter of one of several texts under a symbol, and its own title if it has one."""
        for paragraph in preface:
            run = Run()
            letter = ""
            for child in paragraph:
                if local_name(child) == "docNumber":
                    letter = flat(child).text
                else:
                    run.take(child)
                run.add(child.tail)
            after = self.builder.add(letter, "part", label=letter, eid=place.eid) + len(letter)
            title = run.line()
            start = self.builder.add(title.text, "title", eid=place.eid)
            self._annotate(title, start if title.text else after)

    def _row(self, row: etree._Element, place: _Place) -> None:
        """A table row: cells joined by tabs, the lines of one cell by spaces."""
        line = Line("")
        for cell in row:
            run = Run()
            run.add(cell.text)
            for child in cell:
                run.take(child)
                run.add(f"\n{child.tail or ''}")
            line = joined(line, run.line())
        line = replace(line, text=line.text.rstrip("\t"))
        self._annotate(line, self.builder.add(line.text, "table", eid=place.eid))

    def _kind(
        self, text: str, number: str, tag: str, element: etree._Element, place: _Place
    ) -> BlockKind:
        """What the line is; numbered paragraphs that were left in the preamble are operative."""
        if place.zone in {"masthead", "title", "signature"}:
            return place.zone
        if place.element == "formula":
            return "formula"
        if _ANNEX.match(text):
            return "annex"
        if tag in _HEADINGS and not text.endswith((";", ":", "；", "：")):
            return "heading"
        if (place.zone == "preambular" and not self._is_numbered) or tag == "crossHeading":
            return _preambular(text)
        styled = _STYLE.match(place.style) or _is_bold(element)
        if (styled or _HEADING_NUMBER.match(number or text)) and _is_heading(text):
            return "heading"
        if _PARAGRAPH_NUMBER.match(number or text) and not self._in_annex:
            return "operative"
        return "text"


def _preambular(text: str) -> BlockKind:
    if not any(c.isalnum() for c in text):
        return "text"
    return "heading" if _is_heading(text) and len(text) < 60 else "preambular"


def _is_heading(text: str) -> bool:
    """Whether ``text`` reads as a heading: some words, not many, and no end of a sentence."""
    worded = any(c.isalnum() for c in text)
    return worded and len(text) <= _LONGEST_HEADING and not _SENTENCE_END.search(text)


def _is_bold(element: etree._Element) -> bool:
    """Whether nothing in ``element`` is printed but one stretch of bold."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return False
    return "bold" in (element[0].get("class") or "")
