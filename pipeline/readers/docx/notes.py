"""Footnotes and endnotes: which is called, and the mark under which it is printed."""

from dataclasses import dataclass

from lxml import etree

from pipeline.readers.docx.names import W, child, value, whole
from pipeline.readers.docx.numerals import numeral

_KINDS = ("footnote", "endnote")
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_APART = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(frozen=True, slots=True)
class Note:
    """A note that a paragraph calls: its mark as printed, and its paragraphs."""

    mark: str
    element: etree._Element


@dataclass(slots=True)
class _Count:
    """How notes of one kind are numbered, and the number of the next one."""

    style: str
    start: int = 1
    by_section: bool = False
    following: int = 1

    def settle(self, properties: etree._Element | None) -> None:
        self.style = value(properties, "numFmt") or self.style
        start = whole(value(properties, "numStart"))
        self.start = self.start if start is None else start
        restart = value(properties, "numRestart")
        self.by_section = self.by_section if restart is None else restart == "eachSect"


class Notes:
    """The notes of a document, numbered in the order in which they are called, each once."""

    def __init__(
        self,
        footnotes: etree._Element | None = None,
        endnotes: etree._Element | None = None,
        settings: etree._Element | None = None,
    ) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._counts: dict[str, _Count] = {}
        for kind, root in zip(_KINDS, (footnotes, endnotes), strict=True):
            for element in () if root is None else root.iter(W + kind):
                if (element.get(W + "type") or "normal") not in _APART:
                    self._elements[kind + (element.get(W + "id") or "")] = element
            count = _Count(_FORMATS[kind])
            count.settle(child(settings, f"{kind}Pr"))
            count.following = count.start
            self._counts[kind] = count

    def section(self, properties: etree._Element | None) -> None:
        """Begin a section with the properties ``w:sectPr``, which may number notes its own way."""
        for kind, count in self._counts.items():
            count.settle(child(properties, f"{kind}Pr"))
            if count.by_section:
                count.following = count.start

    def called(self, kind: str, number: str) -> Note | None:
        """The note of that kind ("footnote", "endnote") and id under the next number in order;
        None where the file has no such note or it was called before."""
        element = self._elements.pop(kind + number, None)
        if element is None:
            return None
        count = self._counts[kind]
        mark = numeral(count.following, count.style)
        count.following += 1
        return Note(mark, element)

    def marked(self, kind: str, number: str, mark: str) -> Note | None:
        """The note of that kind and id under the mark that the text itself prints."""
        element = self._elements.pop(kind + number, None)
        return None if element is None else Note(mark, element)
