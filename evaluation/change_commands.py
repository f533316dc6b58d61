"""``python -m evaluation changes INDEX FILE...``: how long taking in and taking out takes."""

import os
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("changes")(_changes)


def _changes(
    index: Annotated[Path, typer.Argument(help="Folder of an index; a copy of it is changed.")],
    files: Annotated[list[Path], typer.Argument(help="Files to take in, one after another.")],
    together: Annotated[int, typer.Option(min=1, help="Texts taken out at once.")] = 10,
) -> None:
    """Seconds for each file taken in by itself, for one text taken out, and for several at once."""
    from evaluation.changes import changes

    for change in changes(index, files, together):
        typer.echo(
            f"{change.what}: {change.paragraphs:,} paragraphs, {change.seconds:.1f} s of the clock,"
            f" {change.processor:.1f} s of processor"
        )
    averages = " ".join(f"{average:.1f}" for average in os.getloadavg())
    typer.echo(f"load {averages} on {os.cpu_count()} processors")
