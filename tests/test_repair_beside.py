"""What lies beside the state that holds, put right: unfinished work, what people added, leftovers."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import build
from whole_index import assert_sound, contents

from pipeline.doctor import doctor, repair
from pipeline.ingest import Progress, ingest
from pipeline.records import Given, Judgement
from pipeline.review import ReviewLog
from pipeline.store.manifest import FORMAT, read_manifest, write_manifest
from pipeline.store.staging import writer_lock

MADE = Judgement("1", "T/RES/1/1", "accept", (), "", "A. Reader", "2026-01-02T00:00:00Z", "")


class Stopped(Exception):
    """Ends an ingest."""


def stop(step: Progress) -> None:
    if step.stage == "finishing":
        raise Stopped


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with a judgement."""
    found, _ = build(tmp_path)
    ReviewLog(found).add([MADE])
    return found


def state(index: Path) -> Path:
    return index / read_manifest(index).state


def lines(index: Path) -> list[str]:
    return [done.line for done in repair(index, FakeEncoder())]


def test_a_finished_state_that_the_manifest_does_not_know_yet(index: Path) -> None:
    """As after a kill just before the manifest's turn; then a file of it is damaged."""
    before = contents(index)
    moved = shutil.copytree(state(index), index / "states" / "000002")
    manifest = replace(read_manifest(index), state="states/000002", generation=2)
    write_manifest(moved, manifest)
    (index / "staging").mkdir()
    base = [FORMAT, 1, "fake@1", read_manifest(index).rules, False]
    (index / "staging" / "base.json").write_text(json.dumps(base), encoding="utf-8")
    assert repair(index, FakeEncoder()) == ()
    (moved / "zh.faiss").write_bytes(b"")
    assert [check.name for check in doctor(index) if not check.ok] == ["staging"]
    assert len(lines(index)) == 2
    assert (index / "damaged" / "000002").is_dir()
    assert contents(index) == before
    assert_sound(index)


def test_damaged_work_of_an_ingest(index: Path, tmp_path: Path) -> None:
    before = contents(index)
    text = tmp_path / "T.en.txt"
    text.write_text("1. The Council shall meet.", encoding="utf-8")

    given = Given(symbol="T/2", lang="en")
    with pytest.raises(Stopped):
        ingest([text], index, FakeEncoder(), given, stop, workers=0)
    assert "an interrupted ingest waits" in {c.name: c.detail for c in doctor(index)}["staging"]
    assert repair(index, FakeEncoder()) == (), "work that waits is left alone"
    path = index / "staging" / "base.json"
    path.write_bytes(b"\xff")
    assert "staging" in {c.name for c in doctor(index) if not c.ok}
    assert lines(index) == [f"{index / 'staging'}: damaged, thrown away; run the ingest again"]
    assert contents(index) == before
    assert_sound(index)


def test_a_writer_at_work_is_not_disturbed(index: Path) -> None:
    (index / "staging").mkdir()
    with writer_lock(index):
        found = {check.name: check for check in doctor(index)}
    assert found["staging"].ok
    assert found["staging"].detail.startswith("an ingest is under way")


def test_damaged_lines_of_people_are_set_aside(index: Path) -> None:
    path = index / "reviews.jsonl"
    sound = path.read_bytes()
    path.write_bytes(b'{"v": 1, "half\n' + sound)
    assert lines(index) == [f"{path}: 1 damaged lines set aside, word for word"]
    assert path.read_bytes() == sound
    assert (index / "reviews.jsonl.damaged").read_bytes() == b'{"v": 1, "half\n'
    assert_sound(index)


def test_what_was_left_over(index: Path) -> None:
    for name in ("manifest.json.draft", "verified.json.77"):
        (index / name).write_bytes(b"")
    (index / "staging.gone").mkdir()
    (index / "writer.lock").write_bytes(b"x" * 5000)
    shutil.copytree(state(index), index / "states" / "000009")
    found = {check.name: check for check in doctor(index)}
    assert found["left over"].ok
    assert len(lines(index)) == 5
    assert (index / "damaged" / "000009").is_dir()
    assert "left over" not in {check.name for check in doctor(index)}
    assert_sound(index)


def test_a_table_of_the_users_is_never_changed(index: Path) -> None:
    (index / "ladder.csv").write_bytes(b"\xff")
    (done,) = repair(index, FakeEncoder())
    assert not done.ok
    assert (index / "ladder.csv").read_bytes() == b"\xff"
