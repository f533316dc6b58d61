"""``docs/licences.csv``: under which licence each thing stands that the program is run with.

Kinds of rows: ``package`` (installed by pip), ``inside`` (a library that somebody else's wheel
carries), ``ours`` (what this repository holds), ``font``, ``program`` (asked for, never shipped).
Licences are SPDX expressions, read by people; ``declared`` is what a package says of itself, word
for word, so that a change is seen.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from pipeline.errors import Unreadable
from supply.closure import CORE, Needed
from supply.pins import ROOT

TABLE = ROOT / "docs" / "licences.csv"
COLUMNS = ("kind", "name", "licence", "part", "declared", "note", "source")
KINDS = ("package", "inside", "ours", "font", "program")

COPYLEFT = re.compile(r"\b(A?GPL|LGPL|SSPL|EUPL|OSL|CPAL|RPL|CC-BY-SA|CC-BY-NC|GFDL)\b")
"""Reaches beyond the file it stands in, or forbids a use: refused for a package of the core."""
BY_FILE = re.compile(r"\b(MPL|EPL|CDDL)\b")
"""Holds for the licensed files alone: let into the core with a note that says who brings it."""
GNU_LIBRARY = re.compile(r"(?:^|/)(lib(?:gfortran|quadmath|gomp|iconv))\b[^/]*$")
"""Files in wheels that are known to be under a GNU licence."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A row of the table, its columns as in the file."""

    kind: str
    name: str
    licence: str
    part: str
    declared: str
    note: str
    source: str


def read_table(path: Path = TABLE) -> tuple[Licence, ...]:
    """The rows in the order of the file; raises ``Unreadable`` for columns that are not those."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise Unreadable(str(path), f"the columns are not {','.join(COLUMNS)}")
        return tuple(Licence(**row) for row in reader)


def write_table(rows: Iterable[Licence], path: Path = TABLE) -> None:
    """Packages first, then the other kinds; by name within a kind."""
    ordered = sorted(rows, key=lambda r: (KINDS.index(r.kind), r.name))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in ordered)


def declared(name: str) -> str:
    """What an installed package says of its licence: expression, else field, else classifiers."""
    said = metadata.metadata(name)
    for field in ("License-Expression", "License"):
        if words := " ".join((said.get_all(field) or [""])[0].split()):
            return words[:80].strip()
    classifiers = said.get_all("Classifier") or []
    named = [c.split(" :: ")[-1] for c in classifiers if c.startswith("License ::")]
    return "; ".join(sorted(named))


def refreshed(rows: Iterable[Licence], needed: Iterable[Needed]) -> tuple[Licence, ...]:
    """The table with what is installed now: new packages without a licence where only people can
    tell it, changed ones with what they say now, those no longer needed left out."""
    known = {row.name: row for row in rows if row.kind == "package"}
    others = [row for row in rows if row.kind != "package"]
    for package in needed:
        said = declared(package.name)
        spdx = (metadata.metadata(package.name).get_all("License-Expression") or [""])[0]
        new = Licence("package", package.name, spdx, package.part, said, "", "package metadata")
        row = known.get(package.name, new)
        others.append(replace(row, part=package.part, declared=said))
    return tuple(others)


def problems(rows: Iterable[Licence], needed: Iterable[Needed]) -> tuple[str, ...]:
    """A line for each package without a row, with another licence than its row, or not allowed."""
    rows = tuple(rows)
    by_name = {row.name: row for row in rows if row.kind == "package"}
    told = [line for row in rows if (line := _refused(row))]
    for package in needed:
        row = by_name.get(package.name)
        if row is None:
            told.append(f"{package.name}: not in docs/licences.csv")
            continue
        said = declared(package.name)
        if said != row.declared:
            told.append(f"{package.name}: declares {said!r}, the table has {row.declared!r}")
        if package.part == CORE and row.part != CORE:
            told.append(f"{package.name}: is in the core, the table has {row.part}")
    return tuple(told)


def _refused(row: Licence) -> str:
    if row.kind not in KINDS or not row.licence:
        return f"{row.name}: no licence, or kind {row.kind!r}"
    if not row.note and (COPYLEFT.search(row.licence) or BY_FILE.search(row.licence)):
        return f"{row.name}: {row.licence} needs a note"
    if row.kind == "package" and row.part == CORE and COPYLEFT.search(row.licence):
        return f"{row.name}: {row.licence} may not be in the core"
    return ""


def gnu_libraries(name: str) -> frozenset[str]:
    """The GNU run-time libraries that an installed package carries: ``libquadmath``, ..."""
    files = metadata.files(name) or ()
    found = (GNU_LIBRARY.search(str(path)) for path in files)
    return frozenset(match[1] for match in found if match)
