"""An index made again of the files that it keeps, and in one line what it holds."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import TEXTS, build, write_corpus
from whole_index import MANY, assert_sound, contents

from pipeline.cli.main import app
from pipeline.doctor import doctor, index_digest
from pipeline.errors import Busy, NoIndex
from pipeline.ingest import ingest, reindex, work
from pipeline.records import Judgement
from pipeline.review import ReviewLog
from pipeline.rules import rules_version
from pipeline.store.manifest import read_manifest
from pipeline.store.reading import open_store
from pipeline.store.staging import writer_lock

MADE = Judgement("1", "T/RES/1/1", "accept", (), "", "A. Reader", "2026-01-02T00:00:00Z", "")


def test_by_the_same_rules_nothing_changes(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    before, digest = contents(index), index_digest(index)
    (tmp_path / "corpus").rename(tmp_path / "away")
    ReviewLog(index).add([MADE])
    report = reindex(index, FakeEncoder(), workers=0)
    assert (report.added, report.refused) == (4, ())
    assert read_manifest(index).generation == 2
    assert contents(index) == before
    assert index_digest(index) == digest
    assert ReviewLog(index).read().judgements == (MADE,)
    assert_sound(index)


def test_what_was_refused_is_remembered(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "empty.txt").write_bytes(b"")
    ingest([corpus], tmp_path / "index", FakeEncoder(), workers=0)
    with closing(open_store(tmp_path / "index")) as store:
        before = store.refusals()
    assert len(before) == 1
    reindex(tmp_path / "index", FakeEncoder(), workers=0)
    with closing(open_store(tmp_path / "index")) as store:
        assert store.refusals() == before


def test_with_another_encoder(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    digest = index_digest(index)
    reindex(index, FakeEncoder("other@2", 32), workers=0)
    manifest = read_manifest(index)
    assert (manifest.encoder, manifest.dimensions) == ("other@2", 32)
    assert index_digest(index) != digest
    assert_sound(index)


def test_older_rules_are_told_and_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text keeps the version of the rules that read it, whatever is taken in later."""
    with monkeypatch.context() as patched:
        patched.setattr(work, "rules_version", lambda: "0.0.9+0123456789ab")
        index, _ = build(tmp_path, TEXTS[:3])
    ingest([write_corpus(tmp_path / "corpus", TEXTS)], index, FakeEncoder(), workers=0)
    (check,) = [check for check in doctor(index) if check.name == "rules"]
    assert check.ok
    assert check.detail == (
        "3 of 4 texts were read by others (0.0.9+0123456789ab); `tongwen reindex` brings them up"
        f" to this version's, {rules_version()}"
    )
    reindex(index, FakeEncoder(), workers=0)
    (check,) = [check for check in doctor(index) if check.name == "rules"]
    assert check.detail == f"every text was read by those of this version, {rules_version()}"


def test_another_process_writes(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    with writer_lock(index), pytest.raises(Busy):
        reindex(index, FakeEncoder(), workers=0, wait=0.1)


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        reindex(tmp_path / "none", FakeEncoder())
    assert not (tmp_path / "none").exists()


def test_the_digest_does_not_hang_on_the_order(tmp_path: Path) -> None:
    """The same texts, at once from here, one by one the other way round from there."""
    together, _ = build(tmp_path, MANY)
    apart = tmp_path / "apart"
    for number, text in enumerate(reversed(MANY)):
        ingest([write_corpus(tmp_path / str(number), (text,))], apart, FakeEncoder(), workers=0)
    assert read_manifest(apart).generation == len(MANY)
    assert index_digest(apart) == index_digest(together)


@pytest.mark.parametrize("old", ["第18条", "Conference", "3. "])
def test_any_changed_character_gives_another_digest(tmp_path: Path, old: str) -> None:
    index, _ = build(tmp_path / "one")
    new = old[:-1] + "5" if old != "3. " else "4. "
    changed = tuple(replace(text, body=text.body.replace(old, new)) for text in TEXTS)
    assert changed != TEXTS
    other, _ = build(tmp_path / "two", changed)
    assert index_digest(index) != index_digest(other)


def test_the_command_prints_one_line(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    index, _ = build(tmp_path)
    done = CliRunner().invoke(app, ["doctor", "--index", str(index), "--digest"])
    assert done.stdout == f"{index_digest(index)}\n"
    assert len(done.stdout) == 65
