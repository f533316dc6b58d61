"""Documents out of an index, with their files, their words and the state that held them."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from pipeline.errors import UnknownSymbol
from pipeline.ingest.outcome import Progress
from pipeline.ingest.publish import Made, finish
from pipeline.ingest.work import current_state, tell_nobody
from pipeline.records import Lang
from pipeline.rules import rules_version
from pipeline.store.disk import told
from pipeline.store.held import held_documents
from pipeline.store.manifest import read_manifest
from pipeline.store.schema import Database
from pipeline.store.staging import Staging, writer_lock
from pipeline.store.writing import forget_words, remove_document


def remove(index_dir: str | Path, symbol: str, lang: Lang) -> int:
    """Take one document out of the index; the number of its paragraphs. See ``remove_all``."""
    return remove_all(index_dir, [(symbol, lang)])[0]


def remove_all(
    index_dir: str | Path,
    texts: Sequence[tuple[str, Lang]],
    progress: Callable[[Progress], None] | None = None,
    wait: float = 0.0,
) -> tuple[int, ...]:
    """Take documents, each named by symbol and language, out of the index; the number of paragraphs
    of each. Their files, their words and the state that held them are deleted; judgements and
    matrices of people stay. All of them go, or none.

    Raises UnknownSymbol where one is not held, NoIndex, Busy and IndexTooNew as ``ingest`` does.
    """
    folder, tell = Path(index_dir), progress or tell_nobody
    read_manifest(folder)  # before the lock, which would make the folder
    with told(folder), writer_lock(folder, wait):
        current = current_state(folder) or read_manifest(folder)
        staging = Staging(folder, current, current.encoder, rules_version())
        resumed = staging.resumes()
        counts = _counted(folder, staging, texts, resumed)
        if not texts:
            return ()
        if not resumed:
            staging.begin()
        with closing(staging.database()) as connection, closing(staging.journal()) as journal:
            held = {(h.symbol, h.lang): h for h in held_documents(connection)}
            for number, text in enumerate(texts, start=1):
                if document := held.pop(text, None):  # else an earlier call was interrupted
                    remove_document(connection, document)
                tell(Progress("removing", number, sum(counts[:number]), text[0]))
            for lang in dict.fromkeys(lang for _, lang in texts):
                forget_words(connection, lang)
            tell(Progress("finishing", len(texts), sum(counts)))
            made = Made(current.encoder, current.dimensions, current.limit)
            finish(staging, connection, journal, made, lambda symbol: None, forget=True)
    return counts


def _counted(
    folder: Path, staging: Staging, texts: Sequence[tuple[str, Lang]], resumed: bool
) -> tuple[int, ...]:
    """How many paragraphs each of ``texts`` has, in staged work that waits or in the state that
    holds; UnknownSymbol where one stands in neither."""
    with closing(staging.current_database()) as before:
        counts = [_paragraphs(before, *text) for text in texts]
    if resumed:
        with closing(staging.database()) as connection:
            counts = [
                _paragraphs(connection, *text) or count
                for text, count in zip(texts, counts, strict=True)
            ]
    found = []
    for (symbol, lang), count in zip(texts, counts, strict=True):
        if count is None:
            raise UnknownSymbol(f"{symbol} ({lang}): no such document in {folder}")
        found.append(count)
    return tuple(found)


def _paragraphs(connection: Database, symbol: str, lang: Lang) -> int | None:
    """How many paragraphs the document has; None where it is not held."""
    query = "SELECT paragraphs FROM documents WHERE symbol = ? AND lang = ?"
    found = connection.execute(query, (symbol, lang)).fetchone()
    return int(found[0]) if found else None
