"""What passages say of good practices, against 60 read by hand.

The rows of ``gold/practices.csv`` were drawn from what was found: 20 at random of those said to
ask, 20 of those said only to name practices, every one said to describe one (15, the same words
counted once), and 5 of those in a part on practices. Each was read once, and what it does written
down; they measure precision alone. The rules were written on two other draws.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.inputs import table_rows
from pipeline.records.practices import Practice

GOLD = Path(__file__).parent.parent / "gold" / "practices.csv"
_COLUMNS = {"symbol", "lang", "ordinal", "sense"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage read by hand: symbol, language and ordinal, and what it does."""

    place: tuple[str, str, int]
    sense: str


@dataclass(frozen=True, slots=True)
class SenseFigures:
    """Of ``found`` passages said to be of one sense ``right`` are."""

    sense: str
    found: int
    right: int

    def line(self) -> str:
        """The counts with their share."""
        return f"{self.sense}: {self.right} of {self.found} right ({self.right / self.found:.2f})"


def gold_rows(path: Path = GOLD) -> tuple[Judged, ...]:
    """The rows of ``path``; raises ``Unreadable`` for a file without the columns."""
    return tuple(
        Judged((r["symbol"], r["lang"], int(r["ordinal"])), r["sense"])
        for r in table_rows(path, _COLUMNS)
    )


def against_gold(found: Iterable[Practice], rows: Sequence[Judged]) -> tuple[SenseFigures, ...]:
    """How many of the rows are given the sense that reading gave them, by the sense given; a row
    that is not found counts as ``missing``."""
    given: dict[tuple[str, str, int], str] = {
        (p.passage.paragraph.symbol, p.passage.paragraph.lang, p.passage.paragraph.ordinal): p.sense
        for p in found
    }
    count: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        sense = given.get(row.place, "missing")
        count[sense, sense == row.sense] += 1
    return tuple(
        SenseFigures(sense, count[sense, True] + count[sense, False], count[sense, True])
        for sense in dict.fromkeys(sense for sense, _ in sorted(count))
    )
