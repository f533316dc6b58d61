"""``python -m evaluation articles``: the article index, on the seeds and on an index."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("articles")(_articles)


def _articles(
    seeds: Annotated[Path, typer.Argument(help="Folder of the five seeds.")],
    index: Annotated[Path | None, typer.Option(help="An index with instruments in it.")] = None,
    rules: Annotated[str, typer.Option(help="Sessions the rules were chosen on.")] = "74,75,76,77",
    held_out: Annotated[str, typer.Option(help="Sessions that only measure.")] = "78,79",
    drawn: Annotated[Path | None, typer.Option(help="Write 60 edges to read, as TSV.")] = None,
) -> None:
    """Places that the seeds must give; with an index, its counts and what content finds."""
    from evaluation import articles

    for place in articles.places(seeds):
        wanted, found = (", ".join(side) or "none" for side in (place.wanted, place.found))
        verdict = "right" if place.is_right else "WRONG"
        typer.echo(f"{place.provision} in {place.document or 'all'}: {found} ({wanted}) {verdict}")
    if index is None:
        return
    found_in = articles.census(index)
    typer.echo(
        f"provisions cited: {found_in.told} told, {found_in.untold} not told, {found_in.by_heading}"
        f" by heading alone; {found_in.articles} articles of {found_in.instruments} instruments"
    )
    relations = ", ".join(f"{relation} {n}" for relation, n in found_in.relations)
    typer.echo(f"documents named: {relations}")
    for sessions in (rules, held_out):
        read = articles.relations_agree(index, sessions.split(","))
        typer.echo(f"sessions {sessions}, relations: {read.same} of {read.named} the same")
        typer.echo("; ".join(f"{pair} {n}" for pair, n in read.differ), err=True)
        for h in articles.hidden_citations(index, sessions.split(",")):
            typer.echo(
                f"sessions {sessions}, {h.lang}, {h.way}: {h.right} of {h.found} found right,"
                f" {h.hidden} hidden"
            )
    if drawn:
        lines = [articles.edge_line(edge) + "\n" for edge in articles.sample(index, 30)]
        drawn.write_text("".join(lines), encoding="utf-8")
