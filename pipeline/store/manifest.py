"""The manifest: which state of an index holds, what it was built with, and what it counts."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import IndexMismatch, IndexTooNew, NoIndex

FORMAT = 4
"""Version of what lies under ``states/``; raise it when a reader of yesterday could not read it."""
OLDEST = 3
"""The earliest format that this version still reads; the next ingest makes it ``FORMAT``."""

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class StateFile:
    """A file of the state: its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.json`` says. ``state`` is a folder relative to the index, ``windowed`` the
    number of paragraphs longer than ``limit`` (tokens; None for an encoder without a limit)."""

    format: int
    generation: int
    state: str
    encoder: str
    dimensions: int
    limit: int | None
    documents: int
    paragraphs_zh: int
    paragraphs_en: int
    windowed: int
    files: tuple[StateFile, ...]

    @property
    def paragraphs(self) -> int:
        """Paragraphs of both languages."""
        return self.paragraphs_zh + self.paragraphs_en


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in ``folder``.

    Raises NoIndex where there is none, IndexTooNew for the format of a later version, and
    IndexMismatch for that of a former one and when it cannot be read.
    """
    path = folder / MANIFEST
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NoIndex(f"{folder}: holds no index; build one with `tongwen ingest`") from None
    except (OSError, ValueError) as error:
        raise IndexMismatch(f"{path}: cannot be read ({error}); run `tongwen doctor`") from None
    written = fields.get("format") if isinstance(fields, dict) else None
    if isinstance(written, int) and written > FORMAT:
        raise IndexTooNew(
            f"{folder}: the index has format {written}, this version reads up to format {FORMAT};"
            " update tongwen"
        )
    if isinstance(written, int) and written < OLDEST:
        raise IndexMismatch(
            f"{folder}: the index has the former format {written}, this version reads format"
            f" {OLDEST} and later; move the folder away and build it anew with `tongwen ingest`"
        )
    try:
        found = Manifest(**{**fields, "files": tuple(StateFile(**f) for f in fields["files"])})
        _check_kinds(found)
    except (TypeError, KeyError) as error:
        raise IndexMismatch(f"{path}: is damaged ({error}); run `tongwen doctor`") from None
    return found


def _check_kinds(manifest: Manifest) -> None:
    """Raise TypeError where a value is not of its kind, as in a file edited by hand."""
    for name in ("state", "encoder"):
        if not isinstance(value := getattr(manifest, name), str) or not value:
            raise TypeError(f"{name} is {value!r}, not a name")
    for name in (
        "format",
        "generation",
        "dimensions",
        "documents",
        "paragraphs_zh",
        "paragraphs_en",
    ):
        if not isinstance(value := getattr(manifest, name), int) or isinstance(value, bool):
            raise TypeError(f"{name} is {value!r}, not a whole number")


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put ``manifest`` in place in one step, once it is safely on the disk."""
    path = folder / MANIFEST
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` last, where the system can (Windows needs and allows none)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_encoder(folder: Path, manifest: Manifest, name: str, dimensions: int) -> None:
    """Raise IndexMismatch unless the index was built with the encoder ``name``."""
    if manifest.encoder != name or manifest.dimensions != dimensions:
        raise IndexMismatch(
            f"{folder}: built with the encoder {manifest.encoder} ({manifest.dimensions}"
            f" dimensions), not with {name} ({dimensions} dimensions)"
        )
