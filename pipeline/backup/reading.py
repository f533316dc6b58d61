"""A backup read and never trusted: no member that is not listed, none longer than listed, none
that is not as its sum says."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.backup.listing import LARGEST_LISTING, LISTING, Listing, Member, listing_of
from pipeline.errors import Unreadable

_BLOCK = 1 << 20
_SMALL = 64 * 2**20
_DENSEST = 200
"""What deflate makes of the files of an index is a tenth to a half of them; an archive of more than
``_SMALL`` bytes that unpacks to more than so many times its size is a bomb."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
END = 64
"""Bytes of the comment of the archive."""
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, OverflowError, UnicodeError),
)
"""What the library raises for an archive that is none or is damaged."""


def opened_listing(path: str, archive: zipfile.ZipFile) -> Listing:
    """The listing of a backup whose members are those that it lists, in its order.

    Raises IndexTooNew for one of a later version, and Unreadable for what is no backup, is damaged,
    or holds a link, a member twice, or one that is not listed.
    """
    entries = archive.infolist()
    if not entries or entries[0].filename != LISTING:
        raise Unreadable(path, f"is no backup of an index: its first member is not {LISTING}")
    for entry in entries:
        _check(path, entry)
    if entries[0].file_size > LARGEST_LISTING:
        raise Unreadable(path, f"{LISTING}: claims {entries[0].file_size} bytes")
    with archive.open(entries[0]) as stream:
        content = stream.read(entries[0].file_size + 1)
    listing = listing_of(path, content)
    listed = [(member.name, member.bytes) for member in listing.members]
    if (found := [(e.filename, e.file_size) for e in entries[1:]]) != listed:
        odd = next((f for f, w in zip(found, listed, strict=False) if f != w), None)
        name = odd[0] if odd else f"{len(found)} members, {len(listed)} are listed"
        raise Unreadable(path, f"{name[:80]!r}: is not as it is listed")
    packed = sum(entry.compress_size for entry in entries)
    if listing.bytes > max(_SMALL, _DENSEST * packed):
        raise Unreadable(path, f"claims to unpack {packed} bytes to {listing.bytes} bytes")
    return listing


def _check(path: str, entry: zipfile.ZipInfo) -> None:
    mode = entry.external_attr >> 16
    name = repr(entry.filename[:80])
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or entry.is_dir():
        raise Unreadable(path, f"{name}: is a link or a folder")
    if entry.compress_type not in _METHODS or entry.flag_bits & _ENCRYPTED:
        raise Unreadable(path, f"{name}: is encrypted or packed by a method that backups never use")


def end_of(path: Path) -> bytes:
    """What the comment of a backup must say, its last bytes: the SHA-256 of all bytes before it."""
    sha256, left = hashlib.sha256(), path.stat().st_size - END
    with path.open("rb") as file:
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            sha256.update(block)
            left -= len(block)
    return sha256.hexdigest().encode()


def check_end(path: Path) -> None:
    """Raise Unreadable where a byte is changed that belongs to no member."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END))
        if file.read() != end_of(path):
            raise Unreadable(str(path), "is damaged between its members")


def checked_members(
    path: str, archive: zipfile.ZipFile, listing: Listing
) -> Iterator[tuple[Member, Iterator[bytes]]]:
    """Every member with its content, some at a time; the content must be read to its end before
    the next. Raises Unreadable, naming the member, for one that is not as it is listed."""
    for member, entry in zip(listing.members, archive.infolist()[1:], strict=True):
        yield member, _blocks(path, archive, entry, member)


def _blocks(
    path: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, member: Member
) -> Iterator[bytes]:
    sha256, left = hashlib.sha256(), member.bytes
    try:
        with archive.open(entry) as stream:
            while block := stream.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise Unreadable(path, f"{member.name}: is longer than it is listed")
                sha256.update(block)
                yield block
    except BROKEN as error:
        raise Unreadable(path, f"{member.name}: is damaged ({error})") from None
    if left or sha256.hexdigest() != member.sha256:
        raise Unreadable(path, f"{member.name}: is not as its sum says")
