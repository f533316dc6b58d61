"""Physical lines to logical ones: hard wraps and page cuts rejoined, page furniture taken out.

Three habits are met: one paragraph a line; lines wrapped at a fixed width, with blank lines only
between paragraphs; and lines wrapped at a fixed width with a blank line after each. A paragraph
cut by a page end has blank lines, a page number or a footnote inside its sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import BlockKind, Remark
from pipeline.text.furniture import find_furniture, physical_lines
from pipeline.text.joining import (
    Layout,
    OpenLine,
    Precedents,
    Raw,
    continues,
    note_continues,
    torn_prose,
)
from pipeline.text.normalise import columns, is_complete, join, squeeze
from pipeline.text.numbering import marker

_DASH_ITEM = re.compile(r"^[-*•]\s+(?=[（(][a-z0-9]+[)）])")
_BOLD = re.compile(r"\*\*|(?<!\w)__|__(?!\w)")
_HASHES = re.compile(r"^#{1,6}\s+")
_STARRED = re.compile(r"(\*{1,4})\s+\S")
_STAR_CALL = re.compile(r"(?<=[^\s*])\s?(\*{1,4})(?=[\s)）]|$)")
_BOLD_REACH = 300
"""Characters beyond which two asterisks were never meant to open bold words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line; ``level`` is the depth of a heading (the number of Markdown hashes, the
    style of a Word paragraph), ``is_note`` says that it opens with a superscript figure and so is
    a footnote, ``kind`` is what the format itself knows of it, ``after_gap`` that a blank line
    stands above it, which only plain text knows."""

    text: str
    level: int = 0
    is_note: bool = False
    kind: BlockKind = "text"
    after_gap: bool = False


def logical_lines(text: str) -> tuple[tuple[Line, ...], tuple[Remark, ...]]:
    """The logical lines of ``text`` and a remark for all that was taken out, both in order."""
    raws, remarks = _raw_lines(text)
    layout = Layout(_wrap_width(raws), _is_spaced(raws))
    precedents = Precedents([raw.text for raw in raws])
    out: list[OpenLine] = []
    open_note = 0
    host: OpenLine | None = None
    for raw in raws:
        if raw.is_note:
            out.append(OpenLine(raw))
            open_note += 1
        elif open_note and note_continues(out[-1], raw, layout):
            out[-1].add(raw)
        elif host is not None and (
            continues(host, raw, layout, open_note > 0) or torn_prose(host, raw, precedents)
        ):
            host.add(raw)
        else:
            host = OpenLine(raw)
            out.append(host)
            open_note = 0
    if not out:  # a text of nothing but a contents list is that list
        return tuple(Line(t) for r in remarks for t in r.text.split("\n")), ()
    return tuple(_closed(line, layout) for line in out), remarks


def _closed(line: OpenLine, layout: Layout) -> Line:
    words = line.words()
    clean = squeeze(_BOLD.sub("", words)) if "\t" not in words else _BOLD.sub("", words).strip()
    gap = line.first.blanks > 0 and not layout.spaced
    return Line(clean, line.first.level, line.first.is_note, after_gap=gap)


def _raw_lines(text: str) -> tuple[list[Raw], tuple[Remark, ...]]:
    physical = physical_lines(text)
    furniture = find_furniture(physical)
    taken = furniture.holds()
    raws: list[Raw] = []
    stars: set[str] = set()
    blanks, cut, bold_open = 0, False, False
    for index, line in enumerate(physical):
        stripped = line.text.strip(" \t\u3000\u00a0\ufeff")
        if not stripped:
            blanks += 1
            continue
        if index in taken:
            cut = True
            continue
        level = len(stripped) - len(stripped.lstrip("#")) if _HASHES.match(stripped) else 0
        words = _after_tab(_DASH_ITEM.sub("", _HASHES.sub("", stripped)))
        if bold_open and raws:
            raws[-1] = replace(raws[-1], text=join(raws[-1].text, words))
        else:
            indented = line.text[:1] in " \t\u3000"
            is_note = _is_note(words, stars)
            width = columns(line.text.rstrip())
            raws.append(Raw(words, width, blanks, cut, level, indented, is_note))
        stars.update(m.group(1) for m in _STAR_CALL.finditer(words))
        bold_open = len(raws[-1].text) < _BOLD_REACH and raws[-1].text.count("**") % 2 == 1
        blanks, cut = 0, False
    return raws, furniture.remarks(physical)


def _after_tab(words: str) -> str:
    """A number set apart by the only tab of a line opens a paragraph, no row of a table."""
    mark = marker(words) if words.count("\t") == 1 else None
    return words.replace("\t", " ") if mark and words[: mark.end].endswith("\t") else words


def _wrap_width(raws: Sequence[Raw]) -> int:
    """The width at which the text was wrapped, in columns, or 0 where a line is a paragraph.

    Wrapped text has many lines of nearly the same greatest width, few of them sentence ends.
    """
    widths = sorted(r.width for r in raws)
    if len(widths) < 8:
        return 0
    greatest = widths[int(len(widths) * 0.98)]
    if greatest > 132:
        return 0
    near = [r for r in raws if greatest - 9 <= r.width <= greatest + 3]
    broken = sum(not is_complete(r.text) for r in near)
    return greatest if len(near) > 0.3 * len(raws) and broken > 0.6 * len(near) else 0


def _is_spaced(raws: Sequence[Raw]) -> bool:
    return sum(r.blanks > 0 for r in raws[1:]) > 0.8 * len(raws[1:])


def _is_note(text: str, stars: set[str]) -> bool:
    """Whether a line opens with a superscript figure, or with asterisks that a word above it has
    called."""
    if found := _STARRED.match(text):
        return found.group(1) in stars
    mark = marker(text)
    return mark is not None and mark.style == "note"
