"""A loss of power, as far as it can be played: the folder of an index copied at a random moment of
an ingest, file by file as a copy goes, and the last file written cut off somewhere.

What is left must open in the state before or the one after, or be refused; refused, the doctor must
say what is damaged, and its repair must bring back one of the two. Then the same ingest ends in the
state after.
"""

import os
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.durability.kills import Work, prepared, started
from evaluation.durability.states import held_by
from pipeline.doctor import doctor, repair
from pipeline.encode import BUILT_IN, load_encoder
from pipeline.errors import TongwenError
from pipeline.store.stamps import NOTE


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss: of what, which file was cut to how many bytes, whether the copy opened as it was,
    what was repaired, and what was wrong."""

    work: str
    cut: str
    bytes: int
    opened: bool
    repaired: tuple[str, ...]
    faults: tuple[str, ...]


def losses(paths: Sequence[Path], folder: Path, times: int, seed: int) -> Iterator[Loss]:
    """``times`` losses in ``folder`` during an ingest and a reindex of ``paths`` in turn."""
    load_encoder(BUILT_IN)
    works = prepared(paths, folder)
    drawn = random.Random(seed)
    for number in range(times):
        work = works[number % len(works)]
        index, copy = folder / "index", folder / "copy"
        for place in (index, copy):
            shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(work.begun, index)
        process = started(work.do, index)
        process.join(drawn.uniform(0, work.seconds))
        _copy(index, copy)
        process.join()
        name, size = _cut_last(copy, drawn)
        yield _judged(work, copy, name, size)


def _judged(work: Work, copy: Path, name: str, size: int) -> Loss:
    faults: list[str] = []
    repaired: tuple[str, ...] = ()
    ends = (work.before, work.after)
    found = held_by(copy)
    # a log that is cut loses its last line, and says so; everything else must be as it was
    opened = not any(fault.startswith("does not open") for fault in found.faults)
    if opened and found.texts not in {end.texts for end in ends}:
        faults.append(f"opens with {found.line}")
    if found.faults:
        if all(check.ok for check in doctor(copy)):
            faults.append("is refused, and the doctor finds nothing")
        repaired = tuple(done.line for done in repair(copy, load_encoder(BUILT_IN)))
        mended = held_by(copy)
        faults += mended.faults
        if mended.texts not in {end.texts for end in ends}:
            faults.append(f"is repaired to {mended.line}")
    try:
        work.do(copy)
    except TongwenError as error:
        faults.append(f"carrying on: {error}")
    ended = held_by(copy)
    faults += ended.faults
    if ended.texts != work.after.texts:
        faults.append(f"ends with {ended.line}, not {work.after.line}")
    return Loss(work.name, name, size, opened, repaired, tuple(faults))


def _copy(index: Path, copy: Path) -> None:
    """Copy file by file, as a person or a backup program would; what goes away meanwhile is left
    out. Times are kept."""
    for root, _, names in os.walk(index):
        place = copy / Path(root).relative_to(index)
        place.mkdir(parents=True, exist_ok=True)
        for name in names:
            try:
                shutil.copy2(Path(root) / name, place / name)
            except FileNotFoundError:
                continue


def _cut_last(copy: Path, drawn: random.Random) -> tuple[str, int]:
    """Cut the file that was written last, the note of what was verified aside, which nothing hangs
    on; its name, and what is left of it."""
    files = [p for p in copy.rglob("*") if p.is_file() and p.stat().st_size and p.name != NOTE]
    last = max(files, key=lambda path: path.stat().st_mtime_ns)
    size = drawn.randrange(last.stat().st_size)
    with last.open("rb+") as file:
        file.truncate(size)
    return last.relative_to(copy).as_posix(), size
