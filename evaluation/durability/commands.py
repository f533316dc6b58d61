"""Commands that try to make an index lose or garble something; ``register`` adds them."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from pipeline.places import sample_corpus

Paths = Annotated[list[Path] | None, typer.Argument(help="Files to take in; else the sample.")]
Times = Annotated[int, typer.Option(min=1, help="How often.")]
Seed = Annotated[int, typer.Option(help="Of the random moments.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(kills)
    app.command("power-loss")(power_loss)
    app.command()(together)
    app.command()(flips)


def kills(paths: Paths = None, times: Times = 200, seed: Seed = 1) -> None:
    """Kill an ingest and a reindex at random moments, and carry on each time."""
    from evaluation.durability.kills import kills as killed

    trials = []
    with tempfile.TemporaryDirectory() as folder:
        for trial in killed(paths or [sample_corpus()], Path(folder), times, seed):
            trials.append(trial)
            for fault in trial.faults:
                typer.echo(f"{trial.work} killed after {trial.seconds:.2f} s: {fault}", err=True)
    for work in dict.fromkeys(trial.work for trial in trials):
        of = [trial for trial in trials if trial.work == work]
        typer.echo(
            f"{work}: {len(of)} trials, {sum(not t.was_done for t in of)} killed at work,"
            f" {sum(t.waited for t in of)} left work half done,"
            f" {sum(t.found == 'before' for t in of)} opened as before,"
            f" {sum(t.found == 'after' for t in of)} as after; {sum(bool(t.faults) for t in of)}"
            " with a fault"
        )
    if any(trial.faults for trial in trials):
        raise typer.Exit(1)


def power_loss(paths: Paths = None, times: Times = 100, seed: Seed = 1) -> None:
    """Copy an index at random moments of an ingest and a reindex, and cut the last file."""
    from evaluation.durability.power import losses

    found = []
    with tempfile.TemporaryDirectory() as folder:
        for loss in losses(paths or [sample_corpus()], Path(folder), times, seed):
            found.append(loss)
            for fault in loss.faults:
                typer.echo(f"{loss.work}, {loss.cut} cut to {loss.bytes}: {fault}", err=True)
    files = {loss.cut.rpartition("/")[2][-16:] for loss in found}
    typer.echo(
        f"{len(found)} losses, {sum(loss.opened for loss in found)} opened as they were,"
        f" {sum(bool(loss.repaired) for loss in found)} repaired,"
        f" {sum(bool(loss.faults) for loss in found)} with a fault; {len(files)} kinds of file cut"
    )
    for name in sorted({loss.cut if "/" not in loss.cut else _kind(loss.cut) for loss in found}):
        typer.echo(f"  {name}: {sum(_kind(loss.cut) == name for loss in found)}")
    if any(loss.faults for loss in found):
        raise typer.Exit(1)


def _kind(name: str) -> str:
    """A file of an index without what differs from one to the next."""
    first, *rest = name.split("/")
    return f"{first}/…/{rest[-1]}" if first in {"states", "staging"} else first


def together(
    readers: Annotated[int, typer.Option(min=1)] = 4,
    minutes: Annotated[float, typer.Option(min=0.05)] = 5,
    pairs: Annotated[int, typer.Option(min=1, help="Texts in both languages.")] = 300,
) -> None:
    """Readers at work alone, then beside a writer that never rests: errors, torn answers, time."""
    from evaluation.durability.together import together as measured

    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), readers, minutes, pairs)
    for fault in found.faults:
        typer.echo(fault, err=True)
    typer.echo(
        f"{readers} readers, {found.answers} answers, {found.changes} changes of the index in"
        f" {minutes} minutes, at most {found.states} states seen by one reader\n"
        f"quiet: median {found.median_quiet:.1f}, p95 {found.quiet:.1f} ms\n"
        f"beside the writer: median {found.median_busy:.1f}, p95 {found.busy:.1f} ms,"
        f" {found.busy / found.quiet:.2f} times\n"
        f"{len(found.faults)} faults"
    )
    if found.faults:
        raise typer.Exit(1)


def flips(paths: Paths = None, times: Times = 25, seed: Seed = 1) -> None:
    """Change one byte in each kind of file: does the doctor find it, does who reads it refuse."""
    from evaluation.durability.flips import flips as flipped

    with tempfile.TemporaryDirectory() as folder:
        found = list(flipped(paths or [sample_corpus()], Path(folder), times, seed))
    for kind in dict.fromkeys(flip.file for flip in found):
        of = [flip for flip in found if flip.file == kind]
        by = "by open" if any(flip.by_open for flip in of) else "by its reader"
        typer.echo(
            f"{kind}: {len(of)} changes, {sum(f.found for f in of)} found by the doctor,"
            f" {sum(f.refused for f in of)} refused {by}"
        )
    if not all(flip.found for flip in found):
        raise typer.Exit(1)
