"""Damage put right: after a repair the doctor is content and the index says what it said."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import build, reseal
from whole_index import assert_sound, contents, former_index

from pipeline.doctor import Mended, doctor, repair
from pipeline.errors import IndexMismatch, IndexTooNew, NoIndex, Unreadable
from pipeline.ingest import ingest
from pipeline.records import Given, Judgement
from pipeline.review import ReviewLog
from pipeline.store.manifest import FORMAT, OLDEST, read_manifest
from pipeline.store.originals import Originals

STATE = ("texts.sqlite", "zh.faiss", "en.faiss", "zh.rows.npy", "en.rows.npy", "sources.jsonl")
MADE = Judgement("1", "T/RES/1/1", "accept", (), "", "A. Reader", "2026-01-02T00:00:00Z", "")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index with a judgement; the files it was made from lie elsewhere now."""
    folder = tmp_path_factory.mktemp("pristine")
    index, _ = build(folder)
    ReviewLog(index).add([MADE])
    (folder / "corpus").rename(folder / "away")
    return folder


@pytest.fixture
def index(pristine: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    return shutil.copytree(pristine / "index", tmp_path / "index")


@pytest.fixture
def files_back(pristine: Path) -> Iterator[None]:
    """The files lie where they were taken in."""
    (pristine / "away").rename(pristine / "corpus")
    yield
    (pristine / "corpus").rename(pristine / "away")


def state(index: Path) -> Path:
    return index / read_manifest(index).state


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def damage_all(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def lines(index: Path, **options: bool) -> list[str]:
    return [done.line for done in repair(index, FakeEncoder(), **options)]


def test_nothing_is_done_to_a_sound_index(index: Path) -> None:
    files = whole(index)
    assert repair(index, FakeEncoder()) == ()
    assert whole(index) == files


def whole(index: Path) -> dict[Path, bytes]:
    """Every file but the note of what was looked at."""
    found = [p for p in index.rglob("*") if p.is_file() and p.name != "verified.json"]
    return {path: path.read_bytes() for path in found}


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        repair(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff"])
def test_a_manifest_is_written_again(index: Path, content: bytes | None) -> None:
    before = contents(index)
    (index / "manifest.json").unlink()
    if content is not None:
        (index / "manifest.json").write_bytes(content)
    assert lines(index) == [f"{index / 'manifest.json'}: written again, from states/000001"]
    assert contents(index) == before
    assert_sound(index)


def test_a_manifest_of_a_later_version_is_left_alone(index: Path) -> None:
    for path in (index / "manifest.json", state(index) / "manifest.json"):
        fields = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**fields, "format": FORMAT + 1}), encoding="utf-8")
    with pytest.raises(IndexTooNew):
        repair(index)


@pytest.mark.parametrize("name", STATE)
@pytest.mark.parametrize("is_missing", [False, True])
def test_a_file_of_the_state_is_made_again(index: Path, name: str, is_missing: bool) -> None:
    before = contents(index)
    path = state(index) / name
    path.unlink() if is_missing else damage(path)
    done = lines(index)
    assert "made again of 4 originals" in done[0]
    where = "texts.sqlite" if name == "sources.jsonl" else "sources.jsonl"
    assert done[0].endswith(f"by the list in {index / 'states' / '000001' / where}")
    assert read_manifest(index).generation == 2
    assert contents(index) == before
    assert_sound(index)
    assert not (index / "states" / "000001").exists()
    assert ReviewLog(index).read().judgements == (MADE,)
    assert repair(index, FakeEncoder()) == ()


def test_a_manifest_and_the_state_are_damaged(index: Path) -> None:
    before = contents(index)
    damage(state(index) / "zh.faiss")
    damage(index / "manifest.json")
    assert "manifest.json: written again" in lines(index)[0]
    assert contents(index) == before
    assert_sound(index)


def test_the_copy_of_the_manifest(index: Path) -> None:
    path = state(index) / "manifest.json"
    damage(path)
    assert lines(index) == [f"{path}: is damaged; written again"]
    assert_sound(index)


