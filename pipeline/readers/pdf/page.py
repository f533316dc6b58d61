"""A page's characters, as PDFium lays them, put together to runs."""

import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from pipeline.readers.pdf.drawing import read_drawing
from pipeline.readers.pdf.rows import HAN_SPACE
from pipeline.readers.pdf.shapes import Page, Rule, Run
from pipeline.readers.pdf.tags import tags_of
from pipeline.readers.pdf.turning import Turn
from pipeline.text.normalise import is_wide

_SPACES = frozenset(" \u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t")
_UNSEEN = frozenset("\r\n\u00ad\ufeff\u200b\u200e\u200f\x00")
_CUT = 1.2
"""A gap of so many ems cuts a run: a column of a table, a number before its paragraph."""
_SPACE_AMONG_SPACES = 0.4
_SPACE_WITHOUT = 0.17
"""A gap of so many ems is a space in a run that writes its spaces, and in one that writes none:
the letters of one word may be set a tenth of an em apart."""
_BOLD = 600
_TYPED_RULE = re.compile(r"^\s*_{6,}\s*$")
"""Word sets the rule above footnotes as underscores."""
_MOST_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character with its left and right edge and its baseline."""

    text: str
    x0: float
    x1: float
    y: float


@dataclass(slots=True)
class _Piece:
    """The characters of one text object; ``quarter`` says in which of the four directions they
    run, in quarter turns against the clock."""

    glyphs: list[_Glyph]
    size: float
    quarter: int
    bold: bool
    italic: bool
    tag: int
    mapped: bool = True


def read_page(raw: Any, pdfium: Any, number: int) -> Page:
    """The page ``raw`` (of ``pypdfium2``; ``pdfium`` is ``pypdfium2.raw``), turned so that most of
    its words run from left to right."""
    textpage = raw.get_textpage()
    try:
        pieces = list(_pieces(textpage, pdfium, tags_of(raw, pdfium)))
    finally:
        textpage.close()
    weights: Counter[int] = Counter()
    for piece in pieces:
        weights[piece.quarter] += len(piece.glyphs)
    quarter = weights.most_common(1)[0][0] if weights else 0
    turn = Turn(quarter, *raw.get_mediabox())
    runs: list[Run] = []
    for piece in pieces:
        if piece.quarter == quarter:
            runs += _runs(piece, turn, len(runs))
    aside = ("".join(g.text for g in p.glyphs).strip() for p in pieces if p.quarter != quarter)
    drawing = read_drawing(raw, pdfium, turn)
    typed = [run for run in runs if _TYPED_RULE.match(run.text)]
    return Page(
        number,
        turn.width,
        turn.height,
        tuple(run for run in runs if run not in typed),
        (*drawing.rules, *(Rule(run.x0, run.y, run.x1, run.y) for run in typed)),
        drawing.pictured,
        tuple(filter(None, aside)),
        sum(len(p.glyphs) for p in pieces if not p.mapped),
    )


def _pieces(textpage: Any, pdfium: Any, tags: dict[int, int]) -> Iterator[_Piece]:
    """The text objects of a page in the order in which the file draws them."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    piece: _Piece | None = None
    known = 0
    for i in range(min(pdfium.FPDFText_CountChars(textpage), _MOST_CHARACTERS)):
        if pdfium.FPDFText_IsGenerated(textpage, i):
            continue
        code = pdfium.FPDFText_GetUnicode(textpage, i)
        drawn = pdfium.FPDFText_GetTextObject(textpage, i)
        address = ctypes.addressof(drawn.contents) if drawn else 0
        if piece is None or address != known:
            if piece is not None:
                yield piece
            piece, known = _piece(textpage, pdfium, i, drawn, tags), address
        text = "-" if code == 2 else chr(code)
        if text in _UNSEEN:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, i, at_x, at_y)
        pdfium.FPDFText_GetLooseCharBox(textpage, i, at_box)
        if piece.quarter == 0:
            piece.glyphs.append(_Glyph(text, x.value, box.right, y.value))
        else:
            piece.glyphs.append(_turned(text, piece.quarter, x.value, y.value, box))
    if piece is not None:
        yield piece


def _turned(text: str, quarter: int, x: float, y: float, box: Any) -> _Glyph:
    """A character that runs upwards (1), backwards (2) or downwards (3), in its own direction."""
    if quarter == 1:
        return _Glyph(text, y, box.top, -x)
    if quarter == 2:
        return _Glyph(text, -x, -box.left, -y)
    return _Glyph(text, -y, -box.bottom, x)


def _piece(textpage: Any, pdfium: Any, i: int, drawn: Any, tags: dict[int, int]) -> _Piece:
    """What holds for all characters of the text object that begins with character ``i``."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, i, ctypes.byref(matrix))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    quarter = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    size = pdfium.FPDFText_GetFontSize(textpage, i) * scale
    name, weight, tag = "", 400, -1
    if drawn:
        font = pdfium.FPDFTextObj_GetFont(drawn)
        buffer = ctypes.create_string_buffer(128)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
        name = buffer.value.decode("latin-1").lower()
        weight = pdfium.FPDFFont_GetWeight(font)
        tag = tags.get(pdfium.FPDFPageObj_GetMarkedContentID(drawn), -1)
    bold = weight >= _BOLD or any(w in name for w in ("bold", "black", "heavy", "simhei", "黑"))
    italic = any(w in name for w in ("italic", "oblique", "kaiti", "楷"))
    mapped = pdfium.FPDFText_HasUnicodeMapError(textpage, i) != 1
    return _Piece([], size or 1.0, quarter, bold, italic, tag, mapped)


def _runs(piece: _Piece, turn: Turn, order: int) -> list[Run]:
    """The runs of a text object, cut at wide gaps and where the baseline changes; the first is the
    one of number ``order`` on its page."""
    out: list[Run] = []
    for glyphs in _stretches(piece):
        words = [g for g in glyphs if g.text not in _SPACES]
        if not words:
            continue
        out.append(
            Run(
                _spelt(glyphs, piece.size),
                turn.x(words[0].x0),
                turn.x(max(g.x1 for g in words)),
                turn.y(words[0].y),
                piece.size,
                piece.bold,
                piece.italic,
                order + len(out),
                piece.tag,
            )
        )
    return out


def _stretches(piece: _Piece) -> Iterable[list[_Glyph]]:
    out: list[list[_Glyph]] = []
    leading: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in piece.glyphs:
        if glyph.text in _SPACES:
            (out[-1] if out else leading).append(glyph)
            continue
        gap = glyph.x0 - last.x1 if last else 0.0
        level = last is not None and abs(glyph.y - last.y) < 0.05 * piece.size
        if not out or not level or not -piece.size < gap < _CUT * piece.size:
            out.append([] if out else leading)
        out[-1].append(glyph)
        last = glyph
    return out


def _spelt(glyphs: list[_Glyph], size: float) -> str:
    """The characters with a space wherever the gap between two words shows one."""
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(glyphs)]
    spaced = any(g.text in _SPACES for g in glyphs)
    least = _SPACE_AMONG_SPACES * size if spaced else _SPACE_WITHOUT * size
    if not spaced and len(gaps) > 3:
        least += max(0.0, median(gaps))
    out = [" " if glyphs[0].text in _SPACES else glyphs[0].text]
    for glyph, gap in zip(glyphs[1:], gaps, strict=True):
        if glyph.text in _SPACES:
            out.append(" ")
            continue
        wide = is_wide(glyph.text) or is_wide(out[-1])
        if gap > (HAN_SPACE * size if wide else least) and out[-1] != " ":
            out.append(" ")
        out.append(glyph.text)
    return "".join(out)
