"""The files of a .zip or .tar archive, one after another, in memory alone.

An archive is not trusted: names that lead out of it, links, devices and members of unreasonable
size are refused, and so is the whole of it once it unpacks to far more than its own size.
"""

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from pipeline.errors import Encrypted, Unreadable
from pipeline.readers.formats import SUFFIXES, suffix_of, unread
from pipeline.readers.rawfile import LARGEST, RawFile, is_passed_over, too_large
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


def _zip_members(path: Path, budget: _Budget, given: Given) -> Iterator[RawFile | Refusal]:
    with zipfile.ZipFile(path) as archive:
        entries = sorted((_zip_name(e), e) for e in archive.infolist() if not e.is_dir())
        entries = [(name, e) for name, e in entries if not is_passed_over(name)]
        locked = [e for _, e in entries if e.flag_bits & _ENCRYPTED_FLAG]
        if locked and len(locked) == len(entries):
            raise Encrypted(path.as_posix(), "an encrypted archive; a password is needed")
        for name, entry in entries:
            shown = f"{path.as_posix()}!{name}"
            reason = _refused(name, entry.file_size)
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
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            name = member.name.removeprefix("./")
            budget.spend(member.size)
            if member.isdir() or is_passed_over(name):
                continue
            shown = f"{path.as_posix()}!{name}"
            reason = _refused(name, member.size)
            if not member.isreg():
                reason = "a link, not a file" if member.issym() or member.islnk() else "a device"
            stream = None if reason else archive.extractfile(member)
            if stream is None:
                yield Refusal(shown, reason or "not a file")
                continue
            yield RawFile(shown, stream.read(), given)


def _limited(stream: IO[bytes]) -> bytes:
    """At most one byte more than is allowed, whatever size the archive claims."""
    return stream.read(LARGEST + 1)


def _refused(name: str, size: int) -> str:
    """Why the member is not read, or ``""``."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", name):
        return "its name leads out of the archive"
    if is_archive(name):
        return "an archive within an archive; unpack it first"
    if suffix_of(name) not in SUFFIXES:
        return unread(name)
    return too_large(size) if size > LARGEST else ""
