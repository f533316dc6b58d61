"""Nothing leaves the machine: every command, watched from the first line of Python on, and where the
system allows it in a network of its own that leads nowhere."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import tiny_models
import typer
from watched import watched_environment

from pipeline.cli.main import app
from pipeline.places import sample_corpus

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = sample_corpus()
ZH, EN = SAMPLE / "convention.zh.txt", SAMPLE / "convention.en.txt"
REPORT = SAMPLE / "wg-1-2019-report.en.txt"
TREATY = "MCC/CONF/2014/8"

CASES: dict[str, list[str]] = {
    "ingest": ["ingest", str(SAMPLE), "--index", "{index}"],
    "search": ["search", "return of celestial objects", "--index", "{index}", "--json"],
    "align": ["align", str(ZH), str(EN), "--out", "{out}/a.xlsx"],
    "segment": ["segment", str(REPORT)],
    "recommendations": ["recommendations", "--index", "{index}", "--csv"],
    "citations": ["citations", "article 18, paragraph 13, of the Convention"],
    "articles": ["articles", "--index", "{index}", "--csv"],
    "agreed": ["agreed", "States shall return the object", "--index", "{index}"],
    "briefing": ["briefing", "extradition", "--index", "{index}", "--out", "{out}/pack.docx"],
    "practices": ["practices", "--index", "{index}"],
    "networks": ["networks", "--index", "{index}"],
    "events": ["events", "--index", "{index}", TREATY],
    "trends": [
        "trends",
        "--index",
        "{index}",
        "--body",
        "MCC-COP",
        "--by",
        "strength",
        "--chart",
        "{out}/chart.svg",
    ],
    "lineage": ["lineage", "--index", "{index}"],
    "requests": ["requests", "--index", "{index}"],
    "remarks": ["remarks", "--index", "{index}"],
    "review": [
        "review",
        TREATY,
        "--with",
        "{out}/a.xlsx",
        "--reviewer",
        "Li",
        "--index",
        "{index}",
    ],
    "reviews": ["reviews", "--index", "{index}"],
    "doctor": ["doctor", "--index", "{index}"],
    "train": ["train", str(SAMPLE), "--out", "{out}/model", "--passes", "1", "--pieces", "8000"],
    "map": ["map", str(EN), str(ZH)],
    "matrix": ["matrix", "extradition", "--index", "{index}", "--out", "{out}/matrix.xlsx"],
    "legal-basis": ["legal-basis", "extradition", "--index", "{index}"],
    "terms show": ["terms", "show", "extradition", "--index", "{index}"],
    "terms list": ["terms", "list", "--index", "{index}"],
    "terms check": ["terms", "check", str(EN), "--index", "{index}"],
    "terms variance": ["terms", "variance", "--index", "{index}"],
    "terms mine": ["terms", "mine", "--index", "{index}"],
    "terms export": ["terms", "export", "{out}/terms.tbx", "--index", "{index}"],
    "terms import": ["terms", "import", "{out}/terms.tbx", "--index", "{index}"],
    "reindex": ["reindex", "--index", "{index}"],
    "backup": ["backup", "{out}/index.backup", "--index", "{index}"],
    "restore": ["restore", "{out}/index.backup", "--index", "{out}/restored"],
    "remove": ["remove", TREATY, "--lang", "en", "--index", "{index}"],
}
"""One call of each command, in an order in which each finds what it needs; ``app`` has a file of
its own."""

WITH_MODELS = (
    ["ingest", str(REPORT), "--index", "{out}/torch", "--encoder", "{models}/bert"],
    ["search", "abc", "--index", "{out}/torch", "--rerank", "{models}/pairs"],
    ["search", "abc", "--index", "{out}/torch", "--rerank", "somebody/nowhere"],
)
"""Models by folder, and one that was never fetched, which alone may be looked for on the hub."""


def commands(found: click.Command, name: str = "") -> Iterator[str]:
    """The names of all commands, those of families included."""
    if not isinstance(found, click.Group) and not hasattr(found, "commands"):
        yield name
        return
    for word, below in found.commands.items():  # type: ignore[union-attr]
        yield from commands(below, f"{name} {word}".strip())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Folders for the index, for what is written, and for models."""
    home = tmp_path_factory.mktemp("closed")
    for name in ("index", "out", "models"):
        (home / name).mkdir()
    tiny_models.bert(home / "models" / "bert")
    tiny_models.bert(home / "models" / "pairs", labels=1)
    return {name: str(home / name) for name in ("index", "out", "models")}


