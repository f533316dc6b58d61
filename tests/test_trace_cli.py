"""Every command that prints a passage prints the way back to the bytes it was read from."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from traced_texts import Followed, written
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.records.trace import TRACE_FIELDS
from pipeline.rules import program_version, rules_version
from pipeline.store.manifest import read_manifest

EN, ZH = (str(sample_corpus() / f"convention.{lang}.txt") for lang in ("en", "zh"))
REPORT = str(sample_corpus() / "wg-1-2019-report.en.txt")

NO_PASSAGES = {
    *("app", "backup", "doctor", "ingest", "reindex", "remove", "restore", "review", "reviews"),
    *("terms export", "terms import", "terms list", "train", "trends"),
}
"""Commands that quote no passage: counts, tables, what people decided, what becomes of files."""

OF_INDEX = {
    "agreed": (["States should train judges in extradition"],),
    "articles": (["17"], ["--recalled", "MCC/COP/RES/4/1"]),
    "briefing": (["international cooperation"],),
    "events": (["T/WG/2019/1"], [REPORT]),
    "legal-basis": (["video hearing"],),
    "lineage": ([],),
    "matrix": (["extradition"],),
    "networks": (["INTERPOL"], ["--candidates"]),
    "practices": ([],),
    "recommendations": ([],),
    "remarks": ([],),
    "requests": ([],),
    "search": (["extradition"], ["引渡", "--lang", "zh"]),
    "terms check": (["T/WG/2019/1"], ["MCC/CONF/2014/8"], [EN, ZH]),
    "terms mine": ([],),
    "terms show": (["extradition"],),
    "terms variance": ([],),
}
OF_FILES = {
    "align": ([EN, ZH],),
    "citations": ([REPORT],),
    "map": ([EN, ZH],),
    "recommendations": ([REPORT],),
    "segment": ([REPORT], [ZH]),
}
MAY_BE_EMPTY = {"remarks", "terms check"}
TABLES = {
    *("agreed", "articles", "briefing", "events", "legal-basis", "lineage", "matrix", "networks"),
    *("practices", "recommendations", "requests", "search", "terms mine", "terms variance"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """An index, what it was made of, and what a trace of it must say."""

    index: Path
    followed: Followed
    origin: dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("trace")
    paths = written(folder)
    ingest(paths, folder / "index", load_encoder(), workers=0)
    manifest = read_manifest(folder / "index")
    origin = {
        "encoder": manifest.encoder,
        "rules": manifest.rules,
        "generation": manifest.generation,
        "program": program_version(),
    }
    return Made(folder / "index", Followed(paths), origin)


def _commands(group: Any, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield before + name


def test_every_command_has_a_case_or_quotes_nothing() -> None:
    names = set(_commands(typer.main.get_command(app)))
    unlisted = names - NO_PASSAGES - OF_INDEX.keys() - OF_FILES.keys()
    assert not unlisted, f"{unlisted}: give each a case here, and a trace to what it quotes"
    assert OF_INDEX.keys() | OF_FILES.keys() <= names


def printed(*arguments: str) -> str:
    run = CliRunner().invoke(app, list(arguments))
    assert run.exit_code == 0, (arguments, run.output, run.exception)
    return run.stdout


def rows_of(name: str, arguments: list[str], *more: str) -> list[dict[str, Any]]:
    shown = printed(*name.split(), *arguments, *more, "--json")
    return [json.loads(line) for line in shown.splitlines()]


def traces_in(row: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every trace in a row, with the key under which it stands."""
    if isinstance(row, dict):
        if key.endswith(("trace", "traces")):
            yield key, row
            return
        for name, value in row.items():
            yield from traces_in(value, name)
    elif isinstance(row, list):
        for value in row:
            yield from traces_in(value, key)


def quotations(row: dict[str, Any], words: Any) -> Iterator[tuple[str, str]]:
    """What a row quotes beside what its traces lead to; ``words`` follows a trace."""
    own = row["words"] if "evidence_ordinal" in row or row.get("quoted") else row.get("text")
    if row.get("trace") and "traces" not in row and own is not None:
        yield own, words(row["trace"])
    for key, told in (("traces", "text"), ("counterpart_traces", "counterpart")):
        if row.get(key):
            held = row[told]
            texts = [c["text"] for c in held] if isinstance(held, list) else [held]
            yield "\n".join(texts), "\n".join(map(words, row[key]))
    for key, told in (
        ("rendering_trace", "rendering_text"),
        ("answer_trace", "answer"),
        ("zh_trace", "zh_text"),
        ("en_trace", "en_text"),
    ):
        if row.get(key):
            yield row[told], words(row[key])
    if "zh_traces" in row:
        yield row["zh_text"], "".join(map(words, row["zh_traces"]))
        yield row["en_text"], " ".join(map(words, row["en_traces"]))
    for side in ("earlier", "later"):
        if row.get(side):
            yield from quotations(row[side], words)
    for place in row.get("places", ()):
        if isinstance(place, dict):
            yield from quotations(place, words)
    for side in ("first", "second"):
        if row.get(f"{side}_heading") and "paragraphs" in row:
            yield row[f"{side}_heading"], row[f"{side}_heading"]
            assert row[f"{side}_heading"] in words(row[f"{side}_trace"])


