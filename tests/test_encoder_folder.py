"""An index built with a model from a folder, as a user would: a tiny transformer, end to end."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from pipeline.collection import Collection
from pipeline.doctor import doctor
from pipeline.encode import load_encoder
from pipeline.encode.models.backend import runners
from pipeline.errors import IndexMismatch
from pipeline.ingest import ingest
from pipeline.opened import encoder_of
from pipeline.places import sample_corpus
from pipeline.store.encoder_folder import NOTE, note_encoder_folder, noted_encoder_folder
from pipeline.vectors import Vectors

ROOT = Path(__file__).resolve().parent.parent
NAME = "multilingual-e5-tiny"


def tongwen(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a ``model`` of the letters of the sample, and an ``index`` of the sample."""
    root = tmp_path_factory.mktemp("folder")
    texts = "".join(p.read_text(encoding="utf-8").lower() for p in sample_corpus().glob("*.*"))
    letters = "".join(sorted(set(texts) - set(" \n\t")))
    model = tiny_models.bert(root / NAME, letters, limit=96)
    encoder = load_encoder(str(model))
    report = ingest([sample_corpus()], root / "index", encoder)
    assert (report.added, report.refused) == (12, ())
    assert 0 < report.windowed < report.paragraphs
    note_encoder_folder(root / "index", str(model))
    return root


def test_ingest_is_quiet(made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    ingest([sample_corpus()], tmp_path / "index", load_encoder(str(made / NAME)))
    assert capfd.readouterr() == ("", "")


def test_doctor_tells_the_encoder(made: Path) -> None:
    checks = {check.name: check for check in doctor(made / "index")}
    assert all(check.ok for check in checks.values())
    told = checks["encoder"].detail
    assert told.startswith(f"{NAME}@") and "16 dimensions, limit 96 tokens" in told
    assert " en and " in told and told.endswith(" zh paragraphs windowed")
    family = checks["encoder family"].detail
    assert family == ("e5: mean pooling, limit 512 tokens, query prefix 'query: ', licence MIT")
    here = checks["encoder here"].detail
    assert here.startswith(str(made / NAME)) and "run by torch" in here


def test_the_index_finds_its_encoder_again_from_anywhere(made: Path, tmp_path: Path) -> None:
    """Searched by ONNX where that is installed, though built by torch: the vectors agree."""
    pytest.importorskip("onnx", reason="nothing that exports models is installed")
    pytest.importorskip("onnxruntime", reason="no runtime for exported models is installed")
    if "onnx" not in runners(made / NAME):
        tiny_models.export(made / NAME)
    assert runners(made / NAME)[0] == "onnx"
    english = (sample_corpus() / "convention.en.txt").read_text(encoding="utf-8")
    words = next(line for line in english.splitlines() if len(line) > 80)[:80]
    run = tongwen("search", words, "--index", made / "index", "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert [json.loads(line) for line in run.stdout.splitlines()]


def test_two_files_are_aligned_with_it(made: Path) -> None:
    files = [sample_corpus() / f"convention.{lang}.txt" for lang in ("zh", "en")]
    run = tongwen("align", *files, "--encoder", made / NAME, "--json")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert all("zh" in json.loads(line) for line in run.stdout.splitlines())


def test_vectors_of_the_index_are_of_unit_length(made: Path) -> None:
    state = next((made / "index" / "states").iterdir())
    for file in sorted(state.glob("*.faiss*")):
        rows = Vectors(file).reconstruct(np.arange(3))
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=0.01)


def test_a_folder_that_has_moved(made: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(made / "index", index)
    (index / NOTE).write_text(f"{tmp_path / 'gone' / NAME}\n", encoding="utf-8")
    assert encoder_of(index) == NAME
    lost = tongwen("search", "report", "--index", index, cwd=tmp_path)
    assert (lost.returncode, lost.stdout) == (1, "")
    assert len(lost.stderr.splitlines()) == 1
    assert NAME in lost.stderr and "give its folder with --encoder" in lost.stderr
    checks = {check.name: check for check in doctor(index)}
    assert checks["encoder here"].detail.startswith("not found on this machine")
    assert checks["encoder here"].ok

    moved = tmp_path / "elsewhere" / NAME
    shutil.copytree(made / NAME, moved)
    found = tongwen("search", "report", "--index", index, "--encoder", moved, cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert encoder_of(index) == str(moved), "noted, so that it need not be given again"


def test_a_folder_that_is_another_model(made: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(made / "index", index)
    other = tiny_models.bert(tmp_path / NAME, "abc", limit=96)
    with pytest.raises(IndexMismatch, match=f"built with the encoder {NAME}@.*, not with {NAME}@"):
        Collection.open(index, str(other))
    (index / NOTE).write_text(f"{other}\n", encoding="utf-8")
    checks = {check.name: check for check in doctor(index)}
    assert not checks["encoder here"].ok
    assert "not the one that built the index" in checks["encoder here"].detail


@pytest.mark.parametrize("note", [b"", b"\n", b"\xff\xfe\x00", b"a\x00b", b"x" * 100_000, b"/gone"])
def test_a_note_that_names_no_folder_is_none(tmp_path: Path, note: bytes) -> None:
    (tmp_path / NOTE).write_bytes(note)
    assert noted_encoder_folder(tmp_path) == ""


def test_a_folder_in_place_of_the_note_is_none(tmp_path: Path) -> None:
    (tmp_path / NOTE).mkdir()
    assert noted_encoder_folder(tmp_path) == ""
