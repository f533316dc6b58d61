"""The measurements of the search beside judged needs."""

import json
from pathlib import Path
from typing import Annotated

import typer

from evaluation.search.needs import NEEDS
from pipeline.records import LANGS


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command()(distractors)
    app.command()(latency)


def distractors(
    index: Annotated[Path, typer.Option("--index", help="Index in both languages; not changed.")],
    needs: Annotated[Path, typer.Option(help="Queries, CSV with the columns zh and en.")] = NEEDS,
    times: Annotated[int, typer.Option(help="Paragraphs put in for each one held.", min=1)] = 10,
) -> None:
    """Ten times as many texts of the query's language: is the other one's top three the same?"""
    from evaluation.search.distractors import distractors as measured
    from pipeline.encode import load_encoder

    for lang in LANGS:
        found = measured(index, needs, lang, load_encoder(), times)
        typer.echo(
            f"{lang}: {found.same} of {found.queries} queries with the same first three in the"
            f" other language, {found.kept} of {found.hits} hits kept; {found.held:,} passages"
            f" held, {found.added:,} put in"
        )


def latency(
    index: Annotated[Path, typer.Option("--index", help="Folder of the index.")],
    queries: Annotated[int, typer.Option(help="Queries of each kind.", min=1)] = 60,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of lines.")
    ] = False,
) -> None:
    """Milliseconds a warm search takes, and seconds a cold one from the command line."""
    from evaluation.search.latency import latency as measure

    found = measure(index, queries)
    rows = [*found.kinds, found.all]
    if as_json:
        kinds = {r.kind: {"n": r.queries, "p50_ms": r.p50, "p95_ms": r.p95} for r in rows}
        cold = {"cold_s": found.cold.seconds, "cold_mb": found.cold.memory, "mb": found.memory}
        typer.echo(json.dumps({"paragraphs": found.paragraphs, **kinds, **cold}))
        return
    typer.echo(f"{found.encoder}, {found.paragraphs} paragraphs")
    for row in rows:
        typer.echo(f"{row.kind}: p50 {row.p50:.1f} ms, p95 {row.p95:.1f} ms over {row.queries}")
    typer.echo(
        f"cold, from the command line: {found.cold.seconds:.2f} s ({found.cold.processor:.2f} s of"
        f" processor time), {found.cold.memory:.0f} MB (median)"
    )
