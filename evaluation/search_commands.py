"""The measurements of the search beside judged needs."""

from pathlib import Path
from typing import Annotated

import typer

from evaluation.needs import NEEDS
from pipeline.records import LANGS


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command()(distractors)


def distractors(
    index: Annotated[Path, typer.Option("--index", help="Index in both languages; not changed.")],
    needs: Annotated[Path, typer.Option(help="Queries, CSV with the columns zh and en.")] = NEEDS,
    times: Annotated[int, typer.Option(help="Paragraphs put in for each one held.")] = 10,
) -> None:
    """Ten times as many texts of the query's language: is the other one's top three the same?"""
    from evaluation.distractors import distractors as measured
    from pipeline.encode import load_encoder

    for lang in LANGS:
        found = measured(index, needs, lang, load_encoder(), times)
        typer.echo(
            f"{lang}: {found.same} of {found.queries} queries with the same first three in the"
            f" other language, {found.kept} of {found.hits} hits kept; {found.held:,} passages"
            f" held, {found.added:,} put in"
        )
