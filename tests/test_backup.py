"""An index in one file and back."""

import os
import shutil
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import build
from whole_index import assert_sound, contents, former_index

from pipeline.backup import backup, restore
from pipeline.doctor import index_digest
from pipeline.errors import Busy, IndexMismatch, NoIndex, Unwritable
from pipeline.ingest import ingest, remove
from pipeline.opened import OpenIndex
from pipeline.records import Judgement
from pipeline.review import ReviewLog
from pipeline.store.manifest import FORMAT, OLDEST, read_manifest
from pipeline.store.originals import Originals
from pipeline.store.staging import writer_lock

MADE = Judgement("1", "T/RES/1/1", "accept", (), "", "A. Reader", "2026-01-02T00:00:00Z", "")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index with a judgement and a table of its owner, and its backup."""
    folder = tmp_path_factory.mktemp("held")
    index, _ = build(folder)
    ReviewLog(index).add([MADE])
    (index / "terms.csv").write_text("code,lang,form\nx,en,widget\nx,zh,部件\n", encoding="utf-8")
    backup(index, folder / "b.zip")
    return folder


def test_back_as_it_was(held: Path, tmp_path: Path) -> None:
    manifest = restore(held / "b.zip", tmp_path / "new")
    index, new = held / "index", tmp_path / "new"
    assert manifest == read_manifest(index)
    assert contents(new) == contents(index)
    assert index_digest(new) == index_digest(index)
    assert ReviewLog(new).read().judgements == (MADE,)
    assert (new / "terms.csv").read_bytes() == (index / "terms.csv").read_bytes()
    assert set(Originals(new).kept()) == set(Originals(index).kept())
    assert_sound(new)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]
    assert ingest([held / "corpus"], new, FakeEncoder(), workers=0).unchanged == 4


def test_the_same_index_gives_the_same_bytes(held: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(held / "index", tmp_path / "copy")
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    (copy / "encoder.txt").write_text("/nowhere", encoding="utf-8")
    (copy / "staging").mkdir()
    made = backup(copy, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == (held / "b.zip").read_bytes()
    assert (made.bytes, made.documents) == ((tmp_path / "b.zip").stat().st_size, 4)


def test_a_file_that_is_there_is_not_overwritten(held: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_bytes(b"other")
    with pytest.raises(Unwritable, match="is there already"):
        backup(held / "index", target)
    assert target.read_bytes() == b"other"
    backup(held / "index", target, force=True)
    assert target.read_bytes() == (held / "b.zip").read_bytes()
    with pytest.raises(Unwritable):
        backup(held / "index", tmp_path, force=True)


def test_a_backup_in_the_index_itself(held: Path) -> None:
    with pytest.raises(Unwritable, match="lies in the index itself"):
        backup(held / "index", held / "index" / "b.zip")


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        backup(tmp_path / "none", tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []


def test_another_process_writes(held: Path, tmp_path: Path) -> None:
    with writer_lock(held / "index"), pytest.raises(Busy):
        backup(held / "index", tmp_path / "b.zip", wait=0.1)


def test_a_damaged_index_is_not_backed_up(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    (index / "states" / "000001" / "zh.faiss").write_bytes(b"")
    with pytest.raises(IndexMismatch):
        backup(index, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()
    assert list(tmp_path.glob("*.draft")) == []


def test_a_damaged_original_is_left_out_and_told(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    path = Originals(index).path(next(Originals(index).kept()))
    path.write_bytes(b"damaged")
    assert backup(index, tmp_path / "b.zip").left_out == (path,)
    restore(tmp_path / "b.zip", tmp_path / "new")
    assert contents(tmp_path / "new") == contents(index)


@pytest.mark.parametrize("written_by", range(OLDEST, FORMAT))
def test_across_a_version(written_by: int, tmp_path: Path) -> None:
    former = former_index(tmp_path, written_by)
    backup(former, tmp_path / "b.zip")
    new = tmp_path / "new"
    assert restore(tmp_path / "b.zip", new).format == written_by
    assert contents(new) == contents(former)
    with OpenIndex.open(new, FakeEncoder()):
        pass
    remove(new, "T/RES/1/1", "en")
    assert read_manifest(new).format == FORMAT
    assert len(ReviewLog(new).read().judgements) == 1
    assert_sound(new)


@pytest.mark.parametrize("name", ["file", "folder"])
def test_a_place_that_holds_something(held: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "new"
    if name == "folder":
        target.mkdir()
        (target / "mine.txt").write_text("mine", encoding="utf-8")
    else:
        target.write_text("mine", encoding="utf-8")
    with pytest.raises(Unwritable, match="is there and not empty"):
        restore(held / "b.zip", target)
    assert len(list(tmp_path.rglob("*"))) == (2 if name == "folder" else 1)


def test_an_empty_folder_is_taken(held: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restore(held / "b.zip", tmp_path / "new")
    assert_sound(tmp_path / "new")
