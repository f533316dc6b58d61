"""The blocks of one part of a document, in the order in which a reader of the page sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.docx.names import MC, W, child, local, value
from pipeline.readers.docx.notes import Notes
from pipeline.readers.docx.paragraphs import Paragraphs, Printed
from pipeline.readers.docx.tables import Row, flat_lines, is_layout, read_rows, row_lines
from pipeline.text.lines import Line
from pipeline.text.normalise import squeeze

_WRAPPERS = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_CONTENTS = re.compile(r"(?:table of )?contents|目\s*[录次]", re.I)
_PAGE_ALONE = re.compile(r"\d{1,4}|[ivxlc]{1,6}")
_COLUMN_HEADS = re.compile(r"(?:(?:chapter|paragraphs?|page|章次|段次|页次)\s*)+", re.I)
_ENTRIES = 0.6
"""Share of the rows below the word "Contents" that end in a page number, from which on they are
a table of contents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in its place; ``is_contents`` marks the lines of a table of contents, ``has_page``
    one that shows the number of its page."""

    line: Line
    is_contents: bool = False
    has_page: bool = False


@dataclass(slots=True)
class _Story:
    """The lines read so far of a part, of a cell, or of a text box."""

    entries: list[Entry] = field(default_factory=list)
    has_table: bool = False


class Body:
    """Reads the content of one part; ``flat`` takes every table for mere layout."""

    def __init__(self, paragraphs: Paragraphs, notes: Notes, *, flat: bool = False) -> None:
        self._paragraphs = paragraphs
        self._notes = notes
        self._flat = flat
        self._sections: Iterator[etree._Element] = iter(())
        self._story = _Story()
        self.title = ""

    def read(self, root: etree._Element) -> list[Entry]:
        """The lines below ``root`` in order."""
        self._sections = root.iter(W + "sectPr")
        self._next_section()
        self._story = _Story()
        self._blocks(root)
        return self._story.entries

    def _blocks(self, element: etree._Element) -> None:
        for inner in element:
            name = local(inner)
            if name == "p":
                self._paragraph(inner)
            elif name == "tbl":
                self._table(inner)
            elif name == "sdt":
                self._control(inner)
            elif name in _WRAPPERS:
                self._blocks(inner)
            elif inner.tag == MC + "AlternateContent":
                self._blocks(next(iter(inner), inner))

    def _paragraph(self, paragraph: etree._Element) -> None:
        printed = self._paragraphs.read(paragraph)
        contents = printed.is_contents or self._goes_on_with_contents(printed)
        if contents and self._follows_contents():
            self._mark_contents_heading()
        if printed.style in {"title", "title_h_ch"} and printed.lines and not self.title:
            self.title = printed.lines[0].text
        for line in (*printed.lines, *printed.notes):
            self._story.entries.append(Entry(line, contents, printed.has_page_field))
        for box in printed.boxes:
            self._blocks(box)
        if child(paragraph, "pPr", "sectPr") is not None:
            self._next_section()

    def _table(self, table: etree._Element) -> None:
        rows = read_rows(table, self._cell)
        self._story.has_table = True
        if self._is_contents_table(rows):
            self._mark_contents_heading()
            self._story.entries += (Entry(line, is_contents=True) for line in row_lines(rows))
        elif self._flat or is_layout(rows):
            self._story.entries += map(Entry, flat_lines(rows))
        else:
            self._story.entries += map(Entry, row_lines(rows))

    def _cell(self, cell: etree._Element) -> tuple[list[Line], bool]:
        """The lines of a cell, and whether a table stands in it."""
        outer, self._story = self._story, _Story()
        self._blocks(cell)
        inner, self._story = self._story, outer
        return [entry.line for entry in inner.entries], inner.has_table

    def _control(self, control: etree._Element) -> None:
        """A content control; Word puts the table of contents that it makes into one."""
        gallery = value(control, "sdtPr", "docPartObj", "docPartGallery") or ""
        content = child(control, "sdtContent")
        if content is None:
            return
        start = len(self._story.entries)
        self._blocks(content)
        if gallery.lower() == "table of contents":
            made = self._story.entries[start:]
            self._story.entries[start:] = [Entry(e.line, is_contents=True) for e in made]

    def _next_section(self) -> None:
        """Notes are numbered as the section says whose properties stand at its end."""
        self._notes.section(next(self._sections, None))

    # tables of contents --------------------------------------------------------------------

    def _is_contents_table(self, rows: tuple[Row, ...]) -> bool:
        if not self._follows_contents():
            return False
        lasts = [[c.text for c in row.cells if c.lines] for row in rows]
        ends = [texts[-1] for texts in lasts if texts]
        return sum(_PAGE_ALONE.fullmatch(t) is not None for t in ends) > _ENTRIES * len(ends)

    def _goes_on_with_contents(self, printed: Printed) -> bool:
        """Whether a paragraph below the word "Contents" ends in a page number."""
        if not printed.lines or not self._follows_contents():
            return False
        if printed.ends_in_page and not printed.lines[0].level:
            return True
        return all(_COLUMN_HEADS.fullmatch(line.text) for line in printed.lines)

    def _follows_contents(self) -> bool:
        last = self._story.entries[-1] if self._story.entries else None
        return last is not None and (
            last.is_contents or _CONTENTS.fullmatch(squeeze(last.line.text)) is not None
        )

    def _mark_contents_heading(self) -> None:
        last = self._story.entries[-1]
        self._story.entries[-1] = Entry(last.line, is_contents=True)
