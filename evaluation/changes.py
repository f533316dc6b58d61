"""How long it takes to take a file into an index and texts out of it, on a copy of the index."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.errors import Unreadable
from pipeline.ingest import IngestReport, Upload, remove_all, take_uploads
from pipeline.opened import encoder_of
from pipeline.records import Lang
from pipeline.store.manifest import read_manifest

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, of how many paragraphs, in how many seconds of the clock and of the
    processors."""

    what: str
    paragraphs: int
    seconds: float
    processor: float


def changes(index: Path, files: Sequence[Path], together: int) -> Iterator[Change]:
    """Each of ``files`` taken in by itself, the first of them taken out, then ``together`` other
    texts, the last that are held, taken out at once; ``index`` itself is only read. Raises NoIndex
    where there is none, Unreadable for a file that is not there."""
    read_manifest(index)
    for file in files:
        if not file.is_file():
            raise Unreadable(str(file), "no such file")
    with TemporaryDirectory(prefix="tongwen-") as folder:
        copy = Path(folder) / "index"
        shutil.copytree(index, copy)
        encoder = load_encoder(encoder_of(copy))
        texts: list[tuple[str, Lang]] = []
        for file in files:
            upload = Upload(file.name, file.read_bytes())
            report, change = _timed(
                f"taken in: {file.name}",
                partial(take_uploads, [upload], copy, encoder, workers=0),
                _paragraphs,
            )
            texts += [(taken.symbol, taken.lang) for taken in report.taken]
            yield change
        if texts:
            what = f"taken out: {texts[0][0]} ({texts[0][1]})"
            yield _timed(what, partial(remove_all, copy, texts[:1]), _sum)[1]
        with Collection.open(copy) as held:
            last = [(h.symbol, h.lang) for h in held.documents()[-together:]]
        what = f"taken out together: {len(last)} texts"
        yield _timed(what, partial(remove_all, copy, last), _sum)[1]


def _timed(
    what: str, do: Callable[[], Result], counted: Callable[[Result], int]
) -> tuple[Result, Change]:
    wall, processor = time.monotonic(), time.process_time()
    result = do()
    seconds = time.monotonic() - wall, time.process_time() - processor
    return result, Change(what, counted(result), *seconds)


def _paragraphs(report: IngestReport) -> int:
    return report.paragraphs


def _sum(counts: tuple[int, ...]) -> int:
    return sum(counts)
