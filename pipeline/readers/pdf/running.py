"""Running heads and feet, found by their place and by coming back on other pages.

From the outer edge of a page inwards, a row is apparatus as long as every part of it is a page
number, a job number, a bar code, or words that stand at the same height on a page nearby.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.readers.pdf.rows import Row, text_of
from pipeline.readers.pdf.segments import segments
from pipeline.readers.pdf.shapes import Page, Run
from pipeline.records import Remark, RemarkKind
from pipeline.text.numbering import roman_number

_ZONE = 0.17
"""The share of a page's height, at its top and at its foot, in which apparatus stands."""
_NEAR = 4
"""How many pages away the same words count: three times on five pages, or on left pages only."""
_SHORT = 6
_JOB = re.compile(r"^(?:[A-Z]{1,3}\.)?\d{2}-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d[\d ]{4,})?$")
_BAR = re.compile(r"^\*[\dA-Z]{6,10}\*$")
_RECYCLE = re.compile(r"^(?:Please recycle|请回收|recycle)\W*$", re.IGNORECASE)
_NUMBER = re.compile(
    r"^(?:\W{0,2}\s*\d{1,4}\s*\W{0,2}|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?"
    r"|第?\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|页[数码]?\s*\d+\s*/\s*\d+)$"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Part:
    """One stretch of words of a row; ``mask`` is how they are compared with those of other pages:
    page numbers without their figures."""

    words: str
    mask: str
    y: float


def strip_running(
    pages: Sequence[Page], rows: Sequence[tuple[Row, ...]]
) -> tuple[list[tuple[Row, ...]], tuple[Remark, ...]]:
    """The rows of each page without heads and feet, and these as remarks."""
    seen = _Seen(pages, rows)
    out: list[tuple[Row, ...]] = []
    remarks: list[Remark] = []
    for page, own in zip(pages, rows, strict=True):
        kept, taken = _strip(page, own, seen)
        out.append(kept)
        remarks += taken
        remarks += (Remark("running-head", words, page.number) for words in page.aside)
    return out, tuple(remarks)


class _Seen:
    """At what height which words stand on which pages.

    Words are a running head where they stand at one height on three pages near each other; on two
    in a short document, or at a height at which others do so.
    """

    def __init__(self, pages: Sequence[Page], rows: Sequence[tuple[Row, ...]]) -> None:
        self._at: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._pages = len(pages)
        self._outer: list[tuple[_Part, int]] = []
        for page, own in zip(pages, rows, strict=True):
            for row in own:
                if _in_zone(row, page):
                    for part in _parts(row):
                        self._at[part.mask].append((page.number, part.y))
            self._outer += ((p, page.number) for row in (*own[:1], *own[-1:]) for p in _parts(row))

    def again(self, part: _Part, page: int) -> bool:
        """Whether the words stand at the same height on pages nearby."""
        near = self._near(part, page)
        if near >= 3 or (near == 2 and self._pages < _SHORT):
            return True
        return near == 2 and round(part.y) in self._heights

    def _near(self, part: _Part, page: int) -> int:
        return len(
            {n for n, y in self._at[part.mask] if abs(n - page) <= _NEAR and abs(y - part.y) < 4}
        )

    @cached_property
    def _heights(self) -> frozenset[int]:
        """The heights at which the outermost words of three pages near each other are the same, a
        point to both sides included."""
        found = (round(p.y) for p, page in self._outer if self._near(p, page) >= 3)
        return frozenset(height + off for height in found for off in (-1, 0, 1))

    def kind(self, part: _Part, page: int) -> RemarkKind | None:
        """What apparatus the words are; None where they are none."""
        if _BAR.match(part.words):
            return "bar-code"
        if _JOB.match(part.words):
            return "job-number"
        if _NUMBER.match(part.words) or roman_number(part.words):
            figures = {int(d) for d in _DIGITS.findall(part.words)} or {roman_number(part.words)}
            if self._pages == 1 or self.again(part, page) or figures & {page}:
                return "page-number"
        if _RECYCLE.match(part.words) or self.again(part, page):
            return "running-head"
        return None


def _strip(page: Page, rows: tuple[Row, ...], seen: _Seen) -> tuple[tuple[Row, ...], list[Remark]]:
    remarks: list[Remark] = []
    start, end = 0, len(rows)
    while start < end and _in_top(rows[start], page) and _take(rows[start], page, seen, remarks):
        start += 1
    below: list[Remark] = []
    while end > start and _in_foot(rows[end - 1], page):
        found: list[Remark] = []
        if not _take(rows[end - 1], page, seen, found):
            break
        below[:0] = found
        end -= 1
    return rows[start:end], remarks + below


def _take(row: Row, page: Page, seen: _Seen, remarks: list[Remark]) -> bool:
    """Note every part of ``row`` as apparatus; False, noting none, where one of them is none."""
    parts = _parts(row)
    kinds = [seen.kind(part, page.number) for part in parts]
    if not all(kinds):
        return False
    remarks += (
        Remark(kind, part.words, page.number)
        for kind, part in zip(kinds, parts, strict=True)
        if kind
    )
    return True


def _parts(row: Row) -> list[_Part]:
    if _JOB.match(row.text):
        return [_part(row.runs)]
    return [_part(runs) for runs in segments(row.runs, 0.8)]


def _part(runs: Sequence[Run]) -> _Part:
    words = text_of(runs)
    mask = _DIGITS.sub("#", words) if _NUMBER.match(words) else words
    return _Part(words, "#" if roman_number(words) else mask, runs[0].y)


def _in_top(row: Row, page: Page) -> bool:
    return row.y > page.height * (1 - _ZONE)


def _in_foot(row: Row, page: Page) -> bool:
    return row.y < page.height * _ZONE


def _in_zone(row: Row, page: Page) -> bool:
    return _in_top(row, page) or _in_foot(row, page)
