"""What lies in the folder of an index that no version of the program put there, or put elsewhere."""

import shutil
import time
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build, write_corpus
from whole_index import MANY, assert_sound

from pipeline.backup import backup, restore
from pipeline.errors import IndexMismatch
from pipeline.ingest import ingest, taking
from pipeline.opened import OpenIndex
from pipeline.store.appended import set_aside
from pipeline.store.manifest import MANIFEST, STATES, read_manifest
from pipeline.store.originals import Originals
from pipeline.store.reading import open_store


def symbols(index: Path) -> set[str]:
    store = open_store(index)
    found = {heading.symbol for heading in store.headings().values()}
    store.close()
    return found


def test_what_a_file_manager_leaves_in_staging(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finder writes .DS_Store into a folder that is looked at: it is no file of the state."""
    index, _ = build(tmp_path, MANY[:4])
    more = write_corpus(tmp_path / "more", MANY[4:8])

    def killed(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(taking, "finish", killed)
        ingest([more], index, FakeEncoder(), workers=0)
    (index / "staging" / "state" / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    ingest([more], index, FakeEncoder(), workers=0)
    assert_sound(index)  # IndexMismatch: '.DS_Store' is no name of a file of a state


def test_a_link_in_the_place_of_a_draft(tmp_path: Path) -> None:
    """An index may come from somebody else: nothing outside its folder is written."""
    index, _ = build(tmp_path, MANY[:4])
    mine = tmp_path / "thesis.txt"
    mine.write_text("mine", encoding="utf-8")
    (index / f"{MANIFEST}.draft").symlink_to(mine)
    ingest([write_corpus(tmp_path / "more", MANY[4:8])], index, FakeEncoder(), workers=0)
    assert mine.read_text(encoding="utf-8") == "mine"  # is the manifest now
    assert not (index / MANIFEST).is_symlink()


def test_a_link_in_the_place_of_a_log_s_draft(tmp_path: Path) -> None:
    log, mine = tmp_path / "reviews.jsonl", tmp_path / "thesis.txt"
    log.write_text("damaged\n", encoding="utf-8")
    mine.write_text("mine", encoding="utf-8")
    (tmp_path / "reviews.jsonl.draft").symlink_to(mine)
    set_aside(log)
    assert mine.read_text(encoding="utf-8") == "mine"  # is empty now


def test_another_index_of_the_same_generation(tmp_path: Path) -> None:
    """A backup restored in the place of an index: who has it open moves on to it."""
    index, _ = build(tmp_path / "a", MANY[:4])
    other, _ = build(tmp_path / "b", MANY[4:8])
    backup(other, tmp_path / "b.zip")
    opened = OpenIndex.open(index, FakeEncoder())
    index.rename(tmp_path / "away")
    restore(tmp_path / "b.zip", index)
    assert opened.refresh()  # False: only the number of the generation is compared


def test_the_manifest_of_another_index(tmp_path: Path) -> None:
    """The note of files found whole says by which sums: files of equal size are not those."""
    changed = tuple(
        Text(t.symbol, t.lang, t.body.replace("shall", "may  "), t.date, t.session)
        for t in MANY[:4]
    )
    index, _ = build(tmp_path / "a", MANY[:4])
    other, _ = build(tmp_path / "b", changed)
    time.sleep(0.2)  # younger files are not noted
    open_store(index).close()
    shutil.copyfile(other / MANIFEST, index / MANIFEST)
    with pytest.raises(IndexMismatch):
        open_store(index).close()


def test_an_older_manifest_beside_a_newer_state(tmp_path: Path) -> None:
    """A synchronised folder or a person puts yesterday's manifest back: an ingest must not destroy
    the newer state with the originals of its documents without a word."""
    index, _ = build(tmp_path, MANY[:4])
    older = (index / MANIFEST).read_bytes()
    ingest([write_corpus(tmp_path / "two", MANY[4:8])], index, FakeEncoder(), workers=0)
    held = set(Originals(index).kept())
    (index / MANIFEST).write_bytes(older)
    try:
        ingest([write_corpus(tmp_path / "three", MANY[8:])], index, FakeEncoder(), workers=0)
    except IndexMismatch:
        assert (index / STATES / "000002" / "texts.sqlite").exists()
        assert set(Originals(index).kept()) >= held
        return
    kept = {path.name.removesuffix(".gz") for path in index.rglob("*.gz")}
    assert symbols(index) >= {t.symbol for t in MANY[4:8]} or held <= kept
    assert read_manifest(index).generation != 2 or (index / "damaged").exists()
