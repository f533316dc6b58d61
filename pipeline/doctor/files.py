"""The files of a state, and what beside them is a link."""

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import IndexMismatch, TongwenError
from pipeline.store.manifest import FORMAT, MANIFEST, STAGING, STATES, Manifest, read_manifest
from pipeline.store.originals import FOLDER
from pipeline.store.staging import LOCK, waiting
from pipeline.store.stamps import copy_fault, fault_of

KEPT_ASIDE = "damaged"
"""In the folder of an index: what a repair could not put right and did not throw away."""


def state_file_faults(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Files of the state that are missing or not as they were written, and a copy of the manifest
    in it that is not the same."""
    state = folder / manifest.state
    faults = [fault for file in manifest.files if (fault := fault_of(state / file.name, file))]
    if manifest.format == FORMAT and (fault := copy_fault(folder, manifest)):
        faults.append(fault)
    return tuple(faults)


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


def strays(folder: Path, manifest: Manifest) -> tuple[Path, ...]:
    """The states after the one that holds, the newest first, but for that of an ingest which was
    killed just before its end: the next one carries on from it."""
    try:
        base = waiting(folder)
    except IndexMismatch:
        base = None
    is_ours = base is not None and base.generation == manifest.generation
    moved = 0
    if is_ours and not (folder / STAGING / "state").exists():
        moved = manifest.generation + 1
    return tuple(path for path in later_states(folder, manifest) if _number(path) != moved)


def overtaken_by(folder: Path, manifest: Manifest) -> Manifest | None:
    """The manifest of the newest stray that is whole: it was published, and an older manifest has
    been put back since, by hand or by a program that keeps folders alike. None where there is
    none."""
    for state in strays(folder, manifest):
        try:
            if not own_faults(folder, state):
                return read_manifest(state)
        except TongwenError:
            continue
    return None


def free_place(folder: Path, state: Path) -> Path:
    """Where a state may be kept aside under a name that nothing has yet."""
    place = folder / KEPT_ASIDE / state.name
    number = 1
    while place.exists():
        number += 1
        place = folder / KEPT_ASIDE / f"{state.name}-{number}"
    place.parent.mkdir(exist_ok=True)
    return place


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
    made = tuple(folder / name for name in (MANIFEST, STATES, FOLDER, LOCK, KEPT_ASIDE))
    return tuple(f"{path}: is a link" for top in made for path in _links(top))


def _links(top: Path) -> Iterator[Path]:
    if top.is_symlink():
        yield top
        return
    for root, folders, names in os.walk(top):
        yield from (path for name in (*folders, *names) if (path := Path(root, name)).is_symlink())
