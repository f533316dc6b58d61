"""A document's blocks become paragraphs: each with a role, a number path and its heading.

Numbers decide. A marker opens a list level by its style: a style already open in the same scope
goes on at its level, a new one opens a deeper level, so that ``1. (a) (i)`` and ``一、㈠ 1.`` both
come out as paragraph, item, subitem. A scope (annex, article, one of several texts) starts all
numbers afresh; an unnumbered heading starts nothing, since letters run on across headings.
"""

import re
from collections.abc import Sequence

from pipeline.records import Block, Document, Paragraph, Role
from pipeline.segment.levels import BASE_STYLES, ITEM_STYLES, Scope
from pipeline.text.normalise import is_complete, without_note_marks
from pipeline.text.numbering import (
    PREAMBLE,
    Marker,
    as_letter,
    component,
    marker,
)

_HEADING_LIMIT = {"zh": 60, "en": 160}
"""Characters beyond which a line without a full stop is a sentence and no heading."""
_FORMULA_LIMIT = 240
_PARTIES = re.compile(
    r"The (?:States )?Parties to (?:this|the present) \w+,$|本(?:公约|协定|议定书)各?缔约[国方]，$",
    re.I,
)
"""The line that opens the preamble of a treaty, as a formula opens that of a resolution."""
_PASS_THROUGH: dict[str, Role] = {
    "masthead": "masthead",
    "title": "title",
    "formula": "formula",
    "preambular": "preambular",
    "table": "table",
    "signature": "signature",
}


