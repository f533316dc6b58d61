"""What is not as it should be in an index, put right as far as it can be.

Nothing is thrown away that is held nowhere else: what cannot be put right stays, and is told.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.doctor.files import (
    all_states,
    former_states,
    link_faults,
    overtaken_by,
)
from pipeline.doctor.folder import (
    PARSERS,
    TABLES,
    former_faults,
    leftovers,
    listed_sources,
    lock_is_damaged,
    log_faults,
    table_faults,
)
from pipeline.doctor.remake import Remade, remake, state_faults, strays_aside
from pipeline.doctor.unfinished import Waiting, unfinished
from pipeline.encode import Encoder
from pipeline.errors import IndexMismatch, IndexTooNew, NoIndex, TongwenError
from pipeline.ingest import Progress
from pipeline.ingest.reindex import carry_forward, fetch_missing
from pipeline.store.appended import set_aside
from pipeline.store.disk import told
from pipeline.store.manifest import (
    FORMAT,
    MANIFEST,
    STAGING,
    STATES,
    Manifest,
    read_manifest,
    write_manifest,
)
from pipeline.store.originals import Originals
from pipeline.store.staging import LOCK, Staging, writer_lock
from pipeline.store.stamps import copy_fault


@dataclass(frozen=True, slots=True)
class Mended:
    """One thing that was put right, in one line; ``ok`` False for one that could not be."""

    line: str
    ok: bool = True


def repair(
    index_dir: str | Path,
    encoder: str | Encoder | None = None,
    *,
    leave_out: bool = False,
    progress: Callable[[Progress], None] | None = None,
    wait: float = 0.0,
) -> tuple[Mended, ...]:
    """Put right what is not as it should be in the index; () where nothing is.

    A state that is damaged is made again of the originals, with ``encoder`` (a name, or as it is),
    else with that of the manifest. Raises NoIndex, Busy, IndexTooNew, EncoderError, IndexMismatch
    where neither a manifest nor a list of sources is whole, and Unreadable where files are lost for
    good, unless they are to be ``leave_out``, left out; the index is then as it was.
    """
    folder = Path(index_dir)
    if not (folder / MANIFEST).exists() and not all_states(folder):
        raise NoIndex(f"{folder}: holds no index; build one with `tongwen ingest`")
    if links := link_faults(folder):
        raise IndexMismatch(f"{links[0]}; put what it leads to in its place, then repair")
    with told(folder):
        lock = list(_lock(folder))
        with writer_lock(folder, wait):
            return (*lock, *_repaired(folder, Remade(encoder, leave_out, progress)))


def _repaired(folder: Path, asked: Remade) -> Iterator[Mended]:
    manifest, is_found = _manifest(folder)
    if not is_found:
        yield Mended(f"{folder / MANIFEST}: written again, from {manifest.state}")
    yield from _copy(folder, manifest)
    if faults := state_faults(folder, manifest):
        yield from (Mended(line) for line in remake(folder, manifest, faults, asked))
        manifest = read_manifest(folder)
    elif not is_found:
        write_manifest(folder, manifest)
    yield from _staging(folder, manifest)
    if manifest.format < FORMAT:
        carry_forward(folder, manifest)
        yield Mended(f"{folder}: carried forward from format {manifest.format} to {FORMAT}")
        manifest = read_manifest(folder)
    yield from _originals(folder, manifest)
    yield from _states(folder, manifest)
    yield from _people(folder)
    for path in leftovers(folder, manifest):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        yield Mended(f"{path}: left over, deleted")


def _copy(folder: Path, manifest: Manifest) -> Iterator[Mended]:
    """The copy of the manifest in its state, which is opened with it."""
    state = folder / manifest.state
    if manifest.format == FORMAT and state.is_dir() and (fault := copy_fault(folder, manifest)):
        write_manifest(state, manifest)
        yield Mended(f"{fault}; written again")


def _lock(folder: Path) -> Iterator[Mended]:
    if lock_is_damaged(folder):
        os.truncate(folder / LOCK, 0)
        yield Mended(f"{folder / LOCK}: emptied")


def _manifest(folder: Path) -> tuple[Manifest, bool]:
    """The manifest of the index, or the newest copy in a state; and whether it is in its place. A
    whole state after the one that the manifest names goes before it."""
    try:
        held = read_manifest(folder)
        newer = overtaken_by(folder, held)
        return newer or held, newer is None
    except (NoIndex, IndexMismatch, IndexTooNew) as error:
        why = error
    for state in all_states(folder):
        try:
            copy = read_manifest(state)
        except IndexTooNew:
            raise
        except TongwenError:
            continue
        if copy.state == f"{STATES}/{state.name}":
            return copy, False
    if isinstance(why, IndexTooNew):
        raise why
    raise IndexMismatch(
        f"{folder / MANIFEST}: cannot be read, and no state has a copy of it; nothing was changed:"
        " take the files into a new index"
    )


def _staging(folder: Path, manifest: Manifest) -> Iterator[Mended]:
    if not (folder / STAGING).exists():
        return
    found = unfinished(folder, manifest)
    if found.waiting is Waiting.damaged:
        Staging(folder, manifest, manifest.encoder).discard()
        yield Mended(f"{folder / STAGING}: damaged, thrown away; run the ingest again")


def _originals(folder: Path, manifest: Manifest) -> Iterator[Mended]:
    """Files of documents that are held: fetched again from where they lay."""
    sources = listed_sources(folder, manifest) or ()
    originals = Originals(folder)
    wanted = [s for s in sources if (s.kept or originals.has(s.sha256))]
    wanted = [s for s in wanted if not originals.is_whole(s.sha256)]
    if wanted:
        lost = fetch_missing(folder, wanted)
        if count := len(wanted) - len(lost):
            yield Mended(f"{folder}: {count} originals fetched again from where they lay")
        for source in lost:
            line = f"{originals.path(source.sha256)}: is lost, and no longer at {source.place}"
            yield Mended(line, ok=False)
    held = {source.sha256 for source in sources}
    for sha256 in list(originals.kept()):
        if sha256 not in held and not originals.is_whole(sha256):
            originals.drop(sha256)
            yield Mended(f"{originals.path(sha256)}: damaged, of no document held, deleted")


def _states(folder: Path, manifest: Manifest) -> Iterator[Mended]:
    """States beside the one that holds: a damaged one before it serves nobody; one after it may
    be all there is of something."""
    for state in former_states(folder, manifest):
        if faults := former_faults(folder, state):
            shutil.rmtree(state)
            yield Mended(f"{state}: a state before the one that holds, deleted ({faults[0]})")
    sources = listed_sources(folder, manifest)
    yield from (Mended(line) for line in strays_aside(folder, manifest, sources))


def _people(folder: Path) -> Iterator[Mended]:
    """What people added: nothing of it is changed but that damaged lines are set aside."""
    for name, parse in PARSERS:
        path = folder / name
        if path.exists() and log_faults(path, parse):
            count = set_aside(path, parse)
            yield Mended(f"{path}: {count} damaged lines set aside, word for word")
    for name, read in TABLES:
        if (folder / name).exists():
            yield from (Mended(fault, ok=False) for fault in table_faults(folder, read))
