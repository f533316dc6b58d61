"""What the program needs: the names in pyproject.toml and, by them, all that they bring along."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply.pins import ROOT

CORE = "core"
"""The part every user installs; the other parts are the extras of pyproject.toml."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A package that is installed here; ``part`` is the first part that needs it."""

    name: str
    version: str
    part: str


@dataclass(frozen=True, slots=True)
class Closure:
    """What the parts need: what of it is installed, and the names of what is not, sorted."""

    installed: tuple[Needed, ...]
    absent: tuple[str, ...]


def parts(root: Path = ROOT) -> dict[str, tuple[Requirement, ...]]:
    """The requirements of each part: ``core`` first, then the extras in the order of the file."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {CORE: project["dependencies"], **project["optional-dependencies"]}
    return {part: tuple(Requirement(line) for line in lines) for part, lines in named.items()}


def closure(wanted: Iterable[str] | None = None) -> Closure:
    """What ``wanted`` parts need (all parts unless given), by what is installed here.

    Follows ``Requires-Dist`` with the markers of this machine. What is not installed brings
    nothing along, so an absent package may hide others.
    """
    by_part = parts()
    seen: dict[str, Needed] = {}
    absent: set[str] = set()
    done: set[tuple[str, str]] = set()
    for part in by_part if wanted is None else wanted:
        waiting = [(requirement, "") for requirement in by_part[part]]
        while waiting:
            requirement, extra = waiting.pop()
            if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
                continue
            name = canonicalize_name(requirement.name)
            try:
                found = metadata.distribution(name)
            except metadata.PackageNotFoundError:
                absent.add(name)
                continue
            seen.setdefault(name, Needed(name, found.version.split("+")[0], part))
            for asked in {"", *requirement.extras}:
                if (name, asked) not in done:
                    done.add((name, asked))
                    waiting += [(Requirement(line), asked) for line in found.requires or ()]
    return Closure(tuple(sorted(seen.values(), key=lambda n: n.name)), tuple(sorted(absent)))
