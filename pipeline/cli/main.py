"""The commands."""

import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from pipeline import __version__
from pipeline.cli import output
from pipeline.errors import TongwenError
from pipeline.places import app_file, default_index

app = typer.Typer(
    name="tongwen",
    help="Tongwen (同文): Chinese and English treaty and resolution texts, clause against clause.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


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


AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, nothing else.")]
Index = Annotated[Path, typer.Option("--index", help="Folder of the index.")]
EncoderName = Annotated[
    str | None,
    typer.Option("--encoder", help="built-in, a model folder, or owner/name on the hub."),
]
Paths = Annotated[list[Path], typer.Argument(help="Files, folders, .zip or .tar.xz archives.")]
Many = list[str] | None
DEFAULT_INDEX = default_index()


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print it.", is_eager=True)] = False,
) -> None:
    """Print the version where it is asked for."""
    if show:
        typer.echo(f"tongwen {__version__}")
        raise typer.Exit


@app.command()
def ingest(
    paths: Paths,
    index: Index,
    encoder: EncoderName = None,
    symbol: Annotated[str, typer.Option(help="For one file whose text prints no symbol.")] = "",
    lang: Annotated[Language | None, typer.Option(help="Language, where not detected.")] = None,
    title: str = "",
    body: str = "",
    session: str = "",
    date: Annotated[str, typer.Option(help="ISO 8601, such as 2012-11-14.")] = "",
    status: Annotated[Status | None, typer.Option()] = None,
    as_json: AsJson = False,
) -> None:
    """Take files into an index; what is already held is left alone."""
    from pipeline.cli.progress import shown
    from pipeline.encode import load_encoder
    from pipeline.ingest import ingest as take_in
    from pipeline.records import Given

    given = Given(
        symbol=symbol,
        lang=lang.value if lang else "",
        title=title,
        body=body,
        session=session,
        date=_iso(date),
        status=status.value if status else "",
    )
    if symbol and (len(paths) > 1 or paths[0].is_dir()):
        raise typer.BadParameter("--symbol goes with one file")
    with shown() as progress:
        report = take_in(paths, index, load_encoder(_encoder_for(index, encoder)), given, progress)
    for refusal in report.refused:
        typer.echo(f"refused {refusal.path}: {refusal.reason}", err=True)
    counts = {
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "refused": len(report.refused),
        "paragraphs": report.paragraphs,
        "windowed": report.windowed,
        "seconds": round(report.seconds, 1),
    }
    if as_json:
        _print_json([counts])
    else:
        typer.echo(", ".join(f"{value} {name}" for name, value in counts.items()), err=True)
    if report.refused and not (report.added or report.replaced or report.unchanged):
        raise typer.Exit(1)


@app.command()
def segment(file: Annotated[Path, typer.Argument()], as_json: AsJson = False) -> None:
    """Print the paragraphs of a text with their roles and numbers."""
    for _, paragraphs in _read([file]):
        if as_json:
            _print_json(output.paragraph_row(p) for p in paragraphs)
        else:
            _print(output.paragraph_line(p) for p in paragraphs)


@app.command()
def search(
    query: str,
    index: Index = DEFAULT_INDEX,
    encoder: EncoderName = None,
    k: Annotated[int, typer.Option("-k", help="Hits in each language.", min=1)] = 5,
    lang: Annotated[Language | None, typer.Option(help="One language only.")] = None,
    body: Annotated[Many, typer.Option()] = None,
    session: Annotated[Many, typer.Option()] = None,
    symbol: Annotated[Many, typer.Option()] = None,
    role: Annotated[Many, typer.Option()] = None,
    date_from: str = "",
    date_to: str = "",
    as_json: AsJson = False,
) -> None:
    """Find passages in both languages. Quotes ask for an exact phrase, a bare symbol for a text."""
    from pipeline.collection import Collection
    from pipeline.search import Filters

    filters = Filters(
        lang=(lang.value,) if lang else (),
        body=tuple(body or ()),
        session=tuple(session or ()),
        symbol=tuple(symbol or ()),
        role=tuple(role or ()),  # type: ignore[arg-type]  # checked by search, which names them
        date_from=date_from,
        date_to=date_to,
    )
    with Collection.open(index, encoder) as collection:
        found = collection.search(query, k=k, filters=filters)
    if as_json:
        _print_json(output.match_row("zh", m) for m in found.zh)
        _print_json(output.match_row("en", m) for m in found.en)
        return
    for name, code, matches in (("中文", "zh", found.zh), ("English", "en", found.en)):
        typer.echo(f"── {name} ──")
        for match in matches:
            _print(output.match_lines("zh" if code == "zh" else "en", match))


@app.command()
def align(
    first: Annotated[Path, typer.Argument(metavar="A")],
    second: Annotated[Path, typer.Argument(metavar="B")],
    hide_numbers: Annotated[
        bool, typer.Option("--hide-numbers", help="Align by words alone.")
    ] = False,
    only_differences: Annotated[
        bool, typer.Option("--only-differences", help="One-sided rows and findings alone.")
    ] = False,
    encoder: EncoderName = None,
    as_json: AsJson = False,
) -> None:
    """Put the Chinese and the English version of a text side by side, in either order."""
    from pipeline.collection import align_files

    aligned = align_files(first, second, encoder or "built-in", hide_numbers)
    rows = [output.bead_row(b, aligned.zh, aligned.en) for b in aligned.beads]
    if only_differences:
        rows = [row for row in rows if output.differs(row)]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        _print(output.bead_lines(row))
    differing = sum(output.differs(row) for row in rows)
    typer.echo(f"{len(aligned.beads)} rows, {differing} of them differ", err=True)


