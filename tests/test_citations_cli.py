"""``tongwen citations``: texts, files, standard input, and what is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def tongwen(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "citations", *arguments],
        capture_output=True,
        env=environment,
        input=given,
        check=False,
    )


def rows(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]


def test_a_text() -> None:
    text = "根据我国刑法第10条和《有组织犯罪公约》第十八条第十三款"
    first, second = rows(tongwen(text, "--json"))
    assert (first["key"], first["domestic"]) == ("CN-CRIMINAL-LAW:10", True)
    assert (second["key"], second["reason"], second["words"]) == (
        "UNTOC:18(13)",
        "named",
        "第十八条第十三款",
    )
    assert text[int(str(second["start"])) : int(str(second["end"]))] == second["words"]


def test_a_file_with_offsets_in_its_text(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("1. The Kyoto Protocol is open.\n\n2. See article 3.\n", encoding="utf-8")
    for run in (tongwen(str(file), "--json"), tongwen(str(file), "--json", "--lang", "en")):
        (found,) = rows(run)
        assert (found["key"], found["number"]) == ("?:3", ["2"])


def test_standard_input_and_lines_to_read() -> None:
    run = tongwen("-", given=b"Article 51 of the Charter")
    assert "CHARTER:51" in run.stdout.decode("utf-8")
    assert "named: Charter" in run.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("argument", "given", "said"),
    [
        ("", b"", "no text"),
        ("-", b"  ", "no text"),
        ("-", b"\xff\xfe\xfa\x00\x01", "standard input"),
        ("no-such-file.docx", b"", "no such file"),
        (str(ROOT), b"", "folder"),
    ],
)
def test_bad_input_is_one_line(argument: str, given: bytes, said: str) -> None:
    run = tongwen(argument, given=given)
    assert run.returncode == 1
    lines = run.stderr.decode("utf-8").splitlines()
    assert len(lines) == 1
    assert said in lines[0]
