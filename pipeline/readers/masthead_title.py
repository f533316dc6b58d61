"""Which lines of a masthead are the title, and which print it a second time.

The Editorial Manual puts the title of the agenda item below the item and the title of the document
below that, above the line that names its kind and author; where both are the same words, the
second print says nothing new.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from pipeline.readers.masthead_kind import kind_of_line
from pipeline.readers.masthead_lines import AGENDA, NUMBER, Cell, Sign
from pipeline.text.normalise import fold, join

_ANCHORS: frozenset[Sign] = frozenset(
    {"symbol", "distribution", "date", "original", "organ", "session", "meeting", "agenda"}
)
_FIELDS: frozenset[Sign] = frozenset({"symbol", "distribution", "session", "meeting", "agenda"})
_ABOVE_TITLE = frozenset({"draft-resolution", "draft-decision", "conference-room-paper", "note"})
"""Kinds whose line may stand above the title rather than below it."""

_KEPT: frozenset[Sign] = frozenset({"", "author", "edition", "adoption"})
_SECTION = re.compile(r"(?:Section|Sect\.) \d+$|第\s*\d+\s*款", re.I)
_CALLS = re.compile(r"(?<=\S)\s?(?:\*+|[¹²³⁰⁴-⁹]+)$")
_MOST_LINES = 10
_SHORTEST = 20
"""Characters below which two equal lines are no title printed twice."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title, the indexes of its lines, and those of lines that print it again."""

    text: str = ""
    lines: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()


def find_title(cells: Sequence[Cell], taken: int = -1) -> Title:
    """The title among the cells of a head; ``taken`` is the line that holds the place of the
    meeting. A resolution's follows its number; without any sign of a masthead it stands first."""
    number = next((i for i, c in enumerate(cells) if c.sign == "number"), None)
    if number is not None:
        return _numbered(cells, number)
    bare = not any(c.sign in _FIELDS for c in cells)
    if bare and (twice := _printed_twice(cells)):
        return twice
    if not any(c.sign in _ANCHORS | _KEPT - {""} for c in cells):
        first = next((c for c in cells if not c.sign), None)
        return Title(_bare(first.text), (first.line,)) if first else Title()
    last = max((i for i, c in enumerate(cells) if c.sign in _ANCHORS), default=-1)
    below = [c for c in cells[last + 1 :] if c.sign in _KEPT and c.line != taken]
    if not below:
        words = [c for c in cells if not c.sign and c.line != taken][-1:]
        return _repeatable(cells, words)
    agenda = cells[last] if last >= 0 and cells[last].sign == "agenda" else None
    return _below(cells, below, agenda)


def _numbered(cells: Sequence[Cell], number: int) -> Title:
    cell = cells[number]
    found = NUMBER.fullmatch(cell.text)
    first = (found["title"] or "") if found else ""
    following: list[Cell] = []
    for other in cells[number + 1 :]:
        if other.sign == "adoption" and not following and not first:
            continue
        if other.sign or (following and other.gap):
            break
        following.append(other)
    if first:
        lines = [c for c in following[:4] if not c.gap and c.level == cell.level]
        text = reduce(join, (c.text for c in lines), first)
        return Title(_bare(text), (cell.line, *(c.line for c in lines)))
    if following:
        return Title(_words(following), tuple(c.line for c in following))
    return Title(_bare(cell.text), (cell.line,))


def _printed_twice(cells: Sequence[Cell]) -> Title | None:
    """The longest run of lines of a publication that stands on its cover and its title page."""
    best: Title | None = None
    words = [c for c in cells if not c.sign]
    for first in range(len(words)):
        for size in range(1, min(6, len(words) - first) + 1):
            run = words[first : first + size]
            distinct = len({fold(c.text) for c in run}) == size
            longer = distinct and len(_folded(run)) > max(_SHORTEST, len(best.text) if best else 0)
            again = _again(words, run, first + size) if longer else ()
            if again:
                second = [c for c in words if c.line in again]
                text = max(_words(run), _words(second), key=lambda t: len(t.split()))
                best = Title(text, tuple(c.line for c in run), again)
    return best


