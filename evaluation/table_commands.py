"""Commands that make the counted tables of the checks again, and measure redlines; ``register``
adds them to the command line."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[Path], typer.Argument(help="Files, folders or archives, both languages.")]


class Table(StrEnum):
    """The tables that are counted."""

    names = "names"
    terms = "terms"
    hedges = "hedges"
    lengths = "lengths"
    equivalents = "equivalents"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(tables)
    app.command("redline")(_redline)


def tables(name: Table, paths: Paths) -> None:
    """A table of pipeline/lexicon with its counted columns made again from texts, as CSV."""
    from evaluation.equivalents import equivalents_table
    from evaluation.findings import read_beads
    from evaluation.tables import counted_table, distinct, lengths_table
    from pipeline.encode import BUILT_IN, load_encoder

    sides = distinct(read_beads(paths, load_encoder(BUILT_IN)))
    if name is Table.lengths:
        typer.echo(lengths_table(sides), nl=False)
    elif name is Table.equivalents:
        typer.echo(equivalents_table(sides), nl=False)
    else:
        typer.echo(counted_table(name.value, sides), nl=False)


def _redline(
    old: Annotated[Path, typer.Argument(help="File, folder or archive of the earlier session.")],
    new: Annotated[Path, typer.Argument(help="That of the later one.")],
    each: Annotated[int, typer.Option(help="Pairs a language.", min=1)] = 300,
    seed: Annotated[int, typer.Option(help="The same seed draws the same paragraphs.")] = 4,
) -> None:
    """Redlines of recurring paragraphs by this project and by two libraries, side by side."""
    from evaluation.redline import measure_redline, recurring_pairs
    from pipeline.records import LANGS

    for lang in LANGS:
        pairs = recurring_pairs(old, new, lang, each, seed)
        for row in measure_redline(pairs, lang):
            typer.echo(
                f"{lang} {row.name}: {row.pairs} pairs, {row.milliseconds:.3f} ms a pair, "
                f"{row.changes:.2f} changes, {row.marked:.3f} of the words marked"
            )
