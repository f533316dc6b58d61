"""What a file in the container of the older Office formats (OLE, [MS-CFB]) is, before it is
handed on: Word's own stream is known by the head that every Word document since 1997 has."""

from pipeline.errors import Binary, Encrypted, Unreadable

_SECTOR = 512
_WORD_HEAD = b"\xec\xa5"
"""The first two bytes of the stream WordDocument, 0xA5EC ([MS-DOC], 2.5.2, wIdent)."""

_FLAGS_AT = 10
_ENCRYPTED_FLAG = 0x0100
"""fEncrypted, the ninth bit of the flags at offset 10 ([MS-DOC], 2.5.2)."""

_NAMES = (
    ("WordDocument", ""),
    ("EncryptedPackage", "locked"),
    ("Workbook", "an Excel workbook"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__substg1.0_", "an Outlook message"),
)


def check_word(name: str, content: bytes) -> None:
    """Raise ``Encrypted`` for a Word document with a password, ``Binary`` for another Office file
    and ``Unreadable`` for one whose Word stream is missing or not where it should be."""
    held = {kind for stream, kind in _NAMES if stream.encode("utf-16-le") in content}
    if "locked" in held:
        raise Encrypted(name, "an Office file with a password; save it without one")
    if "" not in held:
        other = next(iter(sorted(held)), "an Office file of the older kind without a Word document")
        raise Binary(name, f"{other}, no Word document")
    head = _word_head(content)
    if head is None:
        raise Unreadable(name, "a damaged Word document (its text stream is missing)")
    flags = int.from_bytes(content[head + _FLAGS_AT : head + _FLAGS_AT + 2], "little")
    if flags & _ENCRYPTED_FLAG:
        raise Encrypted(name, "a Word document with a password; save it without one")


def _word_head(content: bytes) -> int | None:
    """Offset of the Word stream, which begins with a sector."""
    sectors = range(_SECTOR, len(content), _SECTOR)
    return next((at for at in sectors if content.startswith(_WORD_HEAD, at)), None)
