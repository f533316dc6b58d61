"""The commands that keep an index whole: what they print, and how they end."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result
from whole_index import contents

from pipeline.cli.main import app
from pipeline.encode import load_encoder
from pipeline.errors import Busy, Unwritable
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.store.manifest import read_manifest
from pipeline.store.staging import writer_lock


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a few texts of the sample."""
    folder = tmp_path_factory.mktemp("upkeep")
    texts = sorted(path for path in sample_corpus().rglob("*.txt"))[:2]
    ingest(texts or [sample_corpus()], folder / "index", load_encoder(), workers=0)
    return folder / "index"


@pytest.fixture
def index(held: Path, tmp_path: Path) -> Path:
    return shutil.copytree(held, tmp_path / "index")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_doctor(index: Path) -> None:
    done = run("doctor", "--index", index)
    assert done.exit_code == 0
    assert all(line.startswith("ok  ") for line in done.stdout.splitlines())
    rows = run("doctor", "--index", index, "--json").stdout.splitlines()
    assert {frozenset(json.loads(row)) for row in rows} == {frozenset({"name", "ok", "detail"})}


def test_repair(index: Path) -> None:
    before = contents(index)
    assert run("doctor", "--repair", "--index", index).stdout.startswith("nothing to repair\n")
    path = index / "states" / "000001" / "texts.sqlite"
    path.write_bytes(path.read_bytes()[:-1])
    done = run("doctor", "--index", index)
    assert done.exit_code == 1
    assert "BAD  files: " in done.stdout
    done = run("doctor", "--repair", "--index", index)
    assert done.exit_code == 0
    assert done.stdout.startswith("done ")
    assert "BAD" not in done.stdout
    assert contents(index) == before


def test_what_is_lost_ends_with_1(index: Path) -> None:
    (index / "ladder.csv").write_bytes(b"\xff\xff")
    done = run("doctor", "--repair", "--index", index)
    assert done.exit_code == 1
    assert done.stdout.startswith("LOST ")


@pytest.mark.parametrize("words", [("--repair", "--digest"), ("--leave-out",)])
def test_options_that_do_not_go_together(index: Path, words: tuple[str, ...]) -> None:
    assert run("doctor", "--index", index, *words).exit_code == 2


def test_reindex(index: Path) -> None:
    before = contents(index)
    documents = read_manifest(index).documents
    done = run("reindex", "--index", index, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["added"] == documents
    assert read_manifest(index).generation == 2
    assert contents(index) == before


def test_backup_and_restore(index: Path, tmp_path: Path) -> None:
    done = run("backup", tmp_path / "b.zip", "--index", index)
    assert (done.exit_code, done.stdout) == (0, "")
    refused = run("backup", tmp_path / "b.zip", "--index", index)
    assert isinstance(refused.exception, Unwritable)
    assert run("backup", tmp_path / "b.zip", "--index", index, "--force").exit_code == 0
    done = run("restore", tmp_path / "b.zip", "--index", tmp_path / "new")
    assert (done.exit_code, done.stdout) == (0, "")
    assert contents(tmp_path / "new") == contents(index)


def test_another_process_writes(index: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("1. The Council shall meet.", encoding="utf-8")
    commands = (
        ("ingest", text, "--lang", "en", "--symbol", "T/1"),
        ("reindex",),
        ("backup", tmp_path / "b.zip"),
        ("doctor", "--repair"),
    )
    with writer_lock(index):
        for words in commands:
            done = run(*words, "--index", index, "--wait", "0.1")
            assert isinstance(done.exception, Busy), words
