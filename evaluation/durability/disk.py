"""What becomes of a command on a disk that fills up, by bytes that were free when it began.

A small disk in memory is the home of an index. Before each trial the index is put back as it was
and the disk filled but for so many bytes; then the command runs, is looked at, and runs again with
room. Run inside a mount namespace of its own (``evaluation.durability.disk_commands``).
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.durability.commands_run import load_all, run_command
from pipeline.errors import TongwenError
from pipeline.places import sample_corpus
from pipeline.records import Judgement
from pipeline.store.encoder_folder import NOTE
from pipeline.store.manifest import MANIFEST

NAMES = (
    *("ingest new", "ingest held", "remove", "review", "matrix"),
    *("export xlsx", "export docx", "export tmx", "report", "note"),
)
"""The commands tried, by name."""
_SYMBOL = "MCC/CONF/2014/8"
_BALLAST = "ballast"
_PASSING = {"staging", "writer.lock", "verified.json", _BALLAST}
"""What may differ after a refusal: unfinished work that waits, a lock without content, a note of
which files were found whole."""
_UNNAMED = ("index/states/", "index/originals/")
"""Where a refusal may leave what no manifest names yet; so may it an empty file elsewhere."""
_COARSE = ("ingest new", "ingest held", "remove")
"""The commands that write a whole state; the others are tried by the page."""
_PAGE = 4_096


@dataclass(frozen=True, slots=True)
class Trial:
    """One command with ``free`` bytes on the disk when it began: its exit code, the last line it
    told, and what was wrong; ``again`` is its exit code once there was room."""

    name: str
    free: int
    code: int
    line: str
    again: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """``disk`` is the small disk, ``kept`` a folder elsewhere with the index as it was and the
    files that the commands read."""

    disk: Path
    kept: Path

    @property
    def index(self) -> Path:
        """Where the index lies while it is tried."""
        return self.disk / "index"


def prepare(disk: Path, kept: Path, names: Sequence[str]) -> Home:
    """An index of half the sample and what the commands ``names`` read, in ``kept``: one built by a
    model in a folder, a log of judgements, an edited matrix."""
    texts = sorted(p for p in sample_corpus().iterdir() if p.name[:3] in {"con", "cop"})
    index, model = kept / "index", kept / "model"
    _must("ingest", *map(str, texts[:3]), "--index", str(index))
    (kept / "judged.jsonl").write_text("".join(_judgements()), encoding="utf-8")
    if "matrix" in names:
        out = str(kept / "matrix.xlsx")
        _must("matrix", "extradition", "--index", str(index), "--out", out)
    if "note" in names:
        shutil.copytree(_model(), model)
        _must("ingest", str(texts[0]), "--index", str(kept / "noted"), "--encoder", str(model))
        (kept / "noted" / NOTE).write_text(f"{kept}\n", encoding="utf-8")
    load_all(index)
    return Home(disk, kept)


def _judgements() -> Iterator[str]:
    """A log of findings set aside, some pages long."""
    for number in range(200):
        judgement = Judgement(
            *(f"id-{number}", _SYMBOL, "dismiss", (), f"finding-{number}"),
            *("A. Reader", "2026-01-02T03:04:05Z", "of no weight"),
        )
        yield json.dumps(asdict(judgement)) + "\n"


def trials(home: Home, name: str, sizes: Sequence[int]) -> Iterator[Trial]:
    """The command ``name`` with each of ``sizes`` bytes free, ascending; ends with the first that
    is enough, if one is."""
    for size in sizes:
        trial = _tried(home, name, size)
        yield trial
        if trial.code == 0:
            return


def _tried(home: Home, name: str, size: int) -> Trial:
    _put_back(home, name)
    before = _files(home)
    free = _fill(home.disk, size)
    arguments = _arguments(home, name)
    ran = run_command(arguments)
    faults = [*_told_faults(ran.code, ran.told), *_held_faults(home, name, ran.code, before)]
    (home.disk / _BALLAST).unlink()
    if (home.index / MANIFEST).exists():
        faults += [f"doctor: {fault}" for fault in _sickness(home.index)]
    # what was refused is asked again with room; a removal that is done cannot be
    again = run_command(arguments) if ran.code else ran
    if again.code:
        faults.append(f"with room: {again.told.strip()[-200:]}")
    elif (home.index / MANIFEST).exists():
        faults += [f"doctor with room: {fault}" for fault in _sickness(home.index)]
    lines = ran.told.strip().splitlines()
    return Trial(name, free, ran.code, lines[-1] if lines else "", again.code, tuple(faults))


def _told_faults(code: int, told: str) -> Iterator[str]:
    lines = told.strip().splitlines()
    if "Traceback" in told:
        yield f"a traceback, {lines[-1]}"
    elif code not in (0, 1):
        yield f"exit code {code}"
    elif code and not (lines and lines[-1].startswith("tongwen: ")):
        yield f"no line: {told[-200:]!r}"


def _held_faults(home: Home, name: str, code: int, before: dict[str, str]) -> Iterator[str]:
    after = _files(home)
    if code:  # nothing lost, nothing half there
        for path in sorted(before.keys() | after.keys()):
            if before.get(path) == after.get(path):
                continue
            is_new = path not in before
            if is_new and (path.startswith(_UNNAMED) or not (home.disk / path).stat().st_size):
                continue
            what = "is gone" if path not in after else "is new" if is_new else "differs"
            yield f"{path} {what}"
    if (home.index / MANIFEST).exists():
        searched = run_command(("search", "extradition", "--index", str(home.index)))
        if searched.code:
            yield f"search on the full disk: {searched.told.strip()[-200:]}"


def _sickness(index: Path) -> list[str]:
    """What ``doctor`` finds wrong, asked in a process of its own: it opens work that waits."""
    ran = run_command(("doctor", "--index", str(index)))
    bad = [line for line in ran.printed.splitlines() if line.startswith("BAD")]
    return bad or ([ran.told.strip()[-200:]] if ran.code else [])


def _put_back(home: Home, name: str) -> None:
    for path in home.disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if name != "ingest new":
        shutil.copytree(home.kept / ("noted" if name == "note" else "index"), home.index)


def _files(home: Home) -> dict[str, str]:
    """The SHA-256 of every file on the disk that a command may not leave half done."""
    return {
        path.relative_to(home.disk).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.disk.rglob("*")
        if path.is_file() and not _PASSING & set(path.relative_to(home.disk).parts)
    }


def _fill(disk: Path, free: int) -> int:
    """Leave ``free`` bytes on the disk, to the page; the bytes that are left."""
    (disk / _BALLAST).touch()
    with (disk / _BALLAST).open("r+b") as file:
        room = os.statvfs(disk)
        os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - free))
    room = os.statvfs(disk)
    return room.f_bavail * room.f_frsize


def _arguments(home: Home, name: str) -> list[str]:
    index = ["--index", str(home.index)]
    out = str(home.disk / "out")
    texts = [str(p) for p in sorted(sample_corpus().iterdir()) if p.name[:3] in {"con", "cop"}]
    sample = str(sample_corpus())
    judged, matrix = str(home.kept / "judged.jsonl"), str(home.kept / "matrix.xlsx")
    arguments = {
        "ingest new": ["ingest", sample, *index],
        "ingest held": ["ingest", sample, *index],
        "remove": ["remove", _SYMBOL, "--lang", "zh", *index],
        "review": ["reviews", "--merge", judged, *index],
        "matrix": ["matrix", "--read", matrix, *index],
        "export xlsx": ["recommendations", "--xlsx", f"{out}.xlsx", *index],
        "export docx": ["briefing", "extradition", "--out", f"{out}.docx", *index],
        "export tmx": ["align", *texts[:2], "--out", f"{out}.tmx"],
        "report": ["ingest", *texts[:2], *index, "--report", f"{out}.csv"],
        "note": ["search", "extradition", "--encoder", str(home.kept / "model"), *index],
    }
    return arguments[name]


def _model() -> Path:
    """The folder of the built-in encoder."""
    import pipeline.model

    return Path(next(iter(pipeline.model.__path__)))


def _must(*arguments: str) -> None:
    ran = run_command(arguments)
    if ran.code:
        raise TongwenError(f"{' '.join(arguments)}: {ran.told.strip()}")


def main() -> None:
    """Print each trial as a line of JSON; arguments: disk, a folder elsewhere, bytes of a step, the
    most bytes, and the names of the commands to try."""
    disk, kept, step, most, *named = sys.argv[1:]
    names = named or NAMES
    home = prepare(Path(disk), Path(kept), names)
    for name in names:
        sizes = range(0, int(most), int(step) if name in _COARSE else _PAGE)
        for trial in trials(home, name, sizes):
            sys.stdout.write(json.dumps(asdict(trial), ensure_ascii=False) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
