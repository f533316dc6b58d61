"""A document's blocks with their words and numbers, to look back and ahead in."""

from collections.abc import Collection
from functools import cached_property

from pipeline.records import Block, Document
from pipeline.segment import signs
from pipeline.segment.levels import BASE_STYLES, ITEM_STYLES
from pipeline.segment.sequence import fits, is_torn
from pipeline.text.numbering import Marker, Style, decimal, marker

ANNEXES: frozenset[Style] = frozenset({"annex", "appendix"})
CHAPTERS: frozenset[Style] = frozenset({"part", "chapter", "section"})
_UNNUMBERED = frozenset({"masthead", "title", "formula", "signature", "table"})
_LIST = 6
"""How many lines without number or stop, one after another, are a list and no headings."""
_AHEAD = 400
"""How many blocks further on numbers are looked for that confirm a jump."""


class View:
    """``texts[i]`` and ``marks[i]`` are the words and the number of block ``i``."""

    def __init__(self, document: Document) -> None:
        self.lang = document.lang
        self.blocks = document.blocks
        self.texts = tuple(document.text[b.start : b.end] for b in self.blocks)
        self.marks = tuple(map(_mark, self.blocks, self.texts))

    @cached_property
    def contents(self) -> frozenset[int]:
        """The blocks that list what the text holds."""
        return signs.contents(self.texts)

    @cached_property
    def adopted(self) -> dict[int, str]:
        """Where several resolutions or decisions stand in one file, the lines that open them, with
        the name of each as a part of a path."""
        found = {}
        for i, block in enumerate(self.blocks):
            if block.kind in {"text", "heading"} and (name := signs.adopted(self.texts[i])):
                near = self.texts[i + 1 : i + 9]
                if any(signs.is_organ(text, self.lang) for text in near):
                    found[i] = name
        return found if len(found) > 1 else {}

    @cached_property
    def listed(self) -> frozenset[int]:
        """Lines that could be headings but for the many like them around: names in a list, one a
        line. The first of such a run may head it, and the last two what comes after."""
        out: set[int] = set()
        run: list[int] = []
        for i in range(len(self.texts) + 1):
            if i < len(self.texts) and self._could_head(i):
                run.append(i)
                continue
            if len(run) >= _LIST:
                ends = i >= len(self.texts) or self.blocks[i].kind != "text"
                out |= set(run[1:] if ends else run[1:-2])
            run = []
        return frozenset(out)

    def _could_head(self, i: int) -> bool:
        if self.blocks[i].kind != "text" or self.marks[i]:
            return False
        return signs.is_heading(self.texts[i], self.lang, self.following(i) or " ")

    def following(self, i: int) -> str:
        """The words of the next block, "" at the end."""
        return self.texts[i + 1] if i + 1 < len(self.texts) else ""

    def next_mark(self, i: int) -> Marker | None:
        """The number of one of the next three blocks that has one."""
        return next((m for m in self.marks[i + 1 : i + 4] if m and m.style != "note"), None)

    def numbers_follow(self, i: int) -> bool:
        """Whether paragraph 1 comes further on in the same annex or text."""
        for mark in self.marks[i + 1 : i + _AHEAD]:
            if mark and mark.style in ANNEXES | {"article"}:
                return False
            if mark and mark.style in BASE_STYLES and mark.value == 1:
                return True
        return False

    def is_signpost(self, i: int, mark: Marker) -> bool:
        """Whether the words behind ``mark`` are a title and no sentence, or there are none."""
        text = self.texts[i]
        short = len(text) - mark.end <= signs.HEADING_LIMIT[self.lang]
        return short and signs.is_title(text[mark.end :])

    def fits(self, i: int, mark: Marker, last: int, skipped: Collection[int] = ()) -> bool:
        """Whether ``mark`` of block ``i`` goes on from ``last`` (see ``sequence``)."""
        if mark.style != "decimal" and mark.value == last + 1:
            return True
        if mark.suffix and mark.value == last:
            return True
        torn = self._is_torn(i, mark)
        if mark.style == "decimal":
            return not torn and mark.value in {1, last + 1, last + 2}
        return fits(mark.value, last, self._ahead(i, mark.style), skipped, torn=torn)

    def _is_torn(self, i: int, mark: Marker) -> bool:
        """Whether the running text before block ``i`` stops in mid-sentence, or its own words
        begin in it; a number that stands alone is torn from nothing."""
        words = self.texts[i][mark.end :]
        if not words:
            return False
        if words[:1].islower() and mark.style in BASE_STYLES:
            return True
        running = (j for j in range(i - 1, -1, -1) if self.blocks[j].kind in {"text", "operative"})
        before = next(running, None)
        return before is not None and is_torn(self.texts[before])

    def _ahead(self, i: int, style: Style) -> list[int]:
        """The numbers printed like that of block ``i`` from there to the end of its scope."""
        out: list[int] = []
        ends = ANNEXES if style in CHAPTERS | {"article"} else ANNEXES | {"article"}
        ends |= BASE_STYLES if style in ITEM_STYLES else frozenset()
        for mark in self.marks[i + 1 : i + _AHEAD]:
            if mark and mark.style == style:
                out.append(mark.value)
            elif mark and mark.style in ends:
                break
        return out


def _mark(block: Block, text: str) -> Marker | None:
    return None if block.kind in _UNNUMBERED else marker(text) or decimal(text)
