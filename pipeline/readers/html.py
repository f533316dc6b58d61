"""HTML: what a page prints, line by line, with the numbers that a browser draws before list items.

Old pages leave elements open and put paragraphs inside fonts, so the walk follows the order of the
text alone: an element that is not inline ends the line before it and the line in it.
"""

import re
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from pipeline.errors import Empty, Unreadable
from pipeline.readers.html_tables import cell_text, flows, table_rows
from pipeline.readers.plain import from_lines
from pipeline.records import Document, Given, Lang, Remark
from pipeline.text.lines import Line, logical_lines
from pipeline.text.normalise import HAN, detect_lang, squeeze
from pipeline.text.numbering import marker, roman

_DROPPED = re.compile(
    r"(?:script|style|noscript|template|head|iframe|object|svg|math|select|button|input"
    r"|textarea|datalist|audio|video|canvas|map)$"
)
_INLINE = re.compile(
    r"(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q"
    r"|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$"
)
_HEADING = re.compile(r"h([1-6])$")
_SPACE = re.compile(r"\s+")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STYLES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_WRAPPED = 8
"""Lines between breaks from which on the breaks may be those of a text wrapped at a fixed width."""


def read_html(name: str, text: str, given: Given, sha256: str) -> Document:
    """Read the decoded page ``text``; metadata is found as in plain text.

    Its first ``<h1>``, else its ``<title>``, stands in where the text has no title of its own.
    Raises ``Empty``, and ``Unreadable`` for a page that cannot be parsed.
    """
    root = _parsed(name, text)
    page = _Page()
    lines = page.read(root)
    if not lines:
        raise Empty(name, "no text in it")
    titles = (cell_text(e) for tag in ("h1", "title") for e in root.iter(tag))
    if not given.lang:
        given = replace(given, lang=_lang(root, lines))
    title = next(filter(None, titles), "")
    return from_lines(name, lines, given, sha256, title, remarks=tuple(page.remarks))


def _parsed(name: str, text: str) -> etree._Element:
    """The page as a tree. Elements that old pages never close nest deeper than the parser's usual
    limit of 256, beyond which it would leave out the rest without a word."""
    parser = lxml_html.HTMLParser(huge_tree=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(name, f"broken HTML ({error})") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(name, "elements nested too deep to be read")
    return root


def lines_of_fragment(text: str) -> tuple[Line, ...]:
    """The lines of a piece of HTML that stands in a text of another format, without navigation."""
    try:
        fragment = lxml_html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError):  # marks without words, as of a page break
        return ()
    page = _Page()
    lines = page.read(fragment)
    return (*lines, *(Line(r.text) for r in page.remarks if r.kind != "contents"))


def _lang(root: etree._Element, lines: tuple[Line, ...]) -> Lang:
    """Chinese where the page says so and has Chinese in it; templates often claim to be English,
    so that for the rest the text decides."""
    text = "\n".join(line.text for line in lines)
    if (root.get("lang") or "").lower().startswith("zh") and re.search(f"[{HAN}]", text):
        return "zh"
    return detect_lang(text)


