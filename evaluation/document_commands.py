"""The command that compares the files of one document; ``register`` adds it to the command line."""

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command()(documents)


def documents(
    folder: Annotated[Path, typer.Argument(help="DOCX files with PDF files of the same name.")],
    differences: Annotated[int, typer.Option(help="Print so many of each document's.")] = 0,
    timed: Annotated[bool, typer.Option("--speed", help="Time the readers instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """The DOCX and the PDF of one document: identical paragraphs, number paths; pages a second."""
    from evaluation.documents import compare, described, pairs_in
    from evaluation.documents import speed as measure_speed

    pairs = pairs_in(folder)
    if timed:
        for row in measure_speed(pairs):
            rate = f"{row.pages} pages in {row.seconds:.2f} s, {row.per_second:.0f} pages a second"
            as_row = {"suffix": row.suffix, "pages": row.pages, "seconds": round(row.seconds, 3)}
            typer.echo(json.dumps(as_row) if as_json else f"{row.suffix}: {rate}")
        return
    for docx, pdf in pairs:
        found = compare(docx, pdf)
        if as_json:
            counted = {"name": found.name, "docx": found.docx, "pdf": found.pdf}
            counted |= {"identical": found.identical, "same_path": found.same_path}
            typer.echo(json.dumps(counted, ensure_ascii=False))
            continue
        for line in described(found, differences):
            typer.echo(line)
