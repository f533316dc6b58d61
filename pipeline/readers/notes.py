"""Footnotes and the signs that call them: superscript figures, or asterisks in a masthead."""

import re

from pipeline.readers.builder import DocumentBuilder
from pipeline.records import Document, Remark

_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CALL = re.compile(rf"(?<=\S)(?:[{_FIGURES}]+|\*+)|(?<!\S)[{_FIGURES}]+")
_UNIT = re.compile(r"(?:\b|(?<=\d))(?:k|c|m|d|μ|h)?m$|\bkm$|米$|10$|\d$")
"""What a superscript figure makes a square, a cube or a power of."""

_SIGN = re.compile(rf"[{_FIGURES}]+|\*+|[a-zᵃ-ᶻ]{{1,2}}(?=[\s/])")
_ARABIC = str.maketrans(_FIGURES, "0123456789")


class NoteCalls:
    """Keeps which signs have called a note and which notes came. One text, one object."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}
        self._noted: set[str] = set()
        self._uncalled: set[int] = set()
        self._notes = 0

    def look(self, text: str, start: int) -> None:
        """Remember the signs in ``text``, which stands at offset ``start``."""
        for found in _CALL.finditer(text):
            sign = found.group()
            if sign[0] == "*" and (found.end() < len(text) and text[found.end()].isalnum()):
                continue
            if _UNIT.search(text[max(0, found.start() - 6) : found.start()]):
                continue
            self._open[sign] = start + found.start()

    def note(self, builder: DocumentBuilder, text: str) -> None:
        """Give the note ``text``, which opens with its sign, to ``builder``."""
        found = _SIGN.match(text)
        sign = found.group() if found else ""
        anchor = self._open.pop(sign, -1)
        if anchor < 0:
            self._uncalled.add(self._notes)
        self._noted.add(sign)
        self._notes += 1
        builder.note(sign.translate(_ARABIC), text, anchor)

    def unmatched(self, document: Document) -> tuple[Remark, ...]:
        """A remark for each note that nothing calls and each call that has no note. Asterisks
        that call nothing are no calls."""
        notes = [
            Remark("unmatched-note", document.text[n.start : n.end], start=n.start, detail=n.marker)
            for i, n in enumerate(document.footnotes)
            if i in self._uncalled
        ]
        calls = [
            Remark(
                "unmatched-note",
                document.text[max(0, at - 40) : at + len(sign)],
                start=at,
                detail=sign.translate(_ARABIC),
            )
            for sign, at in self._open.items()
            if sign not in self._noted and sign[0] != "*"
        ]
        return tuple(sorted((*notes, *calls), key=lambda r: r.start))
