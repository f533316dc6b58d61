"""``python -m evaluation matrix``: cells of issues matrices, in the right column or not."""

import csv
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("matrix")(_matrix)


def _matrix(
    index: Annotated[Path, typer.Argument(help="An index with the seeds and the resolutions.")],
    drawn: Annotated[Path | None, typer.Option(help="Write cells to read, as TSV.")] = None,
    each: Annotated[int, typer.Option(help="How many of each column to draw.")] = 34,
) -> None:
    """Cells read by hand that stand in the right column; or cells to read."""
    from evaluation.preparation import matrix

    if drawn is not None:
        with drawn.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, delimiter="\t", lineterminator="\n")
            table.writerows(matrix.line(one) for one in matrix.draw(index, each))
        return
    found = matrix.judged(index)
    for one in found:
        share = one.right / one.read if one.read else 0.0
        typer.echo(f"{one.column}: {one.right} of {one.read} right ({share:.2f}); {one.gone} gone")
    right, read = sum(one.right for one in found), sum(one.read for one in found)
    typer.echo(f"all: {right} of {read} right ({right / max(1, read):.2f})")
