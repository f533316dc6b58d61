"""The register on the command line: of files and of an index."""

import csv
import io
from pathlib import Path

import pytest
from small_index import Text, build
from test_cli import rows, tongwen

from pipeline.places import sample_corpus

REPORTS = [str(sample_corpus() / f"wg-4-2022-report.{lang}.txt") for lang in ("zh", "en")]
RESOLUTION = (
    "Resolution {n}/1\n\nLamps\n\nThe Conference of the Parties,\n\nRecalling the storms,\n\n"
    "1. Urges States to light lamps under article 18, paragraph 13, of the Convention;\n\n"
    "2. Requests the Secretariat to report to it.\n"
)


def test_both_languages_of_a_text_resolve_each_other() -> None:
    found = rows(tongwen("recommendations", *REPORTS, "--lang", "zh", "--json"))
    assert len(found) == 17
    assert all(row["counterpart"] and row["is_resolved"] for row in found)
    assert all(row["status"] == "final" for row in found)
    alone = rows(tongwen("recommendations", REPORTS[0], "--json"))
    assert [r["is_resolved"] for r in alone] == [r["strength"] != "should" for r in alone]
    shoulds = [r for r in alone if r["strength"] == "should"]
    assert {"strength=verbs:zh:应"} <= set(shoulds[0]["rules"])  # type: ignore[call-overload]


def test_fields_are_lists_in_json_and_joined_in_csv(tmp_path: Path) -> None:
    run = tongwen("recommendations", REPORTS[1], "--csv", "--strength", "encourages")
    found = list(csv.DictReader(io.StringIO(run.stdout)))
    same = rows(tongwen("recommendations", REPORTS[1], "--json", "--strength", "encourages"))
    assert [r["text"] for r in found] == [r["text"] for r in same]
    assert [r["addressees"] for r in found] == ["; ".join(r["addressees"]) for r in same]  # type: ignore[arg-type]
    for row in same:
        assert str(row["asked"]) in str(row["text"])


def test_an_own_ladder_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    ladder = tmp_path / "mine.csv"
    ladder.write_text("code,rank\nencourages,1\nencourages,2\n", encoding="utf-8")
    run = tongwen("recommendations", REPORTS[1], "--json", "--ladder", str(ladder))
    assert len(rows(run)) == 17
    assert f"contradiction {ladder}: encourages: rank 1 and 2" in run.stderr
    none = tongwen("recommendations", REPORTS[1], "--ladder", str(tmp_path / "none.csv"))
    assert none.returncode == 1
    assert "none.csv" in none.stderr


def test_either_files_or_an_index() -> None:
    assert tongwen("recommendations").returncode == 2


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    texts = tuple(
        Text(f"T/RES/{n}/1", "en", RESOLUTION.format(n=n), f"20{10 + n}-05-06", str(n))
        for n in (1, 2)
    )
    return str(build(tmp_path_factory.mktemp("register"), texts)[0])


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ((), 4),
        (("--session", "2"), 2),
        (("--session", "2", "--strength", "urges"), 1),
        (("--addressee", "secretariat"), 2),
        (("--article", "18"), 2),
        (("--article", "18(13)"), 2),
        (("--article", "18(1)"), 0),
        (("--body", "T"), 4),
        (("--lang", "zh"), 0),
    ],
)
def test_an_index_is_filtered(index: str, filters: tuple[str, ...], count: int) -> None:
    found = rows(tongwen("recommendations", "--index", index, "--json", *filters))
    assert len(found) == count


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (("--addressee", "nobody"), "nobody: no such addressee; there are "),
        (("--strength", "shouts"), "shouts: no such strength; there are "),
        (("--topic", "lamps"), "lamps: no such topic; there are "),
        (("--body", "Z"), "Z: no such body; there are T"),
        (("--session", "9"), "9: no such session; there are 1, 2"),
    ],
)
def test_a_code_that_does_not_exist_is_refused(
    index: str, filters: tuple[str, str], said: str
) -> None:
    run = tongwen("recommendations", "--index", index, *filters)
    assert (run.returncode, run.stdout) == (1, "")
    assert said in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_strength_of_the_ladder_that_no_row_has_gives_none(index: str) -> None:
    run = tongwen("recommendations", "--index", index, "--strength", "may")
    assert (run.returncode, run.stdout) == (0, "")
    assert "0 of 4 recommendations" in run.stderr


def test_a_rank_left_out_is_said_to_be_missing(tmp_path: Path) -> None:
    ladder = tmp_path / "mine.csv"
    ladder.write_text("code,rank\nurges,2\nshould\n", encoding="utf-8")
    run = tongwen("recommendations", REPORTS[1], "--ladder", str(ladder))
    assert run.returncode == 1
    assert f"{ladder}: should: its rank is missing" in run.stderr
