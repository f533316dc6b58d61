"""Which rules are at work: the version of the program, and a hash of what the rules are made of.

An answer can be made again only by the rules that gave it. Two builds may carry one version number
and yet read a paragraph differently, because a table or a line of code was changed between them;
the hash tells them apart. The encoder has a name of its own, which carries a hash of its weights.
"""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

from pipeline import __version__

ROOMS = ("align", "compare", "lexicon", "readers", "recommend", "segment", "text", "topics")
"""The rooms of ``pipeline/`` whose tables and code decide what is a paragraph, what it recommends
and cites, what corresponds to it, and what differs: what an index is made by."""

HEX_DIGITS = 12
"""Digits of a hash that are shown: 48 bits."""

_RULES = (".csv", ".npz", ".py")
_BYTES = ".npz"
_NO_RULES = frozenset({"__pycache__", "bundled", "model"})
"""Folders that are not looked into: compiled code, the app and the sample, the encoder."""


@cache
def rules_version() -> str:
    """The rules that an index is made by, as ``0.1.0+3f9a0c12be77``; the same on every system, from
    a checkout and from an installed package."""
    package = Path(__file__).parent
    return f"{__version__}+{fingerprint(*(package / room for room in ROOMS))}"


@cache
def program_version() -> str:
    """The whole program in the same form: every table and every line of its code."""
    return f"{__version__}+{fingerprint(Path(__file__).parent)}"


def fingerprint(*folders: Path) -> str:
    """The first ``HEX_DIGITS`` of a SHA-256 over the names and contents of the tables, weights and
    modules in ``folders`` and below, each folder by name. The ends of lines do not count: a
    checkout on Windows has others."""
    found = sha256()
    for folder in folders:
        for name, path in sorted(_files(os.fspath(folder), folder.name)):
            content = Path(path).read_bytes()
            if not name.endswith(_BYTES):
                content = content.replace(b"\r\n", b"\n")
            # the length keeps the end of one file from passing for the beginning of the next
            found.update(f"{name}\n{len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()[:HEX_DIGITS]


def _files(folder: str, name: str) -> list[tuple[str, str]]:
    """Name and path of the tables, weights and modules in ``folder`` and below."""
    found: list[tuple[str, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            inner = f"{name}/{entry.name}"
            if entry.name.endswith(_RULES):
                found.append((inner, entry.path))
            elif entry.name not in _NO_RULES and entry.is_dir():
                found += _files(entry.path, inner)
    return found
