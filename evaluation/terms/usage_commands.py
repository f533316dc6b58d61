"""``python -m evaluation term-usage --index FOLDER``: where the forms of the terms are used."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("term-usage")(_term_usage)


def _term_usage(
    index: Annotated[Path, typer.Option("--index", help="Folder of the index.")],
    forms: Annotated[bool, typer.Option("--forms", help="A line for each form.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Fill the columns of the built-in table.")
    ] = False,
) -> None:
    """Count every form of the table of terms by body and year."""
    from importlib.resources import files

    from evaluation.terms.usage import filled, usage
    from pipeline import lexicon
    from pipeline.collection import Collection

    with Collection.open(index) as held:
        found = usage(held)
    for use in found if forms else ():
        where = f"{';'.join(use.bodies)}\t{use.first}\t{use.last}"
        typer.echo(f"{use.form.code}\t{use.form.lang}\t{use.form.form}\t{use.occurrences}\t{where}")
    for lang in ("en", "zh"):
        own = [use for use in found if use.form.lang == lang and use.form.use != "never"]
        codes = len({use.form.code for use in own})
        stand = [use for use in own if use.occurrences]
        typer.echo(
            f"{lang}: {codes} concepts, {len(own)} forms, {len(stand)} of them in the texts held,"
            f" {len({use.form.code for use in stand})} concepts with one that is;"
            f" {sum(use.occurrences for use in stand)} occurrences"
        )
    if write:
        path = Path(str(files(lexicon).joinpath("terms.csv")))
        path.write_text(filled(found), encoding="utf-8")
