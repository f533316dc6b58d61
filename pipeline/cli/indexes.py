"""Commands on an index: ingest, remove."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    AsJson,
    EncoderName,
    Index,
    Language,
    Paths,
    Status,
    Wait,
    print_json,
    tell,
)
from pipeline.cli.remarks import remark_counts, write_report

if TYPE_CHECKING:
    from pipeline.ingest import IngestReport


def ingest(
    paths: Paths,
    index: Index,
    encoder: EncoderName = None,
    symbol: Annotated[str, typer.Option(help="For one file whose text prints no symbol.")] = "",
    lang: Annotated[Language | None, typer.Option(help="Language, where not detected.")] = None,
    title: Annotated[str, typer.Option(help="In place of the one that is read.")] = "",
    body: Annotated[str, typer.Option(help="The body that adopted it: GA, SC.")] = "",
    session: Annotated[str, typer.Option(help="Such as 79.")] = "",
    date: Annotated[str, typer.Option(help="ISO 8601, such as 2012-11-14.")] = "",
    status: Annotated[Status | None, typer.Option()] = None,
    report_file: Annotated[
        Path | None,
        typer.Option("--report", help="File for every refusal and remark: .csv, or JSON lines."),
    ] = None,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Take files into an index; what is already held is left alone."""
    from pipeline.cli.progress import shown
    from pipeline.encode import load_encoder
    from pipeline.ingest import give_way
    from pipeline.ingest import ingest as take_in
    from pipeline.records import Given
    from pipeline.store.encoder_folder import note_encoder_folder

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
    named = encoder_for(index, encoder)
    give_way()
    with shown() as progress:
        report = take_in(paths, index, load_encoder(named), given, progress, wait=wait)
    note_encoder_folder(index, named)
    if report_file:
        write_report(report_file, index, report.refused, report.remarks)
    tell_outcome(report, as_json)
    if report.refused and not (report.added or report.replaced or report.unchanged):
        raise typer.Exit(1)


def tell_outcome(report: "IngestReport", as_json: bool) -> None:
    """Refusals and what was taken out on standard error, and the counts."""
    from pipeline.strings import Strings
    from pipeline.views.remarks import summary

    for refusal in report.refused:
        tell(f"refused {refusal.path}: {refusal.reason}")
    for scan in report.recognised:
        percent = f"{100 * scan.confidence:.0f} %"
        tell(f"scan {scan.path}: recognised with a confidence of {percent}")
    for fault in report.faults:
        tell(fault.line)
    if line := summary(report.remarks, Strings("en")):
        tell(line)
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
        scans = [{"path": s.path, "confidence": round(s.confidence, 3)} for s in report.recognised]
        faults = [fault.line for fault in report.faults]
        rows = {"remarks": remark_counts(report.remarks), "recognised": scans, "faults": faults}
        print_json([{**counts, **rows}])
    else:
        tell(", ".join(f"{value} {name}" for name, value in counts.items()))


def remove(
    symbol: Annotated[str, typer.Argument(help="The text, as A/RES/79/243.")],
    lang: Annotated[Language, typer.Option(help="Which language version.")],
    index: Index,
) -> None:
    """Take one language version of a text out of an index."""
    from pipeline.ingest import remove as take_out

    count = take_out(index, symbol, lang.value)
    tell(f"{symbol} ({lang.value}): {count} paragraphs removed")


def encoder_for(index: Path, named: str | None) -> str:
    """The encoder named, else the one that a held index was built with, else the built-in."""
    from pipeline.opened import encoder_of

    return named or encoder_of(index) or "built-in"


def _iso(date: str) -> str:
    import datetime

    if date:
        try:
            datetime.date.fromisoformat(date)
        except ValueError:
            raise typer.BadParameter(f"{date}: a date is written 2012-11-14") from None
    return date
