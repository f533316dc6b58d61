"""An index made again from the files that it keeps: by newer rules, with another encoder, or after
damage. The state that holds answers until the new one takes its place."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pipeline.encode import Encoder
from pipeline.errors import InputError, Unreadable
from pipeline.ingest.outcome import IngestReport, Progress
from pipeline.ingest.publish import Made, finish
from pipeline.ingest.taking import Taking
from pipeline.ingest.work import current_state, tell_nobody
from pipeline.readers import RawFile, walk
from pipeline.records import Document, Given, Refusal
from pipeline.rules import rules_version
from pipeline.store.disk import told
from pipeline.store.manifest import Manifest, read_manifest
from pipeline.store.originals import Originals, packed
from pipeline.store.schema import DATABASE, open_for_reading
from pipeline.store.sources import SourceFile, given_key, sources_of
from pipeline.store.staging import Staging, writer_lock
from pipeline.store.stamps import fault_of

_MEMBER = "!"
"""Between an archive and the name of its member in a path."""


def reindex(
    index_dir: str | Path,
    encoder: Encoder,
    progress: Callable[[Progress], None] | None = None,
    workers: int | None = None,
    wait: float = 0.0,
) -> IngestReport:
    """Read every file of the index in ``index_dir`` again and put a new state in place of the one
    that holds, made with ``encoder`` and by the rules of this version.

    Killed, it is carried on by the next call. Raises NoIndex, Busy where another process writes and
    goes on for ``wait`` seconds, IndexTooNew, IndexMismatch for an index that is damaged, NoSpace
    and Unwritable, and Unreadable, naming the first, where files are not kept and no longer lie
    where they were; the index is then as it was.
    """
    folder = Path(index_dir)
    read_manifest(folder)  # before the lock, which would make the folder
    with told(folder), writer_lock(folder, wait):
        current = current_state(folder)
        if current is None:
            raise AssertionError("read above")
        sources = sources_of(folder, current)
        if missing := fetch_missing(folder, sources):
            raise Unreadable(
                missing[0].place,
                f"{len(missing)} of {len(sources)} files of {folder} are neither kept in it nor"
                " where they were; nothing was changed",
            )
        return make_again(folder, current, sources, encoder, progress, workers)


def carry_forward(folder: Path, current: Manifest) -> None:
    """Make the state of a former format one of this version's, as it is; under the lock."""
    staging = Staging(folder, current, current.encoder, current.rules)
    staging.begin()
    with closing(staging.database()) as connection, closing(staging.journal()) as journal:
        made = Made(current.encoder, current.dimensions, current.limit)
        finish(staging, connection, journal, made, lambda symbol: None)


def fetch_missing(folder: Path, sources: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Keep again the originals that are missing or damaged, from where the files lay when they were
    taken in; those that are not to be had, in order."""
    originals = Originals(folder)
    wanted = {s.sha256: s for s in sources if not originals.is_whole(s.sha256)}
    for sha256, content in _at_their_places(tuple(wanted.values())):
        originals.drop(sha256)
        originals.put([(sha256, packed(content))])
        del wanted[sha256]
    return tuple(s for s in sources if s.sha256 in wanted)


def _at_their_places(wanted: Sequence[SourceFile]) -> Iterator[tuple[str, bytes]]:
    """The files that still lie where they were, unchanged; each archive is gone through once."""
    by_file: dict[Path, set[str]] = {}
    for source in wanted:
        if not Path(source.place).is_absolute():  # handed over: it lies nowhere
            continue
        by_file.setdefault(Path(source.place.partition(_MEMBER)[0]), set()).add(source.sha256)
        by_file.setdefault(Path(source.place), set()).add(source.sha256)
    left = {source.sha256 for source in wanted}
    for path, sums in by_file.items():
        if not sums & left or not path.is_file():
            continue
        try:
            for file in walk([path]):
                if isinstance(file, Refusal):
                    continue
                sha256 = hashlib.sha256(file.content).hexdigest()
                if sha256 in left:
                    left.discard(sha256)
                    yield sha256, file.content
        except InputError:  # what can no longer be read is missing
            continue


def make_again(
    folder: Path,
    current: Manifest,
    sources: Sequence[SourceFile],
    encoder: Encoder,
    progress: Callable[[Progress], None] | None,
    workers: int | None = None,
) -> IngestReport:
    """The state after ``current``, made of the originals of ``sources`` alone; under the lock."""
    began = time.monotonic()
    originals = Originals(folder)
    files = (RawFile(s.path, originals.get(s.sha256), s.given) for s in sources)
    staging = Staging(folder, current, encoder.name, rules_version(), afresh=True)
    # two people may have handed over files of one name
    places = {(s.path, s.sha256, given_key(s.given)): s.place for s in sources}

    def placing(document: Document, given: Given) -> str:
        source = document.source
        return places[source.path, source.sha256, given_key(given)]

    refused = _refusals(folder, current)
    with closing(Taking(staging, encoder, progress or tell_nobody, placing, refused)) as work:
        report = work.take(files, Given(), workers, all_or_none=True)
    return replace(report, seconds=time.monotonic() - began)


def _refusals(folder: Path, manifest: Manifest) -> tuple[Refusal, ...]:
    """What ingests refused before; () where the database that says so is damaged."""
    path = folder / manifest.state / DATABASE
    if any(file.name == DATABASE and fault_of(path, file) for file in manifest.files):
        return ()
    with closing(open_for_reading(path)) as connection:
        rows = connection.execute("SELECT path, reason FROM refusals ORDER BY path").fetchall()
    return tuple(Refusal(*row) for row in rows)
