"""Which reader takes which file, by its extension."""

from collections.abc import Callable
from typing import TypeAlias

from pipeline.errors import Binary, Empty, Unreadable
from pipeline.readers.builder import digest
from pipeline.readers.decode import check_encryption, check_length, check_signature, decode
from pipeline.readers.rawfile import suffix_of
from pipeline.readers.soundness import check_document
from pipeline.records import Document, Given

_Reader: TypeAlias = Callable[[str, bytes, Given, str], Document]

_MOST_WORK = 2_000_000_000
"""The time that Markdown takes grows with the square of the signs in a paragraph that may open a
link or an emphasis, each of which is sought an end for; some ten seconds for so many squares."""


def _text(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.plain import read_plain

    return read_plain(name, decode(name, content), given, sha256)


def _markdown(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.markdown import read_markdown

    text = decode(name, content)
    work = sum(sum(map(part.count, "[*_")) ** 2 for part in text.split("\n\n"))
    if work > _MOST_WORK:
        raise Unreadable(name, "more brackets and stars than a text in Markdown has")
    return read_markdown(name, text, given, sha256)


def _html(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.html import read_html

    return read_html(name, decode(name, content), given, sha256)


def _xml(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.akn import read_akn

    check_length(name, content)
    if not content.strip():
        raise Empty(name, "no text in it")
    return read_akn(name, content, given, sha256)


def _pdf(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.pdf import read_pdf

    return read_pdf(name, content, given, sha256)


def _office(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.office import read_office

    return read_office(name, content, given, sha256)


def _scan(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.ocr import read_scan
    from pipeline.readers.plain import from_lines

    scan = read_scan(name, content, given.lang)
    return from_lines(
        name, scan.lines, given, sha256, remarks=scan.remarks, confidence=scan.confidence
    )


_READERS: dict[str, _Reader] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xml": _xml,
    ".docx": _office,
    ".docm": _office,
    ".doc": _office,
    ".rtf": _office,
    ".pdf": _pdf,
    ".png": _scan,
    ".jpg": _scan,
    ".jpeg": _scan,
    ".tif": _scan,
    ".tiff": _scan,
}
SUFFIXES = frozenset(_READERS)
_LISTED = f"{', '.join(sorted(SUFFIXES - {'.xml'}))} and .xml (AKN4UN)"


def read_bytes(name: str, content: bytes, given: Given = Given()) -> Document:  # noqa: B008
    """Read one file. ``name`` is its path, or ``archive!member``; its extension names the format.

    Raises ``InputError`` of the kind that fits: ``Binary`` for a format without a reader or bytes
    that are no text, ``Empty``, ``Encrypted``, ``WrongEncoding``, ``Unreadable`` for broken XML.
    """
    suffix = suffix_of(name)
    reader = _READERS.get(suffix)
    if reader is None:
        check_encryption(name, content)
        raise Binary(name, unread(name))
    if not content:
        raise Empty(name, "no byte in it")
    check_signature(name, content, suffix, SUFFIXES)
    document = reader(name, content, given, digest(content))
    check_document(name, document)
    return document


def unread(name: str) -> str:
    """Why a file of an extension without a reader is not taken in."""
    suffix = suffix_of(name)
    if not suffix:
        return f"no extension; files named {_LISTED} are read"
    return f"{suffix[1:].upper()} files are not read; convert to text first"
