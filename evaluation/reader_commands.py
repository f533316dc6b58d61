"""Commands that try to break the readers; ``register`` adds them to the command line."""

import json
from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(hostile)
    app.command()(hostile_ingest)
    app.command()(fuzz)
    app.command()(recognition)


def hostile(
    only: Annotated[list[str] | None, typer.Option(help="Names that hold these words.")] = None,
    as_json: AsJson = False,
) -> None:
    """Outcome, seconds and megabytes of reading each file made to break a reader."""
    from evaluation.endurance import endure
    from evaluation.hostile import every

    wanted = [f for f in every() if not only or any(words in f.name for words in only)]
    found = []
    for row in endure(wanted):
        found.append(row)
        figures = f"{row.seconds:.1f} s, {row.megabytes:.0f} MB"
        if not as_json:
            typer.echo(f"{'ok ' if row.stood else 'BAD'} {row.name}: {figures}: {row.outcome}")
    slowest = max((row.seconds for row in found), default=0.0)
    largest = max((row.megabytes for row in found), default=0.0)
    stood = sum(row.stood for row in found)
    if as_json:
        row_of = {"files": len(found), "stood": stood, "seconds": slowest, "megabytes": largest}
        typer.echo(json.dumps(row_of))
    else:
        typer.echo(f"{stood} of {len(found)} stood, at most {slowest:.1f} s, {largest:.0f} MB")
    if stood < len(found):
        raise typer.Exit(1)


def hostile_ingest(
    light: Annotated[
        bool, typer.Option("--light", help="Without those that take seconds.")
    ] = False,
    keep: Annotated[Path | None, typer.Option(help="A new folder to do it in and leave.")] = None,
) -> None:
    """Every hostile file into one index: what was touched outside of it, what was taken in."""
    from tempfile import TemporaryDirectory

    from evaluation.hostile import every
    from evaluation.hostile_ingest import ingest_hostile

    files = [file for file in every() if not (light and file.heavy)]
    with TemporaryDirectory() as folder:
        found = ingest_hostile(files, keep or Path(folder))
    for name in ("touched", "taken", "unsound"):
        for line in getattr(found, name):
            typer.echo(f"{name}: {line}", err=True)
    typer.echo(
        f"{found.files} files, {found.held} texts held, {len(found.touched)} touched outside of the"
        f" index, {len(found.taken)} taken in that must not be, {len(found.unsound)} checks failed"
    )


def fuzz(
    inputs: Annotated[int, typer.Option(help="Spoilt files in all.", min=1)] = 20_000,
    seed: Annotated[int, typer.Option(help="Another seed gives other files.")] = 0,
    only: Annotated[list[str] | None, typer.Option(help="Extensions, such as .docx.")] = None,
    as_json: AsJson = False,
) -> None:
    """Files spoilt at random through every reader: what was read, refused, and what went wrong."""
    from evaluation.fuzz import fuzz as feed

    found = feed(inputs, seed, tuple(only or ()))
    counts = {
        suffix: {"inputs": f.inputs, "read": f.read, "refused": f.refused, "faults": f.faults,
                 "slowest_s": round(f.slowest, 2)}
        for suffix, f in found.by_format.items()
    }  # fmt: skip
    if as_json:
        typer.echo(json.dumps({"by_format": counts, "places": dict(found.places)}))
    else:
        for suffix, row in counts.items():
            figures = ", ".join(f"{value} {name}" for name, value in row.items())
            typer.echo(f"{suffix}: {figures}")
        for place, count in found.places.most_common():
            typer.echo(f"{count} x {place} (first with {found.first[place]})")
        whole = sum(f.inputs for f in found.by_format.values())
        typer.echo(f"{whole} inputs, {sum(found.places.values())} faults")
    if found.places:
        raise typer.Exit(1)


def recognition(
    files: Annotated[list[Path], typer.Argument(help="PDF files with a text layer.")],
    first: Annotated[int, typer.Option(help="First page.", min=1)] = 1,
    last: Annotated[int, typer.Option(help="Last page.", min=1)] = 9999,
    as_json: AsJson = False,
) -> None:
    """Pages drawn as images and recognised, against their own text layer."""
    from dataclasses import asdict

    from evaluation.recognition import measure_recognition

    for file in files:
        found = measure_recognition(file, first, last)
        if as_json:
            typer.echo(json.dumps(asdict(found)))
            continue
        share = found.wrong / max(1, found.characters)
        typer.echo(
            f"{found.file} ({found.lang}): {found.wrong} of {found.characters} characters wrong"
            f" ({share:.4f}), {found.alike} of {found.paragraphs} paragraphs alike, {found.paths}"
            f" number paths the same, {found.uncertain} uncertain readings, confidence"
            f" {found.confidence:.3f}, {found.seconds / found.pages:.1f} s a page"
        )