def run(
    cases: list[list[str]], place: dict[str, str], log: Path, before: tuple[str, ...] = ()
) -> list[int]:
    """The exit codes of commands under watch; ``before`` goes before the call of Python."""
    asked = [[word.format(**place) for word in words] for words in cases]
    command = [*before, sys.executable, str(ROOT / "tests" / "watching" / "commands.py")]
    done = subprocess.run(
        command,
        input=json.dumps(asked).encode(),
        env=watched_environment(log),
        cwd=log.parent,
        capture_output=True,
        timeout=500,
        check=False,
    )
    told = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, told
    codes: list[int] = json.loads(done.stdout)
    assert len(codes) == len(cases), told
    if any(codes):
        print("\n".join(line[:200] for line in told.splitlines()))
    return codes


def noted(log: Path) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""


def test_every_command_has_a_case() -> None:
    named = set(commands(typer.main.get_command(app)))
    assert named == {*CASES, "app"}, "a new command is watched too: add it to CASES"


def test_no_command_looks_for_another_machine(place: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "watched"
    codes = run(list(CASES.values()), place, log)
    assert noted(log) == ""
    assert dict(zip(CASES, codes, strict=True)) == dict.fromkeys(CASES, 0)


def test_a_model_in_a_folder_asks_nobody_and_one_of_the_hub_asks_the_hub_alone(
    place: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "watched"
    assert run(list(WITH_MODELS[:2]), place, log) == [0, 0]
    assert noted(log) == ""
    assert run([WITH_MODELS[2]], place, log) == [1]
    asked = {line for line in noted(log).splitlines() if line.startswith(("socket.", "urllib"))}
    assert asked == {"socket.getaddrinfo 'huggingface.co'"}


def test_the_watch_sees_what_it_should(tmp_path: Path) -> None:
    log = tmp_path / "watched"
    code = (
        "import socket\n"
        "def tried(call):\n"
        "    try: call()\n"
        "    except OSError as error: print(type(error).__name__)\n"
        "tried(lambda: socket.create_connection(('192.0.2.1', 9), 1))\n"
        "tried(lambda: socket.getaddrinfo('example.org', 80))\n"
        "tried(lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b'a', ('192.0.2.1', 9)))\n"
        "tried(lambda: socket.create_connection(('127.0.0.1', 1), 1))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=watched_environment(log), capture_output=True, check=True
    )
    assert done.stdout.split() == [b"PermissionError"] * 3 + [b"ConnectionRefusedError"]
    assert noted(log).count("192.0.2.1'\n") == 2
    assert "getaddrinfo 'example.org'" in noted(log)


def test_the_program_itself_refuses_what_is_not_here(tmp_path: Path) -> None:
    """Not by the watch of the tests: by what it does as it starts."""
    code = (
        "import socket\n"
        "from pipeline.closed import Outgoing, shut, download\n"
        "shut(); shut()\n"
        "def tried(call):\n"
        "    try: call(); print('done')\n"
        "    except Outgoing as error: print(error)\n"
        "    except OSError as error: print(type(error).__name__)\n"
        "for host in ('192.0.2.1', '2001:db8::1', '8.8.8.8'):\n"
        "    tried(lambda: socket.create_connection((host, 9), 1))\n"
        "tried(lambda: socket.getaddrinfo('example.org', 80))\n"
        "tried(lambda: socket.gethostbyname(b'example.org'))\n"
        "tried(lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b'a', ('192.0.2.1', 9)))\n"
        "tried(lambda: socket.create_connection(('localhost', 1), 1))\n"
        "tried(lambda: socket.socketpair())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    told = done.stdout.decode().splitlines()
    assert [line.split(":")[0] for line in told[3:6]] == [
        "example.org",
        "b'example.org'",
        "192.0.2.1",
    ]
    assert all(line.endswith("since nothing leaves this machine") for line in told[:6])
    assert told[6:] == ["ConnectionRefusedError", "done"]


def unshare() -> tuple[str, ...]:
    """What goes before a command to run it in a network of its own; a skip where that cannot be."""
    program = shutil.which("unshare")
    if not program or not shutil.which("ip") or not hasattr(os, "getuid"):
        pytest.skip("no unshare and ip to make a network of its own with")
    own = (program, "--net") if os.getuid() == 0 else (program, "--net", "--map-root-user")
    if subprocess.run([*own, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system makes no network of its own for a process")
    return (*own, "sh", "-c", 'ip link set lo up; exec "$0" "$@"')


def test_commands_run_where_no_packet_can_leave(place: dict[str, str], tmp_path: Path) -> None:
    chosen = ("ingest", "search", "agreed", "trends", "doctor")
    fresh = {**place, "index": str(tmp_path / "index")}
    codes = run([CASES[name] for name in chosen], fresh, tmp_path / "watched", unshare())
    assert codes == [0] * len(chosen)
