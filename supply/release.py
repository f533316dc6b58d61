"""A release: how the wheel is built, what may be in it, the sums of all that is given out."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from pipeline.errors import Unreadable
from supply.pins import ROOT, Pin

SUMS = "SHA256SUMS"
EPOCH = "1577836800"
"""1 January 2020: the time that all members of a wheel bear, in place of the hour of the build."""

SHIPPED = re.compile(r"\.(py|csv|json|npz|safetensors|md|toml|txt|css|js|svg|html)$")
"""Kinds of files that a wheel may hold beside its own metadata."""
_PRIVATE = re.compile(r"(^|/)(secrets\.toml|id_[a-z0-9]+)$")
_ELSEWHERE = re.compile(r"^(tests|evaluation|supply|index|locks|docs|\.git)/")


def build_wheel(folder: Path, root: Path = ROOT) -> Path:
    """Builds the wheel of the checkout ``root`` into ``folder`` with this Python's hatchling.

    Raises ``Unreadable`` with the last line of what hatchling said where it fails.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    if run.returncode:
        said = run.stderr.strip().splitlines() or ["hatchling failed"]
        raise Unreadable(str(root), said[-1])
    (built,) = folder.glob("tongwen-*.whl")
    return built


def unwanted(wheel: Path) -> tuple[str, ...]:
    """Members that no release may hold: private files, tests, indexes, kinds not known, sorted."""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    return tuple(sorted(n for n in names if _is_unwanted(n)))


def _is_unwanted(name: str) -> bool:
    if ".dist-info/" in name:
        return False
    hidden = any(part.startswith(".") and part != ".streamlit" for part in name.split("/"))
    known = SHIPPED.search(name) and not _PRIVATE.search(name)
    return hidden or not known or bool(_ELSEWHERE.match(name))


def untracked(root: Path = ROOT) -> tuple[str, ...]:
    """Files that differ from the commit or that git does not know, as git names them."""
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if run.returncode:
        raise Unreadable(str(root), "not a git checkout")
    return tuple(run.stdout.splitlines())


def missing_from(bill: Path, pins: dict[str, Pin]) -> tuple[str, ...]:
    """Pins of a lock that a CycloneDX bill of materials does not have at that version.

    Pins with a marker are left out: the bill is of one machine. Raises ``Unreadable`` for a file
    that is no such bill.
    """
    try:
        listed = json.loads(bill.read_text(encoding="utf-8"))["components"]
        held = {(row["name"].lower().replace("_", "-"), row["version"]) for row in listed}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(str(bill), "not a bill of materials") from error
    wanted = (pin for pin in pins.values() if not pin.marker)
    return tuple(f"{p.name}=={p.version}" for p in wanted if (p.name, p.version) not in held)


def sums(folder: Path) -> str:
    """The text of ``SHA256SUMS`` for the files of a folder, by name: ``sha256sum -c`` reads it."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != SUMS)
    return "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files)
