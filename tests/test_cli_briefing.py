"""Briefing packs from the command line, on the sample corpus."""

import zipfile
from pathlib import Path

import pytest
from test_cli import rows, tongwen

from pipeline.places import sample_corpus


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("briefing") / "index"
    run = tongwen("ingest", str(sample_corpus()), "--index", str(folder))
    assert run.returncode == 0, run.stderr
    return str(folder)


def test_lines_json_and_csv_have_the_same_rows(index: str) -> None:
    command = ("briefing", "mutual legal assistance", "--index", index)
    found = rows(tongwen(*command, "--json"))
    assert {r["kind"] for r in found} >= {"provision", "recommendation"}
    assert all(r["text"] and r["citation"] for r in found)
    assert len(tongwen(*command, "--csv").stdout.splitlines()) > len(found)
    lines = tongwen(*command)
    assert sum(line.startswith("[") for line in lines.stdout.splitlines()) == len(found)
    assert "looked up: mutual legal assistance" in lines.stderr


def test_a_range_narrows_the_recommendations(index: str) -> None:
    command = ("briefing", "司法协助", "--index", index, "--json", "--date-from", "2022")
    found = [r for r in rows(tongwen(*command)) if r["kind"] == "recommendation"]
    assert found
    assert all(str(r["date"]) >= "2022" and r["lang"] == "zh" for r in found)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".md"])
def test_a_pack_is_written_with_the_same_bytes_twice(
    index: str, tmp_path: Path, suffix: str
) -> None:
    made = [tmp_path / f"{n}{suffix}" for n in range(2)]
    for out in made:
        run = tongwen("briefing", "article 12", "--index", index, "--out", str(out))
        assert run.returncode == 0, run.stderr
    assert made[0].read_bytes() == made[1].read_bytes()
    if suffix != ".md":
        assert zipfile.ZipFile(made[0]).testzip() is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("  ",), "the subject is empty"),
        (("liaison whales",), "liaison whales: nothing held is on this subject"),
        (("article 12", "--out", "pack.pdf"), "pack.pdf: a pack is written as .docx, .xlsx, .md"),
        (("article 12", "--date-from", "soon"), "soon: a date is written 2012"),
    ],
)
def test_what_cannot_be_made_is_one_line(index: str, arguments: tuple[str, ...], said: str) -> None:
    run = tongwen("briefing", *arguments, "--index", index)
    assert run.returncode == 1
    assert run.stderr.startswith(f"tongwen: {said}")
    assert len(run.stderr.splitlines()) == 1


def test_without_an_index_it_says_so(tmp_path: Path) -> None:
    run = tongwen("briefing", "extradition", "--index", str(tmp_path / "none"))
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1
