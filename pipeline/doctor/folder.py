"""What lies in the folder of an index beside the state that holds: the state before it, the
originals, unfinished work, what people added, and what was left over."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.doctor.check import Check, checked, in_short
from pipeline.doctor.files import KEPT_ASIDE, former_states, own_faults, strays
from pipeline.doctor.unfinished import Waiting, unfinished
from pipeline.errors import Busy, NoIndex, TongwenError
from pipeline.exchange.matrix_record import from_record
from pipeline.preparation.matrix.kept import LOG as MATRICES
from pipeline.preparation.networks.names import NETWORKS_FILE, networks_of
from pipeline.recommend.ladder import LADDER_FILE, ladder_of
from pipeline.review.log import LOG as REVIEWS
from pipeline.review.log import judgement_of
from pipeline.store.appended import aside_of, faults
from pipeline.store.disk import told
from pipeline.store.manifest import MANIFEST, STAGING, Manifest
from pipeline.store.originals import FOLDER, Originals
from pipeline.store.sources import SOURCES, SourceFile, sources_of
from pipeline.store.staging import LOCK, writer_lock
from pipeline.terms.table import TERMS_FILE, table_of

PARSERS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (REVIEWS, judgement_of),
    (MATRICES, lambda text: from_record(MATRICES, text)),
)
"""The logs of people by file name, and what makes an entry of a line."""
TABLES: tuple[tuple[str, Callable[[Path], object]], ...] = (
    (LADDER_FILE, ladder_of),
    (TERMS_FILE, table_of),
    (NETWORKS_FILE, networks_of),
)
"""A user's own tables by file name, and what reads each from the folder of an index."""


def folder_checks(folder: Path, manifest: Manifest | None) -> Iterator[Check]:
    """Everything beside the state that holds; ``manifest`` None where it cannot be read."""
    if manifest:
        for state in former_states(folder, manifest):
            yield checked("state before", former_faults(folder, state), f"{state.name} is whole")
    if manifest or (folder / FOLDER).exists():
        yield _originals(folder, manifest)
    if manifest and (staging := _staging(folder, manifest)):
        yield staging
    yield from _lock(folder)
    for name, parse in PARSERS:
        path = folder / name
        if path.exists():
            aside = aside_of(path)
            kept = f"; damaged lines are kept in {aside}" if aside.exists() else ""
            yield checked(name, log_faults(path, parse), f"every line is as it was written{kept}")
    for name, read in TABLES:
        if (folder / name).exists():
            yield checked(name, table_faults(folder, read), "can be read")
    if left := leftovers(folder, manifest):
        yield Check("left over", True, in_short([str(path) for path in left]))
    if (aside := folder / KEPT_ASIDE).exists():
        yield Check("kept aside", True, f"{aside}: from a repair; nothing here reads it")


def former_faults(folder: Path, state: Path) -> tuple[str, ...]:
    """What is wrong with a state before the one that holds; nothing can be said of one of a format
    that had no manifest of its own."""
    try:
        return own_faults(folder, state)
    except NoIndex:
        return (f"{state / MANIFEST}: is missing",) if (state / SOURCES).exists() else ()
    except TongwenError as error:
        return (str(error),)


def log_faults(path: Path, parse: Callable[[str], object]) -> tuple[str, ...]:
    """What is wrong with a log of people."""
    try:
        return faults(path, parse)
    except TongwenError as error:
        return (str(error),)


def table_faults(folder: Path, read: Callable[[Path], object]) -> tuple[str, ...]:
    """Why a table of the user's own in ``folder`` cannot be read."""
    try:
        read(folder)
    except TongwenError as error:
        return (str(error),)
    return ()


def listed_sources(folder: Path, manifest: Manifest | None) -> tuple[SourceFile, ...] | None:
    """The files that the state was made from; None where that cannot be told."""
    try:
        return sources_of(folder, manifest) if manifest else None
    except TongwenError:
        return None


def _originals(folder: Path, manifest: Manifest | None) -> Check:
    sources = listed_sources(folder, manifest)
    originals = Originals(folder)
    kept = frozenset(originals.kept())
    wrong = [f"{originals.path(s)}: is damaged" for s in sorted(kept) if not originals.is_whole(s)]
    wanted = {s.sha256: s for s in sources or ()}
    lost = [s for sha256, s in wanted.items() if s.kept and sha256 not in kept]
    wrong += [f"{originals.path(s.sha256)}: is missing ({s.path})" for s in lost]
    well = f"{len(kept)} files are whole"
    if never := sum(1 for sha256, s in wanted.items() if not s.kept and sha256 not in kept):
        well += f"; {never} were taken in by a former version, which kept none"
    if sources is not None and (more := len(kept - set(wanted))):
        well += f"; {more} of no document held"
    return checked(FOLDER, wrong, well)


def _staging(folder: Path, manifest: Manifest) -> Check | None:
    if not (folder / STAGING).exists():
        return None
    try:
        with told(folder), writer_lock(folder):
            found = unfinished(folder, manifest)
    except Busy:
        return Check(STAGING, True, "an ingest is under way; this is of the state that holds")
    except TongwenError as error:
        return Check(STAGING, True, f"work of an ingest is there, not looked at ({error})")
    lines = {
        Waiting.sound: "an interrupted ingest waits; the next one carries on from it",
        Waiting.stale: "what an ingest left that had hardly begun; the next one begins anew",
        Waiting.damaged: f"{in_short(found.faults)}; the next ingest begins anew",
    }
    return Check(STAGING, found.waiting is not Waiting.damaged, lines[found.waiting])


def _lock(folder: Path) -> Iterator[Check]:
    path = folder / LOCK
    if lock_is_damaged(folder):
        yield Check("lock", False, f"{path}: is not empty")


def lock_is_damaged(folder: Path) -> bool:
    """Whether something was written into the file that writers lock."""
    path = folder / LOCK
    try:
        held = path.lstat()  # what a link leads to is none of ours
        return stat.S_ISREG(held.st_mode) and held.st_size > 0
    except OSError:
        return False


def leftovers(folder: Path, manifest: Manifest | None) -> tuple[Path, ...]:
    """Drafts that were never finished, and states that nothing names."""
    found = [folder / f"{name}.draft" for name in (MANIFEST, REVIEWS, MATRICES, TERMS_FILE)]
    found = [path for path in found if os.path.lexists(path)]
    found += folder.glob("verified.json.*")
    found += [*folder.glob(f"{STAGING}.gone"), *(folder / FOLDER).glob("??/*.draft")]
    if manifest:
        found += former_states(folder, manifest)[1:]
        found += strays(folder, manifest)
    return tuple(sorted(found))
