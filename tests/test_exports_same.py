"""The same index gives the same bytes: in another process, zone, language, folder, with other
seeds and rights.

What every command and every button of the app gives is made twice under conditions that have
nothing in common, and compared by its sum.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from every_export import ROOT, ran
from hostile_words import hostile_index

TESTS = Path(__file__).resolve().parent
FIRST = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
OTHER = {
    "PYTHONHASHSEED": "77",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONUTF8": "0",
    "OMP_NUM_THREADS": "2",
}
BARE = {"PYTHONHASHSEED": "5", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "zh_CN.UTF-8"}
"""The plain locale of servers and containers."""
RUNS_DIFFER = ("ingest", "reindex")
"""What says how long it took is no export of an index."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_index(tmp_path_factory.mktemp("hostile"))


def _sums(
    index: Path, out: Path, what: str, given: Mapping[str, str], umask: int, folder: Path
) -> dict[str, str]:
    corpus, terms = index.parent / "corpus", index.parent / "terms-to-take.csv"
    shutil.copyfile(index / "terms.csv", terms)
    out.mkdir()
    words = [index, out, what, *(corpus / f"wg-4-2022-report.{lang}.txt" for lang in ("zh", "en"))]
    words += [corpus, out / "new", terms]
    done = subprocess.run(
        [sys.executable, str(TESTS / "every_export.py"), *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **given},
        umask=umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    sums: dict[str, str] = json.loads(done.stdout)
    return {name: held for name, held in sums.items() if not set(RUNS_DIFFER) & set(name.split())}


@pytest.mark.parametrize(("what", "other"), [("commands", BARE), ("pages", OTHER)])
def test_every_export_is_the_same_bytes_everywhere(
    index: Path, tmp_path: Path, what: str, other: Mapping[str, str]
) -> None:
    if what == "pages":
        pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")
    first = _sums(index, tmp_path / "a", what, FIRST, 0o022, ROOT)
    second = _sums(index, tmp_path / "b", what, other, 0o077, tmp_path)
    assert len(first) > 60
    assert {name for name in first if first[name] != second.get(name)} == set()


@pytest.mark.parametrize("ending", [".svg", ".png"])
@pytest.mark.parametrize(
    "words",
    [
        ("articles", "METEORITES:11", "--picture"),
        ("trends", "--by", "strength", "--body", "MCC/COP/WG.1", "--chart"),
    ],
)
def test_a_chart_drawn_again_in_one_process_is_the_same(
    index: Path, tmp_path: Path, words: tuple[str, ...], ending: str
) -> None:
    made = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}{ending}"
        ran(*words, str(path), "--index", str(index))
        made.append(path.read_bytes())
    assert made[0] == made[1]
