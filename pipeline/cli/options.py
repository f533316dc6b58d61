"""Options that several commands take, and how they print."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli import output
from pipeline.cli.ending import OUTPUT
from pipeline.places import default_index


class Language(StrEnum):
    """A language of the texts."""

    zh = "zh"
    en = "en"


class Status(StrEnum):
    """What became of a text."""

    adopted = "adopted"
    draft = "draft"
    final = "final"


class By(StrEnum):
    """What recommendations are counted by."""

    strength = "strength"
    addressee = "addressee"
    topic = "topic"
    concept = "concept"
    article = "article"
    hedge = "hedge"
    novelty = "novelty"


AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, nothing else.")]
Index = Annotated[Path, typer.Option("--index", help="Folder of the index.")]
EncoderName = Annotated[
    str | None,
    typer.Option("--encoder", help="built-in, a model folder, or owner/name on the hub."),
]
RerankerName = Annotated[
    str | None,
    typer.Option("--rerank", help="Reorder hits by a cross-encoder: model folder, or owner/name."),
]
Paths = Annotated[list[Path], typer.Argument(help="Files, folders, .zip or .tar.xz archives.")]
Many = list[str] | None
OfBody = Annotated[Many, typer.Option("--body", help="Texts of this body: GA, SC.")]
OfSession = Annotated[Many, typer.Option("--session", help="Texts of this session: 79.")]
OfSymbol = Annotated[Many, typer.Option("--symbol", help="This text: A/RES/79/243.")]
DateFrom = Annotated[str, typer.Option(help="No earlier: 2019, 2019-05, 2019-05-31.")]
DateTo = Annotated[str, typer.Option(help="No later.")]
Wait = Annotated[
    float,
    typer.Option("--wait", min=0.0, help="Seconds to wait while another process writes."),
]
DEFAULT_INDEX = default_index()


def one_form(**forms: object) -> None:
    """Refuse more than one form of output; ``forms`` are the options by name, as given."""
    asked = [f"--{name}" for name, value in forms.items() if value]
    if len(asked) > 1:
        raise typer.BadParameter(f"{' and '.join(asked)}: one form at a time")


def print_json(rows: Iterable[Any]) -> None:
    """Print each row as one line of JSON on standard output."""
    _write(output.json_lines(rows))


def print_lines(lines: Iterable[str], *, styled: bool = False) -> None:
    """Print lines on standard output, what a terminal would obey shown as signs; lines that are
    ``styled`` are so already but for the styles."""
    _write(lines if styled else map(output.harmless, lines))


def tell(line: str) -> None:
    """Say ``line`` on standard error: counts, and what became of an order."""
    sys.stderr.write(output.told(line) + "\n")


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        try:
            sys.stdout.write(line + "\n")
        except OSError as error:  # which names no file
            raise OSError(error.errno, error.strerror, OUTPUT) from None
