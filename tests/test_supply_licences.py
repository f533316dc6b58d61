"""The table of licences is that of what is installed, and the core holds no copyleft package."""

from dataclasses import replace

import pytest

from supply.closure import CORE, Needed, closure
from supply.licences import (
    BY_FILE,
    COPYLEFT,
    Licence,
    gnu_libraries,
    problems,
    read_table,
    refreshed,
    write_table,
)
from supply.pins import CONSTRAINTS, read_pins

INSTALLED = closure().installed


def test_every_package_stands_in_the_table_with_the_licence_it_declares() -> None:
    assert problems(read_table(), INSTALLED) == ()


def test_every_pin_stands_in_the_table_but_what_this_system_does_not_need() -> None:
    named = {row.name for row in read_table() if row.kind == "package"}
    assert set(read_pins(CONSTRAINTS)) - named <= {"colorama"} | named


def test_no_package_of_the_core_is_copyleft_and_those_by_file_are_these_two() -> None:
    core = [row for row in read_table() if row.kind == "package" and row.part == CORE]
    assert len(core) > 70
    assert not [row.name for row in core if COPYLEFT.search(row.licence)]
    assert {row.name for row in core if BY_FILE.search(row.licence)} == {"certifi", "tqdm"}


def test_gnu_libraries_inside_wheels_have_their_rows() -> None:
    rows = {row.name: row for row in read_table() if row.kind == "inside"}
    for package in INSTALLED:
        for library in gnu_libraries(package.name):
            assert library in rows and package.name in rows[library].declared.split("; ")


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "LGPL-2.1-or-later", "AGPL-3.0-only", "SSPL-1.0", "MIT AND GPL-2.0"]
)
def test_copyleft_is_refused_in_the_core_whatever_the_note(licence: str) -> None:
    row = Licence("package", "numpy", licence, CORE, "", "a note", "")
    assert f"numpy: {licence} may not be in the core" in problems([row], ())
    assert problems([replace(row, part="dev")], ()) == ()
    assert problems([replace(row, part="dev", note="")], ()) == (f"numpy: {licence} needs a note",)


def test_missing_changed_and_moved_packages_are_told() -> None:
    (numpy,) = (row for row in read_table() if row.name == "numpy")
    package = Needed("numpy", "0", CORE)
    assert problems([numpy], [package]) == ()
    assert problems([], [package]) == ("numpy: not in docs/licences.csv",)
    (changed,) = problems([replace(numpy, declared="MIT")], [package])
    assert changed.startswith("numpy: declares 'BSD-3-Clause")
    (moved,) = problems([replace(numpy, part="dev")], [package])
    assert moved == "numpy: is in the core, the table has dev"
    assert problems([replace(numpy, licence="")], []) == ("numpy: no licence, or kind 'package'",)


def test_what_people_read_is_kept_when_the_table_is_refreshed() -> None:
    known = {row.name: row for row in read_table() if row.kind == "package"}
    rows = refreshed(known.values(), INSTALLED)
    assert [row for row in rows if row.name in known] == [known[row.name] for row in rows]
    (numpy,) = (row for row in refreshed((), INSTALLED) if row.name == "numpy")
    assert (numpy.part, numpy.licence) == (CORE, known["numpy"].licence)


def test_rows_are_kept_through_the_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("table") / "licences.csv"
    write_table(reversed(read_table()), path)
    assert read_table(path) == read_table()
