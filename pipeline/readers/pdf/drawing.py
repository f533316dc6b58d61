"""What a page draws besides words: ruling lines, and images by the area that they cover."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.readers.pdf.shapes import Rule
from pipeline.readers.pdf.turning import Turn

_THIN = 2.5
_LEAST = 6.0
"""A drawn box no thicker than this is a line; a line shorter than ``_LEAST`` rules nothing."""
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 400
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """The ruling lines of a page and the share of it that images cover, in [0, 1]."""

    rules: tuple[Rule, ...]
    pictured: float


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Where the coordinates of an object lie on the page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, m: "_Matrix") -> "_Matrix":
        """This matrix applied first, then ``m``."""
        return _Matrix(
            self.a * m.a + self.b * m.c,
            self.a * m.b + self.b * m.d,
            self.c * m.a + self.d * m.c,
            self.c * m.b + self.d * m.d,
            *m.point(self.e, self.f),
        )


def read_drawing(raw: Any, pdfium: Any, turn: Turn) -> Drawing:
    """The lines and images of the page ``raw``, also those inside forms."""
    walk = _Walk(pdfium, turn)
    walk.objects(
        pdfium.FPDFPage_CountObjects(raw),
        lambda i: pdfium.FPDFPage_GetObject(raw, i),
        _Matrix(),
        0,
    )
    area = turn.width * turn.height
    return Drawing(tuple(walk.rules), min(1.0, walk.pictured / area) if area else 0.0)


class _Walk:
    def __init__(self, pdfium: Any, turn: Turn) -> None:
        self._pdfium = pdfium
        self._turn = turn
        self._left = _MOST_OBJECTS
        self.rules: list[Rule] = []
        self.pictured = 0.0

    def objects(self, count: int, get: Any, matrix: _Matrix, depth: int) -> None:
        """Look at ``count`` objects that ``get`` gives, drawn under ``matrix``."""
        raw = self._pdfium
        for i in range(min(count, self._left)):
            drawn = get(i)
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(drawn, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                x0, y0, x1, y1 = self._bounds(drawn, matrix)
                self.pictured += (x1 - x0) * (y1 - y0)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = self._matrix(drawn).within(matrix)

                def child(k: int, form: Any = drawn) -> Any:
                    return raw.FPDFFormObj_GetObject(form, k)

                self.objects(raw.FPDFFormObj_CountObjects(drawn), child, inner, depth + 1)
        self._left -= min(count, self._left)

    def _matrix(self, drawn: Any) -> _Matrix:
        m = self._pdfium.FS_MATRIX()
        self._pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(m))
        return _Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def _bounds(self, drawn: Any, matrix: _Matrix) -> tuple[float, float, float, float]:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        self._pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        corners = (
            self._turn.point(*matrix.point(left.value, bottom.value)),
            self._turn.point(*matrix.point(right.value, top.value)),
        )
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _path(self, drawn: Any, matrix: _Matrix) -> None:
        """A thin box or a stroke is a line; the edges of a stroked path are lines each."""
        x0, y0, x1, y1 = self._bounds(drawn, matrix)
        if rule := _rule(x0, y0, x1, y1):
            self.rules.append(rule)
        elif min(x1 - x0, y1 - y0) > _THIN and self._is_stroked(drawn):
            self.rules += self._edges(drawn, self._matrix(drawn).within(matrix))

    def _is_stroked(self, drawn: Any) -> bool:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
        return bool(stroke.value)

    def _edges(self, drawn: Any, matrix: _Matrix) -> Iterator[Rule]:
        raw = self._pdfium
        count = raw.FPDFPath_CountSegments(drawn)
        if count > _MOST_SEGMENTS:
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        before: tuple[float, float] | None = None
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(drawn, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._turn.point(*matrix.point(x.value, y.value))
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_LINETO and before:
                xs, ys = sorted((before[0], point[0])), sorted((before[1], point[1]))
                if rule := _rule(xs[0], ys[0], xs[1], ys[1]):
                    yield rule
            before = point


def _rule(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    if y1 - y0 <= _THIN and x1 - x0 >= _LEAST:
        middle = (y0 + y1) / 2
        return Rule(x0, middle, x1, middle)
    if x1 - x0 <= _THIN and y1 - y0 >= _LEAST:
        middle = (x0 + x1) / 2
        return Rule(middle, y0, middle, y1)
    return None
