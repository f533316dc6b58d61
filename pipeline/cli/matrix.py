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
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.preparation import Preparation
    from pipeline.records import Lang
    from pipeline.records.matrix import Matrix, MatrixCell, MatrixRow

_COLUMNS = (
    *("row", "kind", "column", "origin", "words", "citation", "symbol", "ordinal", "start", "end"),
    *("reason", "counterpart", "note", "reviewer"),
)


def matrix(
    subject: Annotated[
        str, typer.Argument(help="A provision (UNTOC:19) or words; with --read, that of the file.")
    ] = "",
    read: Annotated[
        Path | None, typer.Option(help="Take in a workbook edited by hand: .xlsx.")
    ] = None,
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
    for path in filter(None, (read, out)):
        if path.suffix.lower() != ".xlsx":
            raise InputError(str(path), "a matrix is an Excel workbook; name a file in .xlsx")
    language: Lang = lang.value if lang else detect_lang(subject)
    with Collection.open(index) as held:
        preparation = Preparation(held)
        if read is not None:
            made = _taken(preparation, read, subject)
        else:
            kept = None if fresh else preparation.matrices().latest(subject)
            made = kept or preparation.matrix(subject, language)
    if out is not None:
        _write(made, out)
    elif as_json:
        print_json(_rows(made))
    elif as_csv:
        print_csv(_COLUMNS, _rows(made))
    elif read is None:
        print_lines(_lines(made))
    _tell(made)


def _taken(preparation: "Preparation", path: Path, subject: str) -> "Matrix":
    """The matrix in a file, kept with the index; what of it no longer stands there is told."""
    from dataclasses import replace

    from pipeline.exchange.matrix_reading import from_xlsx

    made = from_xlsx(str(path), path.read_bytes())
    made = replace(made, subject=subject.strip() or made.subject)
    if not made.subject:
        raise InputError(str(path), "it does not say what it is on; name the subject")
    for fault in preparation.matrix_faults(made):
        where = _citation(fault.cell)
        tell(f"row {fault.row}: {fault.reason}: {where}: {_short(fault.cell.words)}")
    new = preparation.matrices().keep(made)
    tell(f"{path}: {'kept' if new else 'kept before, unchanged'}")
    return made


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else line[:80] + "…"


def _write(made: "Matrix", out: Path) -> None:
    from pipeline.exchange.matrix import to_xlsx
    from pipeline.exchange.whole import write_whole
    from pipeline.strings import Strings

    write_whole(out, to_xlsx(made, Strings(made.lang)))


def _tell(made: "Matrix") -> None:
    cells = [cell for row in made.rows for cell in row.all_cells]
    own = sum(cell.origin == "person" for cell in cells)
    counts = ", ".join(
        f"{sum(cell.column == column for cell in cells)} {column}s"
        for column in ("issue", "solution", "example")
    )
    tell(f"{made.subject}: {len(made.rows)} rows; {counts}; {own} by a person")


def _rows(made: "Matrix") -> Iterator[dict[str, Any]]:
    for row in made.rows:
        for cell in row.all_cells:
            yield _cell_row(row, cell)
        if not row.all_cells:
            yield {"row": row.id, "kind": row.kind, "note": row.note, "reviewer": row.reviewer}


def _cell_row(row: "MatrixRow", cell: "MatrixCell") -> dict[str, Any]:
    passage = cell.passage
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
