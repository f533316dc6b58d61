"""The command that follows traces back to the files; ``register`` adds it to the command line."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command()(traces)


def traces(
    index: Annotated[Path, typer.Option(help="An index whose files lie where they were.")],
    documents: Annotated[int, typer.Option(help="Drawn by chance.", min=1)] = 400,
    seed: Annotated[int, typer.Option()] = 7,
) -> None:
    """Passages whose file, hash and offsets lead to their words when the file is read anew."""
    from evaluation.sources import followed
    from pipeline.collection import Collection

    with Collection.open(index) as held:
        found = followed(held, documents, seed)
    typer.echo(
        f"{found.same_file} of {found.documents} documents: the same file;"
        f" {found.same_words} of {found.passages} passages: the same words;"
        f" {found.microseconds:.0f} microseconds a trace"
    )
    if found.astray:
        typer.echo(f"astray in {found.astray}")