def segment(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of ``document`` in order; every block becomes exactly one.

    ``document.text[p.start:p.end] == p.text`` for each, and ordinals count from 0 without a gap.
    """
    state = _State(document)
    blocks = document.blocks
    marks = [_mark(document, b) for b in blocks]
    for i, block in enumerate(blocks):
        state.take(block, marks[i], _next_mark(marks, i), blocks[i + 1 : i + 2])
    return tuple(state.paragraphs)


def _mark(document: Document, block: Block) -> Marker | None:
    if block.kind in {"masthead", "title", "formula", "signature", "table"}:
        return None
    return marker(document.text[block.start : block.end])


def _next_mark(marks: Sequence[Marker | None], i: int) -> Marker | None:
    return next((m for m in marks[i + 1 : i + 4] if m and m.style != "note"), None)


class _State:
    """Reads blocks in order and remembers what their numbers mean."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.paragraphs: list[Paragraph] = []
        self.scope = Scope()
        self.part = ""
        self.chapter: tuple[str, ...] = ()
        self.heading = ""
        self.preambular = 0
        self.annexes: list[str] = []
        self.is_resolution = any(b.kind in {"formula", "preambular"} for b in document.blocks)
        self.body_open = False
        self.untitled: tuple[str, ...] = ()
        self.in_preamble = False

    # one block -----------------------------------------------------------------------------

    def take(
        self, block: Block, mark: Marker | None, after: Marker | None, following: Sequence[Block]
    ) -> None:
        text = self.document.text[block.start : block.end]
        if block.kind == "footnote":
            self._add_note(block, mark)
        elif block.kind == "preambular":
            self.preambular += 1
            self._add(block, "preambular", (*self.scope.prefix, f"pp.{self.preambular}"), "")
        elif block.kind in _PASS_THROUGH:
            self._add(block, _PASS_THROUGH[block.kind], (), "")
        elif block.kind == "part":
            self._open_part(block, text)
        elif mark and mark.style == "annex" and self._is_signpost(text, mark):
            self._open_annex(block, mark, text)
        elif mark and mark.style == "article" and self._fits_article(mark, text, block):
            self._open_article(block, mark, text)
        elif mark and self._is_chapter(block, mark, text, after):
            self._open_chapter(block, mark, text)
        elif mark and mark.style in BASE_STYLES | ITEM_STYLES:
            self._numbered(block, mark, after, text)
        else:
            self._unnumbered(block, text, after, following)

    def _add(self, block: Block, role: Role, number: tuple[str, ...], label: str) -> None:
        document = self.document
        self.paragraphs.append(
            Paragraph(
                symbol=document.symbol,
                lang=document.lang,
                ordinal=len(self.paragraphs),
                role=role,
                number=number,
                label=label,
                part=self.part,
                heading=self.heading,
                start=block.start,
                end=block.end,
                text=document.text[block.start : block.end],
                eid=block.eid,
            )
        )

    def _add_note(self, block: Block, mark: Marker | None) -> None:
        """Footnotes stand after the running text and belong to no annex or heading there."""
        label = block.label or (str(mark.value) if mark else "")
        part, heading = self.part, self.heading
        self.part = self.heading = ""
        self._add(block, "footnote", (f"fn.{label}",), label)
        self.part, self.heading = part, heading

    # scopes --------------------------------------------------------------------------------

    def _open_part(self, block: Block, text: str) -> None:
        name = block.label or text
        self.scope = Scope((name,))
        self.part, self.heading, self.chapter = name, text, ()
        self.preambular, self.body_open = 0, False
        self._add(block, "chapter", (name,), block.label)

    def _is_signpost(self, text: str, mark: Marker) -> bool:
        return len(text) - mark.end <= _HEADING_LIMIT[self.document.lang] and not is_complete(text)

    def _open_annex(self, block: Block, mark: Marker, text: str) -> None:
        base = self.scope.prefix[:1] if self.scope.prefix[:1] == (self.part,) else ()
        name = f"annex.{mark.value}" if mark.value else "annex"
        if name in self.annexes:
            name = f"annex.{len(self.annexes) + 1}"
        self.annexes.append(name)
        self.scope = Scope((*base, name))
        self.part, self.heading, self.chapter = mark.printed.rstrip(":：."), "", ()
        self.heading = text[mark.end :].strip()
        self.preambular, self.body_open, self.in_preamble = 0, False, False
        self.untitled = () if self.heading else self.scope.prefix
        self._add(block, "annex", self.scope.prefix, mark.printed)

    def _fits_article(self, mark: Marker, text: str, block: Block) -> bool:
        """An article opens where its number follows the last one, or where the line is short
        enough to be nothing else; a sentence that begins with a citation does neither."""
        short = len(text) - mark.end <= _HEADING_LIMIT[self.document.lang]
        if block.kind == "heading":
            return True
        return mark.value == self.scope.article + 1 or (short and not is_complete(text))

    def _open_article(self, block: Block, mark: Marker, text: str) -> None:
        outer = self.scope.prefix[:-1] if self.scope.in_article else self.scope.prefix
        number = (*outer, f"art.{mark.value}")
        self.scope = Scope(number, article=mark.value, in_article=True)
        rest = text[mark.end :].strip()
        self.heading = rest if rest and not is_complete(rest) else mark.printed
        self.untitled, self.in_preamble = (() if rest else number), False
        self._add(block, "article", number, mark.printed.rstrip(".:："))

    def _is_chapter(self, block: Block, mark: Marker, text: str, after: Marker | None) -> bool:
        """Whether the line is a numbered heading: I., 一., A., Part, Chapter.

        一、 also numbers paragraphs of Chinese treaties; it heads a chapter only outside articles
        and only when the words after it are no sentence and what follows is not 二、 at once.
        """
        rest = text[mark.end :]
        limit = _HEADING_LIMIT[self.document.lang] * (2 if mark.style == "upper-dot" else 1)
        short = len(rest) <= limit and not is_complete(rest)
        if mark.style == "part":
            return short
        if block.kind == "heading":
            return mark.style in {"han-dot", "roman-dot", "upper-dot", "arabic-dot"} and short
        if mark.style in {"roman-dot", "upper-dot"}:
            return short and not rest[:1].islower()
        if mark.style != "han-dot" or self.scope.in_article or not short or not rest:
            return False
        sibling = after and after.style == "han-dot" and after.value == mark.value + 1
        return not sibling or len(rest) <= 12

    def _open_chapter(self, block: Block, mark: Marker, text: str) -> None:
        rest = text[mark.end :].strip()
        self.heading = rest or mark.printed
        self.in_preamble = False
        outer = self.scope.outer()
        if mark.style == "upper-dot" or (mark.style == "roman-dot" and self._is_section(mark)):
            number = (*outer, *self.chapter[:1], f"sec.{component(1, mark.value).upper()}")
            self._close_article()
            self._add(block, "section", number, mark.printed)
            return
        self.chapter = (f"ch.{mark.value}",)
        if not any(p.startswith("annex") for p in outer):
            self.part = mark.printed.rstrip(".．、:：")
        self._close_article()
        self.scope.levels.clear()
        self.untitled = () if rest else (*outer, *self.chapter)
        self._add(block, "chapter", (*outer, *self.chapter), mark.printed)

    def _is_section(self, mark: Marker) -> bool:
        """``I.`` after ``H.`` is a section, not chapter one."""
        previous = next((p for p in reversed(self.paragraphs) if p.role == "section"), None)
        letter = as_letter(mark)
        return bool(previous and letter and previous.label[:1] == chr(ord("@") + letter.value - 1))

    def _close_article(self) -> None:
        """A chapter heading ends an article, but articles are counted on across chapters."""
        if self.scope.in_article:
            self.scope = Scope(self.scope.outer(), article=self.scope.article)

    # numbered and unnumbered blocks -----------------------------------------------------------

    def _numbered(self, block: Block, mark: Marker, after: Marker | None, text: str) -> None:
        self.untitled, self.in_preamble = (), False
        mark = self.scope.settled(mark, after)
        depth = self.scope.depth_of(mark)
        if depth == 0:
            self._count_paragraph(mark)
        label, depth = self.scope.enter(mark, depth, text)
        self._add(block, self._role(depth), self.scope.path, label)

    def _count_paragraph(self, mark: Marker) -> None:
        """Paragraphs run on across chapters; where they start afresh the chapter joins the path."""
        scope = self.scope
        if mark.value <= scope.highest and self.chapter and not scope.in_article:
            outer = self.scope.outer()
            if scope.prefix != (*outer, *self.chapter):
                self.scope = Scope((*outer, *self.chapter), article=scope.article)
        self.scope.highest = mark.value

    def _role(self, depth: int) -> Role:
        if depth:
            return "item" if depth == 1 else "subitem"
        if self.is_resolution and not self._in_annex() and not self.scope.in_article:
            self.body_open = True
            return "operative"
        return "paragraph"

    def _in_annex(self) -> bool:
        return any(p.startswith("annex") for p in self.scope.prefix)

    def _unnumbered(
        self, block: Block, text: str, after: Marker | None, following: Sequence[Block]
    ) -> None:
        if block.kind == "annex":
            self._open_annex(block, Marker("annex", 0, text, len(text)), text)
            return
        if self._is_formula(text):
            self.is_resolution = self.is_resolution or not _PARTIES.match(text)
            self._add(block, "formula", (), "")
            return
        if block.kind == "heading" or self._is_heading(block, text, following):
            number = (*self.untitled, "title") if self.untitled else ()
            self.heading, self.untitled = without_note_marks(text), ()
            if text.strip(" 　").casefold() in PREAMBLE:
                self.in_preamble, self.preambular = True, 0
            self._add(block, "heading", number, "")
            return
        self.untitled = ()
        if self._is_preambular(block, text):
            self.preambular += 1
            self._add(block, "preambular", (*self.scope.prefix, f"pp.{self.preambular}"), "")
        elif block.kind == "operative":
            self._add(block, "operative", (), "")
        else:
            self._add(block, "text", self.scope.unnumbered(), "")

    def _is_formula(self, text: str) -> bool:
        """The organ's name and a comma, which opens a resolution: 大会， / The Conference …,"""
        if self.in_preamble and _PARTIES.match(text):
            return True
        if self.scope.prefix or self.body_open or self.in_preamble or len(text) > _FORMULA_LIMIT:
            return False
        if not text.endswith(("，", ",")):
            return False
        if any(p.role == "formula" for p in self.paragraphs):
            return False
        if self.document.lang == "zh":
            return text.rstrip("，").endswith(("会议", "大会", "理事会", "委员会", "工作组"))
        words = text.rstrip(",").split()
        return words[:1] == ["The"] and sum(w[0].isupper() for w in words) >= len(words) / 2

    def _is_preambular(self, block: Block, text: str) -> bool:
        if self.in_preamble and block.kind == "text":
            return text[-1:] in "，,;；"
        formula_seen = any(p.role == "formula" for p in self.paragraphs)
        plain = block.kind == "text" and not self.scope.prefix
        return plain and formula_seen and not self.body_open

    def _is_heading(self, block: Block, text: str, following: Sequence[Block]) -> bool:
        """A line without number is a heading when it is short, no sentence, and stands above
        something it can head; the line that an article or annex is named by is one as well."""
        if block.kind != "text" or not following or "\t" in text:
            return False
        words = without_note_marks(text)
        if len(words) > _HEADING_LIMIT[self.document.lang] or text[-1:] in "，,、;；":
            return False
        if is_complete(words) and not words.endswith(("）", ")", "?", "？")):
            return False
        if is_complete(words) and words[-2:-1] in "。.；;":
            return False
        return bool(self.untitled) or words[:1].isupper() or self.document.lang == "zh"
