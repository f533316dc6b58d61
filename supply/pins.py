"""``constraints.txt`` and the locks with hashes, read; names are compared as PEP 503 says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from pipeline.errors import Unreadable

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
LOCKS = ROOT / "supply" / "locks"
PROGRAM_LOCK = LOCKS / "program.lock"
DEVELOPMENT_LOCK = LOCKS / "development.lock"
TOOLS_LOCK = LOCKS / "tools.lock"

PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = ("linux", "darwin", "win32")
"""Where the program is meant to run: a pin that holds on none of these is left out."""

_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*(?:\\|$)")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package at one version; ``marker`` says on which machines, empty on all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def holds_somewhere(self) -> bool:
        """Does a machine of ``PLATFORMS`` with a Python of ``PYTHONS`` need it?"""
        return not self.marker or any(
            Marker(self.marker).evaluate(environment) for environment in _environments()
        )


def _environments() -> Iterator[dict[str, str]]:
    systems = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
    for platform in PLATFORMS:
        for python in PYTHONS:
            yield {
                "sys_platform": platform,
                "platform_system": systems[platform],
                "platform_machine": "x86_64",
                "python_version": python,
                "python_full_version": f"{python}.0",
            }


def read_pins(path: Path) -> dict[str, Pin]:
    """The pins of a constraints file or of a lock, by canonical name.

    Raises ``Unreadable`` for a missing file and for a line that pins nothing.
    """
    if not path.is_file():
        raise Unreadable(str(path), "no such file")
    pins: dict[str, Pin] = {}
    for entry in _entries(path.read_text(encoding="utf-8")):
        found = _PIN.match(entry)
        if not found:
            raise Unreadable(str(path), f"not a pinned package: {entry[:60]}")
        name = canonicalize_name(found[1])
        pins[name] = Pin(name, found[2], found[3] or "", tuple(_HASH.findall(entry)))
    return pins


def _entries(text: str) -> Iterator[str]:
    """Each package with its continuation lines, without comments."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    entry = ""
    for line in lines:
        if entry and not line.startswith(" "):
            yield entry
            entry = ""
        entry += line.strip() + " "
    if entry:
        yield entry
