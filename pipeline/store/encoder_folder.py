"""Where the folder of an index's encoder lies on this machine, noted beside the index.

A note, no part of a state: an index that is copied elsewhere is whole without it. What lies in the
folder is held against the name in the manifest whenever it is loaded.
"""

import os
from contextlib import suppress
from pathlib import Path

from pipeline.places import folder_named

NOTE = "encoder.txt"


def note_encoder_folder(index: Path, name: str) -> None:
    """Note the folder ``name``; nothing is done for a name that is no folder, nor where the index
    cannot be written to."""
    folder = folder_named(name)
    if folder is None:
        return
    written = f"{folder.resolve()}\n"
    path, draft = index / NOTE, index / f".{os.getpid()}.note"
    try:
        if not path.exists() or path.read_bytes() != written.encode():
            draft.write_bytes(written.encode())
            draft.replace(path)
    except OSError:  # a note that cannot be made is asked for again with --encoder
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def noted_encoder_folder(index: Path) -> str:
    """The folder noted, "" where none is or where there is no folder any more."""
    try:
        noted = (index / NOTE).read_text(encoding="utf-8").strip()
        return noted if noted and Path(noted).is_dir() else ""
    except (OSError, ValueError):  # a note of other bytes, or of a name too long for a folder
        return ""


def findable_encoder(index: Path, encoder: str) -> str:
    """The name by which ``load_encoder`` finds an encoder that a manifest names: of one read from a
    folder, the folder noted beside the index; else the name without its hash."""
    plain = encoder.rpartition("@")[0] or encoder
    noted = noted_encoder_folder(index)
    return noted if noted and Path(noted).name == plain else plain
