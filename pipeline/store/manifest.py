"""The manifest: which state of an index holds, what it was built with, and what it counts.

It is written twice: into the state that it describes, and last of all into the folder of the index,
where it says which state holds. Each carries a sum of itself.
"""

import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import IndexMismatch, IndexTooNew, NoIndex

FORMAT = 5
"""Version of what lies under ``states/``; raise it when a reader of yesterday could not read it."""
OLDEST = 3
"""The earliest format that this version still reads; the next ingest makes it ``FORMAT``."""
_SUMMED = 5
"""From this format on a manifest carries its own sum."""

MANIFEST = "manifest.json"
STATES = "states"
STAGING = "staging"
MEND = "run `tongwen doctor --repair`"
"""What to do about damage, as every line about it ends."""
_STATE = re.compile(rf"{STATES}/\d{{6,}}")
FILE_OF_STATE = re.compile(r"[a-z]+(\.[a-z]+)+")
_COUNTS = ("format", "generation", "dimensions", "documents", "paragraphs_zh", "paragraphs_en")


@dataclass(frozen=True, slots=True)
class StateFile:
    """A file of the state: its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.json`` says. ``state`` is a folder relative to the index, ``windowed`` the
    number of paragraphs longer than ``limit`` (tokens; None for an encoder without a limit),
    ``rules`` the version of the rules that built it (``rules_version``; ``""`` in indexes made
    before it was noted)."""

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
    rules: str = ""

    @property
    def paragraphs(self) -> int:
        """Paragraphs of both languages."""
        return self.paragraphs_zh + self.paragraphs_en


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in ``folder``, or of one state where ``folder`` is that of a state.

    Raises NoIndex where there is none, IndexTooNew for the format of a later version, and
    IndexMismatch for that of a former one, when it cannot be read, and when it is damaged.
    """
    path = folder / MANIFEST
    try:
        written = path.read_bytes()
        fields = json.loads(written.decode())
    except (FileNotFoundError, NotADirectoryError):
        if (folder / STAGING).is_dir():
            raise NoIndex(f"{folder}: its first ingest is not finished; run it again") from None
        raise NoIndex(f"{folder}: holds no index; build one with `tongwen ingest`") from None
    except (OSError, ValueError, RecursionError) as error:
        raise IndexMismatch(f"{path}: cannot be read ({error}); {MEND}") from None
    version = fields.get("format") if isinstance(fields, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise IndexTooNew(
            f"{folder}: the index has format {version}, this version reads up to format {FORMAT};"
            " update tongwen"
        )
    if isinstance(version, int) and version < OLDEST:
        raise IndexMismatch(
            f"{folder}: the index has the former format {version}, this version reads format"
            f" {OLDEST} and later; move the folder away and build it anew with `tongwen ingest`"
        )
    try:
        found = _checked(fields)
        if found.format >= _SUMMED and _rendered(found) != written:
            raise TypeError("a byte is not as it was written")
        return found
    except (TypeError, KeyError) as error:
        raise IndexMismatch(f"{path}: is damaged ({error}); {MEND}") from None


def _checked(fields: dict[str, Any]) -> Manifest:
    """The manifest that ``fields`` are; TypeError or KeyError where they are none, as after a
    change of a byte or by hand."""
    given = fields.pop("sum", None)
    found = Manifest(**{**fields, "files": tuple(StateFile(**f) for f in fields["files"])})
    for name in ("state", "encoder"):
        if not isinstance(value := getattr(found, name), str) or not value:
            raise TypeError(f"{name} is {value!r}, not a name")
    for name in _COUNTS:
        if not isinstance(value := getattr(found, name), int) or isinstance(value, bool):
            raise TypeError(f"{name} is {value!r}, not a whole number")
    # an index may come from somebody else: nothing outside its folder is to be opened
    if not _STATE.fullmatch(found.state):
        raise TypeError(f"state is {found.state!r}, not a folder of states")
    for file in found.files:
        if not isinstance(file.name, str) or not FILE_OF_STATE.fullmatch(file.name):
            raise TypeError(f"{file.name!r} is no name of a file of a state")
    if (found.format >= _SUMMED or given is not None) and given != _sum(fields):
        raise TypeError("its sum does not fit")
    return found


def _sum(fields: dict[str, Any]) -> str:
    line = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(line.encode()).hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put ``manifest`` in place in one step, once it is safely on the disk."""
    put_in_place(folder / MANIFEST, _rendered(manifest))


def _rendered(manifest: Manifest) -> bytes:
    fields = json.loads(json.dumps(asdict(manifest)))
    fields["sum"] = _sum(fields)
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode()


def put_in_place(path: Path, content: bytes) -> None:
    """Write the file at ``path`` whole or not at all, and safely on the disk when this returns."""
    draft = path.with_name(path.name + ".draft")
    try:
        draft.unlink(missing_ok=True)  # which may be a link that leads elsewhere
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


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
