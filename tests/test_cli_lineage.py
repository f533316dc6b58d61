"""Lineage and open requests from the command line, on the sample corpus."""

import csv
import io
from pathlib import Path

import pytest
from test_cli import rows, tongwen

from pipeline.places import sample_corpus


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lineage") / "index"
    run = tongwen("ingest", str(sample_corpus()), "--index", str(folder))
    assert run.returncode == 0, run.stderr
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lineage_quotes_both_texts_and_names_its_rule(index: Path, lang: str) -> None:
    found = rows(tongwen("lineage", "--lang", lang, "--index", str(index), "--json"))
    assert {"new", "repeated", "strengthened", "softened", "dropped"} <= {
        r["verdict"] for r in found
    }
    for row in found:
        assert (row["earlier"] is None) == (row["verdict"] == "new")
        assert (row["later"] is None) == (row["verdict"] == "dropped")
        assert row["rule"]
    one = rows(tongwen("lineage", "MCC/COP/RES/4/1", "--index", str(index), "--json"))
    assert 0 < len(one) < len(found)


def test_requests_say_who_by_when_and_what_answers(index: Path) -> None:
    found = rows(tongwen("requests", "--index", str(index), "--json"))
    states = {r["state"] for r in found}
    assert states <= {"answered", "open", "unchecked", "not due", "undated"}
    for row in found:
        assert bool(row["answered_by"]) == bool(row["answer"]) == (row["state"] == "answered")
    unanswered = rows(tongwen("requests", "--open", "--index", str(index), "--json"))
    assert unanswered == [r for r in found if not r["answered_by"]]
    due = {str(r["citation"]): r["due"] for r in found}
    assert due["MCC/COP/WG.1/2022/3, para. 3 (o)"] == "2023-03-31"


@pytest.mark.parametrize("command", ["lineage", "requests"])
def test_tables_hold_what_the_lines_of_json_hold(index: Path, tmp_path: Path, command: str) -> None:
    found = rows(tongwen(command, "--index", str(index), "--json"))
    run = tongwen(command, "--index", str(index), "--csv")
    assert run.returncode == 0, run.stderr
    table = list(csv.DictReader(io.StringIO(run.stdout)))
    assert len(table) == len(found)
    for row, whole in zip(table, found, strict=True):
        for name, cell in row.items():
            side, _, field = name.partition("_")
            within = dict(whole[side] or {}) if name not in whole else whole  # type: ignore[call-overload]
            if field.startswith("trace_"):
                within, field = dict(within.get("trace") or {}), field.removeprefix("trace_")
            value = within.get(name if name in whole else field, "")
            expected = "; ".join(value) if isinstance(value, list) else str(value)
            assert cell.removeprefix("'") == expected
    out = tmp_path / "t.xlsx"
    run = tongwen(command, "--index", str(index), "--xlsx", str(out))
    assert (run.returncode, run.stdout) == (0, "")
    calamine = pytest.importorskip("python_calamine")
    sheet = calamine.CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert sheet[0] == list(table[0])
    assert len(sheet) == len(found) + 1
    run = tongwen(command, "--index", str(index), "--xlsx", str(tmp_path / "t.txt"))
    assert (run.returncode, run.stdout) == (1, "")
    assert "t.txt: name a file that ends in .xlsx" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]


def test_an_index_that_is_not_there_is_refused(tmp_path: Path) -> None:
    run = tongwen("lineage", "--index", str(tmp_path / "none"))
    assert (run.returncode, run.stdout) == (1, "")
    assert "none" in run.stderr


@pytest.mark.parametrize("command", ["lineage", "requests"])
def test_a_text_that_is_not_held_is_refused(index: Path, command: str) -> None:
    run = tongwen(command, "X/9", "--index", str(index))
    assert (run.returncode, run.stdout) == (1, "")
    assert f"X/9: no such document in en in {index}" in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["lineage", "requests", "recommendations"])
def test_one_form_at_a_time(index: Path, tmp_path: Path, command: str) -> None:
    table = tmp_path / "a.xlsx"
    run = tongwen(command, "--index", str(index), "--json", "--xlsx", str(table))
    assert (run.returncode, run.stdout) == (2, "")
    assert "--json and --xlsx: one form at a time" in run.stderr
    assert not table.exists()


@pytest.mark.parametrize(
    "asked",
    [
        ("requests", "--xlsx", "none/a.xlsx"),
        ("recommendations", "--xlsx", "none/a.xlsx"),
        ("trends", "--xlsx", "none/a.xlsx"),
        ("articles", "11", "--graphml", "none/a.graphml"),
        ("articles", "11", "--picture", "none/a.svg"),
    ],
)
def test_a_folder_that_is_missing_is_named_with_the_file_asked_for(
    index: Path, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    command, *rest, file = asked
    run = tongwen(command, "--index", str(index), *rest, str(tmp_path / file))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"tongwen: {tmp_path / file}: No such file or directory\n"


@pytest.mark.parametrize(
    "command", ["search x", "lineage", "requests", "practices", "networks", "events T/1"]
)
def test_a_workbook_of_another_ending_is_refused_before_anything_is_opened(
    command: str, tmp_path: Path
) -> None:
    run = tongwen(*command.split(), "--index", str(tmp_path / "none"), "--xlsx", "rows.txt")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "tongwen: rows.txt: name a file that ends in .xlsx\n"
