"""Which tagged element (paragraph, heading, cell) each marked stretch of a page belongs to."""

from typing import Any

_INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Annot", "Em", "Strong", "Sub"})
_DEEPEST = 60
_MOST = 20_000


def tags_of(raw: Any, pdfium: Any) -> dict[int, int]:
    """Marked content id -> number of its element on this page; empty for a page without tags.

    Numbers are local to the page: an element that goes on over the page's end has two.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(raw)
    if not tree:
        return {}
    walk = _Walk(pdfium)
    try:
        for i in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk.element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), -1, 0)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return walk.numbers


class _Walk:
    """Goes down a page's tree of elements; an inline element counts as its parent."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium
        self._elements = 0
        self.numbers: dict[int, int] = {}

    def element(self, element: Any, parent: int, depth: int) -> None:
        """Number the marked stretches of ``element`` and of all below it."""
        if not element or depth > _DEEPEST or self._elements > _MOST:
            return
        self._elements += 1
        number = parent if parent >= 0 and self._type(element) in _INLINE else self._elements
        raw = self._pdfium
        for i in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                self.element(child, number, depth + 1)
                continue
            marked = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if marked >= 0:
                self.numbers[marked] = number

    def _type(self, element: Any) -> str:
        import ctypes

        buffer = ctypes.create_string_buffer(64)
        size = self._pdfium.FPDF_StructElement_GetType(element, buffer, 64)
        return buffer.raw[: max(0, min(size, 64) - 2)].decode("utf-16-le", "replace")
