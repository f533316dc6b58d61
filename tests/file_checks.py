"""What a file must not hold, whoever's words are in it: each kind is read by what reads it."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
import openpyxl
import PIL.Image
from lxml import etree, html
from markdown_it import MarkdownIt

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PADDING = " \t\r\n\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff"
_SIGNS = "=+-@＝＋－＠"
_FIXED = (1980, 1, 1, 0, 0, 0)
_WORDS = {"inline", "text", "softbreak", "hardbreak", "hr"}
_BLOCKS = re.compile(r"(heading|paragraph|blockquote|bullet_list|list_item|strong|em)_(open|close)")
_FIELDS = {"PAGE", "NUMPAGES", 'TOC \\o "1-2" \\h \\z \\u'}
_NAMES = """html head meta title style body h1 h2 h3 table thead tbody tr th td div p span mark bdi
ins del s u small b strong em i ul ol li br button article section dl dt dd caption sup sub abbr
details summary"""
_ELEMENTS = frozenset(_NAMES.split())
_NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def is_run(cell: str) -> bool:
    """Whether a spreadsheet could run the text of a cell."""
    return cell[:1] in set("\t\r\n") or cell.lstrip(_PADDING)[:1] in set(_SIGNS) - {""}


def plain(words: str) -> None:
    """No sign that rules a screen."""
    assert not _TURNING.search(words)
    assert not _CONTROL.search(words)


def _csv(content: bytes, separator: str = ",") -> None:
    text = content.decode("utf-8-sig")
    plain(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not is_run(cell) or re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", cell), cell[:80]


def _xlsx(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert not book.defined_names or set(book.defined_names) <= {"_xlnm.Print_Titles"}
    for sheet in book.worksheets:
        assert not sheet._images
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert len(cell.value) <= 32_767
                    assert not is_run(cell.value) or cell.quotePrefix, cell.value[:80]
                    if sheet.title != "terms":
                        plain(cell.value)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            assert part.date_time == _FIXED
            words = archive.read(part)
            etree.fromstring(words)
            assert b"<f>" not in words
            assert b"TargetMode" not in words
            assert not re.search(r"externalLink|vba|drawing|embedding|connection", part.filename)


def _docx(content: bytes) -> None:
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.created is not None
    assert document.core_properties.created.year == 2000
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            assert part.date_time == _FIXED
            words = archive.read(part)
            assert b"TargetMode" not in words
            root = etree.fromstring(words)
            asked = {(each.text or "").strip() for each in root.iterfind(".//w:instrText", _NS)}
            assert asked <= _FIELDS
            assert root.find(".//w:fldSimple", _NS) is None
            for link in root.iterfind(".//w:hyperlink", _NS):
                assert {etree.QName(key).localname for key in link.attrib} == {"anchor", "history"}
            assert not root.xpath("//*[local-name()='object' or local-name()='pict']")
            assert not root.xpath("//*[local-name()='altChunk' or local-name()='drawing']")
            plain("".join(map(str, root.itertext())))


def _markdown(content: bytes) -> None:
    text = content.decode()
    plain(text)
    assert not re.search(r"(?<!\\)://", text)
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in reader.parse(text):
        for each in (token, *(token.children or ())):
            assert each.type in _WORDS or _BLOCKS.fullmatch(each.type), (each.type, each.content)


def _html(content: bytes) -> None:
    text = content.decode()
    plain(text)
    root = html.document_fromstring(text)
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    for element in root.iter():
        assert element.tag in _ELEMENTS, etree.tostring(element)[:200]
        for name, value in element.attrib.items():
            assert name not in {"href", "src", "srcset", "action", "formaction", "background"}
            assert not name.startswith("on")
            assert "url(" not in value or name.startswith(("data-", "title"))


def _svg(content: bytes) -> None:
    plain(content.decode())
    for element in etree.fromstring(content).iter():
        assert etree.QName(element).localname not in {"script", "a", "image", "foreignObject"}
        for name, value in element.attrib.items():
            local = etree.QName(name).localname
            assert local != "href" or str(value).startswith("#")
            assert not local.startswith("on")


def _png(content: bytes) -> None:
    with PIL.Image.open(io.BytesIO(content)) as picture:
        picture.verify()
        assert not {key for key, value in picture.info.items() if isinstance(value, str)}


def _xml(content: bytes) -> None:
    assert b"<!ENTITY" not in content
    plain(content.decode())
    etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _json(content: bytes) -> None:
    text = content.decode()
    plain(text)
    lines = text.splitlines()
    assert lines == text.split("\n")[:-1] or not text
    for line in lines:
        held: Any = json.loads(line)
        assert isinstance(held, dict)


def _log(content: bytes) -> None:
    """A log of what people decided comes back byte for byte, and only the program reads it."""
    for line in content.decode().split("\n")[:-1]:
        assert isinstance(json.loads(line), dict)


CHECKS: Mapping[str, Callable[[bytes], None]] = {
    "csv": _csv,
    "tsv": lambda content: _csv(content, "\t"),
    "xlsx": _xlsx,
    "docx": _docx,
    "md": _markdown,
    "html": _html,
    "svg": _svg,
    "png": _png,
    "tmx": _xml,
    "tbx": _xml,
    "graphml": _xml,
    "json": _json,
    "jsonl": _json,
    "log": _log,
}
"""By the ending of a file; ``json`` is what a command prints, ``log`` a log that is taken along."""
