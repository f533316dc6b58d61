"""Commands run as other people's machines run them: without privilege, on a disk of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def tongwen(
    *arguments: str | Path,
    before: Sequence[str] = (),
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:
    """The program with ``arguments``, its command line behind ``before``; ``environment`` is added
    to that of the tests, the variables ``without`` are taken out of it."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.run(
        [*before, sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd or ROOT,
        env={name: value for name, value in variables.items() if name not in without},
        check=False,
    )


def refused(run: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal."""
    assert run.returncode == 1, (run.returncode, run.stdout[-300:], run.stderr[-1000:])
    assert "Traceback" not in run.stderr
    lines = run.stderr.strip().splitlines()
    assert lines[-1].startswith("tongwen: "), lines
    return lines[-1]


def done(run: subprocess.CompletedProcess[str]) -> str:
    """What a command that went well printed."""
    assert run.returncode == 0, (run.returncode, run.stderr[-1000:])
    return run.stdout


def without_privilege() -> list[str]:
    """The beginning of a command line to which modes of files apply; skips where there is none."""
    if os.name != "posix":
        pytest.skip("modes of files are those of POSIX systems")
    if os.geteuid():
        return []
    caps = "-dac_override,-dac_read_search,-fowner"
    line = ["setpriv", "--inh-caps=-all", f"--bounding-set={caps}"]
    tried = shutil.which("setpriv") and subprocess.run([*line, "true"], check=False).returncode == 0
    if not tried:
        pytest.skip("the tests run as root, to whom modes do not apply, and there is no setpriv")
    return line
