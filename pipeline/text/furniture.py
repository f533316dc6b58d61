"""What a page prints around its text: running heads, page and job numbers, bar codes, contents.

Form and repetition tell: a job number and a bar code have a form of their own; a page number goes
on from the last one; a running head stands at the edge of page after page, or is the symbol of the
text once more. What is taken out is kept as a remark, word for word.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Remark, RemarkKind
from pipeline.text.normalise import squeeze
from pipeline.text.numbering import roman_number
from pipeline.text.symbols import is_symbol, normalise_symbol

_JOB = r"(?:(?:V|N|G|GE|E)\.\d\d-\d{5}|\d\d-\d{5})(?:\s*\([A-Z]\))?(?:\s+\d{6})*"
_JOB_LINE = re.compile(rf"{_JOB}(?:\s+\*\s?[VNG]?E?\d{{7,}}\s?\*)?$")
_BAR_CODE = re.compile(r"\*\s?[VNG]?E?\d{7,}\s?\*$")
_PAGE = (
    r"(?:\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s?/\s?\d{1,4}|Page \d+(?: of \d+)?|[ivxl]{1,7}"
    r"|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?)"
)
_PAGE_LINE = re.compile(rf"{_PAGE}$|{_PAGE}\s+{_JOB}$|{_JOB}\s+{_PAGE}$", re.I)
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|·{5,}")
_CONTENTS = re.compile(r"(?:Contents|CONTENTS|Table of contents|目\s*录|目\s*次)$")
_LABEL = re.compile(r"(?:Page|Paragraphs?|Pages|页次|段次|页码|Chapter|章次)(?:\s+(?:Page|页次))*$")
_CONTENTS_REACH = 5
"""Lines of a wrapped entry that may stand between two with dot leaders."""

_EDGE = 3
"""Lines at the top and at the bottom of a page among which running heads are sought."""

_OFTEN = 3
_SHARE = 0.2
"""Of the pages, at least this share and at least three bear a running head; a title that a text
prints again in each of its parts stands at the edge of a page only by chance."""


@dataclass(frozen=True, slots=True)
class Physical:
    """One line as typed, stripped; ``page`` counts from 1, 0 where nothing tells pages apart."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the text: the kind of each line that is no text, by its index, and the
    contents pages, each as a range of indexes."""

    kinds: dict[int, RemarkKind]
    contents: tuple[range, ...]

    def remarks(self, lines: Sequence[Physical]) -> tuple[Remark, ...]:
        """A remark for each line that is no text and one for each contents page, in order."""
        inside = {i for pages in self.contents for i in pages}
        found = [
            (i, Remark(kind, lines[i].text, page=lines[i].page))
            for i, kind in self.kinds.items()
            if i not in inside
        ]
        for pages in self.contents:
            words = "\n".join(lines[i].text for i in pages if lines[i].text)
            found.append((pages.start, Remark("contents", words, page=lines[pages.start].page)))
        return tuple(remark for _, remark in sorted(found, key=lambda f: f[0]))

    def holds(self) -> frozenset[int]:
        """The indexes of every line that is no text."""
        return frozenset(self.kinds) | {i for pages in self.contents for i in pages}


def physical_lines(text: str) -> tuple[Physical, ...]:
    """The lines of ``text``; a form feed, which text copied from PDFs has, ends a page."""
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    lines: list[Physical] = []
    for number, page in enumerate(pages, start=1 if len(pages) > 1 else 0):
        if number > 1:
            lines += [Physical("", number)] * 2
        lines += [Physical(line, number) for line in page.split("\n")]
    return tuple(lines)


def find_furniture(lines: Sequence[Physical]) -> Furniture:
    """The furniture among ``lines``, of which blank ones are told by being empty when stripped."""
    kinds: dict[int, RemarkKind] = {}
    stripped = [line.text.strip(" \t\u3000\u00a0\ufeff") for line in lines]
    last_page = 0
    for index, text in enumerate(stripped):
        if not text or len(text) > 60:
            continue
        if _BAR_CODE.match(text):
            kinds[index] = "bar-code"
        elif _PAGE_LINE.match(text):
            figure = _page_figure(text)
            if figure and (not last_page or 0 < figure - last_page <= 3 or "/" in text):
                kinds[index] = "page-number"
                last_page = figure if not text.isalpha() else last_page
            elif _JOB_LINE.match(text):
                kinds[index] = "job-number"
        elif _JOB_LINE.match(text):
            kinds[index] = "job-number"
    contents = _contents(stripped)
    for index in _running_heads(lines, stripped, kinds):
        kinds[index] = "running-head"
    return Furniture(kinds, contents)


def _page_figure(text: str) -> int:
    """The number that a page bears, 0 where the figure is too large for one."""
    if text.isalpha():
        return roman_number(text)
    bare = re.sub(r"(?:[VNGE]{1,2}\.)?\d\d-\d{5}(?:\s*\([A-Z]\))?", "", text)
    figures = re.findall(r"\d+", bare)
    return int(figures[0]) if figures and int(figures[0]) < 10_000 else 0


def _running_heads(
    lines: Sequence[Physical], stripped: Sequence[str], kinds: dict[int, RemarkKind]
) -> list[int]:
    """Lines at the edge of pages that stand at the edge of many, and repeats of the symbol that
    the text prints first."""
    filled = [i for i, text in enumerate(stripped) if text and i not in kinds]
    edges = _edges(lines, stripped, kinds, filled)
    often = Counter(_form(stripped[i]) for i in edges)
    pages = lines[-1].page or sum(kind == "page-number" for kind in kinds.values())
    enough = max(_OFTEN, pages * _SHARE)
    heads = [i for i in edges if often[_form(stripped[i])] >= enough and not _is_row(stripped[i])]
    own = next((stripped[i] for i in filled[:40] if _is_symbol(stripped[i])), "")
    if not own:
        return heads
    name = normalise_symbol(own)
    again = [i for i in filled if _is_symbol(stripped[i]) and normalise_symbol(stripped[i]) == name]
    first = again[0]
    return [i for i in {*heads, *again} if i > first]


def _edges(
    lines: Sequence[Physical],
    stripped: Sequence[str],
    kinds: dict[int, RemarkKind],
    filled: Sequence[int],
) -> list[int]:
    """The indexes of the lines at the edges of pages: the first and last of a page that form
    feeds set apart, else the line before and the line after a page number."""
    if lines and lines[-1].page:
        pages: dict[int, list[int]] = {}
        for i in filled:
            pages.setdefault(lines[i].page, []).append(i)
        return sorted({i for page in pages.values() for i in (*page[:_EDGE], *page[-_EDGE:])})
    near: set[int] = set()
    taken = sorted(i for i, kind in kinds.items() if kind == "page-number")
    places = {line: at for at, line in enumerate(filled)}
    for index in taken:
        for step in (1, -1):
            i = index + step
            while 0 <= i < len(stripped) and abs(i - index) < 6 and i not in places:
                i += step
            if i in places and abs(i - index) < 6:
                near.add(i)
    return sorted(near)


def _form(text: str) -> str:
    """``text`` with its figures made one, so that ``Page 3`` is ``Page 4``."""
    return re.sub(r"\d+", "0", squeeze(text))


def _is_row(text: str) -> bool:
    """Whether a line is a sentence, a numbered paragraph or figures of a table rather than a
    head, which a text may well repeat."""
    return bool(re.search(r"[.;:。；：]$", text)) or not re.search(r"[^\W\d]{2}", text)


def _is_symbol(text: str) -> bool:
    return "/" in text and len(text) < 80 and is_symbol(text)


def _contents(stripped: Sequence[str]) -> tuple[range, ...]:
    """Stretches of lines with dot leaders, from the word for contents above them."""
    dotted = [
        i for i, text in enumerate(stripped) if "." * 3 in text.replace(" ", "") or "…" in text
    ]
    dotted = [i for i in dotted if _LEADERS.search(stripped[i])]
    found: list[range] = []
    for index in dotted:
        if found and _near(stripped, found[-1].stop, index):
            found[-1] = range(found[-1].start, index + 1)
        else:
            found.append(range(index, index + 1))
    taken: list[range] = []
    for pages in found:
        after = taken[-1].stop if taken else 0
        if pages.start >= after and _is_list(stripped, pages, after):
            taken.append(_widened(stripped, pages, after))
    return tuple(taken)


def _near(stripped: Sequence[str], stop: int, index: int) -> bool:
    between = [t for t in stripped[stop:index] if t]
    return len(between) <= _CONTENTS_REACH and not any(t[-1] in ".。;；" for t in between)


def _is_list(stripped: Sequence[str], pages: range, after: int) -> bool:
    """One line with dots may be a form to fill in; two, or one below the word, are a list."""
    dotted = sum(1 for i in pages if _LEADERS.search(stripped[i]))
    return dotted > 1 or _heading(stripped, pages.start, after) is not None


def _heading(stripped: Sequence[str], start: int, after: int) -> int | None:
    """The index of the word for contents a few filled lines above ``start``, if it stands there
    and not before ``after``, where another list ends."""
    filled = 0
    for i in range(start - 1, max(after - 1, start - 15, -1), -1):
        if _CONTENTS.match(stripped[i]):
            return i
        filled += bool(stripped[i])
        if filled > _CONTENTS_REACH:
            return None
    return None


def _widened(stripped: Sequence[str], pages: range, after: int) -> range:
    """With the word for contents above, and a page number that stands on a line of its own; from
    ``after`` on, where another list ends."""
    heading = _heading(stripped, pages.start, after)
    start = heading if heading is not None else pages.start
    while start > after and _LABEL.match(stripped[start - 1]):
        start -= 1
    stop = pages.stop
    dots_end = bool(re.search(r"(?:\.\s?|…|·)$", stripped[stop - 1]))
    following = [i for i in range(stop, min(stop + 3, len(stripped))) if stripped[i]][:1]
    if dots_end and following and re.fullmatch(r"\d{1,3}|[ivxl]+", stripped[following[0]]):
        stop = following[0] + 1
    return range(start, stop)
