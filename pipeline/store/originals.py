"""The files that were taken in, kept beside the states: ``originals/3f/3f9a….gz``.

Each is named by the SHA-256 of its content, so that it tells by itself whether it is whole; it is
an ordinary gzip file. A document that is taken out takes its file along.
"""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import IndexMismatch
from pipeline.store.manifest import sync_folder

FOLDER = "originals"
_NAME = re.compile(r"([0-9a-f]{64})\.gz")
_LEVEL = 1
"""Of gzip; higher ones save a tenth and take twice as long."""


def packed(content: bytes) -> bytes:
    """``content`` as it is kept."""
    return gzip.compress(content, compresslevel=_LEVEL, mtime=0)


class Originals:
    """The originals of the index in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / FOLDER

    def put(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Keep files, given as the SHA-256 of their content and ``packed``; they are on the disk
        when this returns. One that is kept already is left alone."""
        written: dict[Path, None] = {}
        for sha256, content in files:
            path = self.path(sha256)
            if path.exists():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".draft")
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            written[path.parent] = None
        for parent in written:
            sync_folder(parent)
        if written:
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
            content = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error):
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
                self.path(sha256).unlink(missing_ok=True)
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
