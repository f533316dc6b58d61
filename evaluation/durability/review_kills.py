"""Processes that add people's work, killed at random moments: nothing acknowledged may be lost.

Three kinds of work take turns on one small index: a process that adds judgements one by one, one
that keeps matrices one by one, and the command ``tongwen review``, which records an alignment
corrected by hand. Each is killed with SIGKILL. Afterwards the logs must be whole, hold everything
that was acknowledged and everything that they held before, and the same command run again must end
with the alignment that its file holds.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from evaluation.durability.commands_run import load_all, run_command
from pipeline.collection import Collection
from pipeline.encode import BUILT_IN, load_encoder
from pipeline.exchange import Unit, units_of, write_alignment
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.preparation.matrix import MatrixLog
from pipeline.records import KeyLink
from pipeline.records.matrix import Matrix, MatrixRow
from pipeline.review import ReviewLog, judgement
from pipeline.store.appended import faults
from pipeline.strings import Strings

_LONGEST = 0.5
"""Seconds that a process which adds without end is left to work, at most."""


@dataclass(frozen=True, slots=True)
class ReviewKill:
    """One kill: of what, after how many seconds, how many additions had been acknowledged by then
    (for the command: whether it had ended), how many more were found in the log, what was wrong."""

    work: str
    seconds: float
    acknowledged: int
    beyond: int
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Corrected:
    """The text that is corrected, two alignments of it that differ, as files, and how long the
    command that records one took when it was last left alone."""

    symbol: str
    files: tuple[Path, Path]
    seconds: float


def review_kills(folder: Path, times: int, seed: int) -> Iterator[ReviewKill]:
    """``times`` kills in ``folder``, the three kinds of work in turn."""
    index = folder / "index"
    ingest([sample_corpus()], index, load_encoder(BUILT_IN), workers=0)
    load_all(index)
    import_module("pipeline.cli")
    corrected = _corrected(index, folder)
    drawn = random.Random(seed)
    for number in range(times):
        if number % 3 == 0:
            yield _log_killed("judgements", _judge, _judged, index, drawn)
        elif number % 3 == 1:
            yield _log_killed("matrices", _keep, _kept, index, drawn)
        else:
            yield _command_killed(index, corrected, number, drawn)


def _judge(index: Path, told: Connection) -> None:
    """Add judgements until killed, telling the id of each once it is added."""
    log, number = ReviewLog(index), 0
    while True:
        number += 1
        links = (KeyLink((f"{number}#zh",), (f"{number}#en",)),)
        who = f"reviewer {os.getpid()}"
        made = judgement("X/1", "accept", who, links=links, reason="reason " * (number % 50))
        log.add([made])
        told.send(made.id)


def _judged(index: Path) -> set[str]:
    return {made.id for made in ReviewLog(index).read().judgements}


def _keep(index: Path, told: Connection) -> None:
    """Keep a version of a matrix with one row more until killed, telling the id of each row."""
    log, number = MatrixLog(index), 0
    made = Matrix(f"subject {os.getpid()}", "en", ())
    while True:
        number += 1
        row = MatrixRow(f"{os.getpid()}.{number}", "legal", note="note " * (number % 200))
        made = log.keep(Matrix(made.subject, "en", (*made.rows[-20:], row)), made).matrix
        told.send(row.id)


def _kept(index: Path) -> set[str]:
    return {row.id for made in MatrixLog(index).read() for row in made.rows}


def _log_killed(
    work: str,
    do: Callable[[Path, Connection], None],
    held: Callable[[Path], set[str]],
    index: Path,
    drawn: random.Random,
) -> ReviewKill:
    before, seconds = held(index), drawn.uniform(0, _LONGEST)
    heard, told = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=do, args=(index, told))
    process.start()
    told.close()
    time.sleep(seconds)
    _kill(process.pid)
    acknowledged: set[str] = set()
    with suppress(EOFError, OSError):
        while True:
            acknowledged.add(heard.recv())
    process.join()
    wrong = _log_faults(index)
    after = held(index) if not wrong else set()
    lost = (before | acknowledged) - after
    wrong += (f"{work}: {len(lost)} lost of {len(before | acknowledged)}",) if lost else ()
    return ReviewKill(work, seconds, len(acknowledged), len(after - before - acknowledged), wrong)


def _kill(pid: int | None) -> None:
    if pid:
        os.kill(pid, signal.SIGKILL)


def _log_faults(index: Path) -> tuple[str, ...]:
    return (*faults(index / "reviews.jsonl"), *faults(index / "matrices.jsonl"))


def _corrected(index: Path, folder: Path) -> _Corrected:
    """A text held in both languages as computed, and with its first row taken apart."""
    with Collection.open(index) as held:
        symbol = next(h.symbol for h in held.held() if h.zh and h.en)
        zh, en = held.paragraphs(symbol, "zh"), held.paragraphs(symbol, "en")
        units = list(units_of(zh, en, held.beads(symbol)))
    at = next(i for i, unit in enumerate(units) if unit.zh and unit.en)
    apart = [*units[:at], Unit(units[at].zh, ()), Unit((), units[at].en), *units[at + 1 :]]
    files = folder / "apart.tmx", folder / "computed.tmx"
    for path, made in zip(files, (apart, units), strict=True):
        write_alignment(path, made, "", Strings("en"))
    return _Corrected(symbol, files, _timed(_command(index, symbol, files[0], "nobody")))


def _timed(command: list[str]) -> float:
    began = time.monotonic()
    run_command(command)
    return time.monotonic() - began


def _command(index: Path, symbol: str, file: Path, who: str) -> list[str]:
    return ["review", symbol, "--with", str(file), "--reviewer", who, "--index", str(index)]


def _command_killed(
    index: Path, corrected: _Corrected, number: int, drawn: random.Random
) -> ReviewKill:
    """The file alternates, so that there is something to record each time."""
    file = corrected.files[(number + 1) % 2]
    command = _command(index, corrected.symbol, file, f"reviewer {number}")
    before, seconds = _judged(index), drawn.uniform(0, 1.3 * corrected.seconds)
    process = get_context("fork").Process(target=run_command, args=(command,))
    process.start()
    process.join(seconds)
    ended = process.exitcode is not None
    if not ended:
        _kill_family(process.pid)
        process.join()
    wrong = _log_faults(index)
    after = _judged(index) if not wrong else set()
    wrong += ("review: a judgement was lost",) if before - after else ()
    wrong += ("review: ended and recorded nothing",) if ended and after == before else ()
    began = time.monotonic()
    again = run_command(command)
    corrected.seconds = time.monotonic() - began
    if again.code or _judged(index) - before == set():
        wrong += (f"review: carried on with code {again.code}: {again.told.strip()}",)
    settled = run_command(command)
    if ": 0 of " not in settled.told:
        wrong += (f"review: does not stand as the file has it: {settled.told.strip()}",)
    return ReviewKill("review", seconds, int(ended), len(after - before) - ended, wrong)


def _kill_family(pid: int | None) -> None:
    """Kill a process and the one that it waits for, the program itself, first."""
    if not pid:
        return
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if children.exists():
        for child in children.read_text(encoding="utf-8").split():
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
