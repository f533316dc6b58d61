"""A backup made an index again, in a folder of its own that takes its name in one step."""

import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from pipeline.backup.listing import LISTING, Listing
from pipeline.backup.reading import BROKEN, check_end, checked_members, opened_listing
from pipeline.errors import IndexMismatch, NoIndex, Unreadable, Unwritable
from pipeline.store.disk import check_room, told
from pipeline.store.manifest import MANIFEST, Manifest, read_manifest, sync_folder
from pipeline.store.stamps import fault_of


def restore(
    source: str | Path,
    index_dir: str | Path,
    progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Make the index that was backed up in the file ``source``, in a folder that is not there or
    empty, and return its manifest. Nothing else is touched.

    Raises IndexTooNew for a backup of a later version, Unreadable for one that is damaged or not to
    be trusted, naming the member, Unwritable where the folder holds something, and NoSpace.
    """
    path, folder = Path(source), Path(index_dir)
    if folder.exists() and folder.samefile(Path()):
        raise Unwritable(f"{folder}: is the current folder; name another")
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise Unwritable(f"{folder}: is there and not empty; name one that is new or empty")
    if not path.is_file():
        raise Unreadable(str(path), "No such file")
    try:
        with zipfile.ZipFile(path) as archive:
            listing = opened_listing(str(path), archive)
            with told(folder.parent):
                return _restored(str(path), archive, listing, folder, progress or _nobody)
    except BROKEN as error:
        raise Unreadable(
            str(path), f"{LISTING}: is damaged, or this is no backup ({error})"
        ) from None
    except PermissionError as error:
        raise Unreadable(str(path), error.strerror or "cannot be read") from None
    except OSError as error:
        if error.errno != errno.EINVAL or error.filename:
            raise
        # of a backup that lost bytes, the library looks before its beginning
        raise Unreadable(str(path), f"{LISTING}: is damaged, or this is no backup") from None


def _nobody(done: int, of: int) -> None: ...


def _restored(
    path: str,
    archive: zipfile.ZipFile,
    listing: Listing,
    folder: Path,
    progress: Callable[[int, int], None],
) -> Manifest:
    folder.parent.mkdir(parents=True, exist_ok=True)
    check_room(folder.parent, listing.bytes)
    prefix = f"{folder.name[:40]}."
    draft = Path(tempfile.mkdtemp(prefix=prefix, suffix=".draft", dir=folder.parent))
    try:
        _unpack(path, archive, listing, draft, progress)
        check_end(Path(path))
        manifest = _looked_at(path, draft)
        draft.chmod(0o777 & ~_mask())  # a folder for temporary files is its owner's alone
        if folder.exists():
            folder.rmdir()
        draft.replace(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _unpack(
    path: str,
    archive: zipfile.ZipFile,
    listing: Listing,
    draft: Path,
    progress: Callable[[int, int], None],
) -> None:
    done, folders = 0, {draft}
    for member, blocks in checked_members(path, archive, listing):
        target = draft / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        folders |= {parent for parent in target.parents if parent.is_relative_to(draft)}
        with target.open("xb") as file:
            for block in blocks:
                file.write(block)
                done += len(block)
                progress(done, listing.bytes)
            file.flush()
            os.fsync(file.fileno())
    for made in sorted(folders, reverse=True):
        sync_folder(made)


def _looked_at(path: str, draft: Path) -> Manifest:
    """The manifest, once it is found to be that of the files that came with it."""
    try:
        manifest = read_manifest(draft)
    except (NoIndex, IndexMismatch):
        raise Unreadable(path, f"{MANIFEST}: is none") from None
    for file in manifest.files:
        if fault_of(draft / manifest.state / file.name, file):
            raise Unreadable(path, f"{manifest.state}/{file.name}: is not the manifest's")
    return manifest


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
