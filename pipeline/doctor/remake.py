"""A damaged state made again of the files that it was made from."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.doctor.check import in_short
from pipeline.doctor.files import former_states, free_place, state_file_faults, strays
from pipeline.doctor.rows import state_checks
from pipeline.encode import Encoder, load_encoder
from pipeline.errors import IndexMismatch, TongwenError, Unreadable
from pipeline.ingest import Progress
from pipeline.ingest.reindex import fetch_missing, make_again
from pipeline.store.encoder_folder import findable_encoder
from pipeline.store.manifest import MANIFEST, STAGING, Manifest, check_encoder, read_manifest
from pipeline.store.originals import FOLDER, Originals
from pipeline.store.reading import Store
from pipeline.store.schema import DATABASE
from pipeline.store.sources import SOURCES, SourceFile, salvaged_sources, sources_of
from pipeline.store.sources import sources_of_database as in_database
from pipeline.store.staging import waiting
from pipeline.store.stamps import fault_of


@dataclass(frozen=True, slots=True)
class Remade:
    """How a state is to be made again: see ``repair``."""

    encoder: str | Encoder | None
    leave_out: bool
    progress: Callable[[Progress], None] | None


@dataclass(frozen=True, slots=True)
class _Listed:
    """Files to make a state of, and where they are listed; ``is_former`` for the list of a state
    before it."""

    sources: tuple[SourceFile, ...]
    where: Path
    is_former: bool = False


def state_faults(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """What is wrong with the state itself, so that it must be made again."""
    copy = str(folder / manifest.state / MANIFEST)
    faults = [f for f in state_file_faults(folder, manifest) if not f.startswith(f"{copy}:")]
    if faults:
        return tuple(faults)
    try:
        store = Store(folder, manifest)
    except TongwenError as error:
        return (str(error),)
    try:
        return tuple(f"{c.name}: {c.detail}" for c in state_checks(store) if not c.ok)
    finally:
        store.close()


def remake(folder: Path, manifest: Manifest, faults: Sequence[str], asked: Remade) -> Iterator[str]:
    """Make the state again under the lock of the writer; a line for each thing done.

    Raises as ``repair`` does, before anything is changed but originals that were fetched again.
    """
    listed = _listed(folder, manifest)
    encoder = _encoder(folder, manifest, asked.encoder)
    missing = fetch_missing(folder, listed.sources)
    if missing and not asked.leave_out:
        raise Unreadable(
            missing[0].place,
            f"{len(missing)} of {len(listed.sources)} files of {folder} are neither kept in it nor"
            f" where they were ({in_short(faults[:1])}); nothing was changed: give them back, or go"
            " on without them with --leave-out",
        )
    # a stray would make way for the state that is made now
    yield from strays_aside(folder, manifest, listed.sources)
    # files that the list does not name would go with the state that held them
    if missing or listed.is_former or unlisted(folder, listed.sources):
        yield _copied_aside(folder, manifest, listed.sources)
    lost = frozenset(source.sha256 for source in missing)
    sources = tuple(source for source in listed.sources if source.sha256 not in lost)
    if _is_waiting(folder):
        yield f"{folder / STAGING}: an unfinished ingest, thrown away; run it again"
    report = make_again(folder, manifest, sources, encoder, asked.progress)
    yield (
        f"{folder / manifest.state}: made again of {report.added} originals"
        f" ({in_short(faults)}), by the list in {listed.where}"
    )
    if missing:
        yield f"{folder}: {len(missing)} files left out, the first {missing[0].path}"


def _is_waiting(folder: Path) -> bool:
    """Whether there is unfinished work other than that of a reindex or repair."""
    try:
        base = waiting(folder)
    except IndexMismatch:
        return False
    return base is not None and not base.afresh


def _encoder(folder: Path, manifest: Manifest, given: str | Encoder | None) -> Encoder:
    named = findable_encoder(folder, manifest.encoder) if given is None else given
    encoder = load_encoder(named) if isinstance(named, str) else named
    check_encoder(folder, manifest, encoder.name, encoder.dimensions)
    return encoder


def _listed(folder: Path, manifest: Manifest) -> _Listed:
    """The files that the state was made from: by its own list, else its database, else the list of
    the newest state before it that is whole."""
    state = folder / manifest.state
    whole = {file.name for file in manifest.files if not fault_of(state / file.name, file)}
    if SOURCES in whole:
        return _Listed(sources_of(folder, manifest), state / SOURCES)
    if DATABASE in whole:
        return _Listed(in_database(state / DATABASE), state / DATABASE)
    salvaged = salvaged_sources(state / DATABASE)
    originals = Originals(folder)
    # a database that came from another index is whole too, but names no file that is kept here
    is_ours = not any(originals.kept()) or any(originals.has(s.sha256) for s in salvaged)
    if salvaged and is_ours:
        return _Listed(salvaged, state / DATABASE)
    for former in former_states(folder, manifest):
        try:
            copy = read_manifest(former)
            file = next(file for file in copy.files if file.name == SOURCES)
            if not fault_of(former / SOURCES, file):
                return _Listed(sources_of(folder, copy), former / SOURCES, is_former=True)
        except (TongwenError, StopIteration):
            continue
    raise IndexMismatch(
        f"{state}: neither its list of sources nor its database is whole, and there is no whole"
        " state before it; nothing was changed: take the files into a new index"
    )


def _copied_aside(folder: Path, manifest: Manifest, sources: Sequence[SourceFile]) -> str:
    """Keep the damaged state, and originals that are not among ``sources``, where nothing deletes
    them."""
    state = folder / manifest.state
    place = free_place(folder, state)
    shutil.copytree(state, place) if state.is_dir() else place.mkdir()
    return f"{place}: the damaged state as it was{originals_aside(folder, place, sources)}"


def strays_aside(
    folder: Path, manifest: Manifest, sources: Sequence[SourceFile] | None
) -> Iterator[str]:
    """Move the states that the manifest does not name to where nothing deletes them, each with the
    originals that ``sources`` do not list (None: nothing lists any)."""
    for state in strays(folder, manifest):
        aside = free_place(folder, state)
        state.replace(aside)
        files = "" if sources is None else originals_aside(folder, aside, sources)
        yield f"{state}: a state that the manifest does not name, moved to {aside}{files}"


def unlisted(folder: Path, sources: Sequence[SourceFile]) -> tuple[str, ...]:
    """The SHA-256 of the originals that ``sources`` do not name, in order."""
    listed = {source.sha256 for source in sources}
    return tuple(sha256 for sha256 in Originals(folder).kept() if sha256 not in listed)


def originals_aside(folder: Path, place: Path, sources: Sequence[SourceFile]) -> str:
    """Copy the originals that ``sources`` do not name, which the next ingest would delete, to below
    ``place``; the end of a line that tells how many, ``""`` where there are none."""
    more = unlisted(folder, sources)
    originals = Originals(folder)
    for sha256 in more:
        (place / FOLDER).mkdir(exist_ok=True)
        shutil.copyfile(originals.path(sha256), place / FOLDER / f"{sha256}.gz")
    return f", with {len(more)} files taken in since: take them in again" if more else ""
