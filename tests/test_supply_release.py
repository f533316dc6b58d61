"""A wheel is the same bytes each time, holds nothing private, and its sums and bill are checked."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import Unreadable
from supply.pins import Pin
from supply.release import SUMS, build_wheel, missing_from, sums, untracked, unwanted

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("pipeline", "ui", "corpora", ".streamlit")
FILES = ("app.py", "pyproject.toml", "README.md", "LICENSE", "NOTICE", ".gitignore")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel is made of, copied, so that files can be planted in it."""
    copied = tmp_path_factory.mktemp("a checkout")
    skipped = shutil.ignore_patterns("__pycache__", ".env", "secrets.toml")
    for name in SOURCES:
        shutil.copytree(ROOT / name, copied / name, ignore=skipped)
    for name in FILES:
        shutil.copy(ROOT / name, copied / name)
    return copied


def test_two_builds_are_the_same_bytes(checkout: Path, tmp_path: Path) -> None:
    first = build_wheel(tmp_path / "one", checkout)
    for path in checkout.rglob("*.py"):
        os.utime(path, (2_000_000_000, 2_000_000_000))
    second = build_wheel(tmp_path / "two", checkout)
    assert first.name == second.name and first.read_bytes() == second.read_bytes()
    assert unwanted(first) == ()


def test_private_files_do_not_come_along_or_are_told(checkout: Path, tmp_path: Path) -> None:
    for name in (".env", "pipeline/.env", ".streamlit/secrets.toml", "ui/.env", "ui/held.sqlite"):
        (checkout / name).write_text("planted", encoding="utf-8")
    for name in ("tests/test_a.py", "index/held/manifest.json"):
        (checkout / name).parent.mkdir(parents=True)
        (checkout / name).write_text("planted", encoding="utf-8")
    built = build_wheel(tmp_path, checkout)
    held = [n for n in zipfile.ZipFile(built).namelist() if "test_a" in n or "secrets" in n]
    assert held == []
    planted = {"pipeline/bundled/ui/.env", "pipeline/bundled/ui/held.sqlite"}
    assert set(unwanted(built)) == planted


def test_members_of_unknown_kinds_and_of_other_folders_are_told(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    bad = ["pipeline/keys.pem", "tests/a.py", "pipeline/.git/config.toml", "pipeline/secrets.toml"]
    with zipfile.ZipFile(wheel, "w") as opened:
        for name in [*bad, "pipeline/a.py", "pipeline/bundled/.streamlit/config.toml"]:
            opened.writestr(name, "")
        opened.writestr("tongwen-1.dist-info/RECORD", "")
    assert set(unwanted(wheel)) == set(bad)


def test_sums_are_those_that_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"")
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / SUMS).write_text("not counted", encoding="utf-8")
    assert sums(tmp_path) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
    )


def test_a_bill_without_a_locked_package_is_told(tmp_path: Path) -> None:
    bill = tmp_path / "a.cdx.json"
    listed = [{"name": "A_b", "version": "1"}, {"name": "c", "version": "1"}]
    bill.write_text(json.dumps({"components": listed}), encoding="utf-8")
    pins = [Pin("a-b", "1", "", ()), Pin("c", "2", "", ()), Pin("w", "1", "x == 'y'", ())]
    assert missing_from(bill, {p.name: p for p in pins}) == ("c==2",)
    bill.write_text("[]", encoding="utf-8")
    with pytest.raises(Unreadable, match="not a bill of materials"):
        missing_from(bill, {})


def test_a_checkout_with_files_of_its_own_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="not a git checkout"):
        untracked(tmp_path)
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("", encoding="utf-8")
    assert untracked(tmp_path) == ("?? a.py",)


def test_the_commands_speak_for_themselves() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "supply", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert said.returncode == 0
    (one,) = [line for line in said.stdout.splitlines() if line.strip().startswith("{")]
    assert one.strip() == "{lock,audit,licences,wheel,seal}"
