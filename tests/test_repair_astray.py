"""What came into an index from elsewhere, or went back: nothing is lost by putting it right, and
nothing outside its folder is touched."""

import json
import os
import shutil
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import build, write_corpus
from whole_index import MANY, assert_sound, contents

from pipeline.doctor import doctor, repair
from pipeline.errors import IndexMismatch
from pipeline.ingest import ingest, remove
from pipeline.store.manifest import FORMAT, MANIFEST, read_manifest
from pipeline.store.originals import Originals
from pipeline.store.staging import LOCK

ONE, TWO, THREE = MANY[:4], MANY[4:8], MANY[8:]
links = pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two generations."""
    found, _ = build(tmp_path / "one", ONE)
    ingest([write_corpus(tmp_path / "two", TWO)], found, FakeEncoder(), workers=0)
    return found


def lines(index: Path) -> list[str]:
    return [done.line for done in repair(index, FakeEncoder())]


def put_back(index: Path) -> None:
    """The manifest of the first generation, in place of that of the second."""
    shutil.copyfile(index / "states" / "000001" / MANIFEST, index / MANIFEST)


def test_an_older_manifest_that_was_put_back(index: Path) -> None:
    before = contents(index)
    put_back(index)
    assert read_manifest(index).generation == 1
    told = {check.name: check.detail for check in doctor(index) if not check.ok}
    assert "states/000002 was made after it and is whole" in told["manifest"]
    assert lines(index) == [f"{index / MANIFEST}: written again, from states/000002"]
    assert contents(index) == before
    assert_sound(index)
    assert repair(index, FakeEncoder()) == ()


def test_an_older_manifest_whose_state_was_forgotten(index: Path) -> None:
    older = (index / MANIFEST).read_bytes()
    remove(index, TWO[0].symbol, "en")
    before = contents(index)
    (index / MANIFEST).write_bytes(older)
    assert lines(index) == [f"{index / MANIFEST}: written again, from states/000003"]
    assert contents(index) == before
    assert_sound(index)


def test_a_state_whose_end_was_near_is_no_stray(index: Path) -> None:
    """As after a kill just before the manifest's turn: the next ingest carries on from it."""
    put_back(index)
    (index / "staging").mkdir()
    base = [FORMAT, 1, "fake@1", read_manifest(index).rules, False]
    (index / "staging" / "base.json").write_text(json.dumps(base), encoding="utf-8")
    assert_sound(index)
    assert repair(index, FakeEncoder()) == ()
    assert read_manifest(index).generation == 1


def test_both_manifests_of_the_newest_state_are_lost(index: Path) -> None:
    """The state before answers; the newest is kept aside, with the files that it alone had, also
    where unfinished work lies beside them that began from it."""
    kept = set(Originals(index).kept())
    base = [FORMAT, 2, "fake@1", read_manifest(index).rules, False]
    (index / MANIFEST).write_bytes(b"")
    (index / "states" / "000002" / MANIFEST).write_bytes(b"")
    (index / "staging").mkdir()
    (index / "staging" / "base.json").write_text(json.dumps(base), encoding="utf-8")
    done = lines(index)
    assert done[0] == f"{index / MANIFEST}: written again, from states/000001"
    assert done[1].endswith("with 4 files taken in since: take them in again")
    assert_sound(index)
    ingest([write_corpus(index.parent / "three", THREE)], index, FakeEncoder(), workers=0)
    aside = index / "damaged" / "000002"
    assert (aside / "texts.sqlite").exists()
    spared = {path.stem for path in (aside / "originals").iterdir()}
    assert spared | set(Originals(index).kept()) >= kept


def test_a_stray_beside_a_state_that_is_made_again(index: Path) -> None:
    """The state that is made takes the number, and not the place, of the stray."""
    (index / MANIFEST).write_bytes(b"")
    (index / "states" / "000002" / MANIFEST).write_bytes(b"")
    (index / "states" / "000001" / "zh.faiss").write_bytes(b"")
    lost = (index / "states" / "000002" / "texts.sqlite").read_bytes()
    lines(index)
    assert read_manifest(index).generation == 2
    assert (index / "damaged" / "000002" / "texts.sqlite").read_bytes() == lost
    assert len(list((index / "damaged" / "000002" / "originals").iterdir())) == len(TWO)
    assert_sound(index)


def test_a_state_that_is_of_another_index(tmp_path: Path) -> None:
    """Its database is whole, and names files that still lie where they were."""
    index, _ = build(tmp_path / "one", ONE)
    other, _ = build(tmp_path / "two", TWO)
    kept = set(Originals(index).kept())
    shutil.rmtree(index / "states" / "000001")
    shutil.copytree(other / "states" / "000001", index / "states" / "000001")
    with pytest.raises(IndexMismatch, match="neither its list of sources nor its database"):
        repair(index, FakeEncoder())
    assert set(Originals(index).kept()) == kept


def test_a_list_that_names_fewer_files_than_are_kept(index: Path) -> None:
    """The database and list of the state before, in the place of those of the one that holds."""
    kept = set(Originals(index).kept())
    for name in ("texts.sqlite", "sources.jsonl"):
        shutil.copyfile(index / "states" / "000001" / name, index / "states" / "000002" / name)
    done = lines(index)
    assert "with 4 files taken in since: take them in again" in done[0]
    assert_sound(index)
    found = {path.stem for path in index.rglob("*.gz")}
    assert found >= kept


def test_what_was_kept_aside_before_is_kept(index: Path) -> None:
    mine = index / "damaged" / "000002"
    mine.mkdir(parents=True)
    (mine / "texts.sqlite").write_text("of an earlier repair", encoding="utf-8")
    for name in ("texts.sqlite", "sources.jsonl"):
        shutil.copyfile(index / "states" / "000001" / name, index / "states" / "000002" / name)
    lines(index)
    assert (mine / "texts.sqlite").read_text(encoding="utf-8") == "of an earlier repair"
    assert (index / "damaged" / "000002-2" / "texts.sqlite").exists()


@links
@pytest.mark.parametrize("name", [LOCK, "damaged"])
def test_nothing_is_written_through_a_link(index: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    thesis = outside / "thesis.txt"
    thesis.write_text("mine", encoding="utf-8")
    (index / name).unlink(missing_ok=True)
    (index / name).symlink_to(thesis if name == LOCK else outside)
    shutil.copytree(index / "states" / "000001", index / "states" / "000009")
    assert [c.name for c in doctor(index) if not c.ok] == ["links"]
    with pytest.raises(IndexMismatch, match=f"{name}: is a link"):
        repair(index, FakeEncoder())
    assert [(p.name, p.read_text(encoding="utf-8")) for p in outside.iterdir()] == [
        ("thesis.txt", "mine")
    ]


@links
def test_leftovers_are_only_what_the_program_left(index: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "thesis.txt").write_text("mine", encoding="utf-8")
    (index / "staging.gone").symlink_to(outside)
    (index / "notes.draft").write_text("mine", encoding="utf-8")
    assert lines(index) == [f"{index / 'staging.gone'}: left over, deleted"]
    assert (outside / "thesis.txt").exists()
    assert (index / "notes.draft").exists()
