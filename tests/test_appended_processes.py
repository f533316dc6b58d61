"""Several who add to one log at once, who are killed, or for whom the disk has no room."""

import json
import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from test_appended import add, log_in

from pipeline.review import ReviewLog
from pipeline.store.appended import aside_of, faults

ROOT = Path(__file__).resolve().parent.parent


# a file that may grow to so many bytes and no further, in a process of its own ---------------------

FULL = """
import resource, signal, sys
from pathlib import Path
sys.path[:0] = [sys.argv[3], sys.argv[3] + "/tests"]
from test_appended import add, log_in
from pipeline.errors import TongwenError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
log = log_in(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    add(log, "x" * 5000)
except TongwenError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits on file sizes are POSIX's")
@pytest.mark.parametrize("limit", [60, 1000, 4097])
def test_an_addition_that_does_not_fit_on_the_disk_leaves_the_log_as_it_was(
    tmp_path: Path, limit: int
) -> None:
    log = log_in(tmp_path)
    add(log, "a")
    before = log.path.read_bytes()
    command = [sys.executable, "-c", FULL, str(tmp_path), str(limit), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("NoSpace"), run.stdout + run.stderr
    assert run.stdout.count("\n") == 1
    assert log.path.read_bytes() == before
    assert add(log, "b") == 1


# several processes --------------------------------------------------------------------------------

ADDING = """
import sys
sys.path[:0] = [sys.argv[3], sys.argv[3] + "/tests"]
from pipeline.records import KeyLink
from pipeline.review import ReviewLog, judgement
log = ReviewLog(sys.argv[1])
for n in range(int(sys.argv[2])):
    links = (KeyLink((f"{n}#zh",), (f"{n}#en",)),)
    made = judgement("M/1", "accept", sys.argv[4], links=links, reason="理由 " * n)
    assert log.add([made]) == 1
    sys.stdout.write(made.id + "\\n")
    sys.stdout.flush()
"""


def adding(folder: Path, count: int, who: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", ADDING, str(folder), str(count), str(ROOT), who]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def ids_in(folder: Path) -> dict[str, Any]:
    lines = (folder / "reviews.jsonl").read_bytes().split(b"\n")
    return {row["id"]: row for row in map(json.loads, filter(None, lines))}


def test_eight_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    children = [adding(tmp_path, 50, f"reviewer {n}") for n in range(8)]
    printed = [line for child in children for line in child.communicate()[0].decode().split()]
    assert [child.returncode for child in children] == [0] * 8
    assert len(printed) == len(set(printed)) == 400
    assert set(printed) == set(ids_in(tmp_path))
    assert faults(tmp_path / "reviews.jsonl") == ()
    assert not aside_of(tmp_path / "reviews.jsonl").exists()


def test_threads_of_one_process_lose_nothing_of_each_other(tmp_path: Path) -> None:
    logs = [log_in(tmp_path) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: add(logs[n % 6], f"w{n}"), range(90)))
    assert sorted(log_in(tmp_path).read().entries) == sorted(f"w{n}" for n in range(90))


def test_entries_are_chosen_by_what_is_held_at_that_moment(tmp_path: Path) -> None:
    logs = [log_in(tmp_path) for _ in range(6)]

    def count(n: int) -> int:
        return logs[n % 6].append(lambda held: [json.dumps({"word": str(len(held))})])

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(count, range(60))) == 60
    assert log_in(tmp_path).read().entries == tuple(map(str, range(60)))


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_a_process_killed_at_any_moment_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    chance, acknowledged = random.Random(8), set()
    for trial in range(20):
        child = adding(tmp_path, 500, f"reviewer {trial}")
        assert child.stdout is not None
        read = child.stdout.readline()  # it is at work
        for _ in range(chance.randrange(6)):
            read += child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        acknowledged |= {line.decode() for line in (read + child.communicate()[0]).split()}
    held = {made.id for made in ReviewLog(tmp_path).read().judgements}
    assert acknowledged <= held
    assert len(acknowledged) > 20
