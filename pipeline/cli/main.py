"""The program: its commands, and what becomes of errors."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline import __version__
from pipeline.cli import (
    agreed,
    articles,
    briefing,
    citations,
    comparing,
    events,
    indexes,
    legal_basis,
    lineages,
    matrix,
    networks,
    practices,
    register,
    remarks,
    reviews,
    searching,
    terms,
    texts,
    trends,
)
from pipeline.cli.options import tell
from pipeline.errors import TongwenError

app = typer.Typer(
    name="tongwen",
    help="Tongwen (同文): Chinese and English treaty and resolution texts, clause against clause.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


for command in (
    indexes.ingest,
    indexes.remove,
    searching.search,
    texts.align,
    texts.segment,
    register.recommendations,
    citations.citations,
    articles.articles,
    agreed.agreed,
    briefing.briefing,
    practices.practices,
    networks.networks,
    events.events,
    trends.trends,
    lineages.lineage,
    lineages.requests,
    remarks.remarks,
    reviews.review,
    reviews.reviews,
    indexes.doctor,
    texts.train,
):
    app.command()(command)
app.add_typer(terms.app, name="terms")
app.command(name="map")(comparing.map_)
app.command(name="matrix")(matrix.matrix)
app.command(name="legal-basis")(legal_basis.legal_basis)
app.command(name="app")(indexes.serve)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print it.", is_eager=True)] = False,
) -> None:
    """Print the version where it is asked for."""
    if show:
        typer.echo(f"tongwen {__version__}")
        raise typer.Exit


def main() -> None:
    """Run a command; a refusal is one line on standard error and exit code 1."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell (``>&-``)
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                encoding="utf-8", errors="backslashreplace"
            )  # a name may be no UTF-8
    try:
        app()
    except TongwenError as error:
        _refuse(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        _refuse(f"{name}{error.strerror or error}")
    except KeyboardInterrupt:
        _refuse("interrupted; what is indexed stays as it was")


def _refuse(line: str) -> NoReturn:
    tell(f"tongwen: {line}")
    sys.exit(1)
