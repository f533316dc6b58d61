"""Files that bring judgements in: the log of another index, an alignment corrected by hand."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.collection import Collection
from pipeline.errors import IndexTooNew, InputError
from pipeline.exchange import read_alignment
from pipeline.review import read_log
from ui.parts.choosing import File
from ui.visitors import access


def merge_log(held: Collection, file: File) -> int:
    """Take in the judgements of another log and return how many are new. Raises InputError for a
    file that is none, IndexTooNew for one of a later version, NotAllowed for a visitor who may
    not review."""
    access.require("review")
    with TemporaryDirectory() as folder:
        path = _written(Path(folder), file)
        try:
            found = read_log(path)
        except InputError as error:
            raise type(error)(file.name, error.reason) from None
        except IndexTooNew as error:
            raise IndexTooNew(str(error).replace(str(path), file.name)) from None
    return held.reviews().add(found.judgements)


def take_corrected(held: Collection, symbol: str, file: File, reviewer: str, reason: str) -> int:
    """Let the alignment in ``file`` stand in place of the one that holds, and return how many rows
    changed. Raises UnknownSymbol for a text not held in both languages, InputError for a file that
    is no alignment of it, TongwenError where the reviewer is not named, NotAllowed for a visitor
    who may not review."""
    access.require("review")
    with TemporaryDirectory() as folder:
        path = _written(Path(folder), file)
        try:
            units = read_alignment(path)
        except InputError as error:
            raise type(error)(file.name, error.reason) from None
    return held.take_corrected(symbol, file.name, units, reviewer, reason)[0]


def _written(folder: Path, file: File) -> Path:
    """The file on disk, under a name of ours with its own ending, while it is read."""
    path = folder / f"given{Path(file.name).suffix.lower()}"
    path.write_bytes(file.content)
    return path
