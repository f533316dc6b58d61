"""The pool: what every way to search puts first for a need, for people to judge, and back again.

For each need and each direction (asked in one language, answered in the other or the same) the
first items of every system go into one pool, which is shuffled, so that the reader does not see who
found what or how high. ``pool.csv`` keeps which passage an item number stands for; a reader answers
with lines ``need item grade``.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.inputs import table_rows
from evaluation.search.needs import FIRST, GRADES, Judged, Need, write_table
from evaluation.search.needs_items import Passages
from evaluation.search.rivals import System
from pipeline.cite import citation
from pipeline.errors import InputError, Unreadable
from pipeline.records import LANGS, Lang

POOL = "pool.csv"
_COLUMNS = ("need", "item", "symbol", "lang", "ordinal", "words")
_LONGEST = 800
"""Characters of a passage beyond which the reader sees its beginning and end."""
_SHORT = 60
"""Characters up to which the Chinese text stands beside the English one."""
_ANSWER = re.compile(r"\s*([a-z]\d{3})[\s,:]+(\d+)[\s,:]+(\d+)\s*(?:#.*)?")
_NAMED = re.compile(r"([a-z]\d{3}) (.+) (zh|en) (\d+) ([012])")


@dataclass(frozen=True, slots=True)
class Pooled:
    """One need and its items to judge, in the order in which the reader sees them."""

    need: Need
    items: tuple[int, ...]


def pool(
    needs: Sequence[Need],
    systems: Sequence[System],
    passages: Passages,
    judged: Mapping[str, Mapping[int, int]],
    first: int = FIRST,
) -> tuple[Pooled, ...]:
    """The first items of every system in all four directions that are not ``judged`` yet, needs
    without any left out."""
    found: list[Pooled] = []
    for need in needs:
        items: dict[int, None] = {}
        for system in systems:
            for asked in LANGS:
                for wanted in LANGS:
                    ranking = system.ranked(need.wording(asked), asked, wanted)
                    items |= dict.fromkeys(passages.first_items(ranking, first))
        fresh = sorted(item for item in items if item not in judged.get(need.id, {}))
        random.Random(need.id).shuffle(fresh)  # the same order at every run
        if fresh:
            found.append(Pooled(need, tuple(fresh)))
    return tuple(found)


def write_pool(folder: Path, pooled: Sequence[Pooled], passages: Passages) -> int:
    """Write ``pool.csv`` and a text to read for each need into ``folder``; how many items."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[str | int, ...]] = []
    for one in pooled:
        lines = [f"# {one.need.id}  {one.need.area}", f"zh: {one.need.zh}", f"en: {one.need.en}"]
        for number, item in enumerate(one.items, start=1):
            lines += ["", *_shown(number, item, passages)]
            row = passages.judged(one.need.id, item, 0)
            rows.append((one.need.id, number, row.symbol, row.lang, row.ordinal, row.words))
        text = "\n".join(lines) + "\n"
        (folder / f"{one.need.id}.txt").write_text(text, encoding="utf-8")
    write_table(folder / POOL, _COLUMNS, rows)
    return len(rows)


def _shown(number: int, item: int, passages: Passages) -> list[str]:
    """An item as the reader sees it."""
    members = [passages.paragraphs[key] for key in passages.members[item]]
    newest = members[0]
    others = sorted({p.symbol for p in members} - {newest.symbol})
    also = f"  (also {', '.join(others[:4])}{' …' if len(others) > 4 else ''})" if others else ""
    where = citation(newest, newest.lang)
    heading = f"  | {newest.heading}" if newest.heading else ""
    lines = [f"[{number}] {where}{also}{heading}"]
    for lang in ("en", "zh"):
        own = [p for p in members if p.lang == lang and p.symbol == newest.symbol]
        text = " / ".join(p.text for p in sorted(own, key=lambda p: p.ordinal))
        if text and (lang == newest.lang or len(text) <= _SHORT):
            lines.append(f"{lang}: {_cut(text)}")
    return lines


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} [… {len(text) - 2 * half} characters left out …] {text[-half:]}"


def graded(folder: Path, answers: Iterable[Path]) -> tuple[tuple[Judged, ...], tuple[str, ...]]:
    """The judgements in the files ``answers`` on the pool in ``folder``, and what is wanting: the
    items of the pool that no line grades, as ``a001 7``.

    A line is ``need item grade``; blank lines and what follows ``#`` are passed over. InputError
    for any other line, an item that is not in the pool, and two grades of one item.
    """
    held = {(row["need"], int(row["item"])): row for row in table_rows(folder / POOL, _COLUMNS)}
    grades: dict[tuple[str, int], int] = {}
    for path in answers:
        for number, line in enumerate(_lines(path), start=1):
            if not line.partition("#")[0].strip():
                continue
            match = _ANSWER.fullmatch(line)
            place = f"{path.name} line {number}"
            if match is None or int(match[3]) not in GRADES:
                raise InputError(str(path), f"line {number} is no `need item grade`: {line[:60]!r}")
            key = (match[1], int(match[2]))
            if key not in held:
                raise InputError(str(folder), f"{place}: no item {match[1]} {match[2]} in the pool")
            if grades.setdefault(key, int(match[3])) != int(match[3]):
                raise InputError(str(path), f"line {number}: {match[1]} {match[2]} graded twice")
    rows = tuple(_judgement(held[key], grade) for key, grade in grades.items())
    return rows, tuple(f"{need} {item}" for need, item in held if (need, item) not in grades)


def named(files: Iterable[Path], passages: Passages) -> tuple[Judged, ...]:
    """The judgements in ``files`` of passages named by place, in lines ``need symbol lang ordinal
    grade``; InputError for any other line and for a place that is not held."""
    found: dict[tuple[str, int], Judged] = {}
    for path in files:
        for number, line in enumerate(_lines(path), start=1):
            words = line.partition("#")[0].split()
            if not words:
                continue
            match = _NAMED.fullmatch(" ".join(words))
            lang: Lang = "zh" if match and match[3] == "zh" else "en"
            key = passages.at.get((match[2], lang, int(match[4]))) if match else None
            if match is None or key is None:
                raise InputError(str(path), f"line {number}: no passage is named: {line[:80]!r}")
            item = passages.items[key]
            row = passages.judged(match[1], item, int(match[5]))
            if found.setdefault((row.need, item), row) != row:
                raise InputError(str(path), f"line {number}: graded differently before")
    return tuple(found.values())


def _judgement(row: Mapping[str, str], grade: int) -> Judged:
    lang: Lang = "zh" if row["lang"] == "zh" else "en"
    return Judged(row["need"], row["symbol"], lang, int(row["ordinal"]), row["words"], grade)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from None
