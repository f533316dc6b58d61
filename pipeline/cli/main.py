"""The program: its commands, and what becomes of errors."""

import sys
from collections.abc import Sequence
from contextlib import suppress
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
    serving,
    terms,
    texts,
    trends,
    upkeep,
)
from pipeline.cli.ending import OUTPUT, interruptible, last_line, made_sound, printed
from pipeline.cli.options import tell
from pipeline.closed import shut
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
    upkeep.doctor,
    upkeep.reindex,
    upkeep.backup,
    upkeep.restore,
    texts.train,
):
    app.command()(command)
app.add_typer(terms.app, name="terms")
app.command(name="map")(comparing.map_)
app.command(name="matrix")(matrix.matrix)
app.command(name="legal-basis")(legal_basis.legal_basis)
app.command(name="app")(serving.serve)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print it.", is_eager=True)] = False,
) -> None:
    """Print the version where it is asked for."""
    if show:
        typer.echo(f"tongwen {__version__}")
        raise typer.Exit


def main() -> None:
    """Run a command; a refusal is one line on standard error and exit code 1, an end from outside
    one line and 128 with the number of the signal."""
    with interruptible() as signals:
        try:
            shut()
            made_sound()
            _run()
        except KeyboardInterrupt:
            _interrupted(signals)
        except SystemExit:
            if signals:
                _interrupted(signals)
            raise


def _run() -> None:
    """Run a command; SystemExit at its end."""
    try:
        try:
            app()
        except SystemExit:
            _check(printed(sys.stdout))
            raise
    except TongwenError as error:
        _refuse(str(error))
    except BrokenPipeError:
        printed(sys.stdout)
        _end(1)
    except Exception as error:
        _check(printed(sys.stdout))  # an error without a name may be of what was printed
        line = last_line(error)
        if line is None:
            raise
        _refuse(line)


def _check(unprinted: OSError | None) -> None:
    """Refuse where standard output took no more; a reader who has seen enough is told nothing."""
    if isinstance(unprinted, BrokenPipeError):
        _end(1)
    if unprinted:
        _refuse(f"{OUTPUT}: {unprinted.strerror or unprinted}")


def _interrupted(signals: Sequence[int]) -> NoReturn:
    _refuse("interrupted; what is held stays as it was", 128 + signals[0] if signals else 130)


def _refuse(line: str, code: int = 1) -> NoReturn:
    with suppress(OSError):  # a full disk may hold standard error too
        tell(f"tongwen: {line}")
    _end(code)


def _end(code: int) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        printed(stream)
    sys.exit(code)
