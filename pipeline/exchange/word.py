"""Alignments as a Word document: one table, one row a bead, a column for each language."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.exchange.units import Unit, xml_text
from pipeline.records import Lang
from pipeline.strings import Strings

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

_MADE = datetime(2000, 1, 1)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_FONTS: dict[Lang, str] = {"zh": "SimSun", "en": "Times New Roman"}


def to_docx(units: Iterable[Unit], title: str, say: Strings) -> bytes:
    """``units`` as a document with the ``title`` above it, in landscape, the heading row repeated
    on every page. The same units give the same bytes."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.8))
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = _MADE
    document.core_properties.title = xml_text(title)
    _set_fonts(document)
    document.add_heading(xml_text(title), 1)
    _add_table(document, units, say)
    stream = io.BytesIO()
    document.save(stream)
    return settled(stream.getvalue())


def _set_fonts(document: "WordDocument") -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONTS["en"], Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONTS["zh"])


def _add_table(document: "WordDocument", units: Iterable[Unit], say: Strings) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=3)
    table.style, table.autofit = "Table Grid", False
    heads = (say("exchange.en_place"), say("exchange.zh"), say("exchange.en"))
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for unit in units:
        cells = table.add_row().cells
        notes = [f"{say('exchange.notes')}: {note}" for note in unit.notes]
        _fill(cells[0], [unit.en_place or unit.zh_place, *notes])
        _fill(cells[1], unit.zh)
        _fill(cells[2], unit.en)
    # Word goes by the cells, LibreOffice by the columns of the grid.
    for column, width in zip(table.columns, (Cm(4), Cm(11), Cm(11)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _fill(cell: "_Cell", lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(xml_text(line))


def settled(content: bytes) -> bytes:
    """The same archive with its members in order of name and without the time of day."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        # Word wants the list of content types first.
        for name in sorted(given.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            made.writestr(zipfile.ZipInfo(name, _ZIPPED), given.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