def _again(cells: Sequence[Cell], title: Sequence[Cell], start: int) -> tuple[int, ...]:
    """The lines from ``start`` on that print the words of ``title`` again, however broken."""
    words = _folded(title)
    for first in range(start, len(cells)):
        for size in range(1, min(len(title) + 3, len(cells) - first) + 1):
            if _folded(cells[first : first + size]) == words:
                return tuple(c.line for c in cells[first : first + size])
    return ()


def _below(cells: Sequence[Cell], below: Sequence[Cell], agenda: Cell | None) -> Title:
    gapped = not below[0].gap and any(c.gap for c in below[1:])
    items = _agenda_titles(below, agenda, gapped) if agenda else 0
    title = _title_cells(below[items:])
    if not title:
        title = [c for c in below[:items] if not c.sign]
    return _repeatable(cells, title)


def _agenda_titles(below: Sequence[Cell], agenda: Cell, gapped: bool) -> int:
    """How many of the cells below the agenda item are the title of the item.

    A blank line tells where they end; else there are as many as items, and one more must be left
    for the document itself.
    """
    if gapped:
        return next(i for i, c in enumerate(below) if i and c.gap)
    found = AGENDA.match(agenda.text)
    if found is None or agenda.text[found.end() :].strip(" :：*"):
        return 0
    items = max(1, len(re.findall(r"\d+", found.group())))
    plain = next((i for i, c in enumerate(below) if c.sign), len(below))
    left = len(below) - items
    return items if items <= plain and left > 0 and below[items].sign != "edition" else 0


def _title_cells(cells: Sequence[Cell]) -> list[Cell]:
    """The first cells that are neither line of kind nor edition, as far as they belong together;
    the line of kind itself where nothing else stands there."""
    rest = list(cells)
    if rest and rest[0].sign == "author":
        above = kind_of_line(rest[0].text) in _ABOVE_TITLE
        following = [c for c in rest[1:] if c.sign != "edition"]
        if not above or not following or following[0].sign:
            return rest[:1]
        rest = following
    title: list[Cell] = []
    for cell in rest[:_MOST_LINES]:
        if cell.sign and not title:
            continue
        if cell.sign or (title and _parts_from(title, cell, rest)):
            break
        title.append(cell)
    return title


def _parts_from(title: Sequence[Cell], cell: Cell, rest: Sequence[Cell]) -> bool:
    """Whether ``cell`` no longer belongs to the title that ``title`` began. The title of a part of
    the programme budget names part, section and programme on lines of their own."""
    section = next((c for c in rest if _SECTION.match(c.text)), None)
    if section:
        return cell.gap and cell.line > section.line
    if cell.gap and not any(c.sign == "author" and c.line > cell.line for c in rest):
        return True
    return cell.level != title[0].level


def _repeatable(cells: Sequence[Cell], title: Sequence[Cell]) -> Title:
    """``title``, and if its words stand in the head twice, the first print as the title."""
    if not title:
        return Title()
    lines = tuple(c.line for c in title)
    earlier = [c for c in cells if not c.sign and c.line < lines[0]]
    if first := _again(earlier, title, 0):
        return Title(_words(title), first, lines)
    later = [c for c in cells if not c.sign and c.line > lines[-1]]
    return Title(_words(title), lines, _again(later, title, 0))


def _words(cells: Sequence[Cell]) -> str:
    return _bare(reduce(join, (c.text for c in cells)))


def _folded(cells: Sequence[Cell]) -> str:
    return re.sub(r"\s", "", fold(_words(cells)))


def _bare(text: str) -> str:
    """Without the calls of footnotes at its end."""
    return _CALLS.sub("", text).strip()
