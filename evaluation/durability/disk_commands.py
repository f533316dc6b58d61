"""``python -m evaluation disk-full``: every command on a disk that is full at every moment."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from evaluation.durability.disk import Trial
from pipeline.errors import TongwenError


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("disk-full")(_disk_full)


def _disk_full(
    step: Annotated[int, typer.Option(help="Bytes more that are free in each trial.")] = 131_072,
    most: Annotated[int, typer.Option(help="Bytes that are free at most.")] = 16_000_000,
    command: Annotated[list[str] | None, typer.Option(help="This command alone.")] = None,
) -> None:
    """Fill a small disk in memory at every moment of ingest, remove, reviews and exports."""
    tried: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    faulty = 0
    for trial in trials_on_small_disk(step, most, tuple(command or ())):
        tried[trial.name] += 1
        refused[trial.name] += trial.code != 0
        for fault in trial.faults:
            typer.echo(f"FAULT {trial.name}, {trial.free:,} bytes free: {fault}")
        faulty += bool(trial.faults)
    for name, count in tried.items():
        typer.echo(f"{name}: {count} trials, {refused[name]} refused in one line")
    typer.echo(f"{sum(tried.values())} trials, {faulty} with a fault")
    if faulty:
        raise typer.Exit(1)


def trials_on_small_disk(step: int, most: int, commands: tuple[str, ...] = ()) -> Iterator[Trial]:
    """The trials of ``commands``, of all without any; large ones with ``step`` bytes more each
    time. Raises TongwenError where the system lets nobody
    mount a disk of his own (Linux does, in a namespace: ``unshare``)."""
    with TemporaryDirectory() as folder:
        disk, kept = Path(folder) / "disk", Path(folder) / "kept"
        disk.mkdir()
        kept.mkdir()
        inside = [sys.executable, "-m", "evaluation.durability.disk"]
        arguments = [str(disk), str(kept), str(step), str(most), *commands]
        line = [*mounting(disk, "size=48m"), *inside, *arguments]
        with subprocess.Popen(line, stdout=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stdout is not None
            for row in map(json.loads, process.stdout):
                yield Trial(**{**row, "faults": tuple(row["faults"])})
        if process.returncode:
            raise TongwenError(f"{disk}: the trials ended with exit code {process.returncode}")


def mounting(folder: Path, options: str) -> list[str]:
    """The beginning of a command line that runs the rest with a disk in memory at ``folder``, seen
    by it alone. Raises TongwenError where the system does not allow that."""
    if not shutil.which("unshare"):
        raise TongwenError("unshare: no such command; a disk of one's own cannot be mounted")
    script = 'mount -t tmpfs -o "$1" tmpfs "$2" && shift 2 && exec "$@"'
    line = ["unshare", "-rm", "sh", "-c", script, "sh", options, str(folder)]
    if subprocess.run([*line, "true"], capture_output=True, check=False).returncode:
        raise TongwenError(f"{folder}: no disk in memory can be mounted here")
    return line
