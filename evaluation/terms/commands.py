"""Commands on the terms: senses told apart, alerts counted, paragraphs rendered in several ways."""

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from pipeline.collection import Collection
from pipeline.records import LANGS

Index = Annotated[Path, typer.Option("--index", help="Folder of the index.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("term-senses")(term_senses)
    app.command("term-alerts")(term_alerts)
    app.command("term-variance")(term_variance)
    app.command("term-speed")(term_speed)


def term_senses(
    index: Index,
    wrong: Annotated[bool, typer.Option("--wrong", help="List those that are wrong.")] = False,
) -> None:
    """How many occurrences of words of many senses are told right."""
    from evaluation.terms.senses import judged, right_by

    with Collection.open(index) as held:
        found = tuple(judged(held))
    for subset, name, right, number in right_by(found):
        typer.echo(
            f"{subset:<12} {name or 'all':<18} {right:>4} of {number:>4}  {right / number:.3f}"
        )
    for one in found if wrong else ():
        if not one.is_right:
            said = f"{one.told or 'nothing'} by {one.words}" if one.told else "nothing"
            typer.echo(f"{one.symbol} {one.number} {one.nth}: {one.sense}, told {said}")


def term_alerts(
    index: Index,
    body: Annotated[str, typer.Option(help="Texts of this body.")] = "GA",
    session: Annotated[str, typer.Option(help="Texts of this session.")] = "79",
    draw: Annotated[int, typer.Option(help="Print this many at random, to judge.")] = 0,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 79,
) -> None:
    """How many alerts the check of terms gives per 100 paragraphs."""
    from evaluation.terms.alerts import alerted, drawn

    with Collection.open(index) as held:
        found = alerted(held, body, session)
    typer.echo(
        f"{len(found.alerts)} alerts on {found.documents} texts, {found.paragraphs} paragraphs:"
        f" {found.per_hundred:.2f} per 100"
    )
    for (kind, lang), number in found.kinds().most_common():
        typer.echo(f"{kind:<8} {lang}  {number}")
    for line in drawn(found.alerts, draw, seed):
        typer.echo(line)


def term_variance(index: Index) -> None:
    """The share of recurring paragraphs with several renderings, in either direction."""
    from pipeline.preparation import Preparation

    with Collection.open(index) as held:
        for lang in LANGS:
            start = perf_counter()
            answer = Preparation(held).variance(lang=lang, most=1)
            took = perf_counter() - start
            share = answer.found / max(1, answer.recurring)
            typer.echo(
                f"{lang}: {answer.found} of {answer.recurring} recurring paragraphs have several"
                f" renderings, {share:.3f}; {took:.1f} s"
            )


def term_speed(
    index: Index,
    draw: Annotated[int, typer.Option(help="Concepts at random.")] = 100,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 79,
) -> None:
    """How long the lens takes on concepts drawn from the table."""
    import random

    from pipeline.preparation import Preparation

    with Collection.open(index) as held:
        preparation = Preparation(held)
        terms = preparation.terms()
        chosen = random.Random(seed).sample(terms, min(draw, len(terms)))
        spent: list[tuple[float, str]] = []
        for term in chosen:
            start = perf_counter()
            preparation.lens(term.code)
            spent.append((perf_counter() - start, term.code))
    spent.sort()
    median, ninety = spent[len(spent) // 2], spent[len(spent) * 9 // 10]
    typer.echo(
        f"{len(spent)} of {len(terms)} concepts: median {median[0]:.2f} s, 90 % within"
        f" {ninety[0]:.2f} s, slowest {spent[-1][0]:.2f} s ({spent[-1][1]})"
    )
