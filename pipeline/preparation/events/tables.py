"""The words of ``lexicon/event_kinds.csv``: verbs that tell an event, nouns that tell its kind."""

import re
from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.records.events import EventKind, EventRule
from pipeline.text.periods import Period

_OF = re.compile(r"\b(?:of|for|on|to|against|entitled)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What one clause says: offsets count in the paragraph's text; a place or a name that is not
    told is the empty stretch (0, 0)."""

    kind: EventKind
    period: Period
    place: tuple[int, int]
    name: tuple[int, int]
    verb: tuple[int, int]
    rule: EventRule = "own"

    @property
    def start(self) -> int:
        """Where the first of its words begins."""
        return min(self.period.start, *(s for s, e in (self.place, self.name, self.verb) if e > s))

    @property
    def end(self) -> int:
        """Where the last of its words ends."""
        return max(self.period.end, self.place[1], self.name[1], self.verb[1])


@cache
def _kinds(lang: Lang, part: str) -> dict[str, EventKind]:
    parts = {"verb", "act"} if part == "verb" else {part}
    return {
        row["form"].casefold(): cast(EventKind, row["kind"])
        for row in lexicon.rows("event_kinds")
        if row["lang"] == lang and row["part"] in parts
    }


@cache
def words(lang: Lang, part: str) -> re.Pattern[str]:
    """The forms of one ``part`` of the table (``verb``, ``noun``; ``act``, a noun that says it as a
    verb would: adoption, launch, and counts among the verbs) as one pattern, the longest first;
    English ones as whole words."""
    forms = "|".join(re.escape(f) for f in sorted(_kinds(lang, part), key=len, reverse=True))
    return re.compile(rf"\b(?:{forms})\b" if lang == "en" else forms, re.IGNORECASE)


def kind_of(verb: str, name: str, lang: Lang) -> EventKind:
    """What a verb says of what ``name`` names: that something was held says no more than its noun,
    in Chinese the last one; other verbs tell by themselves."""
    kind = _kinds(lang, "verb")[verb.casefold()]
    if kind not in {"meeting", "negotiation"}:
        return kind
    named = _nouns(name, lang)
    if lang == "en":  # the head stands first: the meeting of the Committee for the Negotiation
        named = _nouns(_OF.split(name, maxsplit=1)[0], lang) or named
        telling = [k for k in named if k != "meeting"]
        return telling[-1] if telling else "meeting" if named else kind
    return named[-1] if named else kind


def _nouns(name: str, lang: Lang) -> list[EventKind]:
    kinds = _kinds(lang, "noun")
    return [kinds[m.group().casefold()] for m in words(lang, "noun").finditer(name)]


def last_of(pattern: re.Pattern[str], text: str, first: int, last: int) -> re.Match[str] | None:
    """The last match of ``pattern`` in ``text[first:last]``, None for none."""
    found = deque(pattern.finditer(text, first, last), maxlen=1)
    return found[0] if found else None
