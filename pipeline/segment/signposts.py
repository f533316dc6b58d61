"""Numbered lines that open a place: annexes, parts, chapters, sections, articles.

Each function looks whether block ``i``, which begins with ``mark``, opens such a place; if so it
moves ``place`` there and returns what the line becomes, else None.
"""

from typing import NamedTuple

from pipeline.records import Role
from pipeline.segment import signs
from pipeline.segment.outline import Outline
from pipeline.segment.view import ANNEXES, CHAPTERS, View
from pipeline.text.normalise import is_complete
from pipeline.text.numbering import Marker, Style, as_letter

_SECTIONS: frozenset[Style] = frozenset({"upper-dot", "section", "clause"})
_DOTTED: frozenset[Style] = frozenset({"han-dot", "roman-dot", "upper-dot", "arabic-dot", "clause"})
_TITLE_LIMIT = 40
"""An article whose sentence stands on its own line, longer than this, is a paragraph to be found;
``第三条 删除。`` is none."""


class Opened(NamedTuple):
    """What a line that opens a place becomes."""

    role: Role
    number: tuple[str, ...]
    label: str


def opened(view: View, place: Outline, i: int, mark: Marker) -> Opened | None:
    """The annex, article, chapter or section that block ``i`` opens, if it does."""
    if mark.style in ANNEXES:
        return _annex(view, place, i, mark)
    if mark.style == "article":
        return _article(view, place, i, mark)
    return _chapter(view, place, i, mark) if _is_chapter(view, place, i, mark) else None


def _annex(view: View, place: Outline, i: int, mark: Marker) -> Opened | None:
    if not view.is_signpost(i, mark):
        return None
    return Opened("annex", place.open_annex(mark, view.texts[i][mark.end :].strip()), mark.printed)


def _article(view: View, place: Outline, i: int, mark: Marker) -> Opened | None:
    """An article opens where its number fits and the words are a title, or where it is the next
    one; a sentence that begins with a citation does neither."""
    rest, last = view.texts[i][mark.end :].strip(), place.scope.article
    if view.blocks[i].kind != "heading" and not _fits_article(view, i, mark, last):
        return None
    if mark.value == 1 and last > 1:
        place.open_next_text()
    is_titled = bool(rest) and not is_complete(rest)
    path = place.open_article(mark, rest if is_titled else "")
    if rest:
        place.untitled = ()
    is_sentence = len(rest) > _TITLE_LIMIT and not is_titled
    return Opened("paragraph" if is_sentence else "article", path, mark.printed.rstrip(".:："))


def _fits_article(view: View, i: int, mark: Marker, last: int) -> bool:
    rest = view.texts[i][mark.end :].strip()
    if rest[:1].islower() or rest[:1] in {",", "，", "(", "（"}:
        return False
    is_next = mark.value == last + 1
    if not rest and mark.value > last:
        return True
    return (is_next or view.is_signpost(i, mark)) and view.fits(i, mark, last)


def _is_chapter(view: View, place: Outline, i: int, mark: Marker) -> bool:
    """Whether the line is a numbered heading: I., 一., A., Part, Chapter, Section.

    一、 also numbers paragraphs of Chinese treaties; it heads a chapter only outside articles and
    only when the words after it are no sentence and what follows is not 二、 at once.
    """
    rest = view.texts[i][mark.end :]
    limit = signs.HEADING_LIMIT[view.lang] * (2 if mark.style == "upper-dot" else 1)
    short = len(rest) <= limit and signs.is_title(rest)
    if view.blocks[i].kind == "heading":
        return short and mark.style in _DOTTED | CHAPTERS
    if mark.style == "clause":
        return not rest and not place.scope.in_article
    if mark.style not in {"han-dot", "roman-dot", "upper-dot"} | CHAPTERS:
        return False
    if not short or rest[:1].islower() or not view.fits(i, mark, _counted(place, mark)):
        return False
    if mark.style != "han-dot":
        return True
    if place.scope.in_article:
        goes_on = 1 < mark.value == place.counted.get("chapter", 0) + 1
        return bool(rest) and goes_on and "han-dot" not in place.scope.last
    after = view.next_mark(i)
    sibling = after and after.style == "han-dot" and after.value == mark.value + 1
    return bool(rest) and (not sibling or len(rest) <= 12)


def _chapter(view: View, place: Outline, i: int, mark: Marker) -> Opened:
    rest = view.texts[i][mark.end :].strip()
    section = mark if mark.style in _SECTIONS else _ninth(place, mark)
    if section is None:
        path = place.open_chapter(mark, rest)
        place.counted[_kind(mark)] = mark.value
        return Opened("chapter", path, mark.printed)
    path = place.open_section(section, rest)
    place.counted[_kind(section)] = section.value
    return Opened("section", path, mark.printed)


def _counted(place: Outline, mark: Marker) -> int:
    """The last number of the headings of this kind."""
    letter = _ninth(place, mark)
    return letter.value - 1 if letter else place.counted.get(_kind(mark), 0)


def _ninth(place: Outline, mark: Marker) -> Marker | None:
    """``I.`` after ``H.`` is a section, not chapter one."""
    letter = as_letter(mark) if mark.style == "roman-dot" else None
    last = place.counted.get("upper-dot", 0)
    return letter if letter and last and letter.value == last + 1 else None


def _kind(mark: Marker) -> Style:
    """Which headings are counted together: parts, sections (第1款 of a budget), letters, and all
    other chapters."""
    if mark.style == "clause":
        return "section"
    return mark.style if mark.style in {"part", "section", "upper-dot"} else "chapter"
