"""Word files of every kind, by what they are rather than by what they are called.

DOCX is read directly. Legacy DOC and RTF go through LibreOffice to DOCX first; an HTML page or a
plain text that was saved under the name of a Word file is read as what it is.
"""

import re

from pipeline.errors import Binary, Empty
from pipeline.readers.decode import decode
from pipeline.records import Document, Given

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_WEB_ARCHIVE = re.compile(rb"(?:MIME-Version|From):", re.I)
_WORD_XML = re.compile(rb"\s*<\?(?:xml|mso-application)[^>]{0,200}>.{0,400}?<w:wordDocument", re.S)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def read_office(name: str, content: bytes, given: Given, sha256: str) -> Document:
    """Read a file named as a Word file; ``sha256`` is that of ``content``, not of what LibreOffice
    makes of it.

    Raises ``Empty``, ``Encrypted`` for a file with a password, ``Binary`` for what is no Word
    file, ``Unreadable`` for a damaged one or where LibreOffice is needed and missing.
    """
    from pipeline.readers.docx import read_docx

    head = content[:_HEAD]
    if not content.strip():
        raise Empty(name, "no text in it")
    if head.startswith(_ZIP):
        return read_docx(name, content, given, sha256)
    if head.startswith(_OLE):
        return read_docx(name, _from_doc(name, content), given, sha256)
    if head.lstrip().startswith(_RTF):
        return read_docx(name, _from_rtf(name, content), given, sha256)
    if _WORD_XML.match(head):
        raise Binary(name, "a Word document of 2003 in XML; save it as DOCX")
    if _WEB_ARCHIVE.match(head):
        raise Binary(name, "a web page in one file (MHTML); save it as DOCX or HTML")
    return _text(name, content, given, sha256)


def _from_doc(name: str, content: bytes) -> bytes:
    from pipeline.readers.legacy_word import check_word
    from pipeline.readers.soffice import to_docx

    check_word(name, content)
    return to_docx(name, content, ".doc")


def _from_rtf(name: str, content: bytes) -> bytes:
    """An empty paragraph is added at the end: LibreOffice 7.4 forgets the list level of the
    last paragraph of an RTF file, so that an item (c) would come out as paragraph 3."""
    from pipeline.readers.soffice import to_docx

    whole = content.rstrip(b"\r\n\t \x00")
    if whole.endswith(b"}"):
        content = whole[:-1] + b"\\pard\\par}"
    return to_docx(name, content, ".rtf")


def _text(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.html import read_html
    from pipeline.readers.plain import read_plain

    text = decode(name, content)
    bare = next((content[len(b) :] for b in _BOMS if content.startswith(b)), content)
    if _HTML.match(bare[:_HEAD].replace(b"\x00", b"")):
        return read_html(name, text, given, sha256)
    if name.lower().endswith((".docx", ".docm", ".rtf")):
        raise Binary(name, "a text without the form of a Word file; rename it to .txt")
    return read_plain(name, text, given, sha256)
