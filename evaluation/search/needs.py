"""Information needs of legal officers and the passages that people judged for them, as tables.

``gold/needs.csv`` has one need a row: ``need`` (a letter and three figures), ``area``, the same
need worded by its writer in Chinese and in English, neither a translation of the other, and a
``note``. Needs of odd number are the test half, those of even number the development half.

``gold/needs_judgements.csv`` has one judged item a row (``needs_items`` says what an item is),
named by one of its passages: ``symbol``, ``lang``, ``ordinal``, and ``words``, the first ten
hexadecimal digits of the SHA-1 of the passage's wording, by which it is found again when ordinals
have moved. ``grade`` is 2 for a passage that answers the need, 1 for one on its subject that is
useful beside it, 0 for any other. What has no row was not judged.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from evaluation.inputs import table_rows
from pipeline.errors import Empty, InputError, Unreadable
from pipeline.records import LANGS, Lang, Paragraph
from pipeline.text.passage import wording

NEEDS = Path(__file__).parent.parent / "gold" / "needs.csv"
JUDGEMENTS = Path(__file__).parent.parent / "gold" / "needs_judgements.csv"
GRADES = (0, 1, 2)
FIRST = 10
"""Items of a ranking that go into the pool, and that are measured."""
Half: TypeAlias = Literal["development", "test", "all"]
HALVES: tuple[Half, ...] = get_args(Half)
_NEED = ("need", "area", "zh", "en", "note")
_JUDGED = ("need", "symbol", "lang", "ordinal", "words", "grade")
_ID = re.compile(r"[a-z]\d{3}")


@dataclass(frozen=True, slots=True)
class Need:
    """What an officer looks for, in the words of either language."""

    id: str
    area: str
    zh: str
    en: str
    note: str = ""

    def wording(self, lang: Lang) -> str:
        """The query in ``lang``."""
        return self.zh if lang == "zh" else self.en

    @property
    def half(self) -> Half:
        """``test`` for an odd number, ``development`` for an even one."""
        return "test" if int(self.id[1:]) % 2 else "development"


@dataclass(frozen=True, slots=True)
class Judged:
    """The ``grade`` of a passage for a need; ``words`` as ``digest`` gives it."""

    need: str
    symbol: str
    lang: Lang
    ordinal: int
    words: str
    grade: int


def digest(paragraph: Paragraph) -> str:
    """Ten hexadecimal digits that are the same as long as the passage's wording is."""
    return hashlib.sha1(wording(paragraph).encode(), usedforsecurity=False).hexdigest()[:10]


def read_needs(path: Path = NEEDS, half: Half = "all") -> tuple[Need, ...]:
    """The needs of ``path`` in its order. InputError for a missing file or wording, an id that is
    none or comes twice; Empty where the half has none."""
    found = [_need(path, row) for row in _rows(path, _NEED)]
    for name in ("id", "zh", "en"):
        seen: set[str] = set()
        for need in found:
            value = getattr(need, name)
            if value in seen:
                raise InputError(str(path), f"{need.id}: {name} comes twice: {value}")
            seen.add(value)
    chosen = tuple(need for need in found if half in {"all", need.half})
    if not chosen:
        raise Empty(str(path), f"no need of the half {half}")
    return chosen


def _need(path: Path, row: Mapping[str, str]) -> Need:
    need = Need(*(" ".join(row[name].split()) for name in _NEED))
    if not _ID.fullmatch(need.id):
        raise InputError(str(path), f"{need.id!r} is no id, which is a letter and three figures")
    if not need.zh or not need.en:
        raise InputError(str(path), f"{need.id}: not worded in both languages")
    return need


def read_judgements(path: Path = JUDGEMENTS) -> tuple[Judged, ...]:
    """The judgements of ``path``; InputError for one that is no grade or comes twice."""
    found = tuple(_judged(path, row) for row in _rows(path, _JUDGED))
    seen: set[tuple[str, str, str, int]] = set()
    for row in found:
        place = (row.need, row.symbol, row.lang, row.ordinal)
        if place in seen:
            raise InputError(str(path), f"judged twice: {' '.join(map(str, place))}")
        seen.add(place)
    return found


def _judged(path: Path, row: Mapping[str, str]) -> Judged:
    lang = next((lang for lang in LANGS if lang == row["lang"]), None)
    if lang is None or not row["ordinal"].isdigit() or row["grade"] not in map(str, GRADES):
        raise InputError(str(path), f"no judgement: {','.join(row[name] for name in _JUDGED)}")
    return Judged(
        *(row["need"], row["symbol"], lang),
        *(int(row["ordinal"]), row["words"], int(row["grade"])),
    )


def merged(path: Path, held: Iterable[Judged], more: Iterable[Judged]) -> tuple[Judged, ...]:
    """Both, a row that is in both once; InputError where they grade one passage differently."""
    found: dict[tuple[str, str, str, int], Judged] = {}
    for row in (*held, *more):
        key = (row.need, row.symbol, row.lang, row.ordinal)
        if found.setdefault(key, row) != row:
            raise InputError(str(path), f"graded differently: {' '.join(map(str, key))}")
    return tuple(found.values())


def write_judgements(path: Path, rows: Iterable[Judged]) -> None:
    """Write ``rows`` in the order of needs and places."""
    ordered = sorted(rows, key=lambda r: (r.need, r.symbol, r.lang, r.ordinal))
    cells = ((r.need, r.symbol, r.lang, r.ordinal, r.words, r.grade) for r in ordered)
    write_table(path, _JUDGED, cells)


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[str | int | float]]
) -> None:
    """Write a CSV table with a first row of ``columns``."""
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        return table_rows(path, columns)
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from None
