"""A workbook with an issues matrix, edited by hand, as a matrix.

What stands in a cell as it was written is taken from the record, passage and all; everything else
is a person's. A cell is known by its mark (``[c12]``) or, where that is gone, by its words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from pipeline.errors import InputError
from pipeline.exchange.harmless import clean
from pipeline.exchange.matrix import (
    COLUMNS,
    RECORD_SHEET,
    Numbered,
    numbered,
    pieces,
    place_shown,
)
from pipeline.exchange.matrix_record import from_record
from pipeline.exchange.workbook import read_sheets
from pipeline.records import LANGS
from pipeline.records.matrix import (
    MATRIX_COLUMNS,
    IssueKind,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
)
from pipeline.strings import Strings
from pipeline.text.normalise import detect_lang

_MARK = re.compile(r"\s*\[c(\d{1,9})(\+?)\] ?")
_UNNUMBERED = "\n"
"""Before the number of its line, the key of a row that has none: no cell strips to that."""
_KINDS: tuple[IssueKind, ...] = ("legal", "practical")


@dataclass(frozen=True, slots=True)
class ReadMatrix:
    """The matrix in a workbook, and the one that it was ``written`` from before a person edited
    it; None for a workbook made by hand."""

    matrix: Matrix
    written: Matrix | None


@dataclass(slots=True)
class _Row:
    """What the lines of one row hold, in their order; ``cells`` as (words, place)."""

    at: int
    kinds: list[str] = field(default_factory=list)
    cells: dict[MatrixColumn, list[tuple[str, str]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    reviewers: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def from_xlsx(name: str, content: bytes) -> Matrix:
    """The matrix in the workbook ``name``; columns are found by their headings, in either language
    and any order, and the sheet by its columns.

    Without the record, as in a table made by hand, every word is a person's. Columns of a person's
    own become part of the note. Raises Unreadable for what is no workbook, and InputError where the
    columns are missing, a kind is neither word, or the record is damaged.
    """
    return read_workbook(name, content).matrix


def read_workbook(name: str, content: bytes) -> ReadMatrix:
    """As ``from_xlsx``, with the matrix that the workbook was written from."""
    sheets = read_sheets(name, content)
    written = _record(name, sheets.pop(RECORD_SHEET, []))
    lines = [[_text(value) for value in row] for row in _matrix_sheet(name, sheets)]
    return ReadMatrix(from_lines(name, lines, written), written)


def from_lines(name: str, lines: Sequence[Sequence[str]], written: Matrix | None) -> Matrix:
    """The matrix in the lines of a sheet, its headings first; ``written`` is the matrix that the
    lines were made of, None for a table made by hand. Raises InputError for a kind that is
    neither word."""
    return _matrix(name, written, _found(name, lines))


def _record(name: str, rows: Sequence[Sequence[object]]) -> Matrix | None:
    text = "".join(str(row[0]) for row in rows if row)
    return from_record(name, text) if text else None


def _text(value: object) -> str:
    """A cell as words; a number typed by hand without the ``.0`` that the file gives it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _matrix_sheet(
    name: str, sheets: Mapping[str, Sequence[Sequence[object]]]
) -> Sequence[Sequence[object]]:
    for rows in sheets.values():
        if rows and set(MATRIX_COLUMNS) <= set(_heads([_text(value) for value in rows[0]])):
            return rows
    wanted = ", ".join(Strings("en")(f"matrix.{column}") for column in MATRIX_COLUMNS)
    raise InputError(name, f"no sheet whose first row names the columns {wanted}")


def _heads(head: Sequence[str]) -> list[str]:
    """The name of each column, "" for one of a person's own; the first of a name counts."""
    names = {Strings(lang)(f"matrix.{column}"): column for lang in LANGS for column in COLUMNS}
    found: list[str] = []
    for title in head:
        column = names.get(title.strip(), "")
        found.append("" if column in found else column)
    return found


def _found(name: str, lines: Sequence[Sequence[str]]) -> dict[str, _Row]:
    """The rows by what stands in the column of their numbers; a line without one is a row."""
    heads = _heads(lines[0])
    rows: dict[str, _Row] = {}
    for at, values in enumerate(lines[1:], 2):
        if not any(values):
            continue
        known = {head: value for head, value in zip(heads, values, strict=False) if head}
        key = known.get("row", "").strip() or f"{_UNNUMBERED}{at}"
        row = rows.setdefault(key, _Row(at))
        row.kinds.append(known.get("kind", "").strip())
        for column in MATRIX_COLUMNS:
            pair = known.get(column, ""), known.get(f"{column}_place", "")
            if any(pair):
                row.cells.setdefault(column, []).append(pair)
        row.notes.append(known.get("note", ""))
        row.reviewers.append(known.get("reviewer", ""))
        row.others += [
            f"{title.strip()}: {value}" if title.strip() else value
            for title, head, value in zip(lines[0], heads, values, strict=False)
            if not head and value
        ]
    return rows


