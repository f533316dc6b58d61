"""Commands on two texts and on judgements, as others call them."""

import json
from pathlib import Path

import pytest
from test_cli import CONVENTION, rows, tongwen

from pipeline.exchange import read_alignment
from pipeline.places import sample_corpus

SYMBOL = "MCC/CONF/2014/8"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comparing") / "index"
    run = tongwen("ingest", *CONVENTION, "--index", str(folder))
    assert run.returncode == 0, run.stderr
    return folder


@pytest.mark.parametrize("suffix", [".tmx", ".xlsx"])
def test_an_alignment_goes_out_and_comes_back(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"convention{suffix}"
    assert tongwen("align", *CONVENTION, "--out", str(out)).returncode == 0
    found = rows(tongwen("align", *CONVENTION, "--with", str(out), "--json"))
    computed = rows(tongwen("align", *CONVENTION, "--json"))
    assert {(str(r["zh"]), str(r["en"])) for r in found} == {
        (str(r["zh"]), str(r["en"])) for r in computed
    }
    assert {r["why"] for r in found} == {"by hand", "no counterpart"}


def test_an_alignment_of_other_texts_is_refused_by_its_row(tmp_path: Path) -> None:
    out = tmp_path / "a.tmx"
    tongwen("align", *CONVENTION, "--out", str(out))
    resolution = [str(sample_corpus() / f"cop-4-resolution-1.{lang}.txt") for lang in ("zh", "en")]
    run = tongwen("align", *resolution, "--with", str(out))
    assert (run.returncode, run.stdout) == (1, "")
    assert "a.tmx: row " in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    run = tongwen("align", *CONVENTION, "--out", str(tmp_path / "a.pdf"))
    assert run.returncode == 1
    assert "a.pdf: name a file that ends in .tmx, .xlsx, .docx" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_map_proposes_each_article_of_the_convention_for_its_other_version() -> None:
    found = rows(tongwen("map", *CONVENTION, "--json"))
    pairs = {(r["first"], r["second"]): r for r in found if r["relation"] != "absent"}
    articles = {r["first"] for r in found if "first" in r}
    assert {(a, a) for a in articles} <= set(pairs)
    assert pairs["art.22", "art.22"]["paragraphs"]
    run = tongwen("map", *CONVENTION, "--article", "22")
    assert run.stdout.startswith("art.22")


def test_a_corrected_alignment_is_recorded_listed_merged_and_counted(
    index: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.xlsx"
    tongwen("align", *CONVENTION, "--out", str(out))
    unchanged = tongwen(
        "review", SYMBOL, "--with", str(out), "--reviewer", "Li", "--index", str(index)
    )
    assert (unchanged.returncode, "0 of" in unchanged.stderr) == (0, True)
    assert rows(tongwen("reviews", "--index", str(index), "--json")) == []
    _unlink_first(out, tmp_path / "b.tmx")
    args = ("--with", str(tmp_path / "b.tmx"), "--reviewer", "李", "--reason", "=1+1 <b>")
    run = tongwen("review", SYMBOL, *args, "--index", str(index))
    assert run.returncode == 0, run.stderr
    (made,) = rows(tongwen("reviews", "--index", str(index), "--json"))
    assert (made["reviewer"], made["reason"], made["action"]) == ("李", "=1+1 <b>", "relink")
    assert len(made["links"]) == 2  # type: ignore[arg-type]
    (counts,) = rows(tongwen("reviews", "--index", str(index), "--quality", "--json"))
    assert counts["by_reviewer"] == {"李": 1}
    copy = tmp_path / "log.jsonl"
    assert tongwen("reviews", "--index", str(index), "--out", str(copy)).returncode == 0
    again = tongwen("reviews", "--index", str(index), "--merge", str(copy))
    assert "0 judgements taken in" in again.stderr


def _unlink_first(book: Path, out: Path) -> None:
    """The alignment of ``book`` with its first two-sided row taken apart."""
    from pipeline.exchange import Unit, write_alignment
    from pipeline.strings import Strings

    units = list(read_alignment(book))
    at = next(i for i, u in enumerate(units) if u.zh and u.en)
    units[at : at + 1] = [Unit(units[at].zh, ()), Unit((), units[at].en)]
    write_alignment(out, units, "", Strings("en"))


def test_a_text_held_in_one_language_cannot_be_reviewed(index: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.tmx"
    tongwen("align", *CONVENTION, "--out", str(out))
    run = tongwen(
        "review",
        "X/1",
        "--with",
        str(out),
        "--reviewer",
        "Li",
        "--index",
        str(index),
    )
    assert run.returncode == 1
    assert "X/1: not held in both languages" in run.stderr


def test_a_log_that_is_none_is_refused_with_its_line(index: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps({"id": "a"}) + "\n" + json.dumps([1]) + "\n", encoding="utf-8")
    run = tongwen("reviews", "--merge", str(bad), "--index", str(index))
    assert run.returncode == 1
    assert "bad.jsonl: line 1 is no judgement" in run.stderr


def test_long_paragraphs_are_aligned_by_sentence_where_asked(tmp_path: Path) -> None:
    plain = rows(tongwen("align", *CONVENTION, "--json"))
    found = rows(tongwen("align", *CONVENTION, "--sentences", "--json"))
    assert [{k: v for k, v in row.items() if k != "sentences"} for row in found] == plain
    opened = [row for row in found if row["sentences"]]
    assert opened
    for row in opened:
        for side in ("zh", "en"):
            said = "".join(part for bead in row["sentences"] for part in bead[side])  # type: ignore[attr-defined]
            assert "".join(said.split()) == "".join(str(row[f"{side}_text"]).split())
    lines = tongwen("align", *CONVENTION, "--sentences").stdout
    assert lines.count("\n    zh  ") == sum(len(row["sentences"]) for row in opened)  # type: ignore[arg-type]


def test_clauses_of_an_article_that_does_not_exist_are_refused() -> None:
    run = tongwen("map", *CONVENTION, "--article", "18", "--article", "99")
    assert (run.returncode, run.stdout) == (1, "")
    assert f"{CONVENTION[0]}: no article 99" in run.stderr


def test_lines_of_json_and_a_file_are_not_written_at_once(tmp_path: Path) -> None:
    out = tmp_path / "a.tmx"
    run = tongwen("align", *CONVENTION, "--json", "--out", str(out))
    assert (run.returncode, run.stdout) == (2, "")
    assert not out.exists()


def test_a_file_of_an_alignment_holds_every_row(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    run = tongwen("align", *CONVENTION, "--only-differences", "--out", str(out))
    assert (run.returncode, out.exists()) == (2, False)
    assert "--only-differences" in run.stderr
