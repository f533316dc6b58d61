"""What every Word file made here is made of: the document, its pages, paragraphs, fields, links.

python-docx makes the file. What it has no call for, fields, links and bookmarks (ECMA-376, part 1,
sections 17.13 and 17.16), is put in place here as elements.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm

from pipeline.exchange.harmless import clean
from pipeline.exchange.word_styles import set_styles
from pipeline.strings import Strings

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

_MADE = datetime(2000, 1, 1)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_LONGEST_TITLE = 255
"""Characters of a property (ECMA-376, part 2, section 11)."""
_LONGEST_HEAD = 100
"""Characters of the title that the header shows; more would not fit in its line."""
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_NEEDED = frozenset(
    {
        RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
        RELATIONSHIP_TYPE.STYLES,
        RELATIONSHIP_TYPE.SETTINGS,
    }
)
_SETTINGS = (
    ("w:zoom", "percent", "100"),
    ("w:defaultTabStop", "val", "425"),
    ("w:characterSpacingControl", "val", "compressPunctuation"),
    ('w:compat/w:compatSetting[@w:name="compatibilityMode"]', "val", "15"),
    ("w:themeFontLang", "val", "en-GB"),
    ("w:themeFontLang", "eastAsia", "zh-CN"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of A4, upright or on its side."""

    is_landscape: bool

    @property
    def width(self) -> Length:
        """Of the sheet without its margins."""
        return Length(self.size[0] - 2 * self.margin)

    @property
    def size(self) -> tuple[Length, Length]:
        """Width and height."""
        return (Mm(297), Mm(210)) if self.is_landscape else (Mm(210), Mm(297))

    @property
    def margin(self) -> Length:
        """To the left and to the right."""
        return Mm(18 if self.is_landscape else 20)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in the style of that key: ``lead`` in bold, then ``words``; one that
    ``keeps_next`` stands on the page where the next begins."""

    style: str
    words: str = ""
    lead: str = ""
    keeps_next: bool = False


def begun(title: str, page: Page, say: Strings) -> "Document":
    """An empty document on such pages with ``title`` among its properties and at the head of every
    page, the number of the page at the foot."""
    document = docx.Document()
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype not in _NEEDED]:
            del rels[key]
    for path, name, value in _SETTINGS:
        for element in document.settings.element.xpath(path):
            element.set(qn(f"w:{name}"), value)
    set_styles(document)
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.title = clean(title)[:_LONGEST_TITLE]
    properties.created = properties.modified = _MADE
    _set_page(document.sections[0], page)
    shown = title if len(title) <= _LONGEST_HEAD else title[: _LONGEST_HEAD - 1] + "…"
    add_words(document.sections[0].header.paragraphs[0], clean(shown))
    _add_foot(document.sections[0].footer.paragraphs[0], say)
    return document


def _set_page(section: "Section", page: Page) -> None:
    section.orientation = WD_ORIENTATION.LANDSCAPE if page.is_landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = page.size
    section.left_margin = section.right_margin = page.margin
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance, section.footer_distance = Mm(11), Mm(10)


def turn(document: "Document", page: Page) -> "Paragraph":
    """Ends the section: what follows stands on new pages, such as ``page``. Returns the paragraph
    that holds the break."""
    _set_page(document.add_section(), page)
    last = document.paragraphs[-1]
    write(last, Line("Break"))
    return last


def saved(document: "Document") -> bytes:
    """``document`` as a file, its members in order of name and without the time of day."""
    given = io.BytesIO()
    document.save(given)
    stream = io.BytesIO()
    with zipfile.ZipFile(given) as held, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        # Word wants the list of content types first.
        for name in sorted(held.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            made.writestr(zipfile.ZipInfo(name, _ZIPPED), held.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def write(paragraph: "Paragraph", line: Line) -> None:
    """Fills an empty ``paragraph`` with ``line``."""
    paragraph._p.style = line.style  # by its key: to look styles up by name takes twice as long
    if line.keeps_next:
        paragraph.paragraph_format.keep_with_next = True
    add_words(paragraph, line.lead, bold=True)
    add_words(paragraph, line.words)


def add_words(paragraph: "Paragraph", words: str, *, bold: bool = False) -> None:
    """``words`` as a run at the end, nothing for none; line feeds and tabs become breaks and tabs,
    and the quotation marks of Chinese words are set in its font."""
    if not words:
        return
    run = paragraph.add_run(words)
    if bold:
        run.bold = True
    if has_han(words):
        # The language stays that of the document: as Chinese, Latin words would break anywhere.
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def has_han(words: str) -> bool:
    """Whether any sign of Chinese writing is among ``words``."""
    return _HAN.search(words) is not None


def add_link(paragraph: "Paragraph", anchor: str, words: str) -> None:
    """``words`` that lead to the bookmark ``anchor``."""
    link = OxmlElement("w:hyperlink", {qn("w:anchor"): anchor, qn("w:history"): "1"})
    paragraph._p.append(link)
    add_words(paragraph, words)
    link.append(paragraph.runs[-1]._r)


def mark(paragraph: "Paragraph", name: str, number: int) -> None:
    """Makes all of ``paragraph`` the bookmark ``name``, to which a link or a field may point."""
    marks = {qn("w:id"): str(number)}
    begin = OxmlElement("w:bookmarkStart", marks | {qn("w:name"): name})
    paragraph._p.get_or_add_pPr().addnext(begin)
    paragraph._p.append(OxmlElement("w:bookmarkEnd", marks))


def begin_field(paragraph: "Paragraph", instruction: str) -> None:
    """Opens a field; what follows, up to ``end_field``, is shown until a program works it out."""
    _add_sign(paragraph, "begin")
    asked = OxmlElement("w:instrText", {qn("xml:space"): "preserve"})
    asked.text = f" {instruction} "
    paragraph.add_run()._r.append(asked)
    _add_sign(paragraph, "separate")


def end_field(paragraph: "Paragraph") -> None:
    """Closes the field."""
    _add_sign(paragraph, "end")


def _add_foot(line: "Paragraph", say: Strings) -> None:
    """``Page 3 of 9``, both figures fields."""
    fields = {"\ue000": "PAGE", "\ue001": "NUMPAGES"}
    words = say("briefing.page", page="\ue000", pages="\ue001")
    for piece in re.split("([\ue000\ue001])", words):
        if piece in fields:
            begin_field(line, fields[piece])
            add_words(line, "1")
            end_field(line)
        else:
            add_words(line, piece)


def _add_sign(paragraph: "Paragraph", kind: str) -> None:
    paragraph.add_run()._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
