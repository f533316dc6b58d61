"""The files of a state, and what beside them is a link."""

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import TongwenError
from pipeline.store.manifest import FORMAT, MANIFEST, STATES, Manifest, read_manifest
from pipeline.store.originals import FOLDER
from pipeline.store.stamps import fault_of


def state_file_faults(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Files of the state that are missing or not as they were written, and a copy of the manifest
    in it that is not the same."""
    state = folder / manifest.state
    faults = [fault for file in manifest.files if (fault := fault_of(state / file.name, file))]
    if manifest.format == FORMAT and (fault := copy_fault(folder, manifest)):
        faults.append(fault)
    return tuple(faults)


def copy_fault(folder: Path, manifest: Manifest) -> str:
    """How the copy of the manifest in its state differs from it; ``""`` where it does not."""
    path = folder / manifest.state / MANIFEST
    try:
        is_same = read_manifest(folder / manifest.state) == manifest
    except TongwenError:
        return f"{path}: is {'damaged' if path.exists() else 'missing'}"
    return "" if is_same else f"{path}: is not the same as {folder / MANIFEST}"


def own_faults(folder: Path, state: Path) -> tuple[str, ...]:
    """What is wrong with a state that does not hold, by its own manifest. Raises as
    ``read_manifest``."""
    manifest = read_manifest(state)
    if manifest.state != f"{STATES}/{state.name}":
        return (f"{state / MANIFEST}: is that of {manifest.state}",)
    return state_file_faults(folder, manifest)


def former_states(folder: Path, manifest: Manifest) -> tuple[Path, ...]:
    """The folders of states made before the one that holds, the newest first."""
    return tuple(path for path in all_states(folder) if _number(path) < manifest.generation)


def later_states(folder: Path, manifest: Manifest) -> tuple[Path, ...]:
    """Those after it, the newest first: of an ingest killed just before its end, or of a manifest
    that went back."""
    return tuple(path for path in all_states(folder) if _number(path) > manifest.generation)


def all_states(folder: Path) -> tuple[Path, ...]:
    """The folders of states, the newest first."""
    try:
        found = [p for p in (folder / STATES).iterdir() if p.name.isdecimal() and p.is_dir()]
    except OSError:
        return ()
    return tuple(sorted(found, key=_number, reverse=True))


def _number(path: Path) -> int:
    return int(path.name)


def link_faults(folder: Path) -> tuple[str, ...]:
    """What is a link of all that the program makes: an index may come from somebody else, and
    nothing outside its folder is to be opened."""
    made = (folder / MANIFEST, folder / STATES, folder / FOLDER)
    return tuple(f"{path}: is a link" for top in made for path in _links(top))


def _links(top: Path) -> Iterator[Path]:
    if top.is_symlink():
        yield top
        return
    for root, folders, names in os.walk(top):
        yield from (path for name in (*folders, *names) if (path := Path(root, name)).is_symlink())
