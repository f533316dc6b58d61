"""The command ``search``: what a person, a program and a table get of the same hits."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.hits import marked
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus

ROOT = Path(__file__).resolve().parent.parent
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search") / "index"
    ingest([sample_corpus()], folder, load_encoder(), workers=0)
    return folder


def command(index: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    environment.pop("NO_COLOR", None)
    line = [sys.executable, "-m", "pipeline.cli", "search", *arguments, "--index", str(index)]
    return line, environment


def search(index: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line, environment = command(index, *arguments)
    return subprocess.run(
        line, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def hits(index: Path, *arguments: str) -> list[dict[str, Any]]:
    run = search(index, *arguments, "--json")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_json_says_which_words_matched_and_where_else_a_passage_stands(index: Path) -> None:
    found = hits(index, "extradition")
    assert {row["lang"] for row in found} == {"zh", "en"}
    for row in found:
        assert {"spans", "recurs", "expansions", "why", "counterpart"} <= set(row)
        ends = [offset for span in row["spans"] for offset in span]
        assert ends == sorted(ends)
        assert not ends or ends[-1] <= len(row["text"])
        assert all({"symbol", "session", "date"} == set(other) for other in row["recurs"])
    words = {
        row["text"][a:b].lower() for row in found if row["lang"] == "en" for a, b in row["spans"]
    }
    assert "extradition" in words


def test_a_text_does_not_rule_the_terminal() -> None:
    text = "1. \x1b[2J\x07red\x9bm\x7f\tand\n腐败"
    shown = marked(text, ((8, 11), (19, 21)), lambda words: f"<{words}>")
    assert shown == "1. ␛[2J␇<red>�m␡\tand\n<腐败>"
    assert marked("café 🙂 𠀀", (), str) == "café 🙂 𠀀"


def test_a_table_holds_the_same_hits(index: Path, tmp_path: Path) -> None:
    rows = hits(index, "extradition", "-k", "3")
    run = search(index, "extradition", "-k", "3", "--csv")
    table = list(csv.DictReader(io.StringIO(run.stdout)))
    assert [(r["lang"], r["symbol"], r["text"]) for r in table] == [
        (r["lang"], r["symbol"], r["text"]) for r in rows
    ]
    for cells, row in zip(table, rows, strict=True):
        words = [row["text"][a:b] for a, b in row["spans"]]
        assert cells["marked"] == "; ".join(words)
        assert cells["spans"] == "; ".join(f"{a}-{b}" for a, b in row["spans"])
        assert cells["recurs"] == "; ".join(other["symbol"] for other in row["recurs"])
        assert cells["number"] == "/".join(row["number"])
    out = tmp_path / "hits.xlsx"
    assert search(index, "extradition", "-k", "3", "--xlsx", str(out)).returncode == 0
    assert out.stat().st_size > 1000


def test_other_names_of_a_term_are_said_and_can_be_left_out(index: Path) -> None:
    run = search(index, "extradition")
    assert run.stderr.startswith("also looked for: zh 引渡")
    assert "also looked for" not in run.stdout
    assert search(index, "extradition", "--no-expand").stderr == ""
    looked_up = {
        form for row in hits(index, "extradition") for e in row["expansions"] for form in e["forms"]
    }
    assert "引渡" in looked_up
    assert not any(row["expansions"] for row in hits(index, "extradition", "--no-expand"))


def test_recurrences_are_one_hit_unless_each_is_asked_for(index: Path) -> None:
    folded = hits(index, '"Working Group on International Cooperation"')
    each = hits(index, '"Working Group on International Cooperation"', "--no-fold")
    assert len(folded) < len(each)
    assert any(row["recurs"] for row in folded)
    assert not any(row["recurs"] for row in each)
    lines = search(index, '"Working Group on International Cooperation"').stdout
    (first, *_) = (row for row in folded if row["recurs"])
    assert f"   also in {first['recurs'][0]['symbol']}" in lines


def test_marks_stand_on_a_terminal_and_nowhere_else(index: Path) -> None:
    pty = pytest.importorskip("pty", reason="no terminals of this kind on this system")
    assert "\x1b" not in search(index, "extradition").stdout
    ours, theirs = pty.openpty()
    line, environment = command(index, "extradition", "--lang", "en", "-k", "2")
    with subprocess.Popen(
        line, stdout=theirs, stderr=subprocess.DEVNULL, env={**environment, "TERM": "xterm"}
    ) as run:
        os.close(theirs)
        printed = b""
        while piece := _read(ours):
            printed += piece
    assert run.returncode == 0
    assert f"{BOLD}extradition{PLAIN}" in printed.decode().lower()


def _read(descriptor: int) -> bytes:
    """What a terminal holds next, nothing once the other end is closed."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("",), "empty"),
        (("？！",), "empty"),
        (("A/RES/1/1",), "A/RES/1/1"),
        (("extradition", "--role", "king"), "king"),
        (("extradition", "--symbol", "A/RES/1/1"), "A/RES/1/1"),
        (("extradition", "--date-from", "May"), "May"),
        (("extradition", "--xlsx", "hits.txt"), "hits.txt"),
    ],
)
def test_what_cannot_be_asked_gets_one_line(
    index: Path, arguments: tuple[str, ...], named: str
) -> None:
    run = search(index, *arguments)
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert named in run.stderr


def test_one_form_of_output_at_a_time(index: Path) -> None:
    run = search(index, "extradition", "--json", "--csv")
    assert run.returncode == 2
    assert "one form at a time" in run.stderr


def test_a_closed_output_is_no_fault(index: Path) -> None:
    line, environment = command(index, "return of property")
    shell = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *line], capture_output=True, text=True, env=environment
    )
    assert (shell.returncode, "Traceback" in shell.stderr) == (0, False)
