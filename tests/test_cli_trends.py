"""Counts and tendencies from the command line, on resolutions of six invented sessions."""

import csv
import io
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import Text, write_corpus
from test_cli import rows, tongwen

from pipeline.ingest import ingest

SESSIONS = 6


def resolution(session: int) -> Text:
    """One whose paragraphs that urge grow in number, beside six that encourage."""
    verbs = ["Encourages"] * 6 + ["Urges"] * session
    items = [f"{n}. {verb} States to light lamp {n};" for n, verb in enumerate(verbs, 1)]
    body = "\n\n".join(["The Assembly,", *items])
    return Text(f"T/RES/{session}/1", "en", body, f"200{session}-01-01", str(session))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trends")
    texts = tuple(resolution(n) for n in range(1, SESSIONS + 1))
    alone = Text("T/RES/6/2", "zh", "大会，\n\n1. 各国应点灯；", "2006-01-02", "6")
    corpus = write_corpus(folder / "corpus", (*texts, alone))
    ingest([corpus], folder / "index", FakeEncoder(), workers=0)
    return folder / "index"


def test_points_have_bounds_and_tendencies_both_halves(index: Path) -> None:
    asked = ("trends", "--index", str(index), "--by", "strength")
    found = rows(tongwen(*asked, "--json"))
    urged = [r for r in found if r["value"] == "urges"]
    assert [(r["session"], r["count"], r["total"]) for r in urged] == [
        *((str(n), n, 6 + n) for n in range(1, SESSIONS)), ("6", 6, 13),
    ]  # fmt: skip
    for row in found:
        assert 0 <= float(str(row["low"])) <= int(str(row["count"])) / int(str(row["total"]))
    (unsure,) = [r for r in found if r["unresolved"]]
    assert (unsure["session"], unsure["value"], unsure["count"]) == ("6", "should", 1)
    moves = rows(tongwen(*asked, "--tendencies", "--json"))
    (rising,) = [r for r in moves if r["value"] == "urges"]
    assert rising["direction"] == "rising"
    assert rising["earlier"] == 1 + 2 + 3
    assert rising["earlier_total"] == 7 + 8 + 9
    assert (rising["later"], rising["later_total"]) == (4 + 5 + 6, 10 + 11 + 13)


def test_lines_end_with_what_rises_and_falls(index: Path) -> None:
    run = tongwen("trends", "--index", str(index), "--by", "strength")
    assert run.returncode == 0, run.stderr
    counts, moves = run.stdout.split("──", 1)
    assert "T  6  2006-01-01  strength  should  1 of 13  (1 unresolved)" in counts
    assert "descriptive" in moves
    assert "urges  6 of 24 > 15 of 34" in moves


def test_counts_can_be_narrowed_and_are_all_but_novelty(index: Path) -> None:
    run = tongwen("trends", "--index", str(index), "--csv", "--session", "2", "--body", "T")
    table = list(csv.DictReader(io.StringIO(run.stdout)))
    assert {row["session"] for row in table} == {"2"}
    assert {row["measure"] for row in table} == {
        "strength", "addressee", "topic", "concept", "article", "hedge",
    }  # fmt: skip
    drafts = tongwen("trends", "--index", str(index), "--status", "draft", "--json")
    assert rows(drafts) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--body", "Z"), "Z: no such body is held; there are T"),
        (("--session", "99"), "99: no such session is held"),
        (("--by", "strength", "--chart", "a.pdf"), "a.pdf: name a file that ends in .svg or .png"),
        (("--xlsx", "a.csv"), "a.csv: name a file that ends in .xlsx"),
    ],
)
def test_what_cannot_be_done_is_one_line(index: Path, asked: tuple[str, ...], said: str) -> None:
    run = tongwen("trends", "--index", str(index), *asked)
    assert (run.returncode, run.stdout) == (1, "")
    assert said in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_chart_is_of_one_body_and_measure(index: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    out = tmp_path / "strength.svg"
    asked = ("trends", "--index", str(index), "--chart", str(out))
    run = tongwen(*asked, "--by", "strength")
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
    drawn = out.read_text(encoding="utf-8")
    assert "urges" in drawn
    assert "<svg" in drawn
    assert tongwen(*asked).returncode == 2


def test_json_and_csv_are_not_printed_at_once(index: Path) -> None:
    run = tongwen("trends", "--index", str(index), "--json", "--csv")
    assert (run.returncode, run.stdout) == (2, "")
    assert "--json and --csv" in run.stderr


def test_one_session_is_compared_with_nothing(index: Path) -> None:
    run = tongwen(
        "trends", "--index", str(index), "--session", "2", "--by", "strength", "--tendencies"
    )
    assert run.stdout == "── T by strength: 1 session, nothing to compare ──\n"


def test_nothing_to_count_is_said(index: Path) -> None:
    run = tongwen("trends", "--index", str(index), "--status", "draft")
    assert (run.returncode, run.stdout) == (0, "")
    assert "no recommendation to count" in run.stderr
