"""What a disk refuses, told in one line: full, over a quota, read-only, not permitted, failing.

SQLite, NumPy and FAISS each tell it in their own way, and SQLite often without the cause; where an
error does not name one, the folder is asked by a small file that leaves no name behind.
"""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import IndexMismatch, NoSpace, TongwenError, Unwritable

_FULL = {
    errno.ENOSPC: "no space is left on the disk",
    errno.EDQUOT: "the quota on this disk is used up",
    errno.EFBIG: "a file would be larger than the system allows",
}
_CLOSED = {
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EIO: "the disk fails (input/output error)",
    errno.EMFILE: "the system allows this program no more open files",
    errno.ENFILE: "the system allows no more open files",
}
_SQLITE_FULL, _SQLITE_IOERR, _SQLITE_CANTOPEN, _SQLITE_READONLY = 13, 10, 14, 8
_SQLITE_CORRUPT, _SQLITE_NOTADB = 11, 26
"""Primary result codes, https://sqlite.org/rescode.html."""
_LONGEST_PATH = 460
"""Bytes of an index's path up to which SQLite opens ``staging/state/texts.sqlite`` and its log
below it: it takes paths of up to 511 bytes, links resolved."""
_LOOK = "what is held is as it was: look at permissions, quota and disk, then run the command again"
_TRIED = 65_536
"""Bytes by which a folder is asked: more than SQLite takes at a time (32 KiB of shared memory)."""


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Whatever is written below ``folder`` in the meantime: where the disk refuses, raises NoSpace
    or Unwritable with one line that names the folder, the cause and what to do; IndexMismatch where
    SQLite meets what is no database. Other errors pass as they are."""
    try:
        yield
    except (OSError, sqlite3.Error, RuntimeError) as error:
        refusal = refusal_of(error, folder)
        if refusal is None:
            raise
        raise refusal from None


def refusal_of(error: BaseException, folder: Path | None = None) -> TongwenError | None:
    """What ``error`` says of the disk, as an error with one line; None where it says nothing.

    The line names the file of the error, else ``folder``, where it was being written; it names
    neither where neither is known.
    """
    if isinstance(error, sqlite3.Error):
        return _database_refusal(error, folder)
    if isinstance(error, OSError):
        name = getattr(error, "filename2", None) or error.filename  # of a copy, what was written
        where = Path(os.fsdecode(name)) if _is_name(name) else folder
        number = error.errno
        # NumPy says how much it wrote and not why it stopped
        if number is None and "requested and" in str(error):
            number = (_asked(_present(where)) if where else None) or errno.ENOSPC
        return _refusal(number, where)
    if isinstance(error, RuntimeError):  # a library's own, around what its writer met
        behind = error.__cause__ or error.__context__
        return refusal_of(behind, folder) if behind else None
    return None


def needed(state: Path) -> int:
    """Bytes that a new state made from the one in the folder ``state`` surely takes beside it: as
    many as that one has, since its database is copied and its vectors are written anew. 0 where
    there is none."""
    try:
        return sum(path.stat().st_size for path in state.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return 0


def check_room(folder: Path, wanted: int) -> None:
    """Raise NoSpace where fewer than ``wanted`` bytes are free for ``folder``, before anything is
    begun that could not be finished."""
    free = _free(folder)
    if free < wanted:
        raise NoSpace(
            f"{folder}: {wanted:,} bytes are needed and {free:,} are free; nothing was begun:"
            " make room and run the command again"
        )


def _database_refusal(error: sqlite3.Error, folder: Path | None) -> TongwenError | None:
    # an error that the module raises of itself carries no code
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == _SQLITE_FULL:  # what SQLite sorts may overflow into a temporary file
        return _refusal(errno.ENOSPC, min(folder, _temporary(), key=_free) if folder else None)
    if code in {_SQLITE_CORRUPT, _SQLITE_NOTADB}:
        name = f"{folder}: " if folder else ""
        return IndexMismatch(f"{name}a database is damaged ({error}); run `tongwen doctor`")
    if code not in {_SQLITE_IOERR, _SQLITE_CANTOPEN, _SQLITE_READONLY}:
        return None
    if folder is None:
        return Unwritable(f"a database can be neither written nor opened ({error}); {_LOOK}")
    if refusal := _refusal(_asked(_present(folder)), folder):
        return refusal
    length = len(os.fsencode(folder.absolute()))
    if code == _SQLITE_CANTOPEN and length > _LONGEST_PATH:
        why = f"its path has {length} bytes, of which a database takes {_LONGEST_PATH}"
        return Unwritable(f"{folder}: {why}; use a shorter one")
    free = f"{_free(folder):,} bytes are free"
    line = f"the database can be neither written nor opened ({error}; {free}); {_LOOK}"
    return Unwritable(f"{folder}: {line}")


def _refusal(number: int | None, where: Path | None) -> TongwenError | None:
    name = f"{where}: " if where else ""
    if number in _FULL:
        free = f" ({_free(where):,} bytes are free)" if where else ""
        return NoSpace(
            f"{name}{_FULL[number]}{free}; what is held is as it was: make room and run the"
            " command again"
        )
    if number in _CLOSED:
        return Unwritable(
            f"{name}{_CLOSED[number]}; what is held is as it was: mend this or write elsewhere,"
            " then run the command again"
        )
    return None


def _is_name(name: object) -> bool:
    """Whether an error's ``filename`` is a name: of an open file it is the number."""
    return isinstance(name, str | bytes | os.PathLike) and bool(name)


def _temporary() -> Path:
    """The folder for temporary files; the current one where the system has none to write to."""
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return Path()


def _present(folder: Path) -> Path:
    """``folder``, or the nearest one above it that is there."""
    path = folder.absolute()
    return next((p for p in (path, *path.parents) if _is_folder(p)), path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name longer than the system takes, a folder that may not be looked into
        return False


def _asked(folder: Path) -> int | None:
    """The error number with which ``folder`` refuses a small file; None where it takes it."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_TRIED))
            file.flush()
    except OSError as error:
        return error.errno
    return None


def _free(path: Path) -> int:
    """Bytes that are free where ``path`` is or would be; 0 where the system does not tell."""
    try:
        return shutil.disk_usage(_present(path)).free
    except OSError:
        return 0
