"""``python -m evaluation lineage`` and ``lineage-seeds``: links, verdicts, endorsements, kin."""

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("lineage")(_lineage)
    app.command("lineage-seeds")(_lineage_seeds)


def _lineage_seeds(
    paths: Annotated[list[Path], typer.Argument(help="Resolution 11/1 and its two reports.")],
) -> None:
    """What resolution 11/1 endorses, and the kin of its recommendation on networks."""
    from evaluation.lineage_seeds import seed_lineage

    for line in seed_lineage(paths).lines():
        typer.echo(line)


def _lineage(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or archives of resolutions.")],
    lang: Annotated[str, typer.Option(help="zh or en.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Links and verdicts against those read by hand, and the seconds for the whole register."""
    from evaluation.lineage import (
        against_gold,
        entries_of,
        gold_rows,
        timed,
        vectors_of,
        verdict_counts,
    )

    if lang not in ("zh", "en"):
        raise typer.BadParameter("--lang is zh or en")
    entries = entries_of(paths, "zh" if lang == "zh" else "en")
    found, seconds = timed(entries, vectors_of(entries))
    rows = gold_rows()
    parts = {
        p: against_gold(found, [r for r in rows if r.part == p]) for p in ("rules", "held-out")
    }
    if as_json:
        figures = {
            part: {
                "rows": f.rows, "right": f.right, "found": f.found, "wanted": f.wanted,
                "f1": round(f.f1, 4), "verdicts": f.verdicts, "changed": f.changed,
                "changed_right": f.changed_right,
            }
            for part, f in parts.items()
        }  # fmt: skip
        counts = dict(verdict_counts(found))
        typer.echo(
            json.dumps(
                {"entries": len(entries), "seconds": round(seconds, 1), "links": counts, **figures}
            )
        )
        return
    typer.echo(f"{len(entries)} recommendations, {seconds:.1f} s of processor time")
    typer.echo(", ".join(f"{v} {n}" for v, n in verdict_counts(found).items()))
    for part, f in parts.items():
        typer.echo(
            f"{part}: {f.rows} rows, links right {f.right} of {f.found} found and {f.wanted} "
            f"wanted, F1 {f.f1:.4f}; verdicts right {f.verdicts} of {f.right}, of those that "
            f"changed {f.changed_right} of {f.changed}"
        )
        for line in f.wrong:
            typer.echo(line, err=True)