class _Page:
    """Follows the text of a page and breaks it into lines; ``remarks`` are the navigation and the
    page furniture of text that was wrapped at a fixed width."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self._lines: list[Line] = []
        self._buffer: list[str] = []
        self._number = ""
        self._cells: list[int] = []
        self._counts: list[int] = []

    def read(self, root: etree._Element) -> tuple[Line, ...]:
        """All lines below ``root``, in order; without recursion, since open elements nest deep."""
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if skipped is not None and element is not skipped:
                continue
            if event == "start":
                skipped = None if self._open(element) else element
                continue
            if event == "end" and skipped is None:
                self._close(element)
            skipped = None
            self._say(element.tail if element is not root else None)
        self._flush()
        return tuple(self._lines)

    def _open(self, element: etree._Element) -> bool:
        """Begin ``element``; False where nothing in it is to be read."""
        tag = str(element.tag)
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if tag == "nav" or element.get("role") == "navigation":
            self._set_apart(element)
            return False
        if _DROPPED.match(tag) or hidden:
            return False
        if tag == "br":
            self._buffer.append("\n")
        elif not _INLINE.match(tag):
            self._flush()
        if tag == "table" and not flows(element):
            self._lines += (Line(row) for row in table_rows(element))
            return False
        if tag == "pre":
            self._add_wrapped("".join(map(str, element.itertext())))
            return False
        if tag in {"td", "th"}:
            self._cells.append(len(self._lines))
        elif tag == "ol":
            self._counts.append(_integer(element.get("start"), 1) - 1)
        elif tag == "li":
            self._number = self._item_number(element)
        text = element.text or ""
        self._say(text.translate(_SUPERSCRIPT) if tag == "sup" else text)
        return True

    def _add_wrapped(self, text: str) -> None:
        lines, remarks = logical_lines(text)
        self._lines += lines
        self.remarks += remarks

    def _set_apart(self, element: etree._Element) -> None:
        """Keep the words of a navigation as a remark."""
        words = "\n".join(w for t in element.itertext() if (w := squeeze(str(t))))
        if words:
            self.remarks.append(Remark("contents", words))

    def _close(self, element: etree._Element) -> None:
        tag = str(element.tag)
        heading = _HEADING.match(tag)
        if tag != "br" and not _INLINE.match(tag):
            self._flush(int(heading.group(1)) if heading else 0)
        if tag in {"td", "th"}:
            self._number_cell(element, self._cells.pop())
        elif tag == "ol":
            self._counts.pop()
        if tag == "tr" and self._number:
            self._lines.append(Line(self._number))
        if tag in {"li", "tr"}:
            self._number = ""

    def _say(self, text: str | None) -> None:
        if text:
            self._buffer.append(_SPACE.sub(" ", text))

    def _number_cell(self, cell: etree._Element, first: int) -> None:
        """A number alone in its cell goes before the first line of the next cell."""
        if len(self._lines) != first + 1 or cell.getnext() is None:
            return
        mark = marker(self._lines[-1].text)
        if mark and mark.end >= len(self._lines[-1].text):
            self._number = self._lines.pop().text

    def _flush(self, level: int = 0) -> None:
        """End the line."""
        physical = [t for p in "".join(self._buffer).split("\n") if (t := squeeze(p))]
        self._buffer.clear()
        if not physical:
            return
        if self._number and marker(physical[0]) is None:
            physical[0] = squeeze(f"{self._number} {physical[0]}")
        self._number = ""
        if level:
            self._lines.append(Line(squeeze(" ".join(physical)), level))
        elif len(physical) >= _WRAPPED:
            self._add_wrapped("\n".join(physical))
        else:
            self._lines += (Line(line, is_note=_is_note(line)) for line in physical)

    def _item_number(self, item: etree._Element) -> str:
        """The number that a browser draws, in the form that UN texts print."""
        parent = item.getparent()
        if not self._counts or parent is None or parent.tag != "ol":
            return ""
        self._counts[-1] = count = _integer(item.get("value"), self._counts[-1] + 1)
        kind = item.get("type") or parent.get("type") or "1"
        css = _LIST_STYLE.search(f"{item.get('style') or ''};{parent.get('style') or ''}")
        if css:
            kind = "" if css.group(1) == "none" else _STYLES.get(css.group(1), "1")
        return _printed(kind, count)


def _is_note(line: str) -> bool:
    mark = marker(line)
    return mark is not None and mark.style == "note"


def _printed(kind: str, count: int) -> str:
    if not kind or count < 1:
        return ""
    if kind in "aA":
        letters = ""
        while count:
            count, rest = divmod(count - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return f"({letters})" if kind == "a" else f"{letters.upper()}."
    if kind in "iI" and count < 400:
        return f"({roman(count)})" if kind == "i" else f"{roman(count).upper()}."
    return f"{count}."


def _integer(value: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(-?\d{1,6})\s*$", value or "")
    return int(found.group(1)) if found else otherwise