@app.command()
def recommendations(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")], as_json: AsJson = False
) -> None:
    """Print the recommendations and conclusions of reports and resolutions."""
    from pipeline.recommend import recommendations as read

    for document, paragraphs in _read(files):
        rows = [output.recommendation_row(r) for r in read(document, paragraphs)]
        if as_json:
            _print_json(rows)
        else:
            _print(output.recommendation_line(row) for row in rows)


@app.command()
def trends(
    index: Index = DEFAULT_INDEX,
    by: Annotated[By | None, typer.Option(help="One measure only.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, with a head.")] = False,
    as_json: AsJson = False,
) -> None:
    """Count recommendations per session by strength, addressee and topic."""
    import csv

    from pipeline.collection import Collection
    from pipeline.trend import MEASURES

    measures = (by.value,) if by else MEASURES
    with Collection.open(index) as collection:
        points = [point for measure in measures for point in collection.trends(measure)]
    if as_json:
        _print_json({c: getattr(p, c) for c in output.TREND_COLUMNS} for p in points)
    elif as_csv:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(output.TREND_COLUMNS)
        table.writerows(output.trend_cells(p) for p in points)
    else:
        _print("  ".join(output.trend_cells(p)[:-2]) + f"  {p.count} of {p.total}" for p in points)


@app.command()
def train(
    paths: Paths,
    out: Annotated[Path, typer.Option(help="The folder to write the model to.")],
    dictionary: Annotated[list[Path] | None, typer.Option(help="Dictionary file.")] = None,
    hold_out: Annotated[Many, typer.Option(help="Wildcard of a path, symbol or session.")] = None,
    passes: Annotated[int, typer.Option(min=1)] = 24,
    pieces: Annotated[int, typer.Option(min=300)] = 40_000,
) -> None:
    """Train a static encoder on paired AKN4UN texts and dictionaries."""
    from pipeline.cli.progress import trained_steps
    from pipeline.encode.recipe import Recipe
    from pipeline.encode.train import train as train_model

    recipe = Recipe(passes=passes, pieces=pieces)
    with trained_steps() as progress:
        made = train_model(
            paths,
            tuple(dictionary or ()),
            out,
            exclude=tuple(hold_out or ()),
            recipe=recipe,
            progress=progress,
        )
    typer.echo(f"{made.folder}: {made.paragraphs} pairs, {made.entries} entries", err=True)


@app.command(name="app")
def serve(
    index: Index = DEFAULT_INDEX,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
) -> None:
    """Serve the app on this machine and print its address."""
    import subprocess

    from pipeline.store.manifest import read_manifest

    read_manifest(index)
    typer.echo(f"Tongwen: http://127.0.0.1:{port}  (Ctrl-C ends it)", err=True)
    settings = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in settings.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(app_file()), *flags]
    environment = {**os.environ, "TONGWEN_INDEX": str(index.resolve())}
    raise typer.Exit(subprocess.call(command, env=environment, cwd=app_file().parent))


@app.command()
def doctor(index: Index = DEFAULT_INDEX, as_json: AsJson = False) -> None:
    """Check an index: counts, offsets, vectors, encoder."""
    from pipeline.doctor import doctor as examine

    checks = examine(index)
    if as_json:
        _print_json({"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks)
    else:
        _print(f"{'ok  ' if c.ok else 'BAD '} {c.name}: {c.detail}" for c in checks)
    if not all(c.ok for c in checks):
        raise typer.Exit(1)


# what the commands share --------------------------------------------------------------------------


def _read(paths: Iterable[Path]) -> Iterable[tuple[Any, Any]]:
    """Documents of ``paths`` with their paragraphs; the first file refused ends it."""
    from pipeline.errors import InputError
    from pipeline.readers import read_bytes, walk
    from pipeline.records import Refusal
    from pipeline.segment import segment as cut

    for path in paths:
        for file in walk([path]):
            if isinstance(file, Refusal):
                raise InputError(file.path, file.reason)
            document = read_bytes(file.name, file.content, file.given)
            yield document, cut(document)


def _encoder_for(index: Path, named: str | None) -> str:
    """The encoder named, else the one that a held index was built with, else the built-in."""
    from pipeline.collection import encoder_of

    return named or encoder_of(index) or "built-in"


def _iso(date: str) -> str:
    import datetime

    if date:
        try:
            datetime.date.fromisoformat(date)
        except ValueError:
            raise typer.BadParameter(f"{date}: a date is written 2012-11-14") from None
    return date


def _print_json(rows: Iterable[Any]) -> None:
    _print(output.json_lines(rows))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")


def main() -> None:
    """Run a command; a refusal is one line on standard error and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
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


def _refuse(line: str) -> Literal[0]:
    sys.stderr.write("tongwen: " + " ".join(line.split()) + "\n")
    sys.exit(1)
