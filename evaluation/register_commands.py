"""Commands that measure the register and its requests against rows read by hand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.records import Lang

if TYPE_CHECKING:
    from evaluation.register import FieldFigures, RegisterFigures
    from evaluation.requests import RequestFigures

Paths = Annotated[list[Path], typer.Argument(help="Files, folders or archives of resolutions.")]
Split = Annotated[str, typer.Option(help="development or held-out; both where not given.")]
Language = Annotated[str, typer.Option(help="zh or en.")]
Wrong = Annotated[bool, typer.Option("--wrong", help="What is wrong, on standard error.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("register")(_register)
    app.command("register-speed")(_speed)
    app.command("requests")(_requests)


def _register(
    paths: Paths,
    split: Split = "",
    lang: Language = "en",
    wrong: Wrong = False,
    as_json: AsJson = False,
) -> None:
    """Precision, recall and F1 of each field of the register against paragraphs read by hand."""
    from evaluation.register import against_gold, gold_rows, read_register

    side = _side(lang, split)
    rows = [r for r in gold_rows(side) if split in ("", r.split)]
    found = against_gold(read_register(paths, side, rows), rows)
    head = f"{found.rows} paragraphs, {found.missing} of them not in the register"
    _tell(found, found.fields, head, as_json)
    for line in found.wrong if wrong else ():
        typer.echo(line, err=True)


def _requests(
    paths: Paths,
    split: Split = "",
    lang: Language = "en",
    wrong: Wrong = False,
    as_json: AsJson = False,
) -> None:
    """Who is asked for what by when, and the answers found, against requests read by hand."""
    from evaluation.lineage import entries_and_preambles, vectors_of
    from evaluation.requests import against_gold, gold_rows
    from pipeline.lineage import lineage, requests

    side = _side(lang, split)
    entries, preambles = entries_and_preambles(paths, side)
    held = {entry.document.symbol for entry in entries}
    rows = [r for r in gold_rows() if split in ("", r.split) and r.place[0] in held]
    found = requests(entries, lineage(entries, vectors_of(entries)), preambles)
    figures = against_gold(found, rows)
    fields = {**figures.fields, "answer": figures.answers, "document": figures.documents}
    head = f"{len(found)} requests; of {figures.rows} read {figures.missing} not among them"
    _tell(figures, fields, head, as_json)
    for line in figures.wrong if wrong else ():
        typer.echo(line, err=True)


def _side(lang: str, split: str) -> Lang:
    if lang not in ("zh", "en") or split not in ("", "development", "held-out"):
        raise typer.BadParameter("--lang is zh or en; --split is development or held-out")
    return "zh" if lang == "zh" else "en"


def _tell(
    figures: "RegisterFigures | RequestFigures",
    fields: Mapping[str, "FieldFigures"],
    head: str,
    as_json: bool,
) -> None:
    if as_json:
        typer.echo(_json(figures.rows, figures.missing, fields))
    else:
        typer.echo(head)
        _table(figures.rows, fields)


def _json(rows: int, missing: int, fields: Mapping[str, "FieldFigures"]) -> str:
    figures = {
        name: {
            "right": f.right, "found": f.found, "wanted": f.wanted, "f1": round(f.f1, 4),
            "rows_right": f.rows_right,
        }
        for name, f in fields.items()
    }  # fmt: skip
    return json.dumps({"rows": rows, "missing": missing, **figures})


def _table(rows: int, fields: Mapping[str, "FieldFigures"]) -> None:
    typer.echo("field        precision  recall     F1  right of found, wanted   rows right")
    for name, f in fields.items():
        typer.echo(
            f"{name:12} {f.precision:9.3f} {f.recall:7.3f} {f.f1:6.3f}  "
            f"{f.right:5} of {f.found:4}, {f.wanted:4} {f.rows_right:11} of {rows}"
        )


def _speed(paths: Paths, as_json: AsJson = False) -> None:
    """Processor time of one core for the register of the files: reading, citations, fields."""
    from dataclasses import asdict

    from evaluation.register_speed import measure

    found = measure(paths)
    if as_json:
        typer.echo(json.dumps(asdict(found)))
        return
    each = 1000 * found.fields / max(1, found.rows)
    typer.echo(
        f"{found.documents} documents, {found.rows} rows of the register: "
        f"{found.fields:.1f} s of one core for their fields ({each:.2f} ms a row), "
        f"{found.citations:.1f} s for citations, {found.reading:.1f} s for reading"
    )
