"""Commands that try to lose what people added to an index; ``register`` adds them."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("review-kills")(review_kills)


def review_kills(
    times: Annotated[int, typer.Option(min=1, help="How often.")] = 200,
    seed: Annotated[int, typer.Option(help="Of the random moments.")] = 1,
) -> None:
    """Kill processes that judge, keep matrices or run ``tongwen review`` at random moments."""
    from evaluation.durability.review_kills import review_kills as killed

    found = []
    with tempfile.TemporaryDirectory() as folder:
        for kill in killed(Path(folder), times, seed):
            found.append(kill)
            for fault in kill.faults:
                typer.echo(f"{kill.work} killed after {kill.seconds:.3f} s: {fault}", err=True)
    for work in dict.fromkeys(kill.work for kill in found):
        of = [kill for kill in found if kill.work == work]
        typer.echo(
            f"{work}: {len(of)} kills, {sum(k.acknowledged for k in of)} acknowledged,"
            f" {sum(k.beyond for k in of)} more recorded before the word came,"
            f" {sum(bool(k.faults) for k in of)} with a fault"
        )
    if any(kill.faults for kill in found):
        raise typer.Exit(1)
