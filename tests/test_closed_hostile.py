"""Hostile files taken into an index touch nothing outside of it."""

from pathlib import Path

from evaluation.hostile import every
from evaluation.hostile_ingest import ingest_hostile, seen

LIGHT = [file for file in every() if not file.heavy]


def test_nothing_outside_of_the_index_is_touched(tmp_path: Path) -> None:
    found = ingest_hostile(LIGHT, tmp_path)
    assert found.files == len(LIGHT) > 60
    assert found.touched == ()
    assert found.taken == ()
    assert found.unsound == ()
    assert found.held >= 1, "the good text among them"
    assert "Traceback" not in found.printed


def test_what_is_touched_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "kept").write_bytes(b"a")
    (tmp_path / "home" / "lost").write_bytes(b"a")
    before = seen(tmp_path)
    (tmp_path / "home" / "kept").write_bytes(b"b")
    (tmp_path / "home" / "lost").unlink()
    (tmp_path / "home" / "new").symlink_to("/etc/passwd")
    (tmp_path / "index").mkdir()
    after = seen(tmp_path)
    assert {p for p in before | after if before.get(p) != after.get(p)} == {
        "home/kept",
        "home/lost",
        "home/new",
    }
