"""Files of a state held against the sums in the manifest before they are opened.

A look at every byte takes some tenths of a second for a large index, so it is noted beside the
index which files were found whole, by what the system says of them (inode, size, times). As long
as that is the same, and it was not written a moment ago, the file is not read again. The note is
a convenience: without it, or where it cannot be written, every file is read.
"""

import hashlib
import json
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from pipeline.errors import IndexMismatch, TongwenError
from pipeline.store.manifest import (
    FORMAT,
    MANIFEST,
    MEND,
    STATES,
    Manifest,
    StateFile,
    read_manifest,
)

NOTE = "verified.json"
_SETTLED = 100_000_000
"""Nanoseconds after which a further change of a file gets another time from every file system
that has times finer than seconds; a file that is younger is not noted."""

_Stamp = list[int]


def verify(folder: Path, manifest: Manifest) -> None:
    """Hold every file of the state that ``manifest`` names against its size and sum.

    Raises IndexMismatch naming the first that is missing, a link, or not as written.
    """
    for inner in (folder / STATES, folder / manifest.state):
        if inner.is_symlink():  # an index may come from somebody else
            raise IndexMismatch(f"{inner}: is a link, not a folder of the index")
    if manifest.format == FORMAT and (fault := copy_fault(folder, manifest)):
        raise IndexMismatch(f"{fault}; {MEND}")
    known = _noted(folder, manifest.state)
    found: dict[str, _Stamp] = {}
    for file in manifest.files:
        path = folder / manifest.state / file.name
        stamp = _stamp(path)
        if stamp is None or known.get(file.name) != stamp or stamp[1] != file.bytes:
            if fault := fault_of(path, file):
                raise IndexMismatch(f"{fault}; {MEND}")
            stamp = _stamp(path)
        if stamp is not None and stamp[3] < time.time_ns() - _SETTLED:
            found[file.name] = stamp
    if found != known:
        _note(folder, manifest.state, found)


def copy_fault(folder: Path, manifest: Manifest) -> str:
    """How the copy of the manifest in its state differs from it; ``""`` where it does not."""
    path = folder / manifest.state / MANIFEST
    try:
        is_same = read_manifest(folder / manifest.state) == manifest
    except TongwenError:
        return f"{path}: is {'damaged' if path.exists() else 'missing'}"
    return "" if is_same else f"{path}: is not the same as {folder / MANIFEST}"


def fault_of(path: Path, file: StateFile) -> str:
    """How the file at ``path`` differs from what the manifest says of it; ``""`` where it does
    not. Every byte is read."""
    try:
        held = path.lstat()
        if not stat.S_ISREG(held.st_mode):
            return f"{path}: is no file of its own but a link or a device"
        if held.st_size != file.bytes:
            return f"{path}: has {held.st_size} bytes, the manifest says {file.bytes} bytes"
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return f"{path}: is missing"
    except OSError as error:
        return f"{path}: {error.strerror or 'cannot be read'}"
    if found != file.sha256:
        return f"{path}: has sha256 {found[:12]}…, the manifest says {file.sha256[:12]}…"
    return ""


def sealed(path: Path) -> StateFile:
    """Force the file to the disk and describe it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return StateFile(path.name, path.stat().st_size, digest)


def note_sealed(folder: Path, manifest: Manifest) -> None:
    """Note the files of a state whose sums were taken just now, by whoever wrote them."""
    stamps = ((file.name, _stamp(folder / manifest.state / file.name)) for file in manifest.files)
    settled = time.time_ns() - _SETTLED
    _note(folder, manifest.state, {n: s for n, s in stamps if s is not None and s[3] < settled})


def _stamp(path: Path) -> _Stamp | None:
    try:
        held = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(held.st_mode):
        return None
    return [held.st_ino, held.st_size, held.st_mtime_ns, held.st_ctime_ns]


def _noted(folder: Path, state: str) -> dict[str, _Stamp]:
    try:
        held = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        return dict(held["files"]) if held["state"] == state else {}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


def _note(folder: Path, state: str, files: dict[str, _Stamp]) -> None:
    draft = folder / f"{NOTE}.{os.getpid()}"
    try:
        draft.write_text(json.dumps({"state": state, "files": files}), encoding="utf-8")
        draft.replace(folder / NOTE)
    except OSError:  # a folder that cannot be written to: the files are read each time
        with suppress(OSError):
            draft.unlink(missing_ok=True)
