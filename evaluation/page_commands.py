"""``python -m evaluation pages INDEX``: how long the page of recommendations takes."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("pages")(_pages)


def _pages(
    index: Annotated[Path, typer.Argument(help="Folder of an index.")],
    lang: Annotated[str, typer.Option(help="zh or en.")] = "en",
) -> None:
    """Seconds of each step of the page of recommendations, from the register to its files."""
    from evaluation.pages import page_times

    if lang not in ("zh", "en"):
        raise typer.BadParameter("--lang is zh or en")
    for step in page_times(index, "zh" if lang == "zh" else "en"):
        processor = f"{step.processor:.2f} s of processor"
        typer.echo(f"{step.name}: {step.rows} rows, {processor}, {step.seconds:.2f} s of the clock")
