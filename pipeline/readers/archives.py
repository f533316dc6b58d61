"""The files of a .zip or .tar archive, one after another, in memory alone.

An archive is not trusted: names that lead out of it, links, devices and members of unreasonable
size are refused, and so is the whole of it once it unpacks to far more than its own size.
"""

import bz2
import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from pipeline.errors import Encrypted, Unreadable
from pipeline.readers.formats import SUFFIXES, unread
from pipeline.readers.rawfile import LARGEST, RawFile, is_passed_over, suffix_of, too_large
from pipeline.readers.soundness import name_fault, printable
from pipeline.records import Given, Refusal

_TAR_SUFFIXES = (".tar", ".tar.xz", ".txz", ".tar.gz", ".tgz", ".tar.bz2")
_DAMAGE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
)
_MOST_TIMES = 500
_MOST_BELOW = 256 * 1024 * 1024
"""An archive may unpack to 500 times its size (XML texts under xz reach 30), or to 256 MB."""
_MOST_TIMES_OF_ONE = 200
_BOMBS_FROM = 1024 * 1024
"""A member of more than 1 MB in a .zip to 200 times; XML texts reach 20."""
_MOST_MEMBERS = 100_000
_LEAST_ENTRY = 80
"""Bytes of the list of files of a .zip for each, with a short name; 46 of them are always there."""
_LONGEST_END = 128 * 1024
_LONGEST_NAME = 64 * 1024
_NAMES = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
"""Headers of a .tar whose content is read whole, since it is the name of the next."""
_PACKED: dict[bytes, Callable[..., Any]] = {
    b"\xfd7zXZ\x00": lzma.open,
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
}

_ENCRYPTED_FLAG, _UTF8_FLAG = 0x1, 0x800
_LINK_MODE, _MODE_MASK = 0o120000, 0o170000


def is_archive(name: str) -> bool:
    """Whether ``name`` has the extension of an archive that is read."""
    return name.lower().endswith((".zip", *_TAR_SUFFIXES))


def members(path: Path, given: Given) -> Iterator[RawFile | Refusal]:
    """The texts of the archive at ``path``: of a ``.zip`` by name, of a ``.tar`` as they stand.

    Raises ``Encrypted`` where a password is needed for all of a ``.zip``, and ``Unreadable`` for a
    damaged archive or one that unpacks beyond measure.
    """
    read = _zip_members if path.name.lower().endswith(".zip") else _tar_members
    try:
        yield from read(path, _Budget(path), given)
    except PermissionError as error:
        raise Unreadable(path.as_posix(), error.strerror or "no permission") from None
    except _DAMAGE as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise Unreadable(path.as_posix(), f"a damaged archive ({reason})") from None


class _Budget:
    """How much an archive may still unpack to."""

    def __init__(self, path: Path) -> None:
        self._name = path.as_posix()
        self._most = max(_MOST_BELOW, path.stat().st_size * _MOST_TIMES)
        self._left = self._most

    def spend(self, size: int) -> None:
        """Raise ``Unreadable`` once ``size`` more bytes are too many."""
        self._left -= size
        if self._left < 0:
            raise Unreadable(self._name, f"unpacks to more than {self._most:,} bytes; not read on")


def _check_members(path: Path, count: int) -> None:
    if count > _MOST_MEMBERS:
        reason = f"holds more than {_MOST_MEMBERS:,} files; divide it"
        raise Unreadable(path.as_posix(), reason)


