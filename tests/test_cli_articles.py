"""The article index from the command line, on the sample corpus."""

import csv
import io
from pathlib import Path

import networkx
import pytest
from test_cli import rows, tongwen

from pipeline.places import sample_corpus


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("articles") / "index"
    run = tongwen("ingest", str(sample_corpus()), "--index", str(folder))
    assert run.returncode == 0, run.stderr
    return str(folder)


def test_without_a_key_every_article_that_is_cited_is_counted(index: str) -> None:
    found = rows(tongwen("articles", "--index", index, "--json"))
    counts = {(r["provision"], r["session"]): r["cites"] for r in found}
    assert {r["instrument"] for r in found} == {"METEORITES"}
    assert counts["11", "1"] == 3
    lines = tongwen("articles", "--index", index).stdout.splitlines()
    assert len(lines) == len(found)
    table = tongwen("articles", "--index", index, "--csv").stdout
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(found)


@pytest.mark.parametrize("key", ["12(5)", "METEORITES:12(5)", "article 12, paragraph 5"])
def test_passages_of_a_provision_are_quoted_with_their_counterparts(index: str, key: str) -> None:
    found = rows(tongwen("articles", key, "--index", index, "--json"))
    assert {r["kind"] for r in found} == {"cites"}
    assert {r["words"] for r in found} == {"article 12, paragraph 5"}
    for row in found:
        assert row["text"][row["start"] : row["end"]] == row["words"]
        assert "第十二条第五款" in str(row["counterpart"])
    one = next(r for r in found if r["citation"] == "MCC/COP/WG.1/2022/3, para. 3 (d)")
    assert (one["strength"], one["addressees"]) == ("should", ["states"])


def test_a_chinese_key_gives_chinese_passages_first(index: str) -> None:
    found = rows(tongwen("articles", "第十二条第五款", "--index", index, "--json"))
    assert {r["lang"] for r in found} == {"zh"}
    assert {r["words"] for r in found} == {"第十二条第五款"}


def test_graph_and_picture_are_written(index: str, tmp_path: Path) -> None:
    graph, picture = tmp_path / "g.graphml", tmp_path / "p.svg"
    run = tongwen(
        *("articles", "11", "--index", index, "--lang", "zh"),
        *("--graphml", str(graph), "--picture", str(picture)),
    )
    assert run.returncode == 0, run.stderr
    nodes = networkx.read_graphml(graph).nodes(data=True)
    assert {"provision", "passage", "document"} <= {d["kind"] for _, d in nodes}
    drawn = picture.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "METEORITES:11" in drawn
    assert "直接引用" in drawn


def test_the_chain_of_resolutions_is_listed(index: str) -> None:
    found = rows(tongwen("articles", "--recalled", "MCC/COP/RES/4/1", "--index", index, "--json"))
    named = {(r["target"], r["relation"]) for r in found if r["symbol"] == "MCC/COP/RES/4/1"}
    assert {("MCC/COP/WG.1/2021/6", ""), ("MCC-COP:DEC:2/3", "recalls")} <= named
    held = {r["target"]: r["held"] for r in found if r["symbol"] == "MCC/COP/RES/4/1"}
    assert held["MCC/COP/WG.1/2021/6"] == "MCC/COP/WG.1/2021/6"
    assert held["MCC-COP:DEC:2/3"] == ""
    unknown = tongwen("articles", "--recalled", "X/RES/9/9", "--index", index)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "X/RES/9/9" in unknown.stderr


@pytest.mark.parametrize("key", ["99", "刑法第10条", "nothing at all", "UNCAC:18"])
def test_what_nothing_cites_is_refused_in_one_line(index: str, key: str) -> None:
    run = tongwen("articles", key, "--index", index)
    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1
    assert key in run.stderr


@pytest.mark.parametrize(
    "arguments", [("12", "--picture", "p.gif"), ("--picture", "p.svg"), ("--graphml", "g.xml")]
)
def test_a_file_that_cannot_be_drawn_is_refused(index: str, arguments: tuple[str, ...]) -> None:
    run = tongwen("articles", *arguments, "--index", index)
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1


def test_a_provision_and_a_text_are_not_asked_for_at_once(index: str) -> None:
    run = tongwen("articles", "18", "--recalled", "MCC/COP/RES/4/1", "--index", index)
    assert (run.returncode, run.stdout) == (2, "")
    assert "--recalled" in run.stderr


def test_json_and_csv_are_not_printed_at_once(index: str) -> None:
    run = tongwen("articles", "18", "--json", "--csv", "--index", index)
    assert (run.returncode, run.stdout) == (2, "")
