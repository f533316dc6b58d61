"""The app served for a measurement: a process of its own on a free port of this machine."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from pipeline.cli.serving import LOOPBACK, settings
from pipeline.errors import TongwenError
from pipeline.places import INDEX_VARIABLE, app_file
from pipeline.store.manifest import read_manifest

_STARTS_WITHIN = 60.0
"""Seconds after which a server that does not answer is given up."""
_WARM_WITHIN = 90
"""Seconds that a server is given to warm up."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the app is served, by which process, and the file with what it says."""

    address: str
    process: int
    log: Path

    def memory(self) -> float:
        """Megabytes in memory of the process, what it shares with others counted in part (PSS);
        0 where the system does not tell (it does on Linux)."""
        told = Path(f"/proc/{self.process}/smaps_rollup")
        lines = told.read_text(encoding="ascii").splitlines() if told.exists() else []
        return next((int(line.split()[1]) / 1024 for line in lines if line[:4] == "Pss:"), 0.0)

    def processor(self) -> float:
        """Seconds of processor that it has used so far; 0 where the system does not tell."""
        told = Path(f"/proc/{self.process}/stat")
        if not told.exists():
            return 0.0
        fields = told.read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def complaints(self) -> list[str]:
        """Lines of its log that tell of an error."""
        said = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in said if "Traceback" in line or "Error" in line]


@contextmanager
def served(index: Path) -> Iterator[Served]:
    """The app on ``index``, as ``tongwen app`` serves it, until the block ends. Raises NoIndex, and
    TongwenError with the server's own words where it does not start."""
    read_manifest(index)
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    flags = [f"--{name}={value}" for name, value in settings(LOOPBACK, port, [])]
    command = [sys.executable, "-m", "ui.serving", "run", str(app_file()), *flags]
    environment = os.environ | {INDEX_VARIABLE: str(index.resolve()), "PYTHONSAFEPATH": ""}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as out:
            server = subprocess.Popen(
                command, env=environment, cwd=app_file().parent, stdout=out, stderr=out
            )
            try:
                address = f"http://{LOOPBACK}:{port}"
                _wait(f"{address}/_stcore/health", server, log)
                yield Served(address, server.pid, log)
            finally:
                server.kill()
                server.wait(timeout=20)


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise TongwenError(f"the app did not start: {said[-1] if said else 'it says nothing'}")


async def warmed(app: Served) -> None:
    """Return when the server has nothing to do."""
    for _ in range(_WARM_WITHIN):
        before = app.processor()
        await asyncio.sleep(1)
        if app.processor() - before < 0.03:
            return
