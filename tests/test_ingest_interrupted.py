"""An ingest that is interrupted or killed: the index stays as it was, the next one carries on."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import build, write_corpus
from whole_index import MANY, assert_sound, contents

from pipeline.doctor import doctor
from pipeline.errors import NoIndex, UnknownSymbol
from pipeline.ingest import Progress, ingest, prepare, publish, remove, taking
from pipeline.readers import read_bytes
from pipeline.records import Document, Given
from pipeline.store.reading import open_store

ROOT = Path(__file__).resolve().parent.parent


class Interrupted(Exception):
    """What a test ends an ingest with."""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "_BATCH", 5)


def test_an_ingest_interrupted_at_any_step_is_carried_on(
    tmp_path: Path, small_batches: None
) -> None:
    first, rest = MANY[:4], MANY
    build(tmp_path / "whole", first)
    steps: list[Progress] = []
    corpus = write_corpus(tmp_path / "whole" / "corpus", rest)
    ingest([corpus], tmp_path / "whole" / "index", FakeEncoder(), progress=steps.append)
    assert {step.stage for step in steps} == {"reading", "stored", "linking", "finishing"}
    expected = contents(tmp_path / "whole" / "index")
    index, _ = build(tmp_path, first)
    corpus = write_corpus(tmp_path / "corpus", rest)
    held = contents(index)
    pristine = tmp_path / "pristine"
    shutil.copytree(index, pristine)
    for stop in range(len(steps)):
        shutil.rmtree(index)
        shutil.copytree(pristine, index)
        seen = 0

        def interrupt(step: Progress) -> None:
            nonlocal seen
            seen += 1
            if seen > stop:  # noqa: B023
                raise Interrupted

        with pytest.raises(Interrupted):
            ingest([corpus], index, FakeEncoder(), progress=interrupt)
        assert contents(index) == held, "the state before is whole"
        report = ingest([corpus], index, FakeEncoder())
        assert (report.added, report.replaced, report.unchanged) == (8, 0, 4)
        assert report.paragraphs == 16
        assert contents(index) == expected
    assert_sound(index)


def test_files_done_before_an_interrupt_are_not_read_again(
    tmp_path: Path, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, index = write_corpus(tmp_path / "corpus", MANY), tmp_path / "index"

    def interrupt(step: Progress) -> None:
        if step.stage == "stored" and step.paragraphs >= 12:
            raise Interrupted

    with pytest.raises(Interrupted):
        ingest([corpus], index, FakeEncoder(), progress=interrupt)
    with pytest.raises(NoIndex):
        open_store(index)
    read: list[str] = []

    def counting(name: str, content: bytes, given: Given) -> Document:
        read.append(name)
        return read_bytes(name, content, given)

    monkeypatch.setattr(prepare, "read_bytes", counting)
    assert ingest([corpus], index, FakeEncoder()).added == 12
    assert len(read) == 6


KILLED = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from fake_encoder import FakeEncoder
from pipeline.ingest import ingest, taking
from pipeline.store import staging

taking._BATCH = 5
at, count = {at!r}, [0]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def tell(step):
    count[0] += step.stage == "stored"
    if at == step.stage or at == f"stored {{count[0]}}":
        die()

if at == "manifest":  # the state has its name, the manifest does not know it yet
    written = staging.write_manifest
    staging.write_manifest = lambda folder, made: (
        written(folder, made) if folder.name == "state" else die()
    )
ingest([{corpus!r}], {index!r}, FakeEncoder(), progress=tell)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no SIGKILL")
@pytest.mark.parametrize("at", ["stored 1", "stored 3", "finishing", "linking", "manifest"])
def test_a_killed_ingest_is_carried_on(tmp_path: Path, at: str) -> None:
    index, _ = build(tmp_path, MANY[:4])
    held = contents(index)
    corpus = write_corpus(tmp_path / "corpus", MANY)
    program = KILLED.format(tests=str(ROOT / "tests"), at=at, corpus=str(corpus), index=str(index))
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**os.environ})
    assert ended.returncode == -signal.SIGKILL
    assert contents(index) == held
    assert any(check.name == "staging" for check in doctor(index))
    report = ingest([corpus], index, FakeEncoder())
    assert (report.added, report.unchanged, report.paragraphs) == (8, 4, 16)
    build(tmp_path / "other", MANY)
    assert contents(index) == contents(tmp_path / "other" / "index")
    assert_sound(index)


def test_a_removal_interrupted_after_its_first_step_is_carried_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, _ = build(tmp_path, MANY[:4])
    held = contents(index)

    def interrupted(*_: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(publish, "_write_vectors", interrupted)
        with pytest.raises(Interrupted):
            remove(index, "T/RES/1/1", "en")
    assert contents(index) == held
    assert remove(index, "T/RES/1/1", "en") == 2
    assert "T/RES/1/1 en" not in contents(index)
    assert_sound(index)
    with pytest.raises(UnknownSymbol):
        remove(index, "T/RES/1/1", "en")


def test_what_a_full_disk_left_in_a_staged_state_is_no_part_of_the_next(tmp_path: Path) -> None:
    """A draft of the manifest that was never put in place was once sealed into the state."""
    index, _ = build(tmp_path, MANY[:4])
    corpus = write_corpus(tmp_path / "corpus", MANY)

    def interrupt(step: Progress) -> None:
        if step.stage == "linking":
            raise Interrupted

    with pytest.raises(Interrupted):
        ingest([corpus], index, FakeEncoder(), progress=interrupt)
    (index / "staging" / "state" / "manifest.json.draft").write_text("{", encoding="utf-8")
    assert ingest([corpus], index, FakeEncoder()).added == 8
    assert_sound(index)


def test_a_link_in_place_of_staging_is_taken_away_and_not_followed(tmp_path: Path) -> None:
    index, _ = build(tmp_path, MANY[:4])
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine", encoding="utf-8")
    (index / "staging").symlink_to(outside)
    ingest([write_corpus(tmp_path / "corpus", MANY)], index, FakeEncoder())
    assert_sound(index)
    assert [p.name for p in outside.iterdir()] == ["mine.txt"]
