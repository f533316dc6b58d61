"""Processes killed at random moments: what an index says afterwards, and whether work goes on.

Each trial starts from a copy of one index, lets a process take in more files (or read all of them
again) and kills it with SIGKILL after a random share of the time that it takes. Then the index must
open in the state before or the one after, the doctor must find nothing, the judgements of people
must all be there, and the same work done again must end in the state after.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

from evaluation.durability.judged import judge_some
from evaluation.durability.states import Told, held_by
from pipeline.encode import BUILT_IN, load_encoder
from pipeline.ingest import ingest, reindex, taking

_PARAGRAPHS = 30
"""In a batch."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One kill: of what, after how many seconds, whether the work was done by then, what stood on
    the disk (``before`` or ``after``), whether work lay half done, and what was wrong."""

    work: str
    seconds: float
    was_done: bool
    found: str
    waited: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Something that changes an index: ``do`` does it, ``begun`` is the index it starts from."""

    name: str
    begun: Path
    do: Callable[[Path], object]
    before: Told
    after: Told
    seconds: float


def kills(paths: Sequence[Path], folder: Path, times: int, seed: int) -> Iterator[Trial]:
    """``times`` trials in ``folder``, an ingest and a reindex of ``paths`` in turn."""
    works = prepared(paths, folder)
    drawn = random.Random(seed)
    for number in range(times):
        yield _trial(works[number % len(works)], folder / "index", drawn)


def prepared(paths: Sequence[Path], folder: Path) -> tuple[Work, ...]:
    """The works, each done once to know how long it takes and where it ends. Batches are of a few
    paragraphs, so that most of the time goes into writing and not into reading."""
    taking._BATCH = _PARAGRAPHS
    files = sorted(file for path in paths for file in _files(path))
    half = folder / "half"
    ingest(files[: len(files) // 2], half, load_encoder(BUILT_IN), workers=0)
    judge_some(half)
    whole = folder / "whole"
    shutil.copytree(half, whole)
    ingest(files, whole, load_encoder(BUILT_IN), workers=0)

    def more(index: Path) -> None:
        ingest(files, index, load_encoder(BUILT_IN), workers=0)

    def again(index: Path) -> None:
        reindex(index, load_encoder(BUILT_IN), workers=0)

    return tuple(
        _timed(name, begun, do, folder / "timed")
        for name, begun, do in (("ingest", half, more), ("reindex", whole, again))
    )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (p for p in path.rglob("*") if p.is_file() and p.name != "corpus.toml")
    else:
        yield path


def _timed(name: str, begun: Path, do: Callable[[Path], object], folder: Path) -> Work:
    shutil.copytree(begun, folder)
    began = time.monotonic()
    started(do, folder).join()
    seconds = time.monotonic() - began
    work = Work(name, begun, do, held_by(begun), held_by(folder), seconds)
    shutil.rmtree(folder)
    return work


def started(do: Callable[[Path], object], index: Path) -> ForkProcess:
    """A process of its own that does ``do`` to ``index``."""
    process = get_context("fork").Process(target=do, args=(index,))
    process.start()
    return process


def _trial(work: Work, index: Path, drawn: random.Random) -> Trial:
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(work.begun, index)
    process = started(work.do, index)
    seconds = drawn.uniform(0, work.seconds)
    process.join(seconds)
    was_done = process.exitcode is not None
    if not was_done and process.pid:
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    waited = (index / "staging").exists()
    faults: list[str] = []
    found = held_by(index)
    faults += found.faults
    name = "before" if found.same_as(work.before) else "after" if found.same_as(work.after) else ""
    if not name:
        faults.append(f"holds {found.line}, neither the state before nor the one after")
    try:
        work.do(index)
    except Exception as error:  # whatever it is, it is what the trial looks for
        faults.append(f"carrying on: {type(error).__name__}: {error}")
    ended = held_by(index)
    faults += ended.faults
    if not ended.same_as(work.after):
        faults.append(f"ends with {ended.line}, not {work.after.line}")
    return Trial(work.name, seconds, was_done, name, waited, tuple(faults))
