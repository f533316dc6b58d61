"""Rows as tables: comma-separated on standard output, or an Excel workbook."""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from pipeline.cli.options import print_json, tell
from pipeline.cli.output import harmless
from pipeline.cli.tracing import cell_of
from pipeline.errors import InputError


def _workbook(path: Path | None) -> Path | None:
    """Refuse another ending before anything is computed. Raises InputError."""
    if path and path.suffix.lower() != ".xlsx":
        raise InputError(str(path), "name a file that ends in .xlsx")
    return path


Cell: TypeAlias = str | int | float | None
AsCsv = Annotated[bool, typer.Option("--csv", help="Comma-separated, with a head.")]
Xlsx = Annotated[
    Path | None,
    typer.Option("--xlsx", help="Write an Excel file instead of lines.", callback=_workbook),
]


def is_printed(
    name: str,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    as_json: bool,
    as_csv: bool,
    xlsx: Path | None,
    flat: Sequence[Mapping[str, Any]] | None = None,
) -> bool:
    """Whether ``rows`` were asked for in another form than lines, and printed or written so; in a
    table they stand as ``flat``, where that is given. ``name`` is that of the sheet."""
    cells = rows if flat is None else flat
    if xlsx:
        write_xlsx(xlsx, name, columns, cells)
        tell(f"{xlsx}: {len(rows)} rows")
    elif as_json:
        print_json(rows)
    elif as_csv:
        print_csv(columns, cells)
    return bool(xlsx or as_json or as_csv)


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print ``columns`` of each row, with a head; lists are joined by ``; ``, and no cell is one
    that a spreadsheet takes for a formula or has signs that rule a screen: on a terminal a sign
    stands in place of each."""
    is_shown = sys.stdout.isatty()
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([_shown(_cell(cell_of(row, c)), is_shown) for c in columns])


def _shown(cell: Cell, is_screen: bool) -> Cell:
    from pipeline.exchange.harmless import clean, guarded

    if not isinstance(cell, str):
        return cell
    # A carriage return by itself would end the row: where lines end in \n, it is not quoted.
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return guarded(harmless(lines) if is_screen else clean(lines))


def write_xlsx(
    path: Path, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Write ``columns`` of each row to an Excel file with one sheet called ``name``; the file is
    there whole or not at all."""
    from pipeline.exchange.tables import table_bytes
    from pipeline.exchange.whole import write_whole

    cells = ([_cell(cell_of(row, column)) for column in columns] for row in rows)
    content = table_bytes(name, columns, cells)
    write_whole(path, content)


def _cell(value: object) -> Cell:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return value if value is None or isinstance(value, str | int | float) else str(value)
