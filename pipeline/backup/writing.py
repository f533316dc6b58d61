"""An index put into one file: a ZIP archive whose first member lists all others.

The same index gives the same bytes on one machine: names are sorted and no time is kept. What is
of this machine alone is left out, and so is unfinished work: what waits in staging, the lock, the
note of files that were looked at, where the encoder lies.
"""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.backup.listing import BESIDE, LISTING, VERSION, Listing, Member, written
from pipeline.backup.reading import END, check_end, checked_members, end_of, opened_listing
from pipeline.errors import IndexMismatch, NoIndex, Unwritable
from pipeline.rules import program_version
from pipeline.store.disk import told
from pipeline.store.manifest import MANIFEST, MEND, Manifest, read_manifest, sync_folder
from pipeline.store.originals import Originals
from pipeline.store.staging import writer_lock
from pipeline.store.stamps import fault_of

_BLOCK = 1 << 20
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format can write."""
_PACKED = frozenset({".gz"})
"""Files that deflate makes no smaller."""
_LEVEL = 1
"""Of deflate; 6 makes a database a sixth smaller and takes nearly three times as long."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made: its bytes, how many documents and files are in it, and the originals
    that are damaged and were left out."""

    bytes: int
    documents: int
    files: int
    left_out: tuple[Path, ...]


def backup(
    index_dir: str | Path,
    target: str | Path,
    *,
    force: bool = False,
    wait: float = 0.0,
    progress: Callable[[int, int], None] | None = None,
) -> BackedUp:
    """Write the index to the file ``target`` and read it back before it is put in place.

    ``progress`` hears of bytes done and of all. Raises NoIndex, Busy where another process writes
    and goes on for ``wait`` seconds, IndexMismatch for an index that is damaged, Unwritable for a
    file that is there already, unless by ``force``, and NoSpace or Unwritable where the disk
    refuses.
    """
    folder, path = Path(index_dir), Path(target)
    if path.exists() and not (force and path.is_file()):
        how = "(--force overwrites it)" if path.is_file() else "and is no ordinary file"
        raise Unwritable(f"{path}: is there already; nothing was written {how}")
    read_manifest(folder)  # before the lock, which would make the folder
    if path.resolve().is_relative_to(folder.resolve()):
        raise Unwritable(f"{path}: lies in the index itself; name a file elsewhere")
    # a name that nothing has yet: somebody's file may end like a draft, and so may a link
    draft = path.with_name(f"{path.name[:40]}.{secrets.token_hex(8)}.draft")
    with told(folder), writer_lock(folder, wait):
        manifest = read_manifest(folder)
        found = _Found(folder, manifest)
        with told(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                _write(draft, found, progress or _nobody)
                _read_back(draft)
                draft.replace(path)
                sync_folder(path.parent)
            finally:
                draft.unlink(missing_ok=True)
    count = len(found.listing.members)
    return BackedUp(path.stat().st_size, manifest.documents, count, found.left_out)


def _nobody(done: int, of: int) -> None: ...


class _Found:
    """The files of an index that belong to a backup, each looked at."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        state = folder / manifest.state
        faults = [fault for f in manifest.files if (fault := fault_of(state / f.name, f))]
        if faults:
            raise IndexMismatch(f"{faults[0]}; {MEND}")
        self.beside = {name: _content(folder / name) for name in BESIDE}
        self.left_out: tuple[Path, ...] = ()
        members = [Member(f"{manifest.state}/{f.name}", f.bytes, f.sha256) for f in manifest.files]
        members += self._originals()
        members += [_member(n, c) for n, c in self.beside.items() if c is not None]
        members += [_member(n, _content(folder / n)) for n in self._manifests(manifest)]
        ordered = tuple(sorted(members, key=lambda member: member.name))
        self.listing = Listing(VERSION, program_version(), manifest.format, ordered)

    def _manifests(self, manifest: Manifest) -> Iterator[str]:
        yield MANIFEST
        if (self.folder / manifest.state / MANIFEST).exists():  # earlier formats had no copy
            yield f"{manifest.state}/{MANIFEST}"

    def _originals(self) -> Iterator[Member]:
        originals = Originals(self.folder)
        for sha256 in originals.kept():
            path = originals.path(sha256)
            if originals.is_whole(sha256):
                name = path.relative_to(self.folder).as_posix()
                yield _member(name, path.read_bytes())
            else:
                self.left_out = (*self.left_out, path)

    def blocks(self, member: Member) -> Iterator[bytes]:
        """The content of a member, some at a time."""
        held = self.beside.get(member.name)
        if held is not None:  # a log that somebody adds to meanwhile
            yield held
            return
        with (self.folder / member.name).open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


def _content(path: Path) -> bytes | None:
    if path.is_symlink():  # an index may come from somebody else, and its backup go back to them
        raise IndexMismatch(f"{path}: is a link; put what it leads to in its place")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _member(name: str, content: bytes | None) -> Member:
    if content is None:
        raise NoIndex(f"{name}: went away while it was read")
    return Member(name, len(content), hashlib.sha256(content).hexdigest())


def _write(draft: Path, found: _Found, progress: Callable[[int, int], None]) -> None:
    done, of = 0, found.listing.bytes
    with draft.open("xb") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
            archive.comment = b"0" * END
            archive.writestr(_entry(LISTING), written(found.listing), compresslevel=_LEVEL)
            for member in found.listing.members:
                with archive.open(_entry(member.name), "w", force_zip64=True) as stream:
                    for block in found.blocks(member):
                        stream.write(block)
                        done += len(block)
                        progress(done, of)
        file.flush()
        file.seek(-END, os.SEEK_END)
        file.write(end_of(draft))
        file.flush()
        os.fsync(file.fileno())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    is_packed = Path(name).suffix in _PACKED
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]
    entry.create_system = 3  # the same whatever system writes it
    entry.external_attr = 0o100644 << 16
    return entry


def _read_back(draft: Path) -> None:
    """Every member as it is listed; Unreadable where the disk gives back something else."""
    with zipfile.ZipFile(draft) as archive:
        listing = opened_listing(str(draft), archive)
        for _, blocks in checked_members(str(draft), archive, listing):
            for _ in blocks:
                pass
    check_end(draft)
