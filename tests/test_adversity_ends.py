"""A command that is ended from outside, or begun where little is given: one line, nothing lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from adversity import ROOT, done, refused, tongwen
from fake_encoder import FakeEncoder
from small_index import build, write_corpus
from whole_index import MANY, assert_sound, contents

from pipeline.cli.ending import interruptible, last_line, printed
from pipeline.ingest import ingest
from pipeline.places import sample_corpus

if os.name != "posix":
    pytest.skip("signals are those of POSIX systems", allow_module_level=True)


def test_the_first_signal_ends_what_runs_and_the_handlers_come_back() -> None:
    before = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    with pytest.raises(KeyboardInterrupt), interruptible() as came:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    assert came == [signal.SIGTERM]
    assert [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible() as came:
            os.kill(os.getpid(), signal.SIGHUP)
        assert came == []
    finally:
        signal.signal(signal.SIGHUP, before)


def test_what_the_last_line_says() -> None:
    assert last_line(MemoryError()) == "not enough memory; nothing that is held has changed"
    assert last_line(FileNotFoundError(2, "No such file", "/a/b")) == "/a/b: No such file"
    assert "libx" in str(last_line(ImportError("libx.so: failed to map")))
    assert last_line(ValueError("a fault of the program")) is None


def test_a_stream_that_takes_no_more_is_given_up() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no /dev/full")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        full.write("x")
        assert printed(full) is not None
        assert printed(full) is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_ingest_ended_at_random_moments_leaves_the_index_as_it_was(
    tmp_path: Path, number: signal.Signals
) -> None:
    whole, _ = build(tmp_path / "whole", MANY)
    index, _ = build(tmp_path, MANY[:4])
    write_corpus(tmp_path / "corpus", MANY)
    held, after = contents(index), contents(whole)
    code = (
        "import sys; from fake_encoder import FakeEncoder; import pipeline.encode as e;"
        " e.load_encoder = lambda name: FakeEncoder(); from pipeline.cli import main;"
        " sys.stderr.write('ready\\n'); sys.stderr.flush(); main()"
    )
    line = [sys.executable, "-c", code, "ingest", str(tmp_path / "corpus"), "--index", str(index)]
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    chance = random.Random(int(number))
    for _ in range(3):
        with subprocess.Popen(
            line, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONPATH": path}
        ) as process:
            assert process.stderr is not None
            assert process.stderr.readline() == "ready\n"
            time.sleep(chance.uniform(0.01, 0.5))
            process.send_signal(number)
            told = process.stderr.read()
        assert "Traceback" not in told
        if process.returncode == 0:
            break
        assert process.returncode in {128 + number, -number}  # the latter at its very end
        if process.returncode > 0:
            assert told.strip().splitlines()[-1].startswith("tongwen: interrupted")
        found = contents(index)
        if found == after:  # the signal came when all was done but the last line
            break
        assert found == held
    ingest([tmp_path / "corpus"], index, FakeEncoder(), workers=0)
    assert contents(index) == after
    assert_sound(index)


def test_without_a_home_and_without_a_folder_for_temporary_files(tmp_path: Path) -> None:
    index = tmp_path / "index"
    text = sorted(sample_corpus().glob("cop-4-*"))[0]
    run = tongwen(
        *("ingest", text, "--index", index),
        environment={"TMPDIR": str(tmp_path / "none")},
        without=("HOME", "USER", "LOGNAME", "XDG_CACHE_HOME"),
    )
    done(run)
    assert "1 added" in run.stderr


@pytest.mark.parametrize("limit", ["-n 20", "-v 300000"])
def test_few_open_files_and_little_memory(tmp_path: Path, limit: str) -> None:
    before = ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh"]
    index, _ = build(tmp_path)
    run = tongwen("recommendations", "--json", "--index", index, before=before)
    assert "Traceback" not in run.stderr
    if run.returncode:
        refused(run)
    assert_sound(index)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_streams_that_the_shell_closed(tmp_path: Path, closed: str) -> None:
    index, _ = build(tmp_path)
    before = ["sh", "-c", f'exec "$@" {closed}', "sh"]
    run = tongwen("doctor", "--index", index, before=before)
    assert run.returncode in {0, 1}
    assert "Traceback" not in run.stderr
