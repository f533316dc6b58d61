"""The command that measures what runs transformers; ``register`` adds it to the command line."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="JSON lines.")]
PairsFile = Annotated[Path, typer.Option("--pairs", help="English TAB Chinese, one pair a line.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command()(backends)


def backends(
    pairs: PairsFile,
    texts: Annotated[int, typer.Option(help="Texts of the file, evenly taken.", min=1)] = 400,
    layers: Annotated[int, typer.Option(min=1)] = 12,
    width: Annotated[int, typer.Option(help="A multiple of 32.", min=32)] = 384,
    as_json: AsJson = False,
) -> None:
    """A transformer of random weights by torch, ONNX Runtime and OpenVINO: do the vectors agree,
    paragraphs a cpu-second on one core, cpu-seconds to the first vector, memory."""
    from evaluation.encoder.backends import measure_backends
    from evaluation.encoder.retrieval import read_pairs_file
    from evaluation.encoder.speed import keep_to_one_core

    keep_to_one_core()
    held = [text for pair in read_pairs_file(pairs) for text in (pair.en, pair.zh)]
    for ran in measure_backends(held[:: max(1, len(held) // texts)][:texts], layers, width):
        if as_json:
            typer.echo(json.dumps(asdict(ran)))
        else:
            typer.echo(
                f"{ran.runner}: {ran.per_second:.1f} paragraphs a cpu-second, {ran.start:.2f} to"
                f" the first vector, {ran.mebibytes:.0f} MiB; vectors differ by"
                f" {ran.difference:.1e} at most"
            )
