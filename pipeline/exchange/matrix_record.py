"""A matrix as one line of JSON and back: every field of its rows, cells and passages."""

import json
from dataclasses import asdict
from typing import Any, get_args

from pipeline.errors import InputError
from pipeline.records import Heading, Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.matrix import (
    CellOrigin,
    IssueKind,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
)


def to_record(matrix: Matrix) -> str:
    """``matrix`` as JSON in ASCII: no character of it needs anything of what carries it."""
    return json.dumps(asdict(matrix), ensure_ascii=True)


def from_record(name: str, text: str) -> Matrix:
    """The matrix that ``to_record`` wrote; ``name`` is the file it came from.

    Raises InputError where ``text`` is no such record.
    """
    try:
        return _matrix(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(name, f"its record of the matrix is damaged ({reason})") from None


def _matrix(given: dict[str, Any]) -> Matrix:
    rows = tuple(map(_row, given["rows"]))
    if len({row.id for row in rows}) != len(rows):
        raise ValueError("two rows with one id")
    lang = _one_of(given["lang"], get_args(Lang))
    return Matrix(_text(given["subject"]), lang, rows, _text(given["index"]))


def _row(given: dict[str, Any]) -> MatrixRow:
    return MatrixRow(
        _text(given["id"]),
        _one_of(given["kind"], get_args(IssueKind)),
        tuple(map(_cell, given["issues"])),
        tuple(map(_cell, given["solutions"])),
        tuple(map(_cell, given["examples"])),
        _text(given["note"]),
        _text(given["reviewer"]),
        _text(given["reason"]),
    )


def _cell(given: dict[str, Any]) -> MatrixCell:
    passage = given["passage"]
    return MatrixCell(
        column=_one_of(given["column"], get_args(MatrixColumn)),
        words=_text(given["words"]),
        passage=None if passage is None else _passage(passage),
        start=_number(given["start"]),
        end=_number(given["end"]),
        counterpart=tuple(map(_paragraph, given["counterpart"])),
        reason=_text(given["reason"]),
        origin=_one_of(given["origin"], get_args(CellOrigin)),
        place=_text(given["place"]),
    )


def _passage(given: dict[str, Any]) -> Passage:
    return Passage(Heading(**given["document"]), _paragraph(given["paragraph"]))


def _paragraph(given: dict[str, Any]) -> Paragraph:
    return Paragraph(**(given | {"number": tuple(map(_text, given["number"]))}))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"no text: {value!r}")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"no number: {value!r}")
    return value


def _one_of(value: object, values: tuple[Any, ...]) -> Any:
    if value not in values:
        raise ValueError(f"{value!r} is none of {', '.join(map(repr, values))}")
    return value
