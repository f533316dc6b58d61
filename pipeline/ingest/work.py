"""Files into an index: what is new is read, encoded, stored and linked; what is held is left.

Every file is either indexed or refused with its reason. The new state takes the place of the old
one in a single step at the end; killed before, the next ingest carries on from the last batch.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pipeline.encode import Encoder
from pipeline.errors import InputError, NoIndex
from pipeline.ingest.outcome import IngestReport, Progress
from pipeline.ingest.taking import Placing, Taking, place_on_disk
from pipeline.readers import RawFile, walk
from pipeline.records import Given, Refusal
from pipeline.rules import rules_version
from pipeline.store.disk import told
from pipeline.store.manifest import Manifest, check_encoder, read_manifest
from pipeline.store.staging import Staging, check_newest, writer_lock
from pipeline.store.stamps import verify


def ingest(
    paths: Sequence[str | Path],
    index_dir: str | Path,
    encoder: Encoder,
    given: Given = Given(),  # noqa: B008
    progress: Callable[[Progress], None] | None = None,
    workers: int | None = None,
    wait: float = 0.0,
) -> IngestReport:
    """Take the files, folders and archives of ``paths`` into the index in ``index_dir``.

    A file already held byte for byte is left alone, one that changed replaces its paragraphs. A
    non-empty value of ``given`` wins over ``corpus.toml``. ``workers`` other processes read files
    (None: as many as help). Raises InputError where the only path holds nothing to read, Busy
    where another process writes and goes on for ``wait`` seconds, IndexMismatch for an index that
    is damaged or built with another encoder, IndexTooNew for one of a later version; the index is
    then as it was.
    """
    files = _files([Path(path) for path in paths], Path(index_dir).resolve())
    return take_files(files, index_dir, encoder, given, progress, workers, wait)


def take_files(
    files: Iterable[RawFile | Refusal],
    index_dir: str | Path,
    encoder: Encoder,
    given: Given,
    progress: Callable[[Progress], None] | None,
    workers: int | None,
    wait: float,
    placing: Placing = place_on_disk,
) -> IngestReport:
    """Take ``files`` in, each from where ``placing`` says that it lies; otherwise as ``ingest``."""
    folder = Path(index_dir)
    began = time.monotonic()
    with told(folder), writer_lock(folder, wait):
        current = current_state(folder)
        if current:
            check_encoder(folder, current, encoder.name, encoder.dimensions)
        staging = Staging(folder, current, encoder.name, rules_version())
        with closing(Taking(staging, encoder, progress or tell_nobody, placing)) as work:
            report = work.take(files, given, workers)
    return replace(report, seconds=time.monotonic() - began)


def current_state(folder: Path) -> Manifest | None:
    """The state that holds, every file of it as it was written; None where there is none.

    Raises IndexMismatch where one is not: nothing is built on what is damaged.
    """
    try:
        manifest = read_manifest(folder)
    except NoIndex:
        return None
    verify(folder, manifest)
    check_newest(folder, manifest)
    return manifest


def tell_nobody(_: Progress) -> None: ...


def _files(paths: Sequence[Path], index: Path) -> Iterator[RawFile | Refusal]:
    """All files of ``paths`` but those of the index itself, which may lie in a folder that is
    taken in; what ends a walk early is a refusal, unless it is all there is."""
    for path in paths:
        begun = False
        inside = index.is_relative_to(path.resolve())
        try:
            for file in walk([path]):
                name = file.path if isinstance(file, Refusal) else file.name
                if inside and Path(name).resolve().is_relative_to(index):
                    continue
                begun = True
                yield file
        except InputError as error:
            if len(paths) == 1 and not begun:
                raise
            yield Refusal(error.path, error.reason)
