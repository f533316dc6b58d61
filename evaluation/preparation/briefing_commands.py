"""``python -m evaluation briefing`` and ``briefing-lineage``: packs, and parts of a register."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("briefing")(_briefing)
    app.command("briefing-lineage")(_lineage)


def _briefing(
    index: Annotated[Path, typer.Option(help="An index.")],
    subject: Annotated[
        list[str] | None, typer.Option(help="A subject; without it the two of the report.")
    ] = None,
) -> None:
    """Time of packs in a process of their own, and whether their quotations stand where said."""
    from evaluation.preparation.briefing import SUBJECTS, packs

    for f in packs(index, subject or SUBJECTS):
        judged = f"; {f.right} of {f.judged} judged are on the subject" if f.judged else ""
        typer.echo(
            f"{f.subject}, {f.lang}: {f.seconds:.1f} s, {f.processor:.1f} s of processor time;"
            f" {'same bytes' if f.same_bytes else 'OTHER BYTES'} twice;"
            f" {f.recommendations} recommendations{judged};"
            f" {f.found} of {f.quoted} quotations found at their place"
        )


def _lineage(
    index: Annotated[Path, typer.Option(help="An index.")],
    lang: Annotated[str, typer.Option(help="zh or en.")] = "en",
    entries: Annotated[int, typer.Option(help="Recommendations, at least.", min=1)] = 200,
    seed: Annotated[int, typer.Option(help="Which are drawn.")] = 1,
) -> None:
    """Links of recommendations in a part of the register against those in all of it."""
    from evaluation.preparation.briefing import parts

    if lang not in ("zh", "en"):
        raise typer.BadParameter("--lang is zh or en")
    f = parts(index, "zh" if lang == "zh" else "en", entries, seed)
    typer.echo(
        f"{lang}: of {f.entries}, links to earlier ones the same for {f.before}, to later ones for"
        f" {f.after}, whole chains for {f.chains}"
    )
