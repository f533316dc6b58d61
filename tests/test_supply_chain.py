"""Everything that is installed is pinned, everything pinned has sums, and nothing says from where."""

import os
import re
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from pipeline.errors import Unreadable
from supply.audit import NO_RECORDS, answered
from supply.closure import CORE, closure, parts
from supply.locking import APART, REST, constrained, disagreements, locks, written
from supply.pins import CONSTRAINTS, DEVELOPMENT_LOCK, PROGRAM_LOCK, TOOLS_LOCK, Pin, read_pins

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (PROGRAM_LOCK, DEVELOPMENT_LOCK, TOOLS_LOCK)


def test_every_package_that_is_installed_is_pinned_at_its_version() -> None:
    pins = read_pins(CONSTRAINTS)
    needed = closure()
    assert not [n.name for n in needed.installed if n.name not in pins]
    core = {canonicalize_name(r.name) for r in parts()[CORE]}
    assert core <= {n.name for n in needed.installed}
    other = [
        f"{n.name} {n.version} (pinned {pins[n.name].version})"
        for n in needed.installed
        if n.version != pins[n.name].version
    ]
    if other and not os.environ.get("CI"):
        pytest.skip(f"not installed by constraints.txt: {', '.join(other[:3])}")
    assert not other


def test_pyproject_constraints_and_locks_agree() -> None:
    assert disagreements() == ()


def test_the_constraints_are_the_lock_of_all_extras_and_torch() -> None:
    locked = set(read_pins(DEVELOPMENT_LOCK))
    assert set(read_pins(CONSTRAINTS)) - locked == {"torch"}
    assert set(read_pins(PROGRAM_LOCK)) <= locked


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_a_lock_has_sums_and_names_no_place(path: Path) -> None:
    pins = read_pins(path)
    assert pins and all(pin.hashes for pin in pins.values())
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", h) for p in pins.values() for h in p.hashes)
    assert not [name for name in pins if APART.match(name)]
    text = path.read_text(encoding="utf-8") + CONSTRAINTS.read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|@ ", text)


def test_make_and_ci_install_by_pins_or_by_sums_alone() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in made.splitlines() if re.search(r"\$\(PIP\)|\bpip\b.*install", line)]
    assert len(lines) == 8
    allowed = ("-c constraints.txt", "$(BY_HASH)", "--no-index")
    assert not [line for line in lines if not any(words in line for words in allowed)]
    assert "HELD = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt" in made
    asked = re.search(r'"\.\[([a-z,]+,[a-z,]+)\]"', made)
    assert asked and set(asked[1].split(",")) == set(parts()) - {CORE}
    assert not re.search(r"\bpip\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))


def test_a_pin_for_windows_is_kept_and_one_for_a_browser_is_not() -> None:
    assert Pin("a", "1", "sys_platform == 'win32'", ()).holds_somewhere()
    assert Pin("a", "1", "python_full_version < '3.12'", ()).holds_somewhere()
    assert not Pin("a", "1", "sys_platform == 'emscripten'", ()).holds_somewhere()
    assert not Pin("a", "1", "python_full_version < '3.11'", ()).holds_somewhere()


def test_a_lock_is_read_as_it_is_written(tmp_path: Path) -> None:
    one = Pin("a-b", "1.0", "sys_platform == 'win32'", ("sha256:" + "0" * 64, "sha256:" + "1" * 64))
    two = Pin("c", "2.post1", "", ("sha256:" + "2" * 64,))
    path = tmp_path / "some.lock"
    path.write_text(written(locks()[0], (one, two)), encoding="utf-8")
    assert read_pins(path) == {"a-b": one, "c": two}


def test_a_line_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text("# why\nA_b==1\nc>=2\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="not a pinned package: c>=2"):
        read_pins(path)
    with pytest.raises(Unreadable, match="no such file"):
        read_pins(tmp_path / "absent.txt")


def test_what_people_hold_stays_with_its_reason() -> None:
    text = f"# why\nPyB==1\n{REST}old==3\n"
    pins = (Pin("a", "1", "", ()), Pin("pyb", "1", "", ()))
    assert constrained(text, pins) == f"# why\nPyB==1\n{REST}a==1\n"


def test_an_audit_without_records_says_so_in_one_line() -> None:
    assert answered("").told() == (NO_RECORDS,)
    assert answered('{"dependencies": [{"name": "a", "skip_reason": "no"}]}').told() == (
        NO_RECORDS,
    )


def test_an_audit_names_what_is_weak_and_counts_what_was_not_checked() -> None:
    found = answered(
        '{"dependencies": [{"name": "a", "version": "1", "vulns":'
        ' [{"id": "X-1", "fix_versions": ["1.1"]}, {"id": "X-2", "fix_versions": []}]},'
        ' {"name": "b", "version": "2", "vulns": []}, {"name": "c", "skip_reason": "no"}]}'
    )
    assert found.told() == (
        "audit: 2 of 3 packages checked, 2 weak",
        "a 1: X-1, fixed in 1.1",
        "a 1: X-2, fixed in no version",
    )
