"""Rows to paragraphs: which row goes on with the one above it, also over the end of a page.

What tells is what a reader sees: the distance between lines, an indent, a number, and whether the
first word of a row would still have fitted on the row above.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.readers.pdf.rows import Row
from pipeline.readers.pdf.segments import is_mark
from pipeline.text.normalise import is_complete, is_wide
from pipeline.text.numbering import marker
from pipeline.text.raised import note_mark

_INDENT = 0.7
"""An indent is at least so many ems."""
_ASIDE = 0.35
"""A row that begins beyond this share of the column is set to the right: a date, a signature."""
_LOOSE = 1.2
_SPACED = 1.22
"""Lines further apart than so many times the usual leading are two paragraphs."""
_BULLET = re.compile(r"^[•●▪–—·-]\s+\S")
_DECIMAL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}/\d{1,4}(?:\s?[A-Z])?\.)\s")
_CITING = re.compile(
    r"(?:第|[Aa]rticles?|[Pp]aragraphs?|[Ss]ections?|[Cc]hapters?|para\.|paras\.|and|or|to|年|月|、|第\S{1,6}[条款])\s*$"
)
_OPEN_END = re.compile(r"\s(?:of|the|and|to|in|by|for|with|or|a|an|on|as|at|from|its|their|under)$")
_FIRST_WORD = re.compile(r"[(（《〈「『“‘\[]+.|[^\s\u2e80-\uffee]+|.")


@dataclass(slots=True)
class Draft:
    """A paragraph while its rows are being gathered; ``left`` and ``right`` are the edges of the
    column that its last row stands in. ``table`` is the text of a row of a table, which has only
    the row of the page at which it begins."""

    rows: list[Row] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    table: str = ""


@dataclass(frozen=True, slots=True)
class Leading:
    """The usual distance between lines of one paragraph, by the size of their type; ``spaced``
    says that numbered paragraphs are set further apart than that. ``body`` is the size of running
    text."""

    by_size: dict[int, float]
    spaced: bool
    body: float

    def of(self, size: float) -> float:
        """The leading of type of this size in points. Headings, which hardly ever have two rows,
        are taken to be set as running text is, or closer."""
        text = self.by_size.get(round(self.body * 2), 1.2 * self.body) / self.body
        return min(self.by_size.get(round(size * 2), 1.2 * size), _LOOSE * text * size)


def leading(pages: Sequence[Sequence[Row]], body: float) -> Leading:
    """The leading of each size of type, as most pairs of neighbouring rows show it."""
    seen: dict[int, Counter[float]] = {}
    for rows in pages:
        for a, b in itertools.pairwise(rows):
            if abs(a.size - b.size) < 0.3 and 0.9 * a.size < a.y - b.y < 2.6 * a.size:
                seen.setdefault(round(a.size * 2), Counter())[round((a.y - b.y) * 2) / 2] += 1
    by_size = {size: _usual(counts) for size, counts in seen.items()}
    return Leading(by_size, _is_spaced(pages, by_size), body)


def _is_spaced(pages: Iterable[Sequence[Row]], by_size: dict[int, float]) -> bool:
    """Whether nearly all rows that open with a number stand further below the row above them."""
    gaps = [
        (a.y - b.y) / by_size.get(round(b.size * 2), 1.2 * b.size)
        for rows in pages
        for a, b in itertools.pairwise(rows)
        if begins(b.text) and abs(a.size - b.size) < 0.3 and a.y > b.y
    ]
    return len(gaps) >= 5 and sum(gap > _SPACED for gap in gaps) >= 0.85 * len(gaps)


def _usual(counts: Counter[float]) -> float:
    """The smallest distance that at least half as many pairs have as the commonest one."""
    most = counts.most_common(1)[0][1]
    return min(distance for distance, count in counts.items() if count >= 0.5 * most)


def begins(text: str) -> bool:
    """Whether the words open with the number or the sign of an item."""
    return marker(text) is not None or bool(_BULLET.match(text) or _DECIMAL.match(text))


def goes_on(draft: Draft, row: Row, usual: Leading) -> bool:
    """Whether ``row``, the next of the same column and page, belongs to the paragraph."""
    last = draft.rows[-1]
    if row.opens_note(usual.body):
        return False
    if last.tag >= 0 and row.runs[0].tag >= 0:
        return last.tag == row.runs[0].tag
    if abs(last.size - row.size) > 0.12 * max(last.size, row.size):
        return False
    distance = last.y - row.y
    if distance <= 0 or distance > _SPACED * usual.of(row.size):
        return False
    full = _is_full(last, row, draft.right) or _is_justified(draft, row) or _is_torn(draft, row)
    centred = _is_centred(draft, row)
    if begins(row.text):
        cited = usual.spaced or (not is_complete(last.text) and _cites(last.text))
        return full and cited and _is_flush(draft, row)
    if last.bold and not row.bold and not (full and len(draft.rows) > 1):
        return False
    if centred or (last.bold and row.bold and not full):
        larger = row.size > 1.05 * usual.body
        if is_mark(last.text) or not (last.bold or larger or (last.italic and row.italic)):
            return False
        return last.bold == row.bold and (centred or _is_below(draft, row))
    return full and _is_flush(draft, row)


def runs_over(draft: Draft, row: Row, left: float, usual: Leading) -> bool:
    """Whether ``row``, the first of the next column or page, whose text begins at ``left``, goes
    on with the paragraph that ends the one before."""
    last = draft.rows[-1]
    if last.page == row.page and last.tag >= 0 and row.runs[0].tag >= 0:
        return last.tag == row.runs[0].tag
    if abs(last.size - row.size) > 0.05 * row.size or begins(row.text):
        return False
    if not _is_full(last, row, draft.right):
        return False
    if last.bold and not row.bold and len(draft.rows) < 3:
        return False
    if row.bold != last.bold or row.italic != last.italic:
        return len(draft.rows) > 2 and not is_complete(last.text) and row.x1 - left > 0.8 * last.x1
    first, rest = draft.rows[0], draft.rows[1:]
    step = _INDENT * row.size
    if not rest:
        both_indented = first.x0 - draft.left > step and row.x0 - left > step
        return not is_complete(last.text) and not both_indented
    within = (row.x0 - left) - (rest[-1].x0 - draft.left)
    if min(abs(within), abs(row.x0 - rest[-1].x0)) >= step:
        return False
    return not is_complete(last.text) or abs(first.x0 - rest[-1].x0) > step


def _cites(text: str) -> bool:
    return bool(_CITING.search(text))


def _is_full(last: Row, row: Row, right: float) -> bool:
    """Whether the first word of ``row`` would not have fitted on the row before it.

    Chinese rows may end two characters early, since no row may begin with a comma or a stop.
    """
    found = _FIRST_WORD.match(row.text.lstrip())
    word = found.group() if found else ""
    wide = any(map(is_wide, word))
    share = len(word) / max(1, len(row.text))
    width = (row.x1 - row.x0) * share
    slack = 2.2 * row.size if wide else 0.6 * row.size
    return last.x1 + width + slack >= right


def _is_justified(draft: Draft, row: Row) -> bool:
    """Whether the last row ends exactly where the one before it or the next one ends."""
    last = draft.rows[-1]
    return any(abs(last.x1 - other.x1) < 0.4 for other in (*draft.rows[-2:-1], row))


def _is_torn(draft: Draft, row: Row) -> bool:
    """Whether a row that reaches over most of the column stops within a sentence that ``row``,
    in small letters, goes on with, or stops at a word that nothing ends with."""
    last = draft.rows[-1]
    reaches = last.x1 - draft.left > 0.7 * (draft.right - draft.left)
    open_end = row.text[:1].islower() and not is_complete(last.text)
    return reaches and (open_end or bool(_OPEN_END.search(last.text)))


def _is_below(draft: Draft, row: Row) -> bool:
    """Whether ``row`` begins below the words of the paragraph, hung behind its number or not."""
    first = draft.rows[0]
    hung = 5 * row.size if begins(first.text) else 0.0
    return -2 * row.size < row.x0 - draft.rows[-1].x0 < 2 * row.size + hung


def _is_flush(draft: Draft, row: Row) -> bool:
    """Whether ``row`` begins where the rows of the paragraph after its first one do."""
    step = _INDENT * row.size
    if len(draft.rows) > 1:
        return abs(row.x0 - draft.rows[-1].x0) < step
    first = draft.rows[0]
    aside = draft.left + _ASIDE * (draft.right - draft.left)
    if first.x0 > aside and row.x0 > aside:
        return abs(row.x0 - first.x0) < 0.1 * row.size
    if row.x0 - first.x0 >= step:
        return begins(first.text) or bool(note_mark(first.text))
    return True


def _is_centred(draft: Draft, row: Row) -> bool:
    """Whether both rows stand in the middle of the column, clear of both edges."""
    middle = (draft.left + draft.right) / 2
    step = 2 * row.size
    return all(
        abs((r.x0 + r.x1) / 2 - middle) < row.size
        and r.x0 - draft.left > step
        and draft.right - r.x1 > step
        for r in (draft.rows[-1], row)
    )
