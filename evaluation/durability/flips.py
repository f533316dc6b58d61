"""One byte changed in each kind of file of an index: who notices.

The doctor must find it. Opening must refuse it where opening reads the file; what reads the others
(the log of judgements, an original) must refuse it there. Files that a person writes by hand, and
notes on which no answer hangs, are told apart.
"""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.durability.judged import judge_some
from pipeline.collection import Collection
from pipeline.doctor import doctor
from pipeline.encode import BUILT_IN, load_encoder
from pipeline.errors import TongwenError
from pipeline.ingest import ingest
from pipeline.preparation import Preparation
from pipeline.review import ReviewLog
from pipeline.store.originals import Originals

_SUBJECT = "extradition"


@dataclass(frozen=True, slots=True)
class Flip:
    """A byte of ``file`` at ``place``: whether the doctor found it, whether it was refused by who
    reads the file, and whether that is who opens the index."""

    file: str
    place: int
    found: bool
    refused: bool
    by_open: bool


def flips(paths: Sequence[Path], folder: Path, times: int, seed: int) -> Iterator[Flip]:
    """``times`` changes in every kind of file of an index of ``paths``, made in ``folder``."""
    index = folder / "index"
    ingest(paths, index, load_encoder(BUILT_IN), workers=0)
    judge_some(index)
    keep_matrix(index)
    drawn = random.Random(seed)
    for path in _kinds(index):
        content = path.read_bytes()
        for _ in range(times):
            place = drawn.randrange(len(content))
            changed = bytearray(content)
            changed[place] ^= 1 << drawn.randrange(8)
            path.write_bytes(changed)
            yield _judged(index, path, place)
        path.write_bytes(content)
    shutil.rmtree(index)


def keep_matrix(index: Path) -> None:
    """Keep a matrix as the rules fill it, so that its log is there."""
    with Collection.open(index) as held:
        preparation = Preparation(held)
        preparation.matrices().keep(preparation.matrix(_SUBJECT))


def _kinds(index: Path) -> list[Path]:
    state = max((index / "states").iterdir())
    original = max((index / "originals").rglob("*.gz"), key=lambda path: path.stat().st_size)
    logs = [index / name for name in ("reviews.jsonl", "matrices.jsonl")]
    return [index / "manifest.json", *sorted(state.iterdir()), original, *logs]


def _judged(index: Path, path: Path, place: int) -> Flip:
    found = not all(check.ok for check in doctor(index))
    name = path.relative_to(index).as_posix()
    try:
        with Collection.open(index) as held:
            _read(held, index, path)
    except TongwenError:
        return Flip(_kind(name), place, found, True, not _read_later(name))
    return Flip(_kind(name), place, found, False, False)


def _read(held: Collection, index: Path, path: Path) -> None:
    """Read the file, where opening does not."""
    if path.name == "reviews.jsonl":
        ReviewLog(index).read()
    elif path.name == "matrices.jsonl":
        Preparation(held).matrices().read()
    elif path.suffix == ".gz":
        Originals(index).get(path.stem)


def _read_later(name: str) -> bool:
    return name.startswith("originals/") or (name.endswith(".jsonl") and "/" not in name)


def _kind(name: str) -> str:
    first, *rest = name.split("/")
    return first if not rest else f"{first}/…/{rest[-1]}" if first == "states" else f"{first}/…"
