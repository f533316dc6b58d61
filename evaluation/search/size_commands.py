"""Commands for an index of a million paragraphs; ``register`` adds them to the command line."""

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(name="size-texts")(size_texts)
    app.command()(size)


def size_texts(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or archives of AKN4UN XML.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    copies: Annotated[int, typer.Option(help="Varied versions of each file.", min=1)] = 2,
) -> None:
    """Write versions of the files under other symbols, their words varied, to be ingested."""
    from evaluation.search.size_texts import write_varied

    typer.echo(f"{write_varied(paths, out, copies)} files written to {out}")


def size(
    index: Annotated[Path, typer.Option("--index", help="Folder of the index.")],
    queries: Annotated[int, typer.Option(help="Queries of each kind.", min=1)] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """What an index takes: time of a search by kind, memory, disk, recall of its vectors."""
    from evaluation.search.size import measure_size

    found = measure_size(index, queries)
    asked = found.latency
    rows = [*asked.kinds, asked.all]
    if as_json:
        kinds = {r.kind: {"n": r.queries, "p50_ms": r.p50, "p95_ms": r.p95} for r in rows}
        held = {
            h.lang: {"rows": h.rows, "kind": h.kind, "bytes_each": h.bytes_each,
                     "recall": h.recall.share, "by_floats": h.recall.by_floats}
            for h in found.held
        }  # fmt: skip
        memory = {"mb": asked.memory, "cold_s": asked.cold.seconds, "cold_mb": asked.cold.memory}
        typer.echo(json.dumps({"disk": found.disk, **memory, **held, **kinds}))
        return
    typer.echo(f"{asked.paragraphs} paragraphs, {found.disk / 1e6:.0f} MB on disk")
    for h in found.held:
        measure = "exact search" if h.recall.by_floats else "a search of all codes"
        typer.echo(
            f"vectors {h.lang}: {h.rows}, {h.kind}, {h.bytes_each:.0f} bytes each, recall@10"
            f" {h.recall.share:.3f} of {measure} ({h.recall.queries} queries)"
        )
    for row in rows:
        typer.echo(f"{row.kind}: p50 {row.p50:.1f} ms, p95 {row.p95:.1f} ms over {row.queries}")
    typer.echo(f"resident: {asked.memory:.0f} MB after all queries")
    typer.echo(
        f"cold, from the command line: {asked.cold.seconds:.2f} s, {asked.cold.memory:.0f} MB"
    )
