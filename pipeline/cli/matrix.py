"""The command ``matrix``: issues, solutions and examples on a provision or a subject."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cite import citation
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    Index,
    Language,
    one_form,
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, print_csv
from pipeline.cli.tracing import ACROSS, TRACE, TRACE_COLUMNS, traced
from pipeline.errors import InputError, TongwenError
from pipeline.tracing import Traces, traces_of_index

if TYPE_CHECKING:
    from pipeline.preparation import Preparation
    from pipeline.records import Lang
    from pipeline.records.matrix import Matrix, MatrixCell, MatrixRow

_COLUMNS = (
    *("row", "kind", "column", "origin", "words", "citation", "symbol", "ordinal", "start", "end"),
    *("reason", "counterpart", "note", "reviewer"),
    *TRACE_COLUMNS,
)


def matrix(
    subject: Annotated[
        str, typer.Argument(help="A provision (UNTOC:19) or words; with --read, that of the file.")
    ] = "",
    read: Annotated[
        Path | None, typer.Option(help="Take in a workbook edited by hand: .xlsx.")
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="With --read: the file as it is, not merged with another."),
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="As the rules fill it, though one was kept.")
    ] = False,
    lang: Annotated[
        Language | None, typer.Option(help="Passages of this language first; that of SUBJECT.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write it to this file: .xlsx.")] = None,
    index: Index = DEFAULT_INDEX,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Fill a table of issues, solutions and examples; edit it; take it in again, word for word."""
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.text.normalise import detect_lang

    one_form(json=as_json, csv=as_csv, out=out)
    if read is not None and fresh:
        raise typer.BadParameter("--fresh fills a matrix and --read takes one in; give one of them")
    if replace and read is None:
        raise typer.BadParameter("--replace says how a file is taken in; name it with --read")
    for path in filter(None, (read, out)):
        if path.suffix.lower() != ".xlsx":
            raise InputError(str(path), "a matrix is an Excel workbook; name a file in .xlsx")
    language: Lang = lang.value if lang else detect_lang(subject)
    with Collection.open(index) as held:
        preparation, traces = Preparation(held), traces_of_index(held)
        if read is not None:
            made = _taken(preparation, read, subject, replaces=replace)
        else:
            _tell_log(preparation)
            kept = None if fresh else preparation.matrices().latest(subject)
            made = kept or preparation.matrix(subject, language)
    if out is not None:
        _write(made, traces, out)
    elif as_json or as_csv or read is None:
        _print(made, traces, as_json, as_csv)
    _tell(made)


def _print(made: "Matrix", traces: Traces, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json(_rows(made, traces))
    elif as_csv:
        print_csv(_COLUMNS, _rows(made, traces))
    else:
        print_lines(_lines(made))


def _taken(preparation: "Preparation", path: Path, subject: str, *, replaces: bool) -> "Matrix":
    """The matrix in a file, kept with the index and merged with what somebody else kept since the
    file was written; what of it no longer stands there is told.

    Raises TongwenError, keeping nothing, where both changed one row and it is not to replace.
    """
    from dataclasses import replace

    from pipeline.exchange.matrix_reading import read_workbook

    found = read_workbook(str(path), path.read_bytes())
    made = replace(found.matrix, subject=subject.strip() or found.matrix.subject)
    if not made.subject:
        raise InputError(str(path), "it does not say what it is on; name the subject")
    for fault in preparation.matrix_faults(made):
        where = _citation(fault.cell)
        tell(f"row {fault.row}: {fault.reason}: {where}: {_short(fault.cell.words)}")
    log = preparation.matrices()
    base = None if replaces else found.written
    if doubled := log.outlook(made, base).doubled:
        raise TongwenError(
            f"{path}: rows {', '.join(doubled)} differ here and in a version that was kept since"
            " the file was written; bring both into one file and give --replace"
        )
    kept = log.keep(made, base)
    merged = "; merged with a version that was kept since the file was written"
    tell(
        f"{path}: {'kept' if kept.is_new else 'kept before, unchanged'}"
        f"{merged if kept.is_merged else ''}"
    )
    return kept.matrix


def _tell_log(preparation: "Preparation") -> None:
    """Say what the log of matrices lost to a power loss, and what was set aside of it."""
    from pipeline.store.appended import aside_of

    log = preparation.matrices()
    if log.is_torn():
        tell(f"{log.path}: its last line is not whole and does not count")
    if aside := log.aside():
        tell(f"{aside_of(log.path)}: torn or damaged lines set aside: {aside}")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else line[:80] + "…"


def _write(made: "Matrix", traces: Traces, out: Path) -> None:
    from pipeline.exchange.matrix import to_xlsx
    from pipeline.exchange.whole import write_whole
    from pipeline.strings import Strings

    write_whole(out, to_xlsx(made, Strings(made.lang), traces.of_all(made)))


def _tell(made: "Matrix") -> None:
    cells = [cell for row in made.rows for cell in row.all_cells]
    own = sum(cell.origin == "person" for cell in cells)
    counts = ", ".join(
        f"{sum(cell.column == column for cell in cells)} {column}s"
        for column in ("issue", "solution", "example")
    )
    tell(f"{made.subject}: {len(made.rows)} rows; {counts}; {own} by a person")


def _rows(made: "Matrix", traces: Traces) -> Iterator[dict[str, Any]]:
    for row in made.rows:
        for cell in row.all_cells:
            yield _cell_row(row, cell, traces)
        if not row.all_cells:
            yield {"row": row.id, "kind": row.kind, "note": row.note, "reviewer": row.reviewer}


def _cell_row(row: "MatrixRow", cell: "MatrixCell", traces: Traces) -> dict[str, Any]:
    """The trace is that of the words quoted; of a person's own words, that of the passage they were
    written from, or none."""
    passage = cell.passage
    found: dict[str, Any] = {TRACE: None, ACROSS: []}
    if passage is not None:
        span = (cell.start, cell.end) if cell.is_quoted else None
        found = traced(
            traces, passage.paragraph, passage.document, span=span, across=cell.counterpart
        )
    return {
        "row": row.id,
        "kind": row.kind,
        "column": cell.column,
        "origin": cell.origin,
        "quoted": cell.is_quoted,
        "words": cell.words,
        "citation": _citation(cell),
        "symbol": passage.paragraph.symbol if passage else "",
        "ordinal": passage.paragraph.ordinal if passage else None,
        "start": cell.start if cell.is_quoted else None,
        "end": cell.end if cell.is_quoted else None,
        "reason": cell.reason,
        "counterpart": "\n".join(p.text for p in cell.counterpart),
        "note": row.note,
        "reviewer": row.reviewer,
        **found,
    }


def _citation(cell: "MatrixCell") -> str:
    if cell.place or cell.passage is None:
        return cell.place
    return citation(cell.passage.paragraph, cell.passage.paragraph.lang)


def _lines(made: "Matrix") -> Iterator[str]:
    for row in made.rows:
        note = "  ".join(filter(None, (row.kind, row.note, row.reviewer)))
        yield f"{row.id}  {note}".rstrip()
        for cell in row.all_cells:
            mark = "“{}”" if cell.is_quoted else "{}"
            why = cell.reason or cell.origin
            yield f"   [{cell.column}]  {mark.format(cell.words)}  {_citation(cell)}  ({why})"