def test_rows_that_are_wrong_in_files_that_fit_their_sums(index: Path) -> None:
    before = contents(index)
    path = state(index) / "texts.sqlite"
    held = sqlite3.connect(path)
    held.execute("UPDATE paragraphs SET text = 'other' WHERE id = 2")
    held.commit()
    held.close()
    reseal(index, path)
    assert lines(index)
    assert contents(index) == before
    assert_sound(index)


@pytest.mark.usefixtures("files_back")
def test_originals_that_are_fetched_again(index: Path) -> None:
    originals = Originals(index)
    first, second, *_ = originals.kept()
    damage(originals.path(first))
    originals.drop(second)
    assert lines(index) == [f"{index}: 2 originals fetched again from where they lay"]
    assert_sound(index)


def test_an_original_that_is_lost_is_told(index: Path) -> None:
    before = contents(index)
    path = Originals(index).path(next(Originals(index).kept()))
    damage(path)
    (done,) = repair(index, FakeEncoder())
    assert not done.ok
    assert done.line.startswith(f"{path}: is lost, and no longer at ")
    assert contents(index) == before
    assert path.exists()


def test_files_that_are_lost_for_good(index: Path) -> None:
    originals = Originals(index)
    lost = next(originals.kept())
    originals.drop(lost)
    damage(state(index) / "texts.sqlite")
    held = whole(index)
    with pytest.raises(Unreadable, match=r"1 of 4 files .* nothing was changed.*--leave-out"):
        repair(index, FakeEncoder())
    assert whole(index) == held
    done = lines(index, leave_out=True)
    assert done[0] == f"{index / 'damaged' / '000001'}: the damaged state as it was"
    assert "1 files left out" in done[2]
    assert read_manifest(index).documents == 3
    assert_sound(index)
    assert (index / "damaged" / "000001" / "texts.sqlite").read_bytes() == next(
        content for path, content in held.items() if path.name == "texts.sqlite"
    )
    assert ReviewLog(index).read().judgements == (MADE,)


def test_the_list_of_the_state_before(index: Path, tmp_path: Path) -> None:
    """What was taken in since is not listed anywhere: it is kept and told."""
    text = tmp_path / "more.txt"
    text.write_text("1. States parties shall cooperate.", encoding="utf-8")
    ingest([text], index, FakeEncoder(), Given(symbol="T/2", lang="en"), workers=0)
    assert read_manifest(index).generation == 2
    known = set(Originals(index).kept())
    for name in ("sources.jsonl", "texts.sqlite"):
        damage_all(state(index) / name)
    done = lines(index)
    assert "with 1 files taken in since: take them in again" in done[0]
    assert "by the list in" in done[1]
    assert "000001" in done[1]
    assert_sound(index)
    kept = {p.name[:64] for p in (index / "damaged" / "000002" / "originals").iterdir()}
    assert kept == known - set(Originals(index).kept())


def test_no_list_at_all(index: Path) -> None:
    for name in ("sources.jsonl", "texts.sqlite"):
        damage_all(state(index) / name)
    with pytest.raises(IndexMismatch, match="neither its list of sources nor its database"):
        repair(index, FakeEncoder())


def test_another_encoder_is_refused(index: Path) -> None:
    damage(state(index) / "zh.faiss")
    with pytest.raises(IndexMismatch, match="built with the encoder"):
        repair(index, FakeEncoder("other@1"))


@pytest.mark.parametrize("written_by", range(OLDEST, FORMAT))
def test_a_former_format_is_carried_forward(written_by: int, tmp_path: Path) -> None:
    former = former_index(tmp_path, written_by)
    before = contents(former)
    written = read_manifest(former)
    assert [c.name for c in doctor(former) if not c.ok] == []
    (done,) = repair(former, FakeEncoder())
    assert done == Mended(f"{former}: carried forward from format {written.format} to {FORMAT}")
    assert read_manifest(former).rules == written.rules
    assert contents(former) == before
    assert_sound(former)
    told = {check.name: check.detail for check in doctor(former)}
    assert "4 were taken in by a former version" in told["originals"]