def _check_directory(path: Path) -> None:
    """Raise ``Unreadable`` where the list of files at the end of a .zip would fill the memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _LONGEST_END))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    listed = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
    if listed == 0xFFFFFFFF:  # then a longer record stands before
        at = end.rfind(b"PK\x06\x06")
        listed = int.from_bytes(end[at + 40 : at + 48], "little") if at >= 0 else 0
    _check_members(path, listed // _LEAST_ENTRY)


def _zip_members(path: Path, budget: _Budget, given: Given) -> Iterator[RawFile | Refusal]:
    _check_directory(path)
    with zipfile.ZipFile(path) as archive:
        entries = sorted((_zip_name(e), e) for e in archive.infolist() if not e.is_dir())
        entries = [(name, e) for name, e in entries if not is_passed_over(name)]
        locked = [e for _, e in entries if e.flag_bits & _ENCRYPTED_FLAG]
        if locked and len(locked) == len(entries):
            raise Encrypted(path.as_posix(), "an encrypted archive; a password is needed")
        for name, entry in entries:
            shown = printable(f"{path.as_posix()}!{name}")
            reason = _refused(name, entry.file_size) or _bomb(entry)
            if entry.flag_bits & _ENCRYPTED_FLAG:
                reason = "encrypted; a password is needed"
            elif entry.external_attr >> 16 & _MODE_MASK == _LINK_MODE:
                reason = "a link, not a file"
            if reason:
                yield Refusal(shown, reason)
                continue
            with archive.open(entry) as stream:
                content = _limited(stream)
            budget.spend(len(content))
            yield (
                Refusal(shown, too_large(len(content)))
                if len(content) > LARGEST
                else RawFile(shown, content, given)
            )


def _bomb(entry: zipfile.ZipInfo) -> str:
    """Why a member that unpacks to far more than any text is not read, or ``""``."""
    most = _MOST_TIMES_OF_ONE * max(1, entry.compress_size)
    if entry.file_size <= max(_BOMBS_FROM, most):
        return ""
    return f"unpacks to more than {_MOST_TIMES_OF_ONE} times its size"


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The member's name; names without the UTF-8 flag are in the encoding of the machine that made
    the archive, which for Chinese ones is UTF-8 or GB18030."""
    name = entry.filename.replace("\\", "/")
    if entry.flag_bits & _UTF8_FLAG or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return name


def _tar_members(path: Path, budget: _Budget, given: Given) -> Iterator[RawFile | Refusal]:
    with (
        path.open("rb") as file,
        _unpacked(file) as stream,
        tarfile.open(
            fileobj=cast(IO[bytes], _Counted(stream, budget)), mode="r|", tarinfo=_Header
        ) as archive,
    ):
        for count, member in enumerate(archive):
            archive.members = []  # type: ignore[attr-defined]  # it would keep every header
            _check_members(path, count)
            name = member.name.removeprefix("./")
            if member.isdir() or is_passed_over(name):
                continue
            shown = printable(f"{path.as_posix()}!{name}")
            reason = _refused(name, member.size)
            if not member.isreg():
                reason = "a link, not a file" if member.issym() or member.islnk() else "a device"
            content = None if reason else archive.extractfile(member)
            if content is None:
                yield Refusal(shown, reason or "not a file")
                continue
            yield RawFile(shown, content.read(), given)


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    """The bytes of a .tar file, whatever it is packed with."""
    head = file.read(6)
    file.seek(0)
    packed = next((opened for sign, opened in _PACKED.items() if head.startswith(sign)), None)
    return cast(IO[bytes], packed(file)) if packed else file


class _Counted:
    """A stream whose every byte is counted, those of headers and of what is passed over too."""

    def __init__(self, stream: IO[bytes], budget: _Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int) -> bytes:
        """As of a file."""
        content = self._stream.read(size)
        self._budget.spend(len(content))
        return content


class _Header(tarfile.TarInfo):
    """A header of a .tar file; one that announces a name of unreasonable length is refused before
    the name is read."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        """As of the base class."""
        header = super().frombuf(buf, encoding, errors)
        if header.type in _NAMES and header.size > _LONGEST_NAME:
            raise tarfile.ReadError(f"a header of {header.size:,} bytes")
        return header


def _limited(stream: IO[bytes]) -> bytes:
    """At most one byte more than is allowed, whatever size the archive claims."""
    return stream.read(LARGEST + 1)


def _refused(name: str, size: int) -> str:
    """Why the member is not read, or ``""``."""
    if reason := name_fault(name):
        return reason
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", name):
        return "its name leads out of the archive"
    if is_archive(name):
        return "an archive within an archive; unpack it first"
    if suffix_of(name) not in SUFFIXES:
        return unread(name)
    return too_large(size) if size > LARGEST else ""
