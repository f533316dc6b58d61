"""An issues matrix on the screen: its cells with the passages behind them, its faults, and the
lines that a person edits."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.exchange.matrix import COLUMNS, matrix_lines, place_shown
from pipeline.exchange.matrix_reading import from_lines
from pipeline.records import Lang
from pipeline.records.matrix import (
    MATRIX_COLUMNS,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixFault,
    MatrixRow,
)
from pipeline.strings import Strings
from pipeline.text.normalise import detect_lang
from pipeline.views.addresses import document_address, link
from pipeline.views.cards import copy_buttons
from pipeline.views.markup import passage, tag, text
from pipeline.views.preparation.sides import order_of, side_of

if TYPE_CHECKING:
    import pandas as pd


def matrix_table(rows: Iterable[tuple[int, MatrixRow]], say: Strings) -> str:
    """``rows`` with their numbers as a table; behind each cell its passage in both languages and
    the reason why it stands there."""
    heads = ("row", *MATRIX_COLUMNS)
    head = "".join(tag("th", say(f"matrix.{name}"), name, scope="col") for name in heads)
    body = "".join(_row(number, row, say) for number, row in rows)
    classes = "held matrix"
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), classes, say.lang)


def _row(number: int, row: MatrixRow, say: Strings) -> str:
    kind = tag("div", say(f"matrix.kind.{row.kind}"), "why") if row.kind else ""
    cells = tag("th", str(number) + kind, "row", scope="row")
    for column in MATRIX_COLUMNS:
        held = "".join(_cell(cell, say) for cell in row.cells(column))
        cells += tag("td", held, column)
    drawn = tag("tr", cells)
    said = [("matrix.note", row.note), ("matrix.reviewer", row.reviewer)]
    notes = "".join(
        tag("span", text(f"{say(key)}: "), "why") + tag("span", text(value), "note-words")
        for key, value in said
        if value
    )
    if notes:
        drawn += tag("tr", tag("td", "") + tag("td", notes, "note", colspan="3"), "notes")
    return drawn


def _cell(cell: MatrixCell, say: Strings) -> str:
    place = place_shown(cell, say)
    if not cell.is_quoted:
        words = passage(cell.words, detect_lang(cell.words))
        label = say("matrix.own")
        shown = place if place.startswith(label) else f"{label}: {place}"
        own = tag("span", text(shown), "why", say.lang)
        return tag("div", words + own + _behind(cell, say), "entry own")
    paragraph = cell.passage.paragraph if cell.passage else None
    assert paragraph is not None  # is quoted
    cited = citation(paragraph, paragraph.lang)
    mark = "" if cell.origin == "rule" else tag("span", say("matrix.placed"), "status person")
    leads = document_address(paragraph.symbol, say, paragraph=paragraph)
    shown = tag("span", text(place), lang=say.lang)
    foot = link(shown, leads, "cite") + mark + copy_buttons(say)
    return tag(
        "div",
        passage(cell.words, paragraph.lang) + tag("div", foot, "card-head") + _behind(cell, say),
        "entry",
        data_cite=cited,
        data_lang=paragraph.lang,
    )


def _behind(cell: MatrixCell, say: Strings) -> str:
    """The passage that a cell was taken from, whole, and the rule that put it there."""
    if cell.passage is None:
        return ""
    paragraph, document = cell.passage.paragraph, cell.passage.document
    sides: dict[Lang, str] = {}
    for lang in order_of(say):
        held = (paragraph,) if paragraph.lang == lang else cell.counterpart
        spans = [(cell.start, cell.end)] if paragraph.lang == lang and cell.is_quoted else []
        sides[lang] = side_of(held, lang, say, spans=spans)
    title = " · ".join(filter(None, (document.title, document.date)))
    said = tag("div", text(title), "why", document.lang)
    said += "".join(sides[lang] for lang in order_of(say))
    if cell.reason:
        said += tag("div", text(f"{say('matrix.reason')}: {cell.reason}"), "why")
    return tag("details", tag("summary", say("matrix.behind")) + said, "rules")


def faults_table(faults: Sequence[MatrixFault], matrix: Matrix, say: Strings) -> str:
    """The quotations that no longer stand in the index: row, what is wrong, place, words."""
    numbers = {row.id: str(number) for number, row in enumerate(matrix.rows, 1)}
    body = ""
    for fault in faults:
        cells = tag("td", text(numbers.get(fault.row, fault.row)))
        cells += tag("td", say(f"matrix.fault.{fault.reason}"))
        cells += tag("td", text(place_shown(fault.cell, say)))
        cells += tag("td", passage(fault.cell.words, detect_lang(fault.cell.words)))
        body += tag("tr", cells)
    heads = ("matrix.row", "matrix.fault", "matrix.place", "column.words")
    head = "".join(tag("th", say(key), scope="col") for key in heads)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "held", say.lang)


def edit_frame(matrix: Matrix, say: Strings) -> "pd.DataFrame":
    """The lines that a person edits, as the workbook has them; columns by the names of
    ``exchange.matrix.COLUMNS``."""
    import pandas as pd

    return pd.DataFrame(list(matrix_lines(matrix, say)), columns=list(COLUMNS), dtype=object)


def lines_frame(matrix: Matrix, say: Strings) -> "pd.DataFrame":
    """The same with columns named in the interface language, for a file."""
    frame = edit_frame(matrix, say)
    return frame.rename(columns={column: say(f"matrix.{column}") for column in COLUMNS})


def edited(frame: "pd.DataFrame", written: Matrix, say: Strings) -> Matrix:
    """The matrix in the lines of ``frame``, which a person edited: what they left alone is as it
    was in ``written``, everything else is theirs. Raises InputError for a kind that is none."""
    heads = [say(f"matrix.{column}") for column in COLUMNS]
    held = frame.astype(object).where(frame.notna(), "")
    lines = [[str(row[column]) for column in COLUMNS] for row in held.to_dict("records")]
    return from_lines(written.subject, [heads, *lines], written)


def of_people(matrix: Matrix) -> tuple[tuple[int, MatrixRow], ...]:
    """The rows, with their numbers, in which a person wrote or placed something."""
    return tuple(
        (number, row)
        for number, row in enumerate(matrix.rows, 1)
        if row.note or row.reviewer or any(cell.origin == "person" for cell in row.all_cells)
    )


def counts_of(matrix: Matrix) -> dict[MatrixColumn | str, int]:
    """How many cells of each column, and how many are a person's."""
    cells = [cell for row in matrix.rows for cell in row.all_cells]
    found: dict[MatrixColumn | str, int] = {
        column: sum(cell.column == column for cell in cells) for column in MATRIX_COLUMNS
    }
    return found | {"own": sum(cell.origin == "person" for cell in cells)}
