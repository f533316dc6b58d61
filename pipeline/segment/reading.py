"""A document's blocks become paragraphs: each with a role, a number path and its heading.

Numbers decide. A marker opens a list level by its style: a style already open in the same scope
goes on at its level, a new one opens a deeper level, so that ``1. (a) (i)`` and ``一、㈠ 1.`` both
come out as paragraph, item, subitem. A scope (annex, article, one of several texts) starts all
numbers afresh; an unnumbered heading starts nothing, since letters run on across headings. A
number that does not fit its sequence, and that the mark-up does not vouch for, numbers nothing.
"""

from pipeline.records import Block, Document, Paragraph, Role
from pipeline.segment import signs
from pipeline.segment.levels import BASE_STYLES, ITEM_STYLES
from pipeline.segment.outline import Outline
from pipeline.segment.signposts import opened
from pipeline.segment.view import View
from pipeline.text.normalise import without_note_marks
from pipeline.text.numbering import PREAMBLE, Marker
from pipeline.text.openings import opens

_PASS_THROUGH: dict[str, Role] = {
    "masthead": "masthead",
    "title": "title",
    "formula": "formula",
    "table": "table",
    "signature": "signature",
}


def segment(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of ``document`` in order; every block becomes exactly one.

    ``document.text[p.start:p.end] == p.text`` for each, and ordinals count from 0 without a gap.
    """
    reading = _Reading(document)
    for i in range(len(document.blocks)):
        reading.take(i)
    return tuple(reading.paragraphs)


class _Reading:
    """Reads blocks in order and remembers what their numbers mean."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lang = document.lang
        self.blocks = document.blocks
        self.view = View(document)
        self.texts = self.view.texts
        self.paragraphs: list[Paragraph] = []
        kinds = {b.kind for b in self.blocks}
        self.place = Outline(is_resolution=bool(kinds & {"formula", "preambular"}))
        self.preamble_is_marked = "preambular" in kinds

    # one block -----------------------------------------------------------------------------

    def take(self, i: int) -> None:
        """Read block ``i``, whose forerunners have all been read."""
        block, text, mark = self.blocks[i], self.texts[i], self.view.marks[i]
        if block.kind == "footnote":
            self._add_note(block, mark)
        elif block.kind == "preambular" and not self._is_misplaced(i):
            self._add(i, "preambular", self.place.preambular_path())
        elif block.kind in _PASS_THROUGH:
            if block.kind == "formula":
                self._open_body(text)
            self._add(i, _PASS_THROUGH[block.kind])
        elif block.kind == "part":
            label = block.label or text
            self._add(i, "chapter", self.place.open_text(label, text), block.label)
        elif i in self.view.adopted:
            path = self.place.open_text(
                self.view.adopted[i], text, self.view.adopted[i].partition(".")[2]
            )
            self._add(i, "chapter", path, text)
        elif i in self.view.contents and block.kind in {"text", "heading"}:
            self._add(i, "heading")
        elif self._is_chapeau(i):
            self._add(i, "text")
        elif mark is None or not self._numbered(i, mark):
            self._unnumbered(i)

    def _add(self, i: int, role: Role, number: tuple[str, ...] = (), label: str = "") -> None:
        block, document = self.blocks[i], self.document
        self.paragraphs.append(
            Paragraph(
                symbol=document.symbol,
                lang=document.lang,
                ordinal=len(self.paragraphs),
                role=role,
                number=number,
                label=label,
                part=self.place.part,
                heading=self.place.heading,
                start=block.start,
                end=block.end,
                text=self.texts[i],
                eid=block.eid,
            )
        )

    def _add_note(self, block: Block, mark: Marker | None) -> None:
        """Footnotes stand after the running text and belong to no annex or heading there."""
        label = block.label or (str(mark.value) if mark else "")
        place = self.place
        part, heading = place.part, place.heading
        place.part = place.heading = ""
        self._add(len(self.paragraphs), "footnote", (f"fn.{label}",), label)
        place.part, place.heading = part, heading

    # numbered blocks -------------------------------------------------------------------------

    def _numbered(self, i: int, mark: Marker) -> bool:
        """Read a block that opens with a number; False where it numbers nothing."""
        if found := opened(self.view, self.place, i, mark):
            self._add(i, found.role, found.number, found.label)
            return True
        return mark.style in BASE_STYLES | ITEM_STYLES and self._listed(i, mark)

    def _listed(self, i: int, mark: Marker) -> bool:
        place, text = self.place, self.texts[i]
        if mark.style == "clause" and not place.scope.in_article:
            return False
        mark = place.scope.settled(mark, self.view.next_mark(i))
        last, skipped = place.scope.known(mark)
        if not self.blocks[i].label and not self.view.fits(i, mark, last, skipped):
            return False
        place.untitled, place.in_preamble = (), False
        announced = bool(self.paragraphs) and self.paragraphs[-1].text[-1:] in ":："
        depth = place.scope.depth_of(mark, announced=announced)
        restarts = depth == 0 and mark.value == 1 and mark.style != "decimal"
        if restarts and place.scope.highest and not place.scope.in_article:
            place.start_afresh()
        label, depth = place.scope.enter(mark, depth, text)
        self._add(i, self._role(depth), place.scope.path, label)
        return True

    def _is_misplaced(self, i: int) -> bool:
        """Whether a block of a marked preamble is an item of the paragraph before it, or belongs
        to the operative part."""
        mark = self.view.marks[i]
        is_item = bool(self.place.preambular and mark and mark.style in ITEM_STYLES)
        return is_item or self._is_chapeau(i) or self._is_operative(i)

    def _is_chapeau(self, i: int) -> bool:
        """``Resolves that:`` between the organ's name and the operative paragraphs."""
        place, view = self.place, self.view
        if self.texts[i][-1:] not in ":：" or view.marks[i] or place.scope.in_article:
            return False
        after = view.marks[i + 1] if i + 1 < len(view.marks) else None
        first = after is not None and after.style == "arabic-dot" and after.value == 1
        return first and place.formula_seen and not place.body_open

    def _role(self, depth: int) -> Role:
        if depth:
            return "item" if depth == 1 else "subitem"
        place = self.place
        if place.is_resolution and not place.annex and not place.scope.in_article:
            place.body_open = True
            return "operative"
        return "paragraph"

    # blocks without a number -------------------------------------------------------------------

    def _unnumbered(self, i: int) -> None:
        block, text, place = self.blocks[i], self.texts[i], self.place
        if block.kind == "annex":
            mark = Marker("annex", 0, text, len(text))
            self._add(i, "annex", place.open_annex(mark, ""), text)
        elif self._is_formula(text):
            self._open_body(text)
            self._add(i, "formula")
        elif block.kind == "text" and self._is_signature(text):
            place.leave_article()
            self._add(i, "signature")
        elif block.kind == "heading" or self._is_heading(i):
            self._heading(i, text)
        else:
            self._plain(i, text)

    def _open_body(self, formula: str) -> None:
        self.place.formula_seen = True
        if signs.is_parties(formula):
            self.place.in_preamble = True
        else:
            self.place.is_resolution = True

    def _is_signature(self, text: str) -> bool:
        """The testimonium of a treaty, or the meeting and date below a resolution."""
        if signs.is_testimonium(text):
            return True
        follows = bool(self.paragraphs) and self.paragraphs[-1].role == "signature"
        return self.place.body_open and (
            signs.is_meeting(text) or (follows and signs.is_date(text))
        )

    def _heading(self, i: int, text: str) -> None:
        place = self.place
        number = (*place.untitled, "title") if place.untitled else ()
        place.heading, place.untitled = without_note_marks(text), ()
        if text.strip(" 　").casefold() in PREAMBLE:
            place.in_preamble, place.preambular = True, 0
        self._add(i, "heading", number)

    def _plain(self, i: int, text: str) -> None:
        place, block = self.place, self.blocks[i]
        place.untitled = ()
        if self._is_preambular(i):
            self._add(i, "preambular", place.preambular_path())
        elif block.kind == "operative" or self._is_operative(i):
            place.body_open = True
            self._add(i, "operative")
        else:
            self._add(i, "text", place.scope.unnumbered())

    def _is_heading(self, i: int) -> bool:
        text, due = self.texts[i], bool(self.place.untitled)
        if self.blocks[i].kind != "text":
            return False
        if not due and (i in self.view.listed or self._is_inside_list(i)):
            return False
        if not signs.is_heading(text, self.lang, self.view.following(i), due=due):
            return False
        return due or text[:1].isupper() or self.lang == "zh"

    def _is_inside_list(self, i: int) -> bool:
        """Whether the list that is open in an article goes on behind block ``i``: what stands in
        between are its closing words, while outside articles letters run on across headings."""
        after = self.view.marks[i + 1] if i + 1 < len(self.texts) else None
        if not self.place.scope.in_article or after is None or after.style not in ITEM_STYLES:
            return False
        return after.value > 1 and any(v.style == after.style for v in self.place.scope.levels)

    def _is_formula(self, text: str) -> bool:
        place = self.place
        if signs.is_parties(text):
            return place.in_preamble or not (place.scope.article or place.formula_seen)
        if place.scope.highest or place.scope.article or place.body_open:
            return False
        if place.in_preamble or place.formula_seen or (place.annex and place.preambular):
            return False
        return signs.is_organ(text, self.lang)

    def _is_preambular(self, i: int) -> bool:
        place, text = self.place, self.texts[i]
        if self.blocks[i].kind != "text":
            return False
        if place.in_preamble:
            return text[-1:] in "，,;；"
        if place.annex or place.scope.in_article or place.body_open:
            return False
        if self.preamble_is_marked:
            return place.formula_seen and text[-1:] in "，,"
        if not place.formula_seen:
            return text[-1:] in "，," and opens(text, self.lang, "preambular")
        return not self._is_operative(i)

    def _is_operative(self, i: int) -> bool:
        """Without a number, an operative paragraph is known by its verb and its full stop, or by
        the colon before what it adopts; there is none where numbered ones follow."""
        place, text, lang = self.place, self.texts[i], self.lang
        if place.annex or place.body_open or not (place.formula_seen or place.preambular):
            return False
        if not opens(text, lang, "operative"):
            return False
        if text[-1:] in ":：":
            return not opens(text, lang, "preambular")
        return text[-1:] in ".。" and not self.view.numbers_follow(i)
