"""What is wrong with what a register is built from: tables that contradict themselves, sessions
without a date, two sessions of one label, resolutions that decide nothing.

A fault is told in a line and the rest goes on.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline import lexicon
from pipeline.records import Heading

FaultKind: TypeAlias = Literal["contradiction", "left-out", "no-date", "one-label", "no-operative"]
"""``contradiction``: two rows of a table say different things of the same; ``left-out``: strengths
that a ladder does not place; ``no-date``: no document of a session has a date, so the session
cannot be placed in time; ``one-label``: documents of one session lie too far apart to be of one;
``no-operative``: a resolution without operative paragraphs."""

_LONGEST = 550
"""Days within which the documents of one session lie; a session of the Assembly lasts a year and
is printed for some months after."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``where`` is a table, a symbol, or a body and session; ``values`` what stands there."""

    kind: FaultKind
    where: str
    values: str = ""

    @property
    def line(self) -> str:
        """Kind, place and values on one line."""
        return f"{self.kind} {self.where}: {self.values}" if self.values else self._short

    @property
    def _short(self) -> str:
        return f"{self.kind} {self.where}"


def contradictions(
    table: str, rows: Iterable[Mapping[str, str]], key: Sequence[str], value: str
) -> Iterator[Fault]:
    """Rows of ``table`` that agree in the columns ``key`` and differ in ``value``; the first of
    them is the one that holds."""
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        found = tuple(row[column] for column in key)
        said = first.setdefault(found, row[value])
        if said != row[value]:
            place = " ".join(filter(None, found))
            yield Fault("contradiction", table, f"{place}: {value} {said} and {row[value]}")


def table_faults() -> tuple[Fault, ...]:
    """Contradictions in the tables that recommendations are read by."""
    found: list[Fault] = []
    for table, key, value in (
        ("verbs", ("lang", "form", "use", "body"), "strength"),
        ("verbs", ("lang", "form", "use", "body"), "class"),
        ("addressees", ("lang", "form", "body"), "code"),
        ("strengths", ("code",), "rank"),
        ("hedges", ("lang", "form"), "code"),
        ("modifiers", ("lang", "form"), "code"),
        ("subsets", ("lang", "form"), "code"),
    ):
        found += contradictions(f"lexicon/{table}.csv", lexicon.rows(table), key, value)
    return tuple(found)


def session_faults(headings: Iterable[Heading]) -> tuple[Fault, ...]:
    """Sessions that no date places, and labels that two sessions bear, by body and label."""
    dates: dict[tuple[str, str], list[str]] = {}
    for heading in headings:
        if heading.session:
            dates.setdefault((heading.body, heading.session), []).append(heading.date)
    found = []
    for (body, session), listed in sorted(dates.items()):
        known = sorted(filter(None, listed))
        if not known:
            found.append(Fault("no-date", f"{body} {session}".strip(), str(len(listed))))
        elif _days(known[0], known[-1]) > _LONGEST:
            where = f"{body} {session}".strip()
            found.append(Fault("one-label", where, f"{known[0]}, {known[-1]}"))
    return tuple(found)


def _days(first: str, last: str) -> int:
    """Days between two dates in ISO 8601, 0 where one of them is not whole."""
    try:
        one, other = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    except ValueError:
        return 0
    return (other - one).days
