"""Whether readers stand hostile files: outcome, seconds and memory, each in its own process."""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.hostile import Hostile
from pipeline.errors import InputError
from pipeline.readers import read_bytes, walk
from pipeline.records import Refusal
from pipeline.segment import segment

SECONDS = 30
MEGABYTES = 1024
"""What reading one hostile file may cost at most."""
_PATIENCE = 4
"""A process is ended after so many times ``SECONDS``."""


@dataclass(frozen=True, slots=True)
class Endured:
    """``outcome`` is the line of the refusal, ``read`` with the paragraphs, or what went wrong;
    ``stood`` says that it is as it should be, within ``SECONDS`` and ``MEGABYTES``."""

    name: str
    outcome: str
    seconds: float
    megabytes: float
    stood: bool


def endure(files: Iterable[Hostile]) -> Iterator[Endured]:
    """Read each file as an ingest does, short of the index."""
    context = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            path = Path(folder) / file.name
            path.write_bytes(file.make())
            queue = context.SimpleQueue()
            process = context.Process(target=_child, args=(path, queue))
            process.start()
            process.join(SECONDS * _PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()
            found = queue.get() if not queue.empty() else ("no answer", SECONDS * _PATIENCE, 0.0)
            path.unlink()
            yield _judged(file, *found)


def _judged(file: Hostile, outcome: str, seconds: float, megabytes: float) -> Endured:
    as_due = outcome.startswith("refused: ") or (outcome.startswith("read: ") and not file.refused)
    stood = as_due and seconds <= SECONDS and megabytes <= MEGABYTES
    return Endured(file.name, outcome, seconds, megabytes, stood)


def _child(path: Path, queue: Any) -> None:
    began = time.perf_counter()
    try:
        outcome = outcome_of(path)
    except BaseException as error:
        outcome = f"{type(error).__name__}: {error}"
    own, helpers = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (own, helpers))
    queue.put((" ".join(outcome.split())[:200], time.perf_counter() - began, kilobytes / 1024))


def outcome_of(path: Path) -> str:
    """What an ingest makes of the file, short of the index: ``refused: `` with the reasons, or
    ``read: `` with how much of it."""
    paragraphs, refused = 0, []
    try:
        for file in walk([path]):
            if isinstance(file, Refusal):
                refused.append(file.reason)
                continue
            try:
                paragraphs += len(segment(read_bytes(file.name, file.content, file.given)))
            except InputError as error:
                refused.append(error.reason)
    except InputError as error:
        refused.append(error.reason)
    if paragraphs or not refused:
        return f"read: {paragraphs} paragraphs{'; refused: ' * bool(refused)}{'; '.join(refused)}"
    return f"refused: {'; '.join(dict.fromkeys(refused))}"
