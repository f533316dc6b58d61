"""One byte changed in any file of an index: found by the doctor, and what opens the file refuses."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import TEXTS, build, reseal, write_corpus
from whole_index import contents

from pipeline.doctor import doctor
from pipeline.doctor.files import state_file_faults
from pipeline.errors import IndexMismatch, IndexTooNew, TongwenError
from pipeline.ingest import ingest
from pipeline.records import Judgement
from pipeline.review import ReviewLog
from pipeline.store.manifest import read_manifest
from pipeline.store.originals import Originals
from pipeline.store.reading import open_store

STATE = ("texts.sqlite", "zh.faiss", "en.faiss", "zh.rows.npy", "en.rows.npy", "sources.jsonl")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two states with a judgement."""
    folder = tmp_path_factory.mktemp("bytes")
    build(folder, TEXTS[:2])
    ingest([write_corpus(folder / "corpus")], folder / "index", FakeEncoder(), workers=0)
    made = Judgement("1", "T/RES/1/1", "accept", (), "", "A. Reader", "2026-01-02T00:00:00Z", "")
    ReviewLog(folder / "index").add([made])
    return folder / "index"


@pytest.fixture
def index(held: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    return shutil.copytree(held, tmp_path / "index")


def flipped(path: Path, at: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ (1 << bit)]))


def places(path: Path, step: int) -> list[tuple[int, int]]:
    """Every ``step``-th byte, the first and the last, each with a bit of it."""
    size = path.stat().st_size
    drawn = random.Random(size)
    return [(at, drawn.randrange(8)) for at in sorted({0, size - 1, *range(7, size, step)})]


def opens(index: Path) -> bool:
    try:
        open_store(index).close()
    except TongwenError:
        return False
    return True


def test_the_index_is_sound(index: Path) -> None:
    assert [check for check in doctor(index) if not check.ok] == []
    assert read_manifest(index).generation == 2


@pytest.mark.parametrize("name", STATE)
def test_a_byte_of_a_file_of_the_state(index: Path, name: str) -> None:
    path = index / "states" / "000002" / name
    manifest = read_manifest(index)
    for at, bit in places(path, 97 if path.stat().st_size < 10_000 else 4_999):
        flipped(path, at, bit)
        assert len(state_file_faults(index, manifest)) == 1, (name, at, bit)
        assert not opens(index), (name, at, bit)
        flipped(path, at, bit)
    assert opens(index)
    flipped(path, 50, 3)
    assert not all(check.ok for check in doctor(index))


def test_a_byte_of_the_manifest(index: Path) -> None:
    path = index / "manifest.json"
    for at in range(path.stat().st_size):
        for bit in (0, at % 8):
            flipped(path, at, bit)
            with pytest.raises((IndexMismatch, IndexTooNew)):
                open_store(index)
            flipped(path, at, bit)
    flipped(path, 3, 0)
    assert "manifest" in {check.name for check in doctor(index) if not check.ok}


def test_a_byte_of_the_copy_of_the_manifest(index: Path) -> None:
    path, manifest = index / "states" / "000002" / "manifest.json", read_manifest(index)
    for at, bit in places(path, 1):
        flipped(path, at, bit)
        assert len(state_file_faults(index, manifest)) == 1, (at, bit)
        flipped(path, at, bit)
    assert opens(index)


def test_a_byte_of_an_original(index: Path) -> None:
    originals = Originals(index)
    sha256 = next(originals.kept())
    path = originals.path(sha256)
    for at in range(path.stat().st_size):
        for bit in range(8):
            flipped(path, at, bit)
            assert not originals.is_whole(sha256), (at, bit)
            flipped(path, at, bit)
    flipped(path, 3, 1)
    with pytest.raises(IndexMismatch, match="is damaged"):
        originals.get(sha256)
    assert bad(index) == {"originals": f"{path}: is damaged"}


def test_a_byte_of_the_judgements(index: Path) -> None:
    path = index / "reviews.jsonl"
    sound = ReviewLog(index).read().judgements
    for at in range(path.stat().st_size - 1):
        flipped(path, at, at % 8)
        try:
            read = ReviewLog(index).read()
        except TongwenError:
            pass
        else:  # the end of the only line: as after a power loss, it does not count, and says so
            assert read.torn, at
        flipped(path, at, at % 8)
    assert ReviewLog(index).read().judgements == sound
    flipped(path, 20, 0)
    assert list(bad(index)) == ["reviews.jsonl"]


def test_a_byte_of_the_state_before(index: Path) -> None:
    flipped(index / "states" / "000001" / "texts.sqlite", 5_000, 0)
    assert list(bad(index)) == ["state before"]
    assert opens(index)


def test_notes_that_are_damaged_change_no_answer(index: Path) -> None:
    """What the program notes for itself: files that were looked at, where the encoder lies."""
    before = contents(index)
    for name in ("verified.json", "encoder.txt"):
        path = index / name
        for content in (b"", b"\xff\0", b"{}", b'{"state": "states/000002", "files": {"a": 1}}'):
            path.write_bytes(content)
            assert contents(index) == before
            assert bad(index) == {}


def test_bytes_in_the_lock(index: Path) -> None:
    (index / "writer.lock").write_bytes(b"x")
    assert list(bad(index)) == ["lock"]


@pytest.mark.parametrize("name", ["ladder.csv", "terms.csv", "networks.csv"])
def test_a_table_of_the_users_that_cannot_be_read(index: Path, name: str) -> None:
    (index / name).write_bytes(b"code,nothing\n\xff\xff\n")
    assert list(bad(index)) == [name]


def test_an_original_that_is_missing(index: Path) -> None:
    path = Originals(index).path(next(Originals(index).kept()))
    path.unlink()
    assert bad(index)["originals"].startswith(f"{path}: is missing (")


def test_a_link_in_the_index(index: Path, tmp_path: Path) -> None:
    shutil.move(index / "originals", tmp_path / "elsewhere")
    try:
        (index / "originals").symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("this system makes no links here")
    assert bad(index) == {"links": f"{index / 'originals'}: is a link"}


def test_full_text_that_says_something_else(index: Path) -> None:
    """A word that is not found where it stands, in a file that fits its sum."""
    path = index / "states" / "000002" / "texts.sqlite"
    before = path.stat()
    assert bad(index) == {}
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    connection = sqlite3.connect(path)
    connection.execute("UPDATE passages_en_content SET c0 = 'other' WHERE id = 1")
    connection.commit()
    connection.close()
    reseal(index, path)
    assert {"full text", "sums"} <= set(bad(index))


def bad(index: Path) -> dict[str, str]:
    return {check.name: check.detail for check in doctor(index) if not check.ok}
