"""Folders that a person names."""

from pathlib import Path

import pytest

from pipeline.places import folder_named


def test_a_folder_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert folder_named(str(tmp_path / "models")) == tmp_path / "models"
    assert folder_named("~/models") == tmp_path / "models"
    assert folder_named(str(tmp_path / "file")) is None


@pytest.mark.parametrize("name", ["", "~nosuchuser/model", "x" * 5_000, "a\0b", "no/such"])
def test_what_names_no_folder(name: str) -> None:
    assert folder_named(name) is None
