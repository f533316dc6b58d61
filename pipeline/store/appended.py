"""Logs that are only ever added to: one JSON object a line, each with a sum of itself.

A line begins with the version of the log and ends with 16 hexadecimal digits of the SHA-256 of all
its bytes before them::

    {"v": 1, ..., "sum": "0123456789abcdef"}

A line without version and sum, from an earlier program or by hand, counts as it is. A last line
that a power loss cut short is *torn* and does not count; any other line that is not as it was
written is *damage*, and nothing is read of a log that has some until it is set aside.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.errors import IndexTooNew, InputError, Unreadable
from pipeline.store.disk import told
from pipeline.store.locks import locked
from pipeline.store.manifest import sync_folder

VERSION = 1
"""Of the lines of a log; raise it when a program of yesterday could not read them."""

WAIT = 30.0
"""Seconds that a writer waits for another; an addition takes milliseconds."""

Entry = TypeVar("Entry")

_SEALED = b'{"v": '
_SEAL = re.compile(rb', "sum": "([0-9a-f]{16})"\}')
_BLANK = b" \t\r\n\v\f"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Entries(Generic[Entry]):
    """What a log holds, in the order in which it was added.

    ``torn`` tells that a line is not whole, as after a power loss, and does not count; ``aside``
    is the number of lines that were set aside in the file beside it.
    """

    entries: tuple[Entry, ...]
    torn: bool = False
    aside: int = 0


@dataclass(frozen=True, slots=True)
class _Line(Generic[Entry]):
    """One line, its number from 1, as written without its end; ``fault`` is "" for one that holds
    an ``entry``, ``later`` the version of a line that a later program wrote."""

    number: int
    written: bytes
    entry: Entry | None
    fault: str = ""
    is_torn: bool = False
    later: int = 0


@dataclass(frozen=True, slots=True)
class AppendedLog(Generic[Entry]):
    """The log in the file ``path``, whether or not it is there yet.

    ``what`` names an entry in an error, ``parse`` makes one of the JSON text of its line and raises
    ValueError, TypeError, KeyError or InputError where it is none; ``remedy`` ends the line that
    refuses a damaged log.
    """

    path: Path
    what: str
    parse: Callable[[str], Entry]
    remedy: str = ""

    def read(self) -> Entries[Entry]:
        """Every entry. Raises Unreadable for a log that cannot be read, or that has a line which
        is damaged or no entry, naming it; IndexTooNew for one of a later version."""
        lines = self._lines(_content(self.path))
        aside = len(_pieces(_content(aside_of(self.path))))
        entries = tuple(line.entry for line in lines if line.entry is not None)
        return Entries(entries, any(line.is_torn for line in lines), aside)

    def append(self, choose: Callable[[tuple[Entry, ...]], Sequence[str]]) -> int:
        """Add the JSON objects that ``choose`` returns for the entries held, and return how many;
        they are on the disk when this returns, and nobody else adds anything in the meantime.

        Raises as ``read`` does, Busy where another process holds the log for half a minute, and
        NoSpace or Unwritable where the disk refuses; then the log is as it was.
        """
        with told(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _writing(self.path):
                content = _content(self.path)
                lines = self._lines(content)
                held = tuple(line.entry for line in lines if line.entry is not None)
                new = choose(held)
                if new:
                    _add(self.path, content, lines[-1] if lines else None, new)
        return len(new)

    def _lines(self, content: bytes) -> list[_Line[Entry]]:
        lines = list(_lines(content, self.parse))
        for line in lines:
            _refuse_later(self.path, line)
            if line.fault and not line.is_torn:
                reason = f"line {line.number} is no {self.what} ({line.fault}){self.remedy}"
                raise Unreadable(str(self.path), reason)
        return lines


def sealed(text: str) -> str:
    """The JSON object ``text`` as a line of a log, without its end: with version and sum."""
    body = f'{{"v": {VERSION}, {text[1:-1]}'
    return f'{body}, "sum": "{_sum(body.encode())}"}}'


def faults(path: Path, parse: Callable[[str], object] = json.loads) -> tuple[str, ...]:
    """What is wrong with the log at ``path``, a line for each: the file, the number of the line
    and what it is; () for a log that is whole or not there. Raises Unreadable where it cannot be
    read at all."""
    return tuple(
        f"{path}: line {line.number} {_told(line)}"
        for line in _lines(_content(path), parse)
        if line.fault or line.later
    )


def set_aside(path: Path, parse: Callable[[str], object] = json.loads) -> int:
    """Move the lines that are damaged or torn, word for word, to the end of ``aside_of(path)``,
    and return how many; the log is then whole. Nothing is thrown away.

    Raises IndexTooNew where a line is of a later version, otherwise as ``AppendedLog.append``.
    """
    if not path.exists():
        return 0
    with told(path.parent), _writing(path):
        lines = list(_lines(_content(path), parse))
        for line in lines:
            _refuse_later(path, line)
        wrong = [line.written for line in lines if line.fault]
        if not wrong:
            return 0
        _keep_aside(path, wrong)
        draft = path.with_name(f"{path.name}.draft")
        draft.unlink(missing_ok=True)  # which may be a link that leads elsewhere
        with draft.open("xb") as file:
            file.writelines(line.written + b"\n" for line in lines if not line.fault)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    return len(wrong)


def aside_of(path: Path) -> Path:
    """Where the lines lie that were taken out of the log at ``path``."""
    return path.with_name(f"{path.name}.damaged")


def _told(line: _Line[Any]) -> str:
    if line.later:
        return f"was written by a later version ({line.later}; this one reads up to {VERSION})"
    return "is not whole and does not count" if line.is_torn else f"is damaged ({line.fault})"


def _refuse_later(path: Path, line: _Line[Any]) -> None:
    if line.later:
        raise IndexTooNew(f"{path}: line {line.number} {_told(line)}; update tongwen")


def _lines(content: bytes, parse: Callable[[str], Entry]) -> Iterator[_Line[Entry]]:
    """The lines of ``content`` that are not blank, each looked at."""
    pieces = content.removeprefix(_BYTE_ORDER_MARK).split(b"\n")
    for number, written in enumerate(pieces, 1):
        line = written.strip(_BLANK)
        if not line:
            continue
        try:
            # where a power loss left the end of a file unwritten, some systems show zeros
            version = _version(line.rstrip(b"\0"))
            if version > VERSION:
                yield _Line(number, written, None, later=version)
                continue
            yield _Line(number, written, parse(line.rstrip(b"\0").decode()))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            yield _Line(number, written, None, reason, _is_cut(line, number == len(pieces)))
        except InputError as error:
            cut = _is_cut(line, number == len(pieces))
            yield _Line(number, written, None, error.reason, cut)


def _version(line: bytes) -> int:
    """The version of a line, 0 for one without; ValueError where it is not as it was written."""
    seal = _SEAL.search(line, max(0, len(line) - len(', "sum": "0123456789abcdef"}')))
    if seal and seal[1].decode() != _sum(line[: seal.start()]):
        raise ValueError("its sum does not fit")
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("no JSON object")
    version = row.get("v", 0)
    if not isinstance(version, int):
        raise ValueError(f"version {version!r}")
    if 0 < version <= VERSION and not seal:
        raise ValueError("it has no sum")
    return version


def _is_cut(line: bytes, is_unended: bool) -> bool:
    """Whether a line that is no entry is one cut short, and not damage: the last one, without an
    end and without its sum; or, of an earlier program, which went on behind it, one that begins
    as an object and does not end as one."""
    if is_unended:
        return not _SEAL.search(line)
    return line.startswith(b'{"') and not line.startswith(_SEALED) and not line.endswith(b"}")


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Unreadable(str(path), error.strerror or "cannot be read") from None


def _pieces(content: bytes) -> list[bytes]:
    return [piece for piece in content.split(b"\n") if piece.strip(_BLANK)]


def _writing(path: Path) -> AbstractContextManager[None]:
    busy = f"{path}: another process is adding to it; try later"
    return locked(path.with_name(f"{path.name}.lock"), busy, WAIT)


def _add(path: Path, content: bytes, last: _Line[Any] | None, new: Sequence[str]) -> None:
    """Put ``new`` behind ``content``, which is that of ``path`` and ends with the line ``last``."""
    lines = "".join(f"{sealed(text)}\n" for text in new).encode()
    size = len(content)
    if last and last.is_torn and content.endswith(last.written):
        _keep_aside(path, [last.written])
        size -= len(last.written)
    elif content and not content.endswith(b"\n"):
        lines = b"\n" + lines
    with path.open("ab", buffering=0) as file:
        file.truncate(size)
        try:
            _write(file.write, lines)
            os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                file.truncate(size)
                os.fsync(file.fileno())
            raise
    if not content:
        sync_folder(path.parent)


def _keep_aside(path: Path, lines: Sequence[bytes]) -> None:
    """Add ``lines`` to what was set aside of the log at ``path``."""
    aside = aside_of(path)
    with aside.open("ab", buffering=0) as file:
        _write(file.write, b"".join(line + b"\n" for line in lines))
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _write(write: Callable[[bytes], int | None], content: bytes) -> None:
    """All of ``content``, of which a system may take a part at a time."""
    while content:
        content = content[write(content) or 0 :]
