"""The judged collection made again from the reference texts.

``gold/needs_documents.csv`` lists its files: ``symbol``, ``lang``, ``file`` (the file or archive in
the folder of texts) and ``sha256`` of the file or member, by which it is known.
"""

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from evaluation.inputs import table_rows
from pipeline.encode import Encoder
from pipeline.errors import Unreadable
from pipeline.ingest import IngestReport, ingest
from pipeline.readers import walk
from pipeline.records import Refusal

DOCUMENTS = Path(__file__).parent.parent / "gold" / "needs_documents.csv"
_COLUMNS = ("symbol", "lang", "file", "sha256")


@dataclass(frozen=True, slots=True)
class Listed:
    """One text of the collection and the file or archive that holds it."""

    symbol: str
    lang: str
    file: str
    sha256: str


def read_documents(path: Path = DOCUMENTS) -> tuple[Listed, ...]:
    """The texts of the collection in the order of the table."""
    return tuple(Listed(*(row[name] for name in _COLUMNS)) for row in table_rows(path, _COLUMNS))


def build(texts: Path, index: Path, encoder: Encoder, listed: Iterable[Listed]) -> IngestReport:
    """Take the listed texts of the folder ``texts`` into the index in ``index``.

    Raises Unreadable, before anything is taken in, for a file that is missing or not the one
    listed; the like of ``ingest``.
    """
    wanted = {one.sha256: one for one in listed}
    with tempfile.TemporaryDirectory() as folder:
        for name in dict.fromkeys(one.file for one in wanted.values()):
            for file in walk([texts / name]):
                if isinstance(file, Refusal):
                    continue
                one = wanted.pop(hashlib.sha256(file.content).hexdigest(), None)
                if one is not None:
                    target = Path(folder, PurePosixPath(name).stem, one.lang)
                    target.mkdir(parents=True, exist_ok=True)
                    (target / PurePosixPath(file.name).name).write_bytes(file.content)
        for one in wanted.values():
            raise Unreadable(
                str(texts / one.file), f"does not hold {one.symbol} ({one.lang}) as listed"
            )
        return ingest([folder], index, encoder)
