"""Two wordings of one language: what was taken out, put in and moved, as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, TypeAlias, get_args

from pipeline.align import MOVED
from pipeline.cite import label_of
from pipeline.compare.redline import redline
from pipeline.records import Bead, Change, Paragraph, Revision
from pipeline.strings import Strings
from pipeline.text.numbering import marker
from pipeline.views.markup import tag, text

Fate: TypeAlias = Literal["same", "changed", "moved", "added", "deleted"]
"""What became of a paragraph."""
FATES: tuple[Fate, ...] = get_args(Fate)
Layout: TypeAlias = Literal["beside", "inline"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
"""Both wordings in columns of their own, or both in one text as a legal redline."""


@dataclass(frozen=True, slots=True)
class Revised:
    """Paragraphs of the older wording and what became of them in the newer one; offsets of
    ``changes`` count in ``old_text`` and ``new_text``."""

    ordinal: int
    fate: Fate
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    changes: tuple[Change, ...]

    @property
    def old_text(self) -> str:
        """The older words, a paragraph a line."""
        return "\n".join(p.text for p in self.old)

    @property
    def new_text(self) -> str:
        """The newer words, a paragraph a line."""
        return "\n".join(p.text for p in self.new)

    @property
    def number(self) -> str:
        """The printed number, the older and the newer one where they differ."""
        numbers = dict.fromkeys(label_of(side[0]) for side in (self.old, self.new) if side)
        return " → ".join(number for number in numbers if number)


def revised_rows(
    revisions: Sequence[Revision],
    beads: Sequence[Bead],
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
) -> tuple[Revised, ...]:
    """One row a revision. ``beads`` are those that the revisions were made of: one that moved has
    moved, whatever changed in it."""
    moved = {(b.zh, b.en) for b in beads if b.why == MOVED}
    return tuple(
        Revised(
            ordinal,
            "moved" if (r.old, r.new) in moved else r.kind,
            tuple(old[i] for i in r.old),
            tuple(new[j] for j in r.new),
            _without_numbers(r.changes, old[r.old[0]].text, new[r.new[0]].text)
            if r.changes
            else (),
        )
        for ordinal, r in enumerate(revisions)
    )


def reworded(old: Paragraph, new: Paragraph) -> Revised:
    """Two paragraphs of one language as a row: which words the newer one changed."""
    changes = _without_numbers(redline(old.text, new.text, new.lang), old.text, new.text)
    return Revised(0, "changed", (old,), (new,), changes)


def _without_numbers(changes: tuple[Change, ...], old: str, new: str) -> tuple[Change, ...]:
    """``changes`` with the numbers that open both texts set apart from the change beside them,
    since a new number is no change."""
    left, right = marker(old), marker(new)
    if left is None or right is None:
        return changes
    a, b = left.end, right.end
    rest = (
        replace(
            c,
            old_start=max(c.old_start, a),
            old_end=max(c.old_end, a),
            new_start=max(c.new_start, b),
            new_end=max(c.new_end, b),
        )
        for c in changes
    )
    kept = (c for c in rest if c.old_start < c.old_end or c.new_start < c.new_end)
    return (Change("equal", 0, a, 0, b), *kept)


def redline_table(rows: Sequence[Revised], say: Strings, layout: Layout) -> str:
    """``rows`` as an HTML table in which every word of both wordings stands."""
    names = ("redline.old", "redline.new") if layout == "beside" else ("redline.both",)
    head = tag("th", say("compare.number"), "number", scope="col")
    head += "".join(tag("th", say(name), "side", say.lang, scope="col") for name in names)
    head += tag("th", say("redline.fate"), "why", scope="col")
    body = "".join(_row(row, say, layout) for row in rows)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "parallel redline")


def _row(row: Revised, say: Strings, layout: Layout) -> str:
    cells = tag("th", text(row.number), "number", scope="row")
    if layout == "beside":
        cells += _side(row, "old", say) + _side(row, "new", say)
    else:
        lang = (row.new or row.old)[0].lang
        cells += tag("td", tag("div", inline_wording(row), "passage", lang), "side")
    fate = tag("td", text(say(f"redline.{row.fate}")), "why")
    return tag("tr", cells + fate, f"text {row.fate}")


def _side(row: Revised, which: Literal["old", "new"], say: Strings) -> str:
    paragraphs = row.old if which == "old" else row.new
    if not paragraphs:
        return tag("td", say(f"redline.absent.{which}"), "side absent")
    return tag("td", marked_side(row, which), "side")


def marked_side(row: Revised, which: Literal["old", "new"]) -> str:
    """One wording of ``row``, which is not empty, with what was taken out or put in marked."""
    lang = (row.old if which == "old" else row.new)[0].lang
    if not row.changes:
        whole = row.old_text if which == "old" else row.new_text
        content = _mark(whole, which, row.fate == "moved") if row.fate != "same" else escape(whole)
    elif which == "old":
        content = "".join(
            _piece(row.old_text[c.old_start : c.old_end], "old", c)
            for c in sorted(row.changes, key=lambda c: (c.old_start, c.old_end))
        )
    else:
        content = "".join(
            _piece(row.new_text[c.new_start : c.new_end], "new", c) for c in row.changes
        )
    return tag("div", content, "passage", lang)


def inline_wording(row: Revised) -> str:
    """Both wordings in one, as HTML: what was taken out before what was put in its place."""
    if not row.changes:
        if row.fate == "same":
            return escape(row.new_text)
        gone = _mark(row.old_text, "old", row.fate == "moved") if row.old else ""
        return gone + (_mark(row.new_text, "new", row.fate == "moved") if row.new else "")
    return "".join(_inline_pieces(row))


def _inline_pieces(row: Revised) -> Iterator[str]:
    left = sorted((c for c in row.changes if c.kind == "move"), key=lambda c: c.old_start)
    for change in row.changes:
        if change.kind != "move":
            while left and left[0].old_start < change.old_end:
                moved = left.pop(0)
                yield _mark(row.old_text[moved.old_start : moved.old_end], "old", True)
            if change.kind != "equal":
                yield _piece(row.old_text[change.old_start : change.old_end], "old", change)
        yield _piece(row.new_text[change.new_start : change.new_end], "new", change)
    for moved in left:
        yield _mark(row.old_text[moved.old_start : moved.old_end], "old", True)


def _piece(words: str, which: Literal["old", "new"], change: Change) -> str:
    if not words or change.kind == "equal":
        return escape(words)
    return _mark(words, which, change.kind == "move")


def _mark(words: str, which: Literal["old", "new"], is_moved: bool) -> str:
    name = "del" if which == "old" else "ins"
    return tag(name, escape(words), "moved" if is_moved else "")
