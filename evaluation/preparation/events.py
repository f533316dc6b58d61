"""Events and dates found in texts, against events read by hand.

The rows of ``gold/events.csv`` are every event seen in one reading of the texts named, each a date,
a kind and a place as printed, "" where the sentence tells none; one told twice stands twice. The
rows of a text were written before anything was found in it.

- a page on a bilateral liaison group: ``history``, the 15 entries of its history, on which the
  rules were written, and the ``rest of that page``;
- ``held-out``: 20 resolutions of General Assembly 78 and 79, eleven in English, nine in Chinese.
  Their errors were looked at once and rules were mended, so only the first figure was unseen;
- ``fresh``: eleven other resolutions of General Assembly 79, five in English, six in Chinese, drawn
  after that and used for nothing but measuring.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.inputs import table_rows
from pipeline.records.events import Event

GOLD = Path(__file__).parent.parent / "gold" / "events.csv"
PARTS = {
    "fresh": ("fresh",),
    "held-out": ("held-out",),
    "liaison-group page": ("history", "rest of that page"),
}
"""What is measured together: the splits of the table."""
_COLUMNS = {"split", "symbol", "lang", "date_first", "date_last", "kind", "place"}


@dataclass(frozen=True, slots=True)
class Fact:
    """An event as it is counted; ``text`` is symbol and language."""

    text: tuple[str, str]
    first: str
    last: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """An event read by hand, in its part of the table."""

    split: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class EventFigures:
    """Events of one part: ``wanted`` by the table, ``found`` in those texts; ``dated`` of them have
    a date of the table, ``kinds`` also its kind, ``places`` the place too. ``wrong`` names what is
    missing (-) and what is too many (+)."""

    part: str
    wanted: int
    found: int
    dated: int
    kinds: int
    places: int
    wrong: tuple[str, ...]

    def line(self) -> str:
        """The counts with precision and recall of date and kind together."""
        precision, recall = self.kinds / (self.found or 1), self.kinds / (self.wanted or 1)
        return (
            f"{self.part}: {self.wanted} wanted, {self.found} found; date {self.dated}, date and"
            f" kind {self.kinds} (precision {precision:.3f}, recall {recall:.3f}), with place"
            f" {self.places}"
        )


def gold_rows(path: Path = GOLD) -> tuple[Row, ...]:
    """The rows of ``path``; raises ``Unreadable`` for a file without the columns."""
    return tuple(
        Row(
            r["split"],
            Fact((r["symbol"], r["lang"]), r["date_first"], r["date_last"], r["kind"], r["place"]),
        )
        for r in table_rows(path, _COLUMNS)
    )


def fact_of(event: Event) -> Fact:
    """What counts of an event that was found."""
    heading = event.passage.document
    place = event.place.removeprefix("the ")
    return Fact((heading.symbol, heading.lang), event.first, event.last, event.kind, place)


def against_gold(part: str, rows: Sequence[Row], found: Iterable[Event]) -> EventFigures:
    """Compare the events ``found`` in the texts of ``rows`` with them, each row once."""
    wanted, told = [row.fact for row in rows], [fact_of(event) for event in found]
    wrong = [*_left(wanted, told, "-"), *_left(told, wanted, "+")]
    return EventFigures(
        part,
        len(wanted),
        len(told),
        _shared(wanted, told, lambda f: (f.text, f.first, f.last)),
        _shared(wanted, told, lambda f: (f.text, f.first, f.last, f.kind)),
        _shared(wanted, told, lambda f: f),
        tuple(sorted(wrong)),
    )


def _shared(one: list[Fact], other: list[Fact], key: Callable[[Fact], object]) -> int:
    return sum((Counter(map(key, one)) & Counter(map(key, other))).values())


def _left(these: list[Fact], those: list[Fact], sign: str) -> list[str]:
    left = Counter(these) - Counter(those)
    return [
        f"{' '.join(f.text)}: {sign} {f.first}..{f.last} {f.kind} {f.place}"
        for f in left.elements()
    ]
