"""SECURITY.md names files and tests that are there, in both languages."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`((?:pipeline|ui|tests|supply|locks|docs|\.streamlit|\.ci)/[\w./-]*)`")


def test_every_file_that_is_named_is_there() -> None:
    named = set(NAMED.findall(TEXT)) | set(re.findall(r"\]\((docs/[\w.]+)\)", TEXT))
    assert len(named) > 30
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_every_defence_names_what_does_it_and_what_shows_it() -> None:
    section = TEXT.split("## What is defended")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    assert len(rows) > 12
    for who, _, _, where, shown in rows[1:]:
        assert "`" in where and "`tests/test_" in shown, who


def test_the_commands_that_are_named_exist() -> None:
    targets = set(re.findall(r"`make (\w+)`", TEXT))
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets and all(re.search(rf"^{target}:", made, re.M) for target in targets)
    assert "## 中文摘要" in TEXT
