"""One printed paragraph of AKN4UN mark-up as a line of text, with its links and note calls.

Mark-up is laid out on several lines and indented, so white space says little: every run of it
becomes one space, and none is left between Chinese characters except behind a number that opens
the line. Footnotes stand where they are called; they are taken out and their place is kept.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

from pipeline.records import Link
from pipeline.text.normalise import HAN
from pipeline.text.symbols import is_symbol, normalise_symbol

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_OPENING = "，。；：、！？）》”」』】〕"
_CLOSING = "，。；：、！？（《“「『【〔"
_SPACING = re.compile(
    rf"^\s+|\s+$|((?<=[{HAN}{_OPENING}])\s+(?=[{HAN}{_CLOSING}]))|\s*[^\S ]\s*|\s{{2,}}"
)
_OPENING_NUMBER = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,5}|第[一二三四五六七八九十百\d]{1,5}[编部分章节条款])(\s+)\S"
)
_LETTERED = re.compile(r"(.*[\d)])\s*(?:([A-Z])(?:\s*(?:-|–|and|AND|和|、)\s*([A-Z]))?)?$", re.S)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HOSTS = frozenset({"undocs.org", "www.undocs.org", "docs.un.org", "documents.un.org"})
_LANGUAGE = re.compile(r"^(?:ar|ch|zh|en|fr|ru|es|sp)(?=/)", re.I)


@dataclass(frozen=True, slots=True)
class Call:
    """A footnote called at offset ``at`` of the line."""

    marker: str
    note: etree._Element
    at: int


@dataclass(frozen=True, slots=True)
class Line:
    """Folded text with what it points to; offsets count from its own start."""

    text: str
    links: tuple[Link, ...] = ()
    calls: tuple[Call, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.calls)


class Run:
    """Collects mixed content; ``line`` folds what was collected."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._calls: list[Call] = []

    def add(self, text: str | None) -> None:
        """Append text as it stands in the mark-up."""
        if text:
            if not text.isascii():
                text = _INVISIBLE.sub("", text)
            self._pieces.append(text)
            self._length += len(text)

    def pour(self, element: etree._Element) -> None:
        """Append the content of ``element``, its children's and theirs."""
        self.add(element.text)
        for child in element:
            self.take(child)
            self.add(child.tail)

    def take(self, child: etree._Element) -> None:
        """Append one inline element without what follows it."""
        name = local_name(child)
        if name == "a":
            start = self._length
            self.pour(child)
            self._link(child.get("href") or "", start)
        elif name == "authorialNote":
            self._calls.append(Call(child.get("marker") or "", child, self._length))
        elif name == "sup":
            self.add("".join(map(str, child.itertext())).translate(_SUPERSCRIPT))
        elif name == "eol":
            self.add(" ")
        elif name:
            self.pour(child)

    def _link(self, href: str, start: int) -> None:
        target = link_target(href)
        if not target:
            return
        last = self._links[-1] if self._links else None
        if last and last.target == target and not "".join(self._pieces)[last.end : start].strip():
            self._links[-1] = Link(target, last.start, self._length)
        elif self._length > start:
            self._links.append(Link(target, start, self._length))

    def line(self) -> Line:
        """The folded line; links and calls moved with the text they stand at."""
        raw = "".join(self._pieces)
        text, cuts = _fold(raw)
        links = []
        for link in self._links:
            start, end = _moved(link.start, cuts), _moved(link.end, cuts)
            inner = text[start:end]
            start += len(inner) - len(inner.lstrip())
            end -= len(inner) - len(inner.rstrip())
            if end > start:
                links.append(Link(link.target, start, end))
        calls = tuple(Call(c.marker, c.note, _moved(c.at, cuts)) for c in self._calls)
        return Line(text, tuple(links), calls)


def flat(element: etree._Element) -> Line:
    """The whole content of ``element`` as one line."""
    run = Run()
    run.pour(element)
    return run.line()


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; ``""`` for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def joined(row: Line, cell: Line) -> Line:
    """``row`` with one more cell; an empty cell before the first one with words leaves no tab."""
    lead = f"{row.text}\t" if row.text else ""
    return _behind(lead, cell, row.links, row.calls)


def numbered(number: str, line: Line) -> Line:
    """``line`` behind its number, parted by a space unless the number ends in Chinese punctuation;
    where the words repeat the number, or its full stop, they stand as they are."""
    if not number or re.match(rf"{re.escape(number)}(?!\w)", line.text):
        return line
    if number.endswith(".") and line.text.startswith(". "):
        return _behind(number[:-1], line)
    return _behind(number if number[-1] in "、．）。" else f"{number} ", line)


def _behind(
    lead: str, line: Line, links: tuple[Link, ...] = (), calls: tuple[Call, ...] = ()
) -> Line:
    """``line`` moved behind ``lead``, which has ``links`` and ``calls`` of its own."""
    moved = (Link(k.target, k.start + len(lead), k.end + len(lead)) for k in line.links)
    called = (Call(c.marker, c.note, c.at + len(lead)) for c in line.calls)
    return Line(lead + line.text, (*links, *moved), (*calls, *called))


def symbol_with_letters(text: str) -> str:
    """``text`` as a symbol in one spelling, with a space before the letters of one or several of
    the texts under it (``A/RES/79/259 A-C``); ``""`` where it is no symbol."""
    found = _LETTERED.match(text.strip())
    if not found:
        return ""
    stem = normalise_symbol(found.group(1))
    first, last = found.group(2) or "", found.group(3) or ""
    letters = f"{first}-{last}" if last and last != first else first
    return f"{stem} {letters}".strip() if is_symbol(stem) else ""


def link_target(href: str) -> str:
    """The document symbol that a link to the UN's document servers names, else the web address;
    ``""`` for what leads nowhere outside the machine on which the mark-up was made."""
    parts = urlsplit(href.strip())
    if parts.scheme not in {"http", "https"}:
        return ""
    if parts.netloc.lower() in _HOSTS:
        query = parse_qs(parts.query)
        named = next((query[k][0] for k in ("FinalSymbol", "s", "symbol") if k in query), "")
        path = unquote(parts.path).strip("/ ")
        written = (named or _LANGUAGE.sub("", path)).strip("/ .,;:#")
        for spelling in (written, written.upper()):
            if symbol := symbol_with_letters(spelling):
                return symbol
    return href.strip()


@dataclass(frozen=True, slots=True)
class _Cut:
    """White space at ``[start, end)`` of the raw text; ``before`` and ``after`` it, how many
    characters the folded text has lost."""

    start: int
    end: int
    before: int
    after: int


def _fold(raw: str) -> tuple[str, list[_Cut]]:
    """``raw`` with its white space folded, and where it was cut."""
    opening = _OPENING_NUMBER.match(raw)
    kept = opening.start(1) if opening else -1
    out: list[str] = []
    cuts: list[_Cut] = []
    done = gone = 0
    for match in _SPACING.finditer(raw):
        start, end = match.span()
        nothing = start == 0 or end == len(raw) or (match.lastindex and start != kept)
        out += (raw[done:start], "" if nothing else " ")
        lost = end - start - (0 if nothing else 1)
        cuts.append(_Cut(start, end, gone, gone + lost))
        gone += lost
        done = end
    out.append(raw[done:])
    return "".join(out), cuts


def _moved(at: int, cuts: list[_Cut]) -> int:
    """Where offset ``at`` of the raw text lies in the folded text; inside a cut, where it began."""
    index = bisect_right(cuts, at, key=lambda cut: cut.start) - 1
    if index < 0:
        return at
    cut = cuts[index]
    return at - cut.after if at >= cut.end else cut.start - cut.before
