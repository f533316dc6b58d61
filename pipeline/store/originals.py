"""The files that were taken in, kept beside the states: ``originals/3f/3f9a….gz``.

Each is named by the SHA-256 of its content. It is an ordinary gzip file whose comment is the
SHA-256 of what is packed in it, so that it tells by itself whether every byte of it is as it was.
A document that is taken out takes its file along.
"""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import IndexMismatch
from pipeline.readers.rawfile import LARGEST
from pipeline.store.manifest import put_in_place, sync_folder

FOLDER = "originals"
_NAME = re.compile(r"([0-9a-f]{64})\.gz")
_LEVEL = 1
"""Of gzip; higher ones save a tenth and take twice as long."""
_HEAD = b"\x1f\x8b\x08\x10\0\0\0\0\x04\xff"
"""What a gzip file begins with that has a comment, no time, and names no system (RFC 1952)."""
_BARE = -zlib.MAX_WBITS


def packed(content: bytes) -> bytes:
    """``content`` as it is kept."""
    deflate = zlib.compressobj(_LEVEL, wbits=_BARE)
    body = deflate.compress(content) + deflate.flush()
    body += struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return _headed(body) + body


def _headed(body: bytes) -> bytes:
    return _HEAD + hashlib.sha256(body).hexdigest().encode() + b"\0"


class Originals:
    """The originals of the index in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / FOLDER

    def put(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Keep files, given as the SHA-256 of their content and ``packed``; they are on the disk
        when this returns. One that is kept already is left alone."""
        is_new = False
        for sha256, content in files:
            path = self.path(sha256)
            if path.exists():
                continue
            for place in (self._root, path.parent):
                if place.is_symlink():  # nothing is written outside the index
                    raise IndexMismatch(f"{place}: is a link, not a folder of the index")
            path.parent.mkdir(parents=True, exist_ok=True)
            put_in_place(path, content)
            is_new = True
        if is_new:
            sync_folder(self._root)

    def has(self, sha256: str) -> bool:
        """Whether a file of that content is kept, whole or not."""
        return self.path(sha256).exists()

    def get(self, sha256: str) -> bytes:
        """The content; IndexMismatch where it is not kept or not whole."""
        content = self._content(sha256)
        if content is None:
            path = self.path(sha256)
            why = "is damaged" if path.exists() else "is missing"
            raise IndexMismatch(f"{path}: {why}")
        return content

    def is_whole(self, sha256: str) -> bool:
        """Whether a file of that content is kept and every byte of it is as it was."""
        return self._content(sha256) is not None

    def _content(self, sha256: str) -> bytes | None:
        path = self.path(sha256)
        try:
            if path.is_symlink():
                return None
            held = path.read_bytes()
            at = len(_headed(b""))
            if held[:at] != _headed(held[at:]):
                return None
            content = zlib.decompressobj(_BARE).decompress(held[at:-8], LARGEST + 1)
        except (OSError, zlib.error):
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def kept(self) -> Iterator[str]:
        """The SHA-256 of every file that is kept, in order."""
        for path in sorted(self._root.glob("??/*.gz")):
            if found := _NAME.fullmatch(path.name):
                yield found[1]

    def prune(self, wanted: frozenset[str]) -> None:
        """Delete what no document that is held came from, and drafts that were never finished."""
        for sha256 in list(self.kept()):
            if sha256 not in wanted:
                self.drop(sha256)
        for draft in self._root.glob("??/*.draft"):
            draft.unlink(missing_ok=True)

    def drop(self, sha256: str) -> None:
        """Delete one file, damaged or not."""
        self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the file of that content lies. Raises IndexMismatch for what is no SHA-256."""
        if not _NAME.fullmatch(f"{sha256}.gz"):
            raise IndexMismatch(f"{self._root}: {sha256[:80]!r} is no SHA-256")
        return self._root / sha256[:2] / f"{sha256}.gz"
