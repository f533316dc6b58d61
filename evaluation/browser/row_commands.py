"""``python -m evaluation app-rows INDEX SYMBOL ...``: long comparisons in the browser."""

import asyncio
import os
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evaluation.browser.rows import Opened

_BAR = 2000.0
"""Milliseconds within which the first rows of a comparison are to be seen."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("app-rows")(_rows)


def _rows(
    index: Annotated[Path, typer.Argument(help="Folder of an index.")],
    symbols: Annotated[list[str], typer.Argument(help="Texts held in both languages.")],
    runs: Annotated[int, typer.Option(min=1, help="Times each is opened.")] = 3,
) -> None:
    """Milliseconds until the first and all rows of two versions are drawn in a real browser, by a
    new visitor each time, and the frames that take longer than 50 ms while they are scrolled."""
    from evaluation.browser.rows import openings

    typer.echo(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    asyncio.run(openings(index, tuple(symbols), runs, _tell))
    typer.echo(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def _tell(found: "Opened") -> None:
    met = "met" if found.first < _BAR else "MISSED"
    typer.echo(
        f"{found.symbol}: {found.rows} rows, {found.weight / 1e6:.2f} M characters of HTML; first"
        f" rows {found.first:.0f} ms (bar {_BAR:.0f}: {met}), all {found.whole:.0f} ms, server"
        f" {found.processor:.2f} s of processor; scrolled in"
        f" {len(found.frames)} frames, median {median(found.frames):.0f} ms, longest"
        f" {max(found.frames):.0f}, {found.slow} over 50 ms"
    )
