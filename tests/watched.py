"""Processes of the program under the watch of ``watching/sitecustomize.py``, and the app served."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from pipeline.cli.serving import settings
from pipeline.places import INDEX_VARIABLE, app_file

ROOT = Path(__file__).resolve().parent.parent


def watched_environment(log: Path) -> dict[str, str]:
    """The environment for a process that writes to ``log`` whatever it looks for elsewhere."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("HF_", "TRANSFORMERS_", "COV"))
    }
    path = os.pathsep.join((str(ROOT / "tests" / "watching"), str(ROOT)))
    return {**kept, "PYTHONPATH": path, "TONGWEN_WATCHED": str(log), "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Served:
    """The app on a port, the number of the process that started it, its two logs, and whether the
    process was changed before it began."""

    port: int
    pid: int
    watched: Path
    log: Path
    is_broken: bool

    def noted(self) -> str:
        """What it looked for on other machines."""
        return self.watched.read_text(encoding="utf-8") if self.watched.exists() else ""

    def printed(self) -> str:
        """What it has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str) -> str:
        """The body of the answer."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", path)
        return line.getresponse().read().decode("utf-8", "replace")

    def status(self, method: str, path: str, body: bytes | None = None) -> int:
        """The code of the answer."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request(method, path, body)
        return line.getresponse().status


@contextmanager
def served(
    index: Path,
    cwd: Path,
    watched: Path,
    variables: Mapping[str, str] | None = None,
    first: str = "",
) -> Iterator[Served]:
    """``tongwen app`` on a free port, started in ``cwd``; with ``first``, lines of Python that the
    process of the server runs before all else, its server alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = watched.with_suffix(".log")
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "app",
        "--index",
        str(index),
        "--port",
        str(port),
    ]
    if first:
        flags = [f"--{name}={value}" for name, value in settings("127.0.0.1", port, [])]
        code = f"{first}\nimport sys\nfrom ui.serving import main\nmain()"
        command = [sys.executable, "-c", code, "run", str(app_file()), *flags]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            env=watched_environment(watched) | {INDEX_VARIABLE: str(index)} | dict(variables or {}),
            cwd=cwd,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        found = Served(port, process.pid, watched, log, bool(first))
        try:
            _wait(found, process)
            yield found
        finally:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, 9)
            process.kill()
            process.wait(timeout=20)


def _wait(found: Served, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        try:
            if found.get("/_stcore/health") == "ok":
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the app did not start: {found.printed()}")