CASES = [
    *((name, given, True) for name, cases in OF_INDEX.items() for given in cases),
    *((name, given, False) for name, cases in OF_FILES.items() for given in cases),
]


@pytest.mark.parametrize(("name", "given", "is_held"), CASES, ids=lambda v: str(v)[-40:])
def test_what_is_quoted_stands_there_in_the_file_that_is_named(
    made: Made, name: str, given: list[str], is_held: bool
) -> None:
    rows = rows_of(name, given, *(("--index", str(made.index)) if is_held else ()))
    assert rows or name in MAY_BE_EMPTY
    is_file = not is_held or any(Path(each).is_file() for each in given)
    for row in rows:
        found = list(traces_in(row))
        assert found or "sha256" in row or row.get("kind") == "clause" or row.get("places") == []
        for _, trace in found:
            assert tuple(trace) == TRACE_FIELDS
            assert made.followed.words(trace)
            if not is_file:
                assert {key: trace[key] for key in made.origin} == made.origin
            else:
                assert (trace["rules"], trace["generation"]) == (rules_version(), None)
        for quoted, followed in quotations(row, made.followed.words):
            assert quoted == followed
    if name not in MAY_BE_EMPTY:
        assert any(True for row in rows for _ in traces_in(row))


def test_a_comparison_of_files_names_its_encoder_and_a_reading_none() -> None:
    encoder = load_encoder().name
    for name, wanted in (("align", encoder), ("map", encoder), ("segment", "")):
        given = [EN] if name == "segment" else [EN, ZH]
        traces = [t for row in rows_of(name, given) for _, t in traces_in(row)]
        assert {trace["encoder"] for trace in traces} == {wanted}


def test_words_of_no_file_have_no_trace() -> None:
    (row,) = rows_of("citations", ["See article 18 of the Convention."])
    assert row["trace"] is None


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_has_the_trace_of_each_row_in_columns(made: Made, name: str) -> None:
    given = [*OF_INDEX[name][0], "--index", str(made.index)]
    rows = rows_of(name, given)
    if name == "articles":
        rows = [row for row in rows if row["kind"] != "clause"]
    table = list(csv.DictReader(io.StringIO(printed(*name.split(), *given, "--csv"))))
    assert len(table) == len(rows) > 0
    for cells, row in zip(table, rows, strict=True):
        for key, trace in _named(row):
            shown = {field: cells[f"{key}_{field}"] for field in ("sha256", "start", "end")}
            assert shown == {field: str(trace[field]) for field in shown}
            assert cells[f"{key}_rules"] == trace["rules"]
        if row.get("counterpart_traces"):
            lines = cells["counterpart_traces"].split("; ")
            assert [line.split()[-2] for line in lines] == [
                trace["sha256"] for trace in row["counterpart_traces"]
            ]


@settings(max_examples=20, deadline=None)
@any_of(at=st.integers(min_value=0), value=st.integers(min_value=0, max_value=255))
def test_a_source_that_was_changed_no_longer_has_the_hash(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int
) -> None:
    file = tmp_path_factory.mktemp("changed") / "note.en.txt"
    content = b"1. States shall report.\n\n2. States shall meet.\n"
    file.write_bytes(content)
    traces = [t for row in rows_of("segment", [str(file)]) for _, t in traces_in(row)]
    assert {t["sha256"] for t in traces} == {hashlib.sha256(content).hexdigest()}
    changed = bytearray(content)
    changed[at % len(content)] = value
    file.write_bytes(changed)
    followed = hashlib.sha256(file.read_bytes()).hexdigest() == traces[0]["sha256"]
    assert followed == (bytes(changed) == content)


def _named(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The traces of a row that a table has columns for, with what these begin with."""
    for key, value in row.items():
        if key.endswith("trace") and value:
            yield key, value
        elif key in {"earlier", "later"} and value:
            yield f"{key}_trace", value["trace"]


def test_a_workbook_has_them_too(made: Made, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    out = tmp_path / "hits.xlsx"
    given = ["extradition", "--index", str(made.index)]
    printed("search", *given, "--xlsx", str(out))
    head, *cells = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    at = [str(name) for name in head].index("trace_sha256")
    assert [row[at] for row in cells] == [
        row["trace"]["sha256"] for row in rows_of("search", given)
    ]
