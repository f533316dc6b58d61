"""Footnotes: what stands in smaller type at the foot of a page, opened by a raised figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.readers.pdf.hyphens import Vocabulary
from pipeline.readers.pdf.paragraphs import Draft
from pipeline.readers.pdf.rows import Row
from pipeline.readers.pdf.shapes import Page, Rule
from pipeline.text.lines import Line
from pipeline.text.raised import calls, note_mark, raised

_SMALLER = 0.93
_RULE = (40.0, 0.45)
"""The rule above notes is at least so many points and at most this share of the page wide."""
_PIECES = 8.0
FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FIGURE = re.compile(rf"[{FIGURES}]+")
_OPENS = re.compile(r"^(?:[⁰¹²³⁴-⁹]+|\*+|†|‡)\s*\S")


@dataclass(frozen=True, slots=True)
class Foot:
    """The rows of a page above its footnotes, and those of the footnotes."""

    body: tuple[Row, ...]
    notes: tuple[Row, ...]


def split_notes(page: Page, rows: tuple[Row, ...], body_size: float) -> Foot:
    """Part the footnotes at the foot of a page from its text.

    They begin at the first row below the last short rule, or, on a page without one, at a raised
    figure or asterisk in type smaller than ``body_size`` from which on all is as small.
    """
    start = _below_rule(page, rows, body_size)
    if start is None:
        start = _small_foot(rows, body_size)
    return Foot(rows[:start], _with_raised_signs(rows[:start], rows[start:]))


def _with_raised_signs(body: Sequence[Row], notes: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of notes, their figures raised where the page sets them on the line: a figure by
    itself before the words, which the text above calls."""
    called = {sign for row in body for sign in _FIGURE.findall(row.text)}
    out = []
    for row in notes:
        first = row.runs[0]
        plain = first.text.strip()
        if len(row.runs) > 1 and plain.isdecimal() and raised(plain) in called:
            row = Row((replace(first, raised=True), *row.runs[1:]), row.page)
        out.append(row)
    return tuple(out)


def _below_rule(page: Page, rows: Sequence[Row], body_size: float) -> int | None:
    for rule in sorted((r for r in page.rules if r.level), key=lambda r: r.y0):
        wide = rule.x1 - rule.x0
        if not (_RULE[0] <= wide <= _RULE[1] * page.width):
            continue
        if any(_touches(rule, other) for other in page.rules if other is not rule):
            continue
        start = next((i for i, row in enumerate(rows) if row.y < rule.y0), None)
        if start is None or rule.y0 - rows[start].y > 3 * body_size:
            continue
        if abs(rows[start].x0 - rule.x0) > 4 * body_size:
            continue
        below = rows[start:]
        small = sum(row.size <= 1.02 * body_size for row in below)
        if small < len(below) or (below[0].opens_note(body_size) and not opens_note(below[0])):
            continue
        if opens_note(below[0]) or _all_small(below, body_size):
            return start
    return None


def _touches(rule: Rule, other: Rule) -> bool:
    """Whether two horizontal rules are pieces of one, as below the head of a table."""
    level = other.level and abs(other.y0 - rule.y0) < 2
    return level and other.x0 - _PIECES < rule.x1 and rule.x0 - _PIECES < other.x1


def _small_foot(rows: Sequence[Row], body_size: float) -> int:
    start = len(rows)
    for i in range(len(rows) - 1, -1, -1):
        if rows[i].size > _SMALLER * body_size:
            break
        if opens_note(rows[i]):
            start = i
    return start


def _all_small(rows: Sequence[Row], body_size: float) -> bool:
    return all(row.size <= _SMALLER * body_size for row in rows)


def opens_note(row: Row) -> bool:
    """Whether the row begins with a raised figure or an asterisk, and words after it."""
    return bool(_OPENS.match(row.text))


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, whole, and the page on which it begins."""

    page: int
    text: str


def notes_of(feet: Sequence[Foot], words: Vocabulary) -> list[Note]:
    """The footnotes in order; what stands at the foot of a page before its first sign goes on with
    the last note of the page before."""
    rows: list[list[Row]] = []
    for foot in feet:
        for row in foot.notes:
            if opens_note(row) or not rows:
                rows.append([row])
            else:
                rows[-1].append(row)
    return [Note(own[0].page, words.joined(row.text for row in own)) for own in rows]


def hosts(
    drafts: Sequence[Draft], texts: Sequence[str], notes: Sequence[Note]
) -> list[tuple[int, str]]:
    """For each note the paragraph after which it stands, as an index in ``drafts`` (-1 for none
    at all), and its text: the first paragraph on its page that calls it, else the last."""
    out: list[tuple[int, str]] = []
    for note in notes:
        on = [
            i
            for i, draft in enumerate(drafts)
            if draft.rows[0].page <= note.page <= draft.rows[-1].page
        ]
        mark = note_mark(note.text)
        calling = (i for i in on if mark and calls(texts[i], mark))
        out.append((next(calling, on[-1] if on else len(drafts) - 1), note.text))
    return out


def note_line(text: str) -> Line:
    """The line of a note, a space after its sign. Only figures count notes; letters and asterisks
    belong to their table or masthead and stay beside it."""
    mark = note_mark(text)
    if not mark:
        return Line(text, kind="footnote")
    spaced = f"{mark} {text[len(mark) :].lstrip()}"
    return Line(spaced, is_note=True) if mark[0] in FIGURES else Line(spaced, kind="footnote")
