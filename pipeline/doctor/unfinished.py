"""Work of an interrupted ingest: does it wait, and is it sound."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pipeline.doctor.files import own_faults
from pipeline.errors import IndexMismatch, TongwenError
from pipeline.rules import rules_version
from pipeline.store.manifest import FORMAT, STATES, Manifest
from pipeline.store.staging import Base, Staging, waiting


class Waiting(Enum):
    """What became of unfinished work."""

    sound = "sound"
    stale = "stale"
    damaged = "damaged"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Unfinished work, and what is wrong with it."""

    waiting: Waiting
    faults: tuple[str, ...] = ()


def unfinished(folder: Path, manifest: Manifest) -> Unfinished:
    """What lies in the staging folder of an index, to be asked under the lock of its writer.

    ``stale`` is what was just begun or begun from another state, with an older version or another
    encoder: the next ingest throws it away.
    """
    try:
        base = waiting(folder)
    except IndexMismatch as error:
        return Unfinished(Waiting.damaged, (str(error),))
    if base is None or not _fits(base, manifest):
        return Unfinished(Waiting.stale)
    staging = Staging(folder, manifest, base.encoder, base.rules, base.afresh)
    if not staging.state.exists():
        moved = folder / STATES / f"{staging.generation:06d}"
        if not moved.exists():
            return Unfinished(Waiting.stale)
        faults = _moved_faults(folder, moved)  # killed just before the manifest's turn
    else:
        faults = staging.faults()
    return Unfinished(Waiting.damaged if faults else Waiting.sound, faults)


def _moved_faults(folder: Path, state: Path) -> tuple[str, ...]:
    try:
        return own_faults(folder, state)
    except TongwenError as error:
        return (str(error),)


def _fits(base: Base, manifest: Manifest) -> bool:
    return (base.format, base.generation, base.rules) == (
        FORMAT,
        manifest.generation,
        rules_version(),
    )
