"""``python -m evaluation agreed``: paragraphs said in other words, looked for as drafts."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("agreed")(_agreed)


def _agreed(
    index: Annotated[Path, typer.Option(help="An index with the session in it.")],
    session: Annotated[str, typer.Option(help="Session of the General Assembly.")] = "79",
    count: Annotated[int, typer.Option(help="Paragraphs drawn in each language.", min=1)] = 200,
    alone: Annotated[
        Path | None, typer.Option(help="Ask an index of one language in the other, instead.")
    ] = None,
    level: Annotated[
        list[str] | None, typer.Option(help="25 %, 40 %, half; all unless told.")
    ] = None,
    beside: Annotated[
        bool, typer.Option(help="Ask a search alone and the other language's texts as well.")
    ] = False,
    missed: Annotated[bool, typer.Option(help="Print what was not among the first three.")] = False,
) -> None:
    """How many paragraphs said in other words are among the first three wordings."""
    from evaluation.preparation.agreed_language import LEVELS, across, agreed_language

    if alone:
        of = across(index, alone, session, count)
        typer.echo(
            f"session {session}, drafts in {of.lang}, texts in the other language alone:"
            f" first {of.first}, first three {of.third} of {of.asked}"
        )
        return
    levels = [known for known in LEVELS if not level or known in level]
    for row in agreed_language(index, session, count, levels, beside):
        n, times = row.asked, sorted(row.seconds)
        also = (
            f" by search alone {row.searched}, among the other language's {row.across};"
            if beside
            else ""
        )
        typer.echo(
            f"session {session}, {row.lang}, {row.level}: {row.changed:.0%} of the words changed;"
            f" first {row.first}, first three {row.third}, first ten {row.tenth} of {n};{also}"
            f" {times[n // 2]:.2f} s, at most {times[-1]:.2f} s"
        )
        for said in row.missed if missed else ():
            typer.echo(f"  {said.paragraph.symbol} {said.paragraph.ordinal}\t{said.text}", err=True)
            typer.echo(f"  {' '.join(said.paragraph.text.split())}", err=True)
