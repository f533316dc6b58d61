"""The commands ``terms`` as others call them, on the sample corpus."""

import csv
import io
from pathlib import Path

import pytest
from test_cli import rows, tongwen

from pipeline.places import sample_corpus


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terms") / "index"
    run = tongwen("ingest", str(sample_corpus()), "--index", str(folder))
    assert run.returncode == 0, run.stderr
    return folder


def test_show_counts_what_it_quotes(index: Path) -> None:
    found = rows(
        tongwen("terms", "show", "State party", "-k", "500", "--index", str(index), "--json")
    )
    used = [row for row in found if row["occurrences"]]
    assert {row["lang"] for row in used} == {"zh", "en"}
    for row in used:
        places = row["places"]
        assert isinstance(places, list)
        assert len(places) == row["occurrences"]
        counts = row["counts"]
        assert isinstance(counts, list)
        assert sum(c["occurrences"] for c in counts) == row["occurrences"]
        for place in places:
            words = place["text"][place["start"] : place["end"]]
            assert words.casefold()[:3] == str(row["form"]).casefold()[:3]
    run = tongwen("terms", "show", "缔约国", "-k", "1", "--index", str(index))
    assert run.stdout.startswith("state-party\n")


def test_show_prints_a_passage_once_however_often_the_form_stands_in_it(index: Path) -> None:
    run = tongwen("terms", "show", "State party", "-k", "500", "--index", str(index))
    english = next(p for p in run.stdout.split("\n\n[") if p.startswith("en]  State"))
    shown = [line for line in english.splitlines() if line.startswith("   MCC/")]
    assert len(shown) == len(set(shown)) > 10


def test_list_names_concepts_in_both_languages(index: Path) -> None:
    run = tongwen("terms", "list", "extradition", "--index", str(index))
    assert run.returncode == 0
    assert "引渡" in run.stdout
    table = tongwen("terms", "list", "引渡", "--index", str(index), "--csv").stdout
    assert {row["lang"] for row in csv.DictReader(io.StringIO(table))} == {"zh", "en"}


def test_check_takes_a_file_two_files_and_a_symbol(index: Path, tmp_path: Path) -> None:
    zh = tmp_path / "a.zh.txt"
    en = tmp_path / "a.en.txt"
    zh.write_text(
        "1. 缔约国应当合作。\n\n2. 缔约国应当报告。\n\n3. 缔约方应当付费。\n", encoding="utf-8"
    )
    en.write_text(
        "1. States parties shall cooperate.\n\n2. States parties shall report.\n\n"
        "3. States parties shall pay.\n",
        encoding="utf-8",
    )
    for arguments in ([str(zh)], [str(zh), str(en)], [str(en), str(zh)]):
        found = rows(tongwen("terms", "check", *arguments, "--index", str(index), "--json"))
        assert [(r["kind"], r["form"], r["preferred"]) for r in found] == [
            ("several", "缔约方", ["缔约国"])
        ]
    nowhere = str(tmp_path / "none")
    assert len(rows(tongwen("terms", "check", str(zh), "--index", nowhere, "--json"))) == 1
    held = tongwen("terms", "check", "MCC/CONF/2014/8", "--index", str(index))
    assert held.returncode == 0


def test_variance_tells_how_many_recur(index: Path) -> None:
    run = tongwen("terms", "variance", "--lang", "zh", "--index", str(index), "--json")
    found = rows(run)
    assert "recurring paragraphs" in run.stderr
    for row in found:
        assert bool(row["redline"]) == (row["rendering"] != 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "zzqq"),
        ("show", ""),
        ("show", '"* OR'),
        ("variance", "zzqq"),
        ("check", "no/such/text"),
        ("check", "no/such/text", "no.txt"),
    ],
)
def test_what_cannot_be_answered_is_one_line(index: Path, arguments: tuple[str, ...]) -> None:
    run = tongwen("terms", *arguments, "--index", str(index))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("tongwen: ")
    assert run.stderr.count("\n") == 1


def test_two_files_of_one_language_and_a_broken_table_are_refused(
    index: Path, tmp_path: Path
) -> None:
    text = tmp_path / "a.en.txt"
    text.write_text("1. States parties shall pay.\n", encoding="utf-8")
    run = tongwen("terms", "check", str(text), str(text), "--index", str(index))
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert str(text) in run.stderr
    own = tmp_path / "own"
    own.mkdir()
    (own / "terms.csv").write_text("code,lang,form\nx,fr,lampe\n", encoding="utf-8")
    run = tongwen("terms", "list", "--index", str(own))
    assert run.returncode == 1
    assert "fr" in run.stderr
    assert "terms.csv" in run.stderr
