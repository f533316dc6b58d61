"""``python -m evaluation app-speed``, ``app-visitors``, ``app-waits``: what visitors wait for."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evaluation.browser.speed import Waited
    from evaluation.browser.waits import Wait

_P95 = 3000.0
"""Bar of the crowd, in milliseconds."""


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("app-speed")(_speed)
    app.command("app-visitors")(_visitors)
    app.command("app-waits")(_waits)


def _speed(
    index: Annotated[Path, typer.Argument(help="Folder of an index.")],
    runs: Annotated[int, typer.Option(min=1, help="Times each thing is asked for again.")] = 5,
    only: Annotated[
        list[str] | None, typer.Option(help="A word of what to measure, such as open; repeatable.")
    ] = None,
) -> None:
    """Milliseconds until each page and each answer is to be seen in a real browser: the first time
    in the life of the server, and the median of the later ones, every time as a new visitor."""
    from evaluation.browser.speed import speeds

    _tell_load()
    loaded = asyncio.run(speeds(index, runs, only or (), _tell))
    _tell_load()
    typer.echo(
        f"first load: {loaded.requests} requests, {loaded.megabytes:.1f} MB;"
        f" again: {loaded.again_requests} requests, {loaded.again_megabytes:.2f} MB"
    )


def _visitors(
    index: Annotated[Path, typer.Argument(help="Folder of an index.")],
    visitors: Annotated[int, typer.Option(min=1)] = 20,
    seconds: Annotated[float, typer.Option(min=1)] = 120,
) -> None:
    """Visitors who all search at once in windows of one real browser on this machine, each with
    4 to 10 seconds of reading between two searches; and the memory of the server."""
    from evaluation.browser.visitors import crowd

    _tell_load()
    found = asyncio.run(crowd(index, visitors, seconds))
    _tell_load()
    for told in found.memory:
        typer.echo(f"memory with {told.visitors} visitors ({told.opened}): {told.megabytes:.0f} MB")
    met = "met" if not found.errors and found.p95 < _P95 else "MISSED"
    typer.echo(
        f"{found.visitors} visitors, {found.seconds:.0f} s: {found.searches} searches, median"
        f" {found.median:.0f} ms, p95 {found.p95:.0f} ms, longest {found.longest:.0f} ms,"
        f" {len(found.errors)} errors, server {found.processor:.0f} s of processor"
        f"  bar {_P95:.0f}: {met}"
    )
    for error in found.errors:
        typer.echo(f"error: {error}")


def _waits(
    index: Annotated[Path, typer.Argument(help="Folder of an index.")],
) -> None:
    """Every view opened once after the server has warmed up: until it is drawn whole, the longest
    stretch without a word of what is being done, and what the page says meanwhile."""
    from evaluation.browser.waits import waits

    _tell_load()
    memory = asyncio.run(waits(index, _tell_wait))
    _tell_load()
    typer.echo(f"memory of the server in the end: {memory:.0f} MB")


def _tell_wait(wait: "Wait") -> None:
    said = "; ".join(wait.lines)
    typer.echo(
        f"{wait.path}: whole {wait.whole:.0f} ms, without a word {wait.silent:.0f} ms,"
        f" server {wait.processor:.2f} s of processor{f', says: {said}' if said else ''}"
    )


def _tell(waited: "Waited") -> None:
    bar = ""
    if waited.bar is not None:
        bar = f"  bar {waited.bar:.0f}: {'met' if waited.median < waited.bar else 'MISSED'}"
    typer.echo(
        f"{waited.what}: first {waited.first:.0f} ms, median {waited.median:.0f} ms"
        f" (longest {waited.longest:.0f}, n {waited.runs}){bar}"
    )


def _tell_load() -> None:
    """How busy the machine is, by what else it does: figures mean little where it is not idle."""
    averages = " ".join(f"{average:.1f}" for average in os.getloadavg())
    typer.echo(f"load {averages} on {os.cpu_count()} processors")
