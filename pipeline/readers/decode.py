"""Bytes to text: what a file is by its first bytes, and in which encoding it is written.

The order of trial is that of certainty: a byte-order mark, UTF-8 (which other encodings hardly ever
resemble), the charset that an HTML page declares, and GB18030 where the outcome reads as Chinese.
"""

import codecs
import re
from collections.abc import Set

from pipeline.errors import Binary, Empty, Encrypted, Unreadable, WrongEncoding
from pipeline.text.normalise import HAN

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LARGEST_TEXT = 8 * 1024 * 1024
MOST_LINES = 60_000
"""Bytes and lines of the longest text or mark-up taken in: twenty times the longest resolution,
some twenty seconds of work."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    (b"%PDF-", "a PDF file", (".pdf",)),
    (b"PK\x03\x04", "a ZIP or Office file", (".docx", ".docm", ".doc")),
    (b"PK\x05\x06", "an empty ZIP file", (".docx",)),
    (_OLE, "an Office file of the older kind", (".doc", ".docx")),
    (b"{\\rtf", "an RTF file", (".rtf", ".doc")),
    (b"\x1f\x8b", "a gzip file", ()),
    (b"BZh", "a bzip2 file", ()),
    (b"\xfd7zXZ\x00", "an xz file", ()),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file", ()),
    (b"Rar!\x1a\x07", "a RAR file", ()),
    (b"\x89PNG\r\n", "a PNG image", (".png",)),
    (b"\xff\xd8\xff", "a JPEG image", (".jpg", ".jpeg")),
    (b"II*\x00", "a TIFF image", (".tif", ".tiff")),
    (b"MM\x00*", "a TIFF image", (".tif", ".tiff")),
    (b"GIF8", "a GIF image", ()),
    (b"\x7fELF", "a program", ()),
    (b"SQLite format 3\x00", "an SQLite database", ()),
)
"""What a file is by its first bytes, and the extensions under which it is read as that."""
_ENCRYPTED = (
    (b"Salted__", "encrypted with OpenSSL"),
    (b"-----BEGIN PGP MESSAGE-----", "encrypted with PGP"),
    (b"age-encryption.org/", "encrypted with age"),
)
_OFFICE_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
}
"""What browsers take these labels for (WHATWG Encoding Standard, "Names and labels")."""

_HEAD = 4096
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_CHINESE_RUN = re.compile(f"[{HAN}\u3000-\u3017\uff01-\uff5e“”‘’…—·]{{2,}}")
_PLAUSIBLE = 0.9


def decode(name: str, content: bytes) -> str:
    """The text of a file of text, mark-up or not, without its byte-order mark.

    Raises ``Empty``, ``Encrypted``, ``Binary`` for bytes that are no text, ``Unreadable`` for a
    text too long, and ``WrongEncoding`` with the first byte that does not fit.
    """
    check_signature(name, content)
    check_length(name, content)
    mark = next(((m, codec) for m, codec in _BOMS if content.startswith(m)), None)
    if mark:
        text = _strict(name, content, mark[1])
    else:
        _check_controls(name, content)
        text = _unmarked(name, content)
    if not text.strip(" \t\r\n\f\u3000\u00a0\ufeff"):
        raise Empty(name, "no text in it")
    return text


def check_length(name: str, content: bytes) -> None:
    """Raise ``Unreadable`` for text and mark-up that would take minutes to read."""
    if len(content) > LARGEST_TEXT:
        raise Unreadable(name, f"{len(content):,} bytes of text; the limit is {LARGEST_TEXT:,}")
    if (lines := content.count(b"\n")) > MOST_LINES:
        raise Unreadable(name, f"{lines:,} lines of text; the limit is {MOST_LINES:,}")


def check_encryption(name: str, content: bytes) -> None:
    """Raise ``Encrypted`` for a file that says in its bytes that it is encrypted."""
    for signature, kind in _ENCRYPTED:
        if content.startswith(signature):
            raise Encrypted(name, f"{kind}; decrypt it first")
    if content.startswith(_OLE) and _OFFICE_PASSWORD in content:
        raise Encrypted(name, "an Office file with a password; save it without one")


def check_signature(
    name: str, content: bytes, suffix: str = "", read: Set[str] = frozenset()
) -> None:
    """Raise ``Encrypted`` or ``Binary`` for a file whose first bytes say that it is something else
    than what its extension ``suffix`` says; ``read`` are the extensions that are read at all."""
    check_encryption(name, content)
    for signature, kind, suffixes in _BINARY:
        if content.startswith(signature) and suffix not in suffixes:
            rename = next((known for known in suffixes if known in read), "")
            advice = f"rename it to {rename}" if rename else "convert it to text first"
            raise Binary(name, f"{kind}, not what its extension says; {advice}")


def _check_controls(name: str, content: bytes) -> None:
    at = content.find(b"\x00")
    if at >= 0:
        raise Binary(name, f"not a text (a NUL byte at offset {at})")
    head = content[:_HEAD]
    if len(_CONTROLS.findall(head)) > len(head) // 100:
        raise Binary(name, "not a text (control bytes throughout)")


def _unmarked(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    declared = _DECLARED.search(content[:_HEAD])
    label = declared.group(1).decode("ascii").lower() if declared else ""
    if label and label not in {"utf-8", "utf8"}:
        return _strict(name, content, _ALIASES.get(label, label))
    chinese = _as_chinese(content)
    if chinese:
        return chinese
    byte = content[broken.start]
    raise WrongEncoding(
        name,
        f"neither UTF-8 (byte 0x{byte:02X} at offset {broken.start}) nor Chinese in GB18030; "
        "save it as UTF-8",
    )


def _strict(name: str, content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except LookupError:
        raise WrongEncoding(name, f"declares the unknown encoding {codec}") from None
    except UnicodeDecodeError as error:
        byte = f"byte 0x{content[error.start]:02X} at offset {error.start}"
        raise WrongEncoding(name, f"claims to be {codec.upper()}, but {byte} is not") from None


def _as_chinese(content: bytes) -> str:
    """``content`` read as GB18030 where that is plausible, else ``""``.

    Nearly any bytes can be read so. In Chinese, characters beyond ASCII stand together and nearly
    all are among those of GB 2312; in other text read as Chinese they stand singly and are rare.
    """
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    beyond = _NON_ASCII.findall(text)
    together = sum(len(run) for run in _CHINESE_RUN.findall(text))
    common = sum(_is_common(c) for c in beyond)
    plausible = min(together, common) >= _PLAUSIBLE * len(beyond) and bool(beyond)
    return text if plausible else ""


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
