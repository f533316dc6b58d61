"""Files into an index: what is new is read, encoded, stored and linked; what is held is left.

Every file is either indexed or refused with its reason. The new state takes the place of the old
one in a single step at the end; killed before, the next ingest carries on from the last batch.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pipeline.encode import Encoder
from pipeline.errors import InputError, NoIndex, UnknownSymbol
from pipeline.ingest.outcome import IngestReport, Progress
from pipeline.ingest.publish import Made, finish
from pipeline.ingest.taking import Taking
from pipeline.readers import RawFile, walk
from pipeline.records import Given, Lang, Refusal
from pipeline.rules import rules_version
from pipeline.store.disk import told
from pipeline.store.held import held_documents
from pipeline.store.manifest import Manifest, check_encoder, read_manifest
from pipeline.store.schema import Database
from pipeline.store.staging import Staging, check_newest, writer_lock
from pipeline.store.stamps import verify
from pipeline.store.writing import forget_words, remove_document


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
    folder = Path(index_dir)
    began = time.monotonic()
    with told(folder), writer_lock(folder, wait):
        current = current_state(folder)
        if current:
            check_encoder(folder, current, encoder.name, encoder.dimensions)
        staging = Staging(folder, current, encoder.name, rules_version())
        with closing(Taking(staging, encoder, progress or tell_nobody)) as work:
            report = work.take(
                _files([Path(path) for path in paths], folder.resolve()), given, workers
            )
    return replace(report, seconds=time.monotonic() - began)


def remove(index_dir: str | Path, symbol: str, lang: Lang) -> int:
    """Take one document out of the index; the number of its paragraphs. Its file, its words and
    the state that held them are deleted; judgements and matrices of people stay.

    Raises UnknownSymbol where it is not held, NoIndex, Busy and IndexTooNew as ``ingest`` does.
    """
    folder = Path(index_dir)
    read_manifest(folder)  # before the lock, which would make the folder
    with told(folder), writer_lock(folder):
        current = current_state(folder) or read_manifest(folder)
        staging = Staging(folder, current, current.encoder, rules_version())
        resumed = staging.resumes()
        with closing(staging.current_database()) as before:
            count = _paragraphs(before, symbol, lang)
        if resumed:
            with closing(staging.database()) as connection:
                count = _paragraphs(connection, symbol, lang) or count
        if count is None:
            raise UnknownSymbol(f"{symbol} ({lang}): no such document in {folder}")
        if not resumed:
            staging.begin()
        with closing(staging.database()) as connection, closing(staging.journal()) as journal:
            held = {(h.symbol, h.lang): h for h in held_documents(connection)}
            if document := held.get((symbol, lang)):  # else an earlier call was interrupted
                remove_document(connection, document)
            forget_words(connection, lang)
            made = Made(current.encoder, current.dimensions, current.limit)
            finish(staging, connection, journal, made, lambda symbol: None, forget=True)
    return count


def _paragraphs(connection: Database, symbol: str, lang: Lang) -> int | None:
    """How many paragraphs the document has; None where it is not held."""
    query = "SELECT paragraphs FROM documents WHERE symbol = ? AND lang = ?"
    found = connection.execute(query, (symbol, lang)).fetchone()
    return int(found[0]) if found else None


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
