"""The styles of the Word files made here: every paragraph has one, so that a person changes the
look of all of them at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document

LATIN, CHINESE = "Times New Roman", "SimSun"
TABLE = "Pack Table"
"""The name of the style of tables."""
_INK, _GREY, _LINE = "1F3864", "595959", "A6A6A6"
_KEPT = frozenset({"Normal", "Default Paragraph Font", "Normal Table", "No List"})
"""Styles of the library's template on which all others rest."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; sizes, spaces and indents in points; ``outline`` is the level of a heading
    from 1, 0 for none. One without ``is_own`` is known to Word by its name."""

    key: str
    name: str
    size: float
    before: float = 0
    after: float = 0
    indent: float = 0
    outline: int = 0
    is_bold: bool = False
    is_centred: bool = False
    colour: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is none of the styles that Word has of its own."""
        return self.name.startswith("Pack ")


_STYLES = (
    _Style("Normal", "Normal", 10.5, after=3),
    _Style("Title", "Title", 22, before=6, after=8, is_bold=True, colour=_INK),
    _Style("Subject", "Pack Subject", 15, after=18, colour=_INK),
    _Style("Fact", "Pack Fact", 10.5),
    _Style("Note", "Pack Note", 9.5, before=8, after=2, colour=_GREY),
    _Style("Contents", "Pack Contents", 14, before=10, after=6, is_bold=True, colour=_INK),
    _Style("TOC1", "toc 1", 10.5, before=2, after=1, is_bold=True),
    _Style("TOC2", "toc 2", 10, indent=14),
    _Style("Heading1", "heading 1", 16, 14, 8, outline=1, is_bold=True, colour=_INK),
    _Style("Heading2", "heading 2", 12.5, 12, 4, outline=2, is_bold=True, colour=_INK),
    _Style("Quote", "Quote", 10.5, after=4, indent=18),
    _Style("TableHead", "Pack Table Head", 9.5, 2, 2, is_bold=True),
    _Style("Passage", "Pack Passage", 10, after=2),
    _Style("Citation", "Pack Citation", 8.5, 1, 1, is_bold=True, colour=_INK),
    _Style("Particular", "Pack Particular", 9, after=1),
    _Style("History", "Pack History", 9, after=1, colour=_GREY),
    _Style("Absent", "Pack Absent", 9, 1, colour=_GREY),
    _Style("Break", "Pack Break", 1),
    _Style("Header", "header", 8.5, is_centred=True, colour=_GREY),
    _Style("Footer", "footer", 8.5, is_centred=True, colour=_GREY),
)


def set_styles(document: "Document") -> None:
    """Gives ``document`` the styles above and no others, and the fonts of both languages."""
    styles: Any = document.styles  # the library has no types here
    for style in list(styles):
        if style.name not in _KEPT:
            style.delete()
    _set_defaults(styles.element)
    for style in _STYLES:
        if style.key == "Normal":
            made = styles["Normal"]
        else:
            made = styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH, not style.is_own)
            made.style_id, made.base_style = style.key, styles["Normal"]
        _set(made, style)
    _add_table_style(styles)


def _set_defaults(styles: Any) -> None:
    """Fonts, size and languages of all text; no space between paragraphs."""
    (text,) = styles.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    text.rFonts.attrib.clear()  # fonts of a theme would go before those that are named
    for of in ("ascii", "hAnsi", "cs"):
        text.rFonts.set(qn(f"w:{of}"), LATIN)
    text.rFonts.set(qn("w:eastAsia"), CHINESE)
    (lang,) = text.xpath("w:lang")
    lang.set(qn("w:val"), "en-GB")
    lang.set(qn("w:eastAsia"), "zh-CN")
    for spaces in styles.xpath("w:docDefaults/w:pPrDefault/w:pPr"):
        spaces.clear()


def _set(made: Any, style: _Style) -> None:
    made.quick_style = True
    made.font.size = Pt(style.size)
    if style.is_bold:
        made.font.bold = True
    if style.colour:
        made.font.color.rgb = RGBColor.from_string(style.colour)
    inside = made.paragraph_format
    inside.space_before, inside.space_after = Pt(style.before), Pt(style.after)
    if style.indent:
        inside.left_indent = Pt(style.indent)
    if style.is_centred:
        inside.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    if style.outline:
        inside.keep_with_next = inside.keep_together = True
        level = OxmlElement("w:outlineLvl", {qn("w:val"): str(style.outline - 1)})
        made.element.pPr.append(level)


def _add_table_style(styles: Any) -> None:
    """Lines around every cell and room inside them, widths in eighths and twentieths of a point."""
    made = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    table, borders, room = map(OxmlElement, ("w:tblPr", "w:tblBorders", "w:tblCellMar"))
    marks = {"val": "single", "sz": "4", "space": "0", "color": _LINE}
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = {qn(f"w:{name}"): value for name, value in marks.items()}
        borders.append(OxmlElement(f"w:{side}", line))
    for side, width in (("top", "40"), ("left", "85"), ("bottom", "40"), ("right", "85")):
        room.append(OxmlElement(f"w:{side}", {qn("w:w"): width, qn("w:type"): "dxa"}))
    table.extend((borders, room))
    made.element.append(table)
