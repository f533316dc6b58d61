"""Files, folders and archives, one file in memory at a time, nothing unpacked to disk."""

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import Empty, InputError, Unreadable
from pipeline.readers.archives import is_archive, members
from pipeline.readers.formats import SUFFIXES, unread
from pipeline.readers.rawfile import (
    LARGEST,
    MANIFEST_NAME,
    RawFile,
    is_passed_over,
    suffix_of,
    too_large,
)
from pipeline.readers.soundness import name_fault, printable
from pipeline.records import Body, Given, Refusal


@dataclass(frozen=True, slots=True)
class _Listing:
    """What the nearest ``corpus.toml`` above says: checksums and metadata by full path, as
    ``_composed`` gives it."""

    licence: str = ""
    bodies: tuple[Body, ...] = ()
    files: tuple[Path, ...] = ()
    sha256: Mapping[Path, str] = field(default_factory=dict)
    given: Mapping[Path, Given] = field(default_factory=dict)

    def of(self, path: Path) -> Given:
        given = self.given.get(_composed(path), Given(licence=self.licence))
        return replace(given, bodies=self.bodies)


def walk(paths: Sequence[Path]) -> Iterator[RawFile | Refusal]:
    """Every text under ``paths`` in the order given, folders by name, and every file not taken in.

    A path given by itself is yielded whatever its extension; in folders and archives other files
    become refusals, save hidden ones, ``README*``, ``LICENSE*`` and ``corpus.toml``. Raises
    ``Unreadable`` before anything else for a path that is not there, later for an archive or
    ``corpus.toml`` given or met that is broken; ``Empty`` for a folder or archive without a text.
    """
    for path in paths:
        if not path.exists():
            raise Unreadable(str(path), "no such file or folder")
    for path in paths:
        if path.is_dir():
            yield from _some(path, _folder(path, _Listing()), "folder")
        elif is_archive(path.name):
            yield from _some(path, members(path, Given()), "archive")
        elif reason := name_fault(path.as_posix()):
            yield Refusal(printable(path.as_posix()), reason)
        else:
            yield RawFile(path.as_posix(), _content(path))


def members_of(path: Path, given: Given) -> Iterator[RawFile | Refusal]:
    """The texts of the archive at ``path`` with the metadata ``given``; raises ``Unreadable`` where
    it is broken, ``Empty`` where it holds no text."""
    yield from _some(path, members(path, given), "archive")


def _some(path: Path, found: Iterator[RawFile | Refusal], kind: str) -> Iterator[RawFile | Refusal]:
    texts = 0
    for item in found:
        texts += isinstance(item, RawFile)
        yield item
    if not texts:
        raise Empty(str(path), f"no text in this {kind} ({', '.join(sorted(SUFFIXES))} are read)")


def _folder(folder: Path, listing: _Listing) -> Iterator[RawFile | Refusal]:
    if (folder / MANIFEST_NAME).is_file():
        listing = _read_listing(folder)
        for path in listing.files:
            if not _is_there(path):
                yield Refusal(path.as_posix(), f"listed in {MANIFEST_NAME}, but not there")
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refusal(folder.as_posix(), error.strerror or "cannot be opened")
        return
    for entry in entries:
        path = folder / entry.name
        if is_passed_over(entry.name):
            continue
        if reason := name_fault(entry.name):
            yield Refusal(printable(path.as_posix()), reason)
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(path, listing)
            continue
        try:
            yield from _file(path, listing)
        except InputError as error:
            yield Refusal(error.path, error.reason)


def _file(path: Path, listing: _Listing) -> Iterator[RawFile | Refusal]:
    """One entry of a folder that is no folder itself; raises ``InputError`` for what is refused."""
    if path.is_dir():
        raise Unreadable(path.as_posix(), "a link to a folder; it is not followed")
    archive = is_archive(path.name)
    if not archive and suffix_of(path.name) not in SUFFIXES:
        raise Unreadable(path.as_posix(), unread(path.name))
    wanted = listing.sha256.get(_composed(path), "")
    if archive:
        _check(path, wanted, _digest(path) if wanted else "")
        yield from members(path, listing.of(path))
        return
    content = _content(path)
    _check(path, wanted, hashlib.sha256(content).hexdigest() if wanted else "")
    yield RawFile(path.as_posix(), content, listing.of(path))


def _read_listing(folder: Path) -> _Listing:
    from pipeline.readers.manifest import read_manifest

    manifest = read_manifest(folder / MANIFEST_NAME)
    return _Listing(
        licence=manifest.licence,
        bodies=manifest.bodies,
        files=tuple(folder / file.path for file in manifest.files),
        sha256={_composed(folder / file.path): file.sha256 for file in manifest.files},
        given={_composed(folder / file.path): file.given for file in manifest.files},
    )


def _composed(path: Path) -> Path:
    """``path`` with its letters composed (NFC): macOS and some archives keep é as e and an accent,
    and a name that is listed is the same name either way."""
    return Path(unicodedata.normalize("NFC", str(path)))


def _is_there(path: Path) -> bool:
    """Whether a listed file is there, under its name in either form."""
    if path.is_file():
        return True
    wanted = _composed(Path(path.name))
    with suppress(OSError):
        return any(_composed(Path(held.name)) == wanted for held in path.parent.iterdir())
    return False


def _check(path: Path, wanted: str, found: str) -> None:
    if wanted != found:
        raise Unreadable(
            path.as_posix(), f"sha256 is {wanted[:12]}… in {MANIFEST_NAME}, {found[:12]}… in fact"
        )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable(path.as_posix(), "not a file")
        size = path.stat().st_size
        if size > LARGEST:
            raise Unreadable(path.as_posix(), too_large(size))
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(path.as_posix(), error.strerror or "cannot be read") from None
