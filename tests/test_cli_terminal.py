"""What reaches a terminal: one harmless line for a refusal, whatever it was given."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import output, tabular

ROOT = Path(__file__).parent.parent
_OBEYED = "\x1b[31m\x07\x9b2J\x7f\u202eabc\u202c\u2066"


def _run(*arguments: str | bytes) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return ran.returncode, ran.stderr.decode()


def test_nothing_that_a_terminal_obeys_is_in_a_line() -> None:
    shown = output.harmless(_OBEYED)
    assert len(shown) == len(_OBEYED)
    assert shown == "␛[31m␇�2J␡�abc��"


def test_json_writes_it_as_an_escape_and_reads_back_the_same() -> None:
    (line,) = output.json_lines([{"text": _OBEYED + "石"}])
    assert not set(line) & set("\x1b\x07\x9b\x7f\u202e\u202c\u2066")
    assert "石" in line
    assert json.loads(line)["text"] == _OBEYED + "石"


def test_a_long_line_is_told_by_its_start_and_its_end() -> None:
    line = output.told("a" * 50_000 + " \n\t is nowhere")
    assert len(line) < 1_000
    assert line.startswith("a" * 600 + " … ")
    assert line.endswith("a is nowhere")


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "cell"), [(_Screen(), "␛[31m"), (io.StringIO(), "[31m")])
def test_csv_is_harmless_in_a_file_and_on_a_terminal(
    stream: io.StringIO, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", stream)
    tabular.print_csv(("words",), [{"words": "\x1b[31m"}])
    assert stream.getvalue() == f"words\n{cell}\n"


def test_a_name_that_is_no_utf8_is_refused_in_one_line(tmp_path: Path) -> None:
    code, told = _run("events", b"stone\xff\x1b[31m", "--index", str(tmp_path))
    assert code == 1
    assert told.count("\n") == 1
    assert "holds no index" in told
    code, told = _run("networks", b"\xff\x1b[31m", "--index", b"nowhere\xff\x1b[2J")
    assert code == 1
    assert told == "tongwen: nowhere\\udcff␛[2J: holds no index; build one with `tongwen ingest`\n"


def test_a_refusal_is_one_though_standard_error_is_closed(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m pipeline.cli networks --index '{tmp_path}' 2>&-"
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, check=False).returncode == 1
