"""Headers and footers: what they print, and what of it is the masthead of the first page."""

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.readers.docx.body import Entry
from pipeline.readers.docx.names import W, switch
from pipeline.readers.docx.package import reference
from pipeline.records import Remark, RemarkKind
from pipeline.text.symbols import is_symbol

_JOB_NUMBER = re.compile(r"(?:[A-Z]{1,4}\.\s?)?\d{2}-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d{6,8})*")
_BAR_CODE = re.compile(r"\*\s?[A-Z]?\d{5,}\s?\*")
_PAGE = re.compile(r"(?:page\s*)?[-–—\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.I)


@dataclass(frozen=True, slots=True)
class Margin:
    """A header or footer that is printed; ``on_first`` that it stands on the first page,
    ``repeats`` that it stands on others."""

    part: str
    is_header: bool
    on_first: bool
    repeats: bool


def margins(body: etree._Element, settings: etree._Element | None) -> tuple[Margin, ...]:
    """The headers and footers that are printed, each by its relationship id, in order. A section
    without its own goes on with those of the section before it."""
    even = bool(switch(settings, "evenAndOddHeaders"))
    current: dict[tuple[str, str], str] = {}
    found: dict[str, Margin] = {}
    for number, section in enumerate(body.iter(W + "sectPr")):
        for kind in ("header", "footer"):
            for element in section.iter(f"{W}{kind}Reference"):
                current[kind, element.get(W + "type") or "default"] = reference(element)
        own_first = bool(switch(section, "titlePg"))
        for kind in ("header", "footer"):
            for which in ("first", "default", "even"):
                part = current.get((kind, which), "")
                printed = {"first": own_first, "even": even}.get(which, True)
                if not part or not printed or part in found:
                    continue
                first = number == 0 and which == ("first" if own_first else "default")
                found[part] = Margin(part, kind == "header", first, which != "first")
    return tuple(found.values())


def furniture(text: str) -> RemarkKind | None:
    """What a line is that belongs to the printing of a document and not to its words: its job
    number, its bar code; None for any other."""
    if _JOB_NUMBER.fullmatch(text):
        return "job-number"
    return "bar-code" if _BAR_CODE.fullmatch(text) else None


def remark(entry: Entry) -> Remark:
    """A line of a header or footer as what was taken out."""
    text = entry.line.text
    kind = furniture(text)
    if kind is None:
        paged = entry.has_page or _PAGE.fullmatch(text)
        kind = "page-number" if paged else "running-head"
    return Remark(kind, text)


def is_masthead(margin: Margin, entries: list[Entry], head: list[str]) -> bool:
    """Whether a header is the masthead of the text rather than a running head: it stands on the
    first page alone, or is the only place near the head of the text that tells the symbol."""
    if not margin.is_header or not margin.on_first:
        return False
    if not margin.repeats:
        return True
    texts = [entry.line.text for entry in entries]
    return any(map(is_symbol, texts)) and not any(map(is_symbol, head))