def _matrix(name: str, written: Matrix | None, rows: Mapping[str, _Row]) -> Matrix:
    before = {str(n): row for n, row in enumerate(written.rows, 1)} if written else {}
    cells = _Cells([each for row in numbered(written) for each in row] if written else [])
    taken = {row.id for row in before.values()} | set(rows)
    fresh = (f"p{n}" for n in count(1) if f"p{n}" not in taken)
    typed = {key for key in rows if not key.startswith(_UNNUMBERED)}
    typed -= {row.id for row in before.values()}
    made = []
    for key, row in rows.items():
        old = before.get(key, MatrixRow("", ""))
        by_column = {c: cells.resolved(c, row.cells.get(c, [])) for c in MATRIX_COLUMNS}
        note = "\n".join(filter(None, [_joined(old.note, row.notes), *row.others]))
        made.append(
            MatrixRow(
                id=old.id if key in before else key if key in typed else next(fresh),
                kind=_kind(name, row),
                issues=by_column["issue"],
                solutions=by_column["solution"],
                examples=by_column["example"],
                note=note if row.others else _joined(old.note, row.notes),
                reviewer=_joined(old.reviewer, row.reviewers),
                reason=old.reason,
            )
        )
    if written:
        return replace(written, rows=tuple(made))
    words = " ".join(cell.words for row in made for cell in row.all_cells)
    return Matrix("", detect_lang(words), tuple(made))


def _joined(before: str, values: Iterable[str]) -> str:
    """What the lines of a row say in one column: as it was written, or as a person left it."""
    kept = [value for value in values if value]
    parts = pieces(before)
    if "".join(kept) == "".join(parts):
        return before
    return ("" if len(parts) > 1 else "\n").join(kept)


def _kind(name: str, row: _Row) -> IssueKind:
    said = next(filter(None, row.kinds), "")
    if not said:
        return ""
    for kind in _KINDS:
        if said.casefold() in {Strings(lang)(f"matrix.kind.{kind}") for lang in LANGS}:
            return kind
    names = ", ".join(Strings("en")(f"matrix.kind.{kind}") for kind in _KINDS)
    shown = " ".join(said.split())[:60]
    raise InputError(name, f"line {row.at}: the kind is {shown}; write {names} or nothing")


class _Cells:
    """The cells of the record, by number and by words."""

    def __init__(self, known: Sequence[Numbered]) -> None:
        self._by_number = {each.number: each.cell for each in known}
        self._by_words: dict[str, MatrixCell] = {}
        for each in known:
            self._by_words.setdefault(_folded(each.cell.words), each.cell)

    def resolved(
        self, column: MatrixColumn, found: Sequence[tuple[str, str]]
    ) -> tuple[MatrixCell, ...]:
        """The cells of one column of one row, those that go on in the next line put together."""
        whole: list[tuple[int, str, str]] = []
        for words, place in found:
            mark = _MARK.match(place)
            number = int(mark[1]) if mark else 0
            if mark and mark[2] and whole and whole[-1][0] == number:
                whole[-1] = (number, whole[-1][1] + words, whole[-1][2])
            else:
                whole.append((number, words, place[mark.end() :] if mark else place))
        cells = (self._cell(column, *each) for each in whole)
        return tuple(cell for cell in cells if cell is not None)

    def _cell(self, column: MatrixColumn, number: int, words: str, place: str) -> MatrixCell | None:
        known = self._by_number.get(number)
        if known is None or not _same(known, words):
            if not words and (known is not None or not place.strip()):
                return None  # a person emptied it
            twin = self._by_words.get(_folded(words)) if words else None
            known = twin if twin is not None and _same(twin, words) else known
        if known is None:
            return MatrixCell(column, words, origin="person", place=place)
        written = known
        if not _same(known, words):
            known = _edited(known, words)
        if known.column != column:
            known = replace(known, column=column, origin="person", reason="")
        # a place left as it was written says nothing of the words that a person put in its stead
        shown = {
            place_shown(cell, Strings(lang)).strip() for cell in (written, known) for lang in LANGS
        }
        return known if place.strip() in {"", *shown} else replace(known, place=place)


def _edited(known: MatrixCell, words: str) -> MatrixCell:
    """A cell with other words: a person's, who may have quoted more or less of the passage."""
    text = known.passage.paragraph.text if known.passage else ""
    at = text.find(words)
    span = (at, at + len(words)) if at >= 0 else (known.start, known.end)
    return replace(known, words=words, start=span[0], end=span[1], origin="person", reason="")


def _same(known: MatrixCell, words: str) -> bool:
    return _key(known, words) == _key(known, known.words)


def _key(cell: MatrixCell, words: str) -> str:
    """Words for comparing. White space in a quotation is what a program makes of it; in a person's
    own words it is theirs."""
    if cell.is_quoted:
        return _folded(words)
    return clean(words).replace("\r\n", "\n").replace("\r", "\n")


def _folded(words: str) -> str:
    return " ".join(clean(words).split())
