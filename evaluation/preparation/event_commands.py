"""``python -m evaluation events``, ``networks``, ``practices``: three collections measured."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.records import LANGS

IndexFolder = Annotated[Path, typer.Option("--index", help="Folder of an index.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("events")(_events)
    app.command("networks")(_networks)
    app.command("practices")(_practices)


def _networks(index: IndexFolder) -> None:
    """Names answered across the languages, network by network, and the seconds that it takes."""
    from evaluation.preparation.networks import answered, counting_seconds
    from pipeline.collection import Collection

    with Collection.open(index) as held:
        named, seconds = counting_seconds(held.state)
        rows = list(answered(held.state))
    for row in rows:
        typer.echo(row.line())
    found, paired = sum(row.answered for row in rows), sum(row.paired for row in rows)
    slowest = max((row.seconds for row in rows), default=0.0)
    typer.echo(
        f"{named} named, counted in {seconds:.2f} s; slowest timeline {slowest:.2f} s;"
        f" {found} of {paired} answered ({found / (paired or 1):.3f})"
    )


def _practices(index: IndexFolder) -> None:
    """What passages say of good practices against those read by hand."""
    from evaluation.preparation.practices import against_gold, gold_rows
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation

    with Collection.open(index) as held:
        preparation = Preparation(held)
        found = [p for lang in LANGS for p in preparation.practices("", lang)]
    for figures in against_gold(found, gold_rows()):
        typer.echo(figures.line())


def _events(
    index: IndexFolder,
    wrong: Annotated[bool, typer.Option("--wrong", help="Name what is missing or wrong.")] = False,
) -> None:
    """Dates, kinds and places of events against those read by hand."""
    from evaluation.preparation.events import PARTS, against_gold, gold_rows
    from pipeline.collection import Collection
    from pipeline.preparation.events import events_of

    rows = gold_rows()
    with Collection.open(index) as held:
        for part, splits in PARTS.items():
            chosen = [r for r in rows if r.split in splits]
            texts = {r.fact.text for r in chosen}
            headings = [h for h in held.documents() if (h.symbol, h.lang) in texts]
            found = [e for h in headings for e in events_of(h, held.paragraphs(h.symbol, h.lang))]
            for symbol, lang in sorted(texts - {(h.symbol, h.lang) for h in headings}):
                typer.echo(f"{symbol} {lang}: not held, counts as not found", err=True)
            figures = against_gold(part, chosen, found)
            typer.echo(figures.line())
            if wrong:
                for line in figures.wrong:
                    typer.echo(f"  {line}")
