"""The commands of the benchmarks, asked wrongly: one clear line on standard error, and code 1."""

import re
import sys
from pathlib import Path

import pytest
from small_index import TEXTS, build

from evaluation.__main__ import main
from evaluation.search.needs import NEEDS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an ``index`` and a file ``words`` that is no table."""
    root = tmp_path_factory.mktemp("commands")
    build(root, TEXTS)[0].rename(root / "held")
    (root / "words").write_text("neither a table\nnor a folder\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "asked",
    [
        ("needs", "--index", "{gone}"),
        ("needs", "--index", "{held}", "--needs", "{gone}"),
        ("needs", "--index", "{held}", "--judgements", "{words}"),
        ("needs-index", "{gone}", "--index", "{new}"),
        ("needs-pool", "{gone}", "--index", "{held}", "--out", "{new}"),
        ("needs-pool", str(NEEDS), "--index", "{gone}", "--out", "{new}"),
        ("needs-pool", str(NEEDS), "--index", "{held}", "--out", "{words}/pool"),
        ("needs-agreement", "{gone}", "{gone}"),
        ("size", "--index", "{gone}"),
        ("distractors", "--index", "{gone}"),
        ("distractors", "--index", "{held}", "--needs", "{words}"),
        ("backends", "--pairs", "{gone}"),
        ("changes", "{gone}", "{words}"),
        ("changes", "{held}", "{gone}"),
    ],
)
def test_what_is_not_there_is_one_line(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, ...],
) -> None:
    places = {name: str(folder / name) for name in ("gone", "held", "words", "new")}
    monkeypatch.setattr(sys, "argv", ["evaluation", *(word.format(**places) for word in asked)])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1, said.err
    assert str(folder) in said.err


@pytest.mark.parametrize("command", ["distractors --times 0", "size --queries 0"])
def test_a_number_too_small_is_refused(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["evaluation", *command.split(), "--index", str(folder / "held")]
    )
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    said = " ".join(capsys.readouterr().err.split())
    assert re.search(
        "greater than or equal to 1|not in the range x>=1", said
    )  # by version of typer
