"""The locks, resolved with uv for every platform at once, and ``constraints.txt`` from them.

torch stands in ``constraints.txt`` alone: its builds (processor, CUDA, macOS) are different files
from different places, so no list of hashes fits all; its CUDA build pins its own libraries.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Unreadable
from supply.closure import CORE, parts
from supply.pins import (
    CONSTRAINTS,
    DEVELOPMENT_LOCK,
    LOCKS,
    PROGRAM_LOCK,
    PYTHONS,
    ROOT,
    TOOLS_LOCK,
    Pin,
    read_pins,
)

TOOLS = LOCKS / "tools.txt"
REST = "# all others, as they were tested together; `make lock` writes the lines that follow\n"
APART = re.compile(r"(torch|triton|cuda-.*|nvidia-.*)$")
"""torch, and what only its CUDA build needs."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock to make: ``sources`` name what is wanted, in uv's words; ``about`` heads the file."""

    path: Path
    sources: tuple[str, ...]
    about: str


def locks() -> tuple[Lock, ...]:
    """The program alone; the program with every extra; the tools that a release is made with."""
    return (
        Lock(PROGRAM_LOCK, ("pyproject.toml",), "what the program needs, without torch"),
        Lock(
            DEVELOPMENT_LOCK,
            ("pyproject.toml", "--all-extras"),
            "what the program and all its extras need, without torch",
        ),
        Lock(
            TOOLS_LOCK,
            ("supply/locks/tools.txt",),
            "the tools of `make lock`, `audit` and `sbom`",
        ),
    )


def resolve(uv: str, lock: Lock, root: Path = ROOT) -> tuple[Pin, ...]:
    """The pins of one lock, by name, with the SHA-256 of every file that was published.

    ``uv`` is the program to run; ``constraints.txt`` holds for all but the tools. Raises
    ``Unreadable`` with uv's last line where nothing fits together.
    """
    resolved = root / "build" / f"{lock.path.stem}.resolved"
    resolved.parent.mkdir(exist_ok=True)
    resolved.unlink(missing_ok=True)
    held = () if lock.path == TOOLS_LOCK else ("--constraints", "constraints.txt")
    command = [uv, "pip", "compile", *lock.sources, *held, "--universal", "--generate-hashes"]
    command += ["--python-version", PYTHONS[0], "--no-header", "--no-annotate", "--quiet"]
    run = subprocess.run(
        [*command, "--output-file", str(resolved)], cwd=root, capture_output=True, text=True
    )
    if run.returncode:
        said = run.stderr.strip().splitlines() or ["uv failed"]
        raise Unreadable(lock.sources[0], said[-1].strip())
    pins = read_pins(resolved).values()
    kept = [p for p in pins if not APART.match(p.name) and p.holds_somewhere()]
    return tuple(sorted(kept, key=lambda p: p.name))


def written(lock: Lock, pins: tuple[Pin, ...]) -> str:
    """The text of a lock, in pip's own form."""
    install = f"pip install --require-hashes --no-deps -r supply/locks/{lock.path.name}"
    lines = [f"# {lock.about}", "# made by `make lock`; install with", f"#   {install}"]
    for pin in pins:
        marker = f" ; {pin.marker}" if pin.marker else ""
        hashes = [f"    --hash={h}" for h in sorted(pin.hashes)]
        lines.append(" \\\n".join([f"{pin.name}=={pin.version}{marker}", *hashes]))
    return "\n".join(lines) + "\n"


def constrained(text: str, pins: tuple[Pin, ...]) -> str:
    """``constraints.txt``: what people hold, with their reasons, as it stands; then all others."""
    by_hand = text.split(REST)[0]
    held = {line.split("==")[0].strip().lower() for line in by_hand.splitlines() if "==" in line}
    others = [p for p in pins if p.name not in held]
    return by_hand + REST + "".join(f"{p.name}=={p.version}\n" for p in others)


def lock_all(uv: str) -> tuple[Path, ...]:
    """Writes every lock and ``constraints.txt``; the files written."""
    done: list[Path] = []
    for lock in locks():
        pins = resolve(uv, lock)
        lock.path.write_text(written(lock, pins), encoding="utf-8", newline="\n")
        done.append(lock.path)
        if lock.path == DEVELOPMENT_LOCK:
            text = constrained(CONSTRAINTS.read_text(encoding="utf-8"), pins)
            CONSTRAINTS.write_text(text, encoding="utf-8", newline="\n")
            done.append(CONSTRAINTS)
    return tuple(done)


def disagreements() -> tuple[str, ...]:
    """What of pyproject.toml, the constraints and the locks does not fit together, a line each."""
    constraints = read_pins(CONSTRAINTS)
    told: list[str] = []
    for part, requirements in parts().items():
        for requirement in requirements:
            name = requirement.name.lower().replace("_", "-")
            pin = constraints.get(name)
            if pin is None:
                told.append(f"{name} ({part}) is not in constraints.txt")
            elif not requirement.specifier.contains(pin.version, prereleases=True):
                told.append(f"{name}: {pin.version} is not within {requirement.specifier}")
            locked = PROGRAM_LOCK if part == CORE else DEVELOPMENT_LOCK
            if not APART.match(name) and name not in read_pins(locked):
                told.append(f"{name} ({part}) is not in {locked.name}")
    for path in (PROGRAM_LOCK, DEVELOPMENT_LOCK):
        for pin in read_pins(path).values():
            held = constraints.get(pin.name)
            if held is None or held.version != pin.version:
                told.append(f"{path.name}: {pin.name} {pin.version} is not that of constraints.txt")
    return tuple(told)
