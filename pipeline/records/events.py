"""Events and instruments that a text names with a date."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import Paragraph

EventKind: TypeAlias = Literal[
    "meeting",
    "negotiation",
    "seminar",
    "visit",
    "election",
    "signing",
    "adoption",
    "opening-for-signature",
    "entry-into-force",
    "ratification",
    "founding",
    "launch",
    "statement",
]
"""What happened: the codes of ``lexicon/event_kinds.csv``. A ``meeting`` is also a session, a
conference or a consultation; ``opening-for-signature`` and the four around it, and ``statement``,
concern an instrument."""

EventRule: TypeAlias = Literal["own", "meeting", "joined", "formula", "masthead"]
"""Where the date was found: in the event's ``own`` clause; of the ``meeting`` at which it took
place, in the sentence before; ``joined`` to the date of the same event (and in Geneva on …); in the
``formula`` that closes the text, for instruments that are listed; in a ``masthead`` line, which
names a date and a place alone."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or shall, on a day, in a month or in a year.

    ``first`` and ``last`` are ISO 8601, as precise as printed (``1998-05-11``, ``1998-05``,
    ``1998``), the same where one day is named. ``place`` and ``name``, of the meeting or the
    instrument, are as printed, "" where none is named; ``number`` is the ordinal in the name
    (``13`` for the thirteenth), 0 for none. ``start`` and ``end`` span, in the text of ``passage``,
    the words that say so. ``counterpart`` are the aligned paragraphs of the other language.
    """

    kind: EventKind
    first: str
    last: str
    place: str
    name: str
    number: int
    passage: Passage
    start: int
    end: int
    rule: EventRule
    counterpart: tuple[Paragraph, ...] = ()
