"""Small Word files made of raw parts, for the tests of their readers."""

import dataclasses
import io
import zipfile
from dataclasses import dataclass

from pipeline.readers import read_bytes
from pipeline.records import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
%s</Types>"""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
}


@dataclass(frozen=True)
class Parts:
    """What a file is made of besides its body: the inside of each part, headers and footers by
    relationship id (``h1``, ``f1``), further relationships as raw mark-up."""

    styles: str = ""
    numbering: str = ""
    footnotes: str = ""
    endnotes: str = ""
    settings: str = ""
    margins: dict[str, str] = dataclasses.field(default_factory=dict)
    relationships: str = ""


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run; tabs and line feeds become their elements."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(c, c and f'<w:t xml:space="preserve">{c}</w:t>')
        for c in _pieces(text)
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def listed(text: str, num: int, level: int = 0) -> str:
    """A paragraph of the list ``num``."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def levels(*rows: tuple[str, str] | tuple[str, str, str]) -> str:
    """The levels of a list definition: format, text and further properties of each."""
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{row[0]}"/>'
        f'{row[2] if len(row) > 2 else ""}<w:lvlText w:val="{row[1]}"/></w:lvl>'
        for i, row in enumerate(rows)
    )


def definition(number: int, inside: str) -> str:
    """A list definition."""
    return f'<w:abstractNum w:abstractNumId="{number}">{inside}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    """A list of the definition ``of``."""
    inside = f'<w:abstractNumId w:val="{of}"/>{overrides}'
    return f'<w:num w:numId="{number}">{inside}</w:num>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell given as mark-up (it begins with ``<``) stands as it is."""
    return f"<w:tbl>{''.join(tr(*row) for row in rows)}</w:tbl>"


def tr(*cells: str) -> str:
    """A table row."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in cells)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    """A table cell."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def note(number: int, text: str) -> str:
    """A footnote."""
    mark = "<w:r><w:footnoteRef/></w:r>"
    return f'<w:footnote w:id="{number}"><w:p>{mark}{r(" " + text)}</w:p></w:footnote>'


def call(number: int, attributes: str = "") -> str:
    """The run that calls a footnote."""
    return f'<w:r><w:footnoteReference {attributes} w:id="{number}"/></w:r>'


def docx(body: str, parts: Parts = Parts()) -> bytes:
    """A Word file with the content ``body``."""
    related = [
        ("styles", "styles.xml", parts.styles),
        ("numbering", "numbering.xml", parts.numbering),
    ]
    related += [("footnotes", "footnotes.xml", parts.footnotes)]
    related += [("endnotes", "endnotes.xml", parts.endnotes)]
    related += [("settings", "settings.xml", parts.settings)]
    files: dict[str, str] = {"word/document.xml": _root("document", f"<w:body>{body}</w:body>")}
    rels = parts.relationships
    types = ""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for kind, file, inside in related:
        if inside:
            files[f"word/{file}"] = _root(_ROOTS[kind], inside)
            rels += f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{file}"/>'
            types += f'<Override PartName="/word/{file}" ContentType="{main}.{kind}+xml"/>'
    for identity, inside in parts.margins.items():
        kind = "header" if identity.startswith("h") else "footer"
        files[f"word/{identity}.xml"] = _root("hdr" if kind == "header" else "ftr", inside)
        rels += f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{identity}.xml"/>'
        types += f'<Override PartName="/word/{identity}.xml" ContentType="{main}.{kind}+xml"/>'
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">{rels}</Relationships>'
    )
    return zipped(files | package_parts(types))


def package_parts(types: str = "") -> dict[str, str]:
    """The parts that say where the document is."""
    target = f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": _TYPES % types,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{target}</Relationships>',
    }


def zipped(files: dict[str, str]) -> bytes:
    """A ZIP file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _root(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMESPACES}>{inside}</w:{name}>'


def _pieces(text: str) -> list[str]:
    out = [""]
    for character in text:
        if character in "\t\n":
            out += [character, ""]
        else:
            out[-1] += character
    return out


def field(instruction: str, result: str) -> str:
    """A field with its result."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return sign("begin") + code + sign("separate") + result + sign("end")


OPENING = p("Opening words of a document, to begin with.")
"""A first line, which keeps the next ones out of the masthead."""


def read(body: str, parts: Parts = Parts()) -> Document:
    """The document of such a file."""
    return read_bytes("a.docx", docx(body, parts))


def lines(body: str, parts: Parts = Parts()) -> list[str]:
    """The lines below the opening one."""
    return read(OPENING + body, parts).text.split("\n")[1:]


def style(name: str, inside: str = "", based_on: str = "") -> str:
    """A paragraph style whose name and id are the same."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    named = f'<w:name w:val="{name}"/>'
    return f'<w:style w:type="paragraph" w:styleId="{name}">{named}{base}{inside}</w:style>'


def in_style(name: str, text: str) -> str:
    """A paragraph in a style."""
    return p(text, f'<w:pStyle w:val="{name}"/>')
