"""The wheel holds all that the program needs, and works where there is no checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("tongwen-*.whl")
    return built


def test_the_wheel_ships_model_tables_app_and_sample(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "pipeline/model/model.safetensors",
        "pipeline/model/README.md",
        "pipeline/lexicon/verbs.csv",
        "pipeline/encode/models/families.csv",
        "pipeline/strings/strings.csv",
        "pipeline/bundled/app.py",
        "pipeline/bundled/ui/pages/search.py",
        "pipeline/bundled/ui/assets/style/base.css",
        "pipeline/bundled/.streamlit/config.toml",
        "pipeline/bundled/corpora/sample/corpus.toml",
        "pipeline/bundled/corpora/sample/convention.zh.txt",
    } <= names
    assert not [n for n in names if n.startswith(("tests/", "evaluation/", "index/"))]


def test_the_wheel_works_by_itself(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    sample = site / "pipeline" / "bundled" / "corpora" / "sample"
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def tongwen(*arguments: str) -> str:
        command = [sys.executable, "-m", "pipeline.cli", *arguments]
        run = subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True
        )
        return run.stdout.decode("utf-8")

    tongwen("ingest", str(sample), "--index", "index")
    hits = [
        json.loads(line)
        for line in tongwen("search", "陨石", "--index", "index", "--json").splitlines()
    ]
    assert {hit["lang"] for hit in hits} == {"zh", "en"}
    where = "from pipeline.places import app_file; print(app_file())"
    found = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
    )
    assert Path(found.stdout.decode().strip()) == site / "pipeline" / "bundled" / "app.py"
