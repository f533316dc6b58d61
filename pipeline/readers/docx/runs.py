"""The content of a paragraph as printed: runs, fields by their result, notes where they are called.

Deleted and hidden words are left out, inserted ones kept. What is raised becomes superscript
characters where Unicode has them: figures always, single letters as tables use them for notes.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.docx.names import MC, W, child, local
from pipeline.readers.docx.notes import Note, Notes
from pipeline.readers.docx.styles import Look, Styles
from pipeline.readers.docx.symbols import printable, symbol
from pipeline.text.raised import raised

_LEFT_OUT = frozenset({"del", "moveFrom", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "rPr"})
_CONTENT = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"}
)
_PAGE_BREAKS = frozenset({"page", "column"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_CONTENTS_FIELD = re.compile(r"\s*TOC\b", re.I)
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)


@dataclass(slots=True)
class _Field:
    """A field being read: ``instruction`` says what it computes, its result is what is printed."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Poured:
    """The content of one paragraph. ``text`` has tabs and line feeds where the page has tabs and
    breaks; ``notes`` are those it calls, in order; ``boxes`` the text boxes anchored in it."""

    text: str = ""
    notes: list[Note] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    is_contents: bool = False
    has_page_field: bool = False


class Runs:
    """Reads paragraphs of one part in order; fields may reach over several of them."""

    def __init__(self, styles: Styles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self._fields: list[_Field] = []
        self._pieces: list[tuple[str, bool]] = []
        self._style = ""
        self._open_call: tuple[str, str] | None = None
        self._poured = Poured()

    def pour(self, paragraph: etree._Element, style: str) -> Poured:
        """The content of a paragraph in the style of that id."""
        self._pieces, self._style, self._open_call = [], style, None
        self._poured = Poured(is_contents=self._in_contents())
        self._children(paragraph)
        self._poured.text = raised_to_characters(self._pieces)
        return self._poured

    def _children(self, element: etree._Element) -> None:
        for inner in element:
            name = local(inner)
            if name == "r":
                self._run(inner)
            elif name in _CONTENT:
                self._children(inner)
            elif name == "fldSimple":
                self._simple_field(inner)
            elif name in {"oMath", "oMathPara"}:
                words = (t for t in inner.itertext() if t.strip())
                self._say("".join(map(str, words)), Look())
            elif name == "AlternateContent":
                self._alternative(inner, Look())

    def _run(self, run: etree._Element) -> None:
        look = self._styles.look(child(run, "rPr"), self._style)
        for inner in run:
            name = local(inner)
            if name == "t":
                self._say(inner.text or "", look)
            elif name in {"tab", "ptab"}:
                self._say("\t", look)
            elif name in {"br", "cr"}:
                self._break(inner, look)
            elif name == "noBreakHyphen":
                self._say("-", look)
            elif name == "sym":
                self._symbol(inner, look)
            elif name == "fldChar":
                self._field_sign(inner)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].instruction += inner.text or ""
            elif name in {"footnoteReference", "endnoteReference"}:
                self._call(inner, name, look)
            elif name == "ruby":
                for base in inner.iter(W + "rubyBase"):
                    self._children(base)
            elif name not in _LEFT_OUT:
                self._alternative(inner, look)

    # words ---------------------------------------------------------------------------------

    def _say(self, text: str, look: Look) -> None:
        if look.hidden or not text or not self._is_printed():
            return
        text = _INVISIBLE.sub("", printable(text, look.font))
        if look.capitals:
            text = text.upper()
        if self._open_call and text.strip():
            note = self._notes.marked(*self._open_call, text.strip())
            self._poured.notes += [note] if note else []
            self._open_call = None
        self._pieces.append((text, look.raised))

    def _break(self, element: etree._Element, look: Look) -> None:
        if element.get(W + "type") not in _PAGE_BREAKS:
            self._say("\n", look)

    def _symbol(self, element: etree._Element, look: Look) -> None:
        try:
            code = int(element.get(W + "char") or "", 16)
        except ValueError:
            return
        if 0 < code < 0x11_0000 and not 0xD800 <= code < 0xE000:
            self._say(symbol(code, element.get(W + "font") or look.font), look)

    # fields --------------------------------------------------------------------------------

    def _field_sign(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
            self._notice(self._fields[-1].instruction)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _simple_field(self, element: etree._Element) -> None:
        self._fields.append(_Field(element.get(W + "instr") or "", True))
        self._notice(self._fields[-1].instruction)
        self._children(element)
        self._fields.pop()

    def _notice(self, instruction: str) -> None:
        if _PAGE_FIELD.match(instruction):
            self._poured.has_page_field = True
        if self._in_contents():
            self._poured.is_contents = True

    def _is_printed(self) -> bool:
        return all(f.in_result for f in self._fields)

    def _in_contents(self) -> bool:
        return any(f.in_result and _CONTENTS_FIELD.match(f.instruction) for f in self._fields)

    # notes and boxes -----------------------------------------------------------------------

    def _call(self, element: etree._Element, name: str, look: Look) -> None:
        if look.hidden or not self._is_printed():
            return
        call = (name.removesuffix("Reference"), element.get(W + "id") or "")
        if (element.get(W + "customMarkFollows") or "0").lower() in {"1", "true", "on"}:
            self._open_call = call
            return
        note = self._notes.called(*call)
        if note:
            self._pieces.append((note.mark, True))
            self._poured.notes.append(note)

    def _alternative(self, element: etree._Element, look: Look) -> None:
        """Text boxes in a drawing; of alternatives the first, the others show the same again."""
        if look.hidden:
            return
        if element.tag == MC + "AlternateContent":
            choices = [e for e in element if local(e) in {"Choice", "Fallback"} and len(e)]
            for inner in choices[:1]:
                self._alternative_content(inner, look)
        elif local(element) in {"drawing", "pict", "object"}:
            self._boxes(element)

    def _alternative_content(self, element: etree._Element, look: Look) -> None:
        for inner in element:
            if local(inner) == "r":
                self._run(inner)
            elif inner.tag == W + "t":
                self._say(inner.text or "", look)
            else:
                self._alternative(inner, look)

    def _boxes(self, element: etree._Element) -> None:
        for inner in element:
            if inner.tag == W + "txbxContent":
                self._poured.boxes.append(inner)
            elif inner.tag == MC + "AlternateContent":
                self._boxes(next(iter(inner), inner))
            elif isinstance(inner.tag, str):
                self._boxes(inner)


def raised_to_characters(pieces: list[tuple[str, bool]]) -> str:
    """The words of ``pieces``, of which those marked as raised become superscript characters."""
    out: list[str] = []
    at = 0
    while at < len(pieces):
        above = pieces[at][1]
        end = at
        while end < len(pieces) and pieces[end][1] == above:
            end += 1
        text = "".join(t for t, _ in pieces[at:end])
        out.append(raised(text) if above else text)
        at = end
    return "".join(out)
