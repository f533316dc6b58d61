"""A disk that is full, or refuses: one line that says so, and what was held is as it was."""

import errno
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from small_index import build, write_corpus
from whole_index import MANY, assert_sound, contents

from evaluation.durability.disk_commands import mounting, trials_on_small_disk
from pipeline.errors import IndexMismatch, NoSpace, TongwenError, Unwritable
from pipeline.ingest import ingest
from pipeline.store.disk import check_room, needed, refusal_of, told
from pipeline.vectors import write_vectors

ROOT = Path(__file__).resolve().parent.parent


def limited(size: int) -> Callable[[], None]:
    """What makes a process unable to write a file larger than ``size`` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def tongwen(*arguments: str, size: int | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        preexec_fn=limited(size) if size is not None else None,
    )


@pytest.mark.parametrize(
    ("number", "kind", "says"),
    [
        (errno.ENOSPC, NoSpace, "no space is left on the disk"),
        (errno.EDQUOT, NoSpace, "quota"),
        (errno.EFBIG, NoSpace, "larger than the system allows"),
        (errno.EROFS, Unwritable, "read-only"),
        (errno.EACCES, Unwritable, "no permission"),
        (errno.EPERM, Unwritable, "no permission"),
        (errno.EIO, Unwritable, "the disk fails"),
        (errno.EMFILE, Unwritable, "no more open files"),
    ],
)
def test_what_the_system_refuses_is_told_in_one_line(
    tmp_path: Path, number: int, kind: type[TongwenError], says: str
) -> None:
    with pytest.raises(kind) as caught, told(tmp_path):
        raise OSError(number, os.strerror(number))
    line = str(caught.value)
    assert line.startswith(f"{tmp_path}: ")
    assert says in line
    assert "\n" not in line


def test_the_file_is_named_where_the_error_names_one(tmp_path: Path) -> None:
    error = OSError(errno.ENOSPC, "full", "/from/here", None, "/to/there")
    assert str(refusal_of(error, tmp_path)).startswith("/to/there: ")
    assert str(refusal_of(OSError(errno.EIO, "failed", "/a/file"))).startswith("/a/file: ")
    unnamed = str(refusal_of(OSError(errno.ENOSPC, "full")))
    assert unnamed.startswith("no space is left")


def test_other_errors_pass_as_they_are(tmp_path: Path) -> None:
    for error in (
        ValueError("a"),
        OSError(errno.ENOENT, "gone"),
        OSError("told by hand"),
        sqlite3.IntegrityError("UNIQUE"),
        RuntimeError("a fault"),
        NoSpace("told before"),
    ):
        with pytest.raises(type(error)) as caught, told(tmp_path):
            raise error
        assert caught.value is error


def test_what_is_no_database_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").write_bytes(b"no database at all, " * 100)
    with pytest.raises(IndexMismatch, match="damaged"), told(tmp_path):
        sqlite3.connect(tmp_path / "writer.lock").execute("BEGIN EXCLUSIVE")


def test_a_library_that_wraps_the_cause_is_seen_through(tmp_path: Path) -> None:
    with pytest.raises(NoSpace, match="no space is left"), told(tmp_path):
        try:
            raise OSError(errno.ENOSPC, "full")
        except OSError as cause:
            raise RuntimeError("error in write") from cause


def _limited_writes(folder: Path) -> None:
    """Runs in a process that may write no file of more than 20,000 bytes."""
    block = np.full((1_000, 64), 0.125, dtype=np.float32)

    def database() -> None:
        connection = sqlite3.connect(folder / "a.sqlite")
        connection.execute("CREATE TABLE a (b)")
        connection.executemany("INSERT INTO a VALUES (?)", [("x" * 1_000,)] * 100)
        connection.commit()

    for write in (
        database,
        lambda: np.save(folder / "a.npy", block),
        lambda: write_vectors(folder / "a.faiss", 1_000, 64, [block], None),
        lambda: (folder / "a.txt").write_bytes(bytes(30_000)),
    ):
        try:
            with told(folder):
                write()
        except TongwenError as error:
            sys.stdout.write(f"{type(error).__name__} {error}\n")


def test_sqlite_numpy_and_faiss_at_a_limit_on_file_sizes(tmp_path: Path) -> None:
    code = f"import test_adversity_disk as t, pathlib; t._limited_writes(pathlib.Path({str(tmp_path)!r}))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        preexec_fn=limited(20_000),
    )
    lines = run.stdout.splitlines()
    # SQLite does not say why it could not write, and a small file can be written
    assert lines[0].startswith(("Unwritable ", "NoSpace "))
    assert [line.split(" ")[0] for line in lines[1:]] == ["NoSpace"] * 3
    assert all(str(tmp_path) in line for line in lines)


def test_room_is_looked_for_before_anything_is_begun(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    (state,) = (index / "states").iterdir()
    assert needed(state) == sum(p.stat().st_size for p in state.iterdir())
    assert needed(tmp_path / "none") == 0
    check_room(index, needed(state))
    check_room(tmp_path / "not" / "yet" / "there", 1)
    with pytest.raises(NoSpace, match=r"1,000,000,000,000,000 bytes are needed and [\d,]+ are"):
        check_room(index, 10**15)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 4_096, 32_768, 65_536, 100_000])
def test_an_ingest_at_a_limit_on_file_sizes_leaves_the_index_as_it_was(
    tmp_path: Path, size: int
) -> None:
    index, _ = build(tmp_path, MANY[:4])
    corpus = write_corpus(tmp_path / "corpus", MANY)
    held = contents(index)
    with pytest.raises(Exception) as caught, no_file_larger_than(size):
        ingest([corpus], index, FakeEncoder(), workers=0)
    error = caught.value
    line = str(error if isinstance(error, TongwenError) else refusal_of(error, index))
    assert "what is held is as it was" in line
    assert contents(index) == held
    assert_sound(index)
    assert ingest([corpus], index, FakeEncoder(), workers=0).added == 8
    assert_sound(index)


def test_the_command_line_says_it_too(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    run = tongwen("remove", "T/RES/1/1", "--lang", "zh", "--index", str(index), size=65_536)
    assert run.returncode == 1
    (line,) = run.stderr.strip().splitlines()
    assert line.startswith("tongwen: ")
    assert "what is held is as it was" in line
    assert_sound(index)


@pytest.mark.parametrize(
    "arguments",
    [("search", "report", "--json"), ("recommendations", "--csv"), ("doctor",), ("--help",)],
)
def test_a_full_disk_behind_standard_output(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no /dev/full")
    index, _ = build(tmp_path)
    named = [] if arguments == ("--help",) else ["--index", str(index)]
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments, *named],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            check=False,
        )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr
    (line,) = run.stderr.strip().splitlines()
    assert line.startswith("tongwen: ")


def _skip_without_a_disk_of_our_own(tmp_path: Path) -> None:
    try:
        mounting(tmp_path, "size=1m")
    except TongwenError as error:
        pytest.skip(str(error))


def test_a_full_disk_at_several_moments(tmp_path: Path) -> None:
    _skip_without_a_disk_of_our_own(tmp_path)
    tried = list(trials_on_small_disk(3_000_000, 13_000_000, ("ingest held",)))
    assert tried[0].code == 1, "nothing fits on a disk without a byte"
    assert tried[-1].code == 0
    assert [(t.free, t.faults) for t in tried if t.faults] == []
