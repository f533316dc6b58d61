"""Which reader takes which file, by its extension."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TypeAlias

from pipeline.errors import Binary, Empty
from pipeline.readers.builder import digest
from pipeline.readers.decode import check_encryption, check_signature, decode
from pipeline.records import Document, Given

_Reader: TypeAlias = Callable[[str, bytes, Given, str], Document]


def _text(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.plain import read_plain

    return read_plain(name, decode(name, content), given, sha256)


def _markdown(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.markdown import read_markdown

    return read_markdown(name, decode(name, content), given, sha256)


def _html(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.html import read_html

    return read_html(name, decode(name, content), given, sha256)


def _xml(name: str, content: bytes, given: Given, sha256: str) -> Document:
    from pipeline.readers.akn import read_akn

    check_signature(name, content)
    if not content.strip():
        raise Empty(name, "no text in it")
    return read_akn(name, content, given, sha256)


_READERS: dict[str, _Reader] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xml": _xml,
}
SUFFIXES = frozenset(_READERS)
_LISTED = ".txt, .md, .html and .xml (AKN4UN)"


def read_bytes(name: str, content: bytes, given: Given = Given()) -> Document:  # noqa: B008
    """Read one file. ``name`` is its path, or ``archive!member``; its extension names the format.

    Raises ``InputError`` of the kind that fits: ``Binary`` for a format without a reader or bytes
    that are no text, ``Empty``, ``Encrypted``, ``WrongEncoding``, ``Unreadable`` for broken XML.
    """
    reader = _READERS.get(suffix_of(name))
    if reader is None:
        check_encryption(name, content)
        raise Binary(name, unread(name))
    return reader(name, content, given, digest(content))


def suffix_of(name: str) -> str:
    """The extension in small letters, with its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def unread(name: str) -> str:
    """Why a file of an extension without a reader is not taken in."""
    suffix = suffix_of(name)
    if not suffix:
        return f"no extension; files named {_LISTED} are read"
    return f"{suffix[1:].upper()} files are not read; convert to text first"
