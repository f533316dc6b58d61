"""Every hostile file taken into an index, in a folder of its own: what it touched outside of it.

The program runs as a person runs it, in a process with a home, a folder for temporary files and a
current folder of its own; every file there is known by name, size, time and sum before and after.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.hostile import Hostile

_AROUND = ("home", "tmp", "here", "beside")
_BAIT = "not to be touched"


@dataclass(frozen=True, slots=True)
class HostileIngest:
    """What became of hostile files. ``touched`` are the files and folders outside of the index
    that were made, changed or deleted; ``taken`` those taken in that must not be; ``unsound`` the
    checks that the index fails; ``printed`` what the program said."""

    files: int
    held: int
    touched: tuple[str, ...]
    taken: tuple[str, ...]
    unsound: tuple[str, ...]
    printed: str


def ingest_hostile(files: Sequence[Hostile], folder: Path) -> HostileIngest:
    """Take ``files`` and one good text into ``folder / "index"`` and look at what was touched."""
    texts = folder / "texts"
    for name in (*_AROUND, "texts"):
        (folder / name).mkdir(parents=True)
        (folder / name / "bait.dat").write_text(_BAIT, encoding="utf-8")
    (texts / "good.txt").write_text("1. The Group met.\n\n2. It closed.\n", encoding="utf-8")
    for file in files:
        (texts / file.name).write_bytes(file.make())
    before = seen(folder)
    done = _run(folder, "ingest", str(texts), "--index", str(folder / "index"))
    after = seen(folder)
    sound = _run(folder, "doctor", "--index", str(folder / "index"))
    held = _held(folder / "index")
    refused = {(texts / file.name).as_posix() for file in files if file.refused}
    return HostileIngest(
        len(files),
        len(held),
        tuple(sorted(p for p in before | after if before.get(p) != after.get(p))),
        tuple(sorted(path for path in held if path.partition("!")[0] in refused)),
        tuple(line for line in sound.splitlines() if not line.startswith("ok ")),
        done,
    )


def _run(folder: Path, *words: str) -> str:
    """What a command of the program prints on both streams."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "TONGWEN_"))}
    home, tmp = str(folder / "home"), str(folder / "tmp")
    root = str(Path(__file__).resolve().parent.parent)
    own = {"HOME": home, "USERPROFILE": home, "TMPDIR": tmp, "TEMP": tmp, "TMP": tmp}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *words],
        env={**kept, **own, "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=folder / "here",
        capture_output=True,
        check=False,
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _held(index: Path) -> list[str]:
    """The names of the files whose texts the index holds."""
    from pipeline.collection import Collection

    with Collection.open(index) as held:
        return [heading.path for heading in held.documents()]


def seen(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Size, time and sum of everything below ``folder`` but the index; of a link where it leads."""
    found: dict[str, tuple[int, int, str]] = {}
    for path in folder.rglob("*"):
        inner = path.relative_to(folder)
        if inner.parts[0] == "index":
            continue
        status = path.lstat()
        if path.is_symlink():
            found[inner.as_posix()] = 0, 0, str(path.readlink())
        elif path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            found[inner.as_posix()] = status.st_size, status.st_mtime_ns, content
        else:
            # the time of a folder changes with what is made and deleted again in it
            found[inner.as_posix()] = 0, 0, ""
    return found
