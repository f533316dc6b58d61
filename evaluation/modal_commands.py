"""The command that makes the tables of modals and negations again."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("modal-tables")(modal_tables)


def modal_tables(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, archives to learn from.")],
    anchors: Annotated[Path, typer.Option(help="Table of anchors to write.")] = Path("anchors.csv"),
    weights: Annotated[Path, typer.Option(help="Weights to write.")] = Path("weights.npz"),
    most: Annotated[int, typer.Option(help="Clues kept for each model of modals.", min=1)] = 14000,
    source: Annotated[str, typer.Option(help="What the anchors were counted in.")] = "resolutions",
    recount: Annotated[bool, typer.Option(help="Count the anchors first.")] = True,
) -> None:
    """Count anchors and fit the weights by which modals and negations are compared.

    The weights are fitted along the anchors that the program holds: put a new table of anchors in
    its place and run again with --no-recount.
    """
    from evaluation.findings import read_beads
    from evaluation.modal_tables import (
        count_anchors,
        examples,
        fit,
        write_anchors,
        write_models,
    )
    from pipeline.encode import BUILT_IN, load_encoder

    beads = read_beads(paths, load_encoder(BUILT_IN))
    if recount:
        counted = count_anchors(beads)
        write_anchors(anchors, counted, source)
        typer.echo(f"{anchors}: {len(counted)} anchors")
    models = {}
    for name, found in sorted(examples(beads).items()):
        models[name] = fit(found, most if name.startswith("modal") else 2 * most)
        typer.echo(f"{name}: {len(found)} examples, {len(models[name].keys)} clues")
    write_models(weights, models)
    typer.echo(f"{weights}: {weights.stat().st_size} bytes")
