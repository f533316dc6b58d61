"""Physical lines to logical ones: hard wraps and page cuts rejoined, page numbers taken out.

Three habits are met: one paragraph a line; lines wrapped at a fixed width, with blank lines only
between paragraphs; and lines wrapped at a fixed width with a blank line after each. A paragraph
cut by a page end has blank lines, a page number or a footnote inside its sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import BlockKind
from pipeline.text.normalise import columns, is_complete, join, squeeze
from pipeline.text.numbering import marker, roman_number

_PAGE_NUMBER = re.compile(
    r"^(?:\d{1,4}|-\s*\d{1,4}\s*-|\d{1,4}/\d{1,4}|Page \d+(?: of \d+)?|[ivxl]{1,7})$"
)
_DASH_ITEM = re.compile(r"^[-*•]\s+(?=[（(][a-z0-9]+[)）])")
_BULLET = re.compile(r"^[-*•·]\s+\S")
_BOLD = re.compile(r"\*\*|(?<!\w)__|__(?!\w)")
_BEFORE_NUMBER = re.compile(r"(?:第|[Aa]rticles?|[Pp]aragraphs?|and|to|年|月|项目)\s*$")
"""A wrapped line may begin with a cited number; the words before it tell."""
_BODY_STYLES = frozenset({"arabic-dot", "paren-letter", "paren-roman", "paren-han"})
_HASHES = re.compile(r"^#{1,6}\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line; ``level`` is the depth of a heading (the number of Markdown hashes, the
    style of a Word paragraph), ``is_note`` says that it opens with a superscript figure and so is
    a footnote, ``kind`` is what the format itself knows of it."""

    text: str
    level: int = 0
    is_note: bool = False
    kind: BlockKind = "text"


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    width: int
    blanks: int
    cut: bool
    level: int
    indented: bool


@dataclass(frozen=True, slots=True)
class _Layout:
    """``wrap`` is the wrap width in columns, 0 where a line is a paragraph; ``spaced`` says that
    blank lines stand after nearly every line, and so tell nothing."""

    wrap: int
    spaced: bool


def logical_lines(text: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The logical lines of ``text`` and the page numbers taken out, both in order."""
    raws, dropped = _raw_lines(text)
    layout = _Layout(_wrap_width(raws), _is_spaced(raws))
    out: list[Line] = []
    previous: _Raw | None = None
    open_note = 0
    for raw in raws:
        if _is_note(raw.text):
            out.append(Line(raw.text, is_note=True))
            open_note += 1
            continue
        host = len(out) - 1 - open_note
        if previous and host >= 0 and _continues(out[host], previous, raw, layout, open_note > 0):
            out[host] = Line(join(out[host].text, raw.text), out[host].level)
        else:
            out.append(Line(raw.text, raw.level))
            open_note = 0
        previous = raw
    return tuple(Line(_clean(o.text), o.level, o.is_note) for o in out), tuple(dropped)


def _raw_lines(text: str) -> tuple[list[_Raw], list[str]]:
    raws: list[_Raw] = []
    dropped: list[str] = []
    blanks, cut, bold_open = 0, False, False
    for physical in (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n\n").split("\n")
    ):
        stripped = physical.strip(" \t\u3000\u00a0\ufeff")
        if not stripped:
            blanks += 1
            continue
        if _PAGE_NUMBER.match(stripped) and _fits_page(stripped, dropped):
            dropped.append(stripped)
            cut = True
            continue
        level = len(stripped) - len(stripped.lstrip("#")) if _HASHES.match(stripped) else 0
        words = _DASH_ITEM.sub("", _HASHES.sub("", stripped))
        if bold_open and raws:
            raws[-1] = _extend(raws[-1], words)
        else:
            indented = physical[:1] in " \t\u3000"
            raws.append(_Raw(words, columns(physical.rstrip()), blanks, cut, level, indented))
        bold_open = (raws[-1].text.count("**") % 2) == 1
        blanks, cut = 0, False
    return raws, dropped


def _extend(raw: _Raw, words: str) -> _Raw:
    return _Raw(join(raw.text, words), raw.width, raw.blanks, raw.cut, raw.level, raw.indented)


def _fits_page(text: str, dropped: Sequence[str]) -> bool:
    """A bare figure is a page number when it goes on from the last one or could be the first."""
    if text.isalpha():
        return roman_number(text) > 0
    figure = int(re.findall(r"\d+", text)[0])
    before = [int(f) for page in dropped for f in re.findall(r"^\D*(\d+)", page)]
    return 0 < figure - before[-1] <= 3 if before else figure < 1000


def _wrap_width(raws: Sequence[_Raw]) -> int:
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


def _continues(line: Line, previous: _Raw, raw: _Raw, layout: _Layout, torn: bool) -> bool:
    """Whether ``raw`` goes on with the sentence that ``line``, ending in ``previous``, began.

    ``torn`` says that a footnote stands between the two.
    """
    if raw.level or line.level or "\t" in raw.text + line.text or _BULLET.match(raw.text):
        return False
    full = layout.wrap > 0 and _is_full(previous, raw, layout.wrap)
    if marker(raw.text):
        return full and bool(_BEFORE_NUMBER.search(line.text))
    if full and (layout.spaced or raw.blanks == 0):
        return not (is_complete(line.text) and raw.indented)
    if is_complete(line.text):
        return False
    if layout.wrap and raw.blanks == 0 and not raw.indented:
        return previous.width > 0.7 * layout.wrap
    if layout.spaced and raw.blanks == 0 and columns(line.text) > 60:
        return not _begins_a_sentence(raw)
    short = layout.wrap > 0 and not full
    # A short line of wrapped text ends its paragraph: there blank lines alone tear nothing.
    return _is_cut(line, raw, torn or raw.cut or (raw.blanks >= 2 and not short))


def _is_cut(line: Line, raw: _Raw, torn: bool) -> bool:
    """Whether a page end cut ``line`` in mid-sentence and ``raw`` is the rest of it.

    A numbered paragraph may not stop without a stop. A line without a number may be a heading or
    a preambular paragraph, so that it must be torn visibly, be long, and end in no comma.
    """
    if _begins_a_sentence(raw) and not raw.cut:
        return False
    numbered = marker(line.text)
    if numbered and numbered.style in _BODY_STYLES:
        return torn or columns(line.text) >= 40
    return torn and len(line.text) > 40 and line.text[-1] not in "，,、"


def _begins_a_sentence(raw: _Raw) -> bool:
    """In English a capital tells; Chinese has none."""
    return raw.text[0].isascii() and raw.text[0].isupper()


def _is_full(previous: _Raw, raw: _Raw, wrap: int) -> bool:
    """Whether the first word of ``raw`` would not have fitted on the line before it.

    Chinese lines end up to six columns early, since no line may begin with a comma or a full stop.
    """
    first = re.match(r"[A-Za-z0-9’'(/.,;:-]+|.", raw.text)
    word = columns(first.group()) if first else 1
    slack = 6 if columns(raw.text[0]) == 2 else 2
    return previous.width + word + slack >= wrap


def _is_spaced(raws: Sequence[_Raw]) -> bool:
    return sum(r.blanks > 0 for r in raws[1:]) > 0.8 * len(raws[1:])


def _is_note(text: str) -> bool:
    mark = marker(text)
    return mark is not None and mark.style == "note"


def _clean(text: str) -> str:
    return squeeze(_BOLD.sub("", text)) if "\t" not in text else _BOLD.sub("", text).strip()
