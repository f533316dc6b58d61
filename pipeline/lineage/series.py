"""Which texts go on from one another: the resolutions of one agenda topic, the reports of one body.

A report belongs to the series of its body. Resolutions are in one series where their titles have
nearly the same words but for years, ordinals and what every title has; a title that changed is told
by the paragraphs that were taken over (``links``).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline import lexicon
from pipeline.records import Heading, Lang
from pipeline.records.lineage import Entry
from pipeline.text.dates import dates
from pipeline.text.normalise import HAN, fold

_WORD = re.compile(rf"[{HAN}]|[^\W\d_{HAN}]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
REPORTS = frozenset({"report", "draft-report"})
ALIKE = 0.7
"""Share of title words in common from which on two resolutions are of one series."""


@dataclass(frozen=True, slots=True)
class Text:
    """One document of the register: where it stands in time and the rows of its entries."""

    heading: Heading
    order: tuple[str, int]
    title: frozenset[str]
    rows: tuple[int, ...]


def texts(entries: Sequence[Entry]) -> tuple[Text, ...]:
    """The documents that ``entries`` stand in, oldest first."""
    rows: dict[str, list[int]] = {}
    for row, entry in enumerate(entries):
        rows.setdefault(entry.document.symbol, []).append(row)
    found = []
    for of_one in rows.values():
        heading = entries[of_one[0]].document
        order = (_placed(heading, [entries[r] for r in of_one]), _session(heading))
        found.append(Text(heading, order, title_words(heading.title, heading.lang), tuple(of_one)))
    return tuple(sorted(found, key=lambda t: (*t.order, t.heading.symbol)))


class Calendar:
    """Which of the texts of a register are earlier than others, and which of these go on from one
    another; texts by their place in ``found``, oldest first."""

    def __init__(self, found: Sequence[Text]) -> None:
        self._texts = found
        self._orders = [t.order for t in found]
        self._meetings: dict[str, list[int]] = {}
        self._groups: dict[tuple[str, frozenset[str]], list[int]] = {}
        for n, text in enumerate(found):
            self._groups.setdefault(series_of(text), []).append(n)
            if meeting := _meeting(text.heading):
                self._meetings.setdefault(meeting, []).append(n)
        self._alike = {key: self._like(key) for key in self._groups}

    def end(self, n: int) -> int:
        """The place of the first text that is not older than text ``n``."""
        return bisect_left(self._orders, self._orders[n])

    def same_session(self, n: int) -> Sequence[int]:
        """The texts of the session of text ``n``: none of them goes on from another."""
        return self._meetings.get(_meeting(self._texts[n].heading), ())

    def series(self, n: int) -> list[int]:
        """Earlier texts of the series of text ``n``, the latest first."""
        end = self.end(n)
        found = {m for key in self._alike[series_of(self._texts[n])] for m in self._groups[key]}
        found -= set(self.same_session(n))
        return sorted((m for m in found if m < end), reverse=True)

    def _like(self, key: tuple[str, frozenset[str]]) -> list[tuple[str, frozenset[str]]]:
        body, title = key
        if not body or not title:
            return [key] if body else []
        return [k for k in self._groups if k[0] == body and k[1] and alike(k[1], title) >= ALIKE]


def _meeting(heading: Heading) -> str:
    return f"{heading.body} {heading.session}" if heading.body and heading.session else ""


def series_of(text: Text) -> tuple[str, frozenset[str]]:
    """What texts of one series have in common: body and title words, of reports the body alone."""
    is_report = text.heading.kind in REPORTS
    return text.heading.body, frozenset() if is_report else text.title


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of title words that both have, in [0, 1]."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def title_words(title: str, lang: Lang) -> frozenset[str]:
    """What a title is about: its words but ordinals, years and those that titles of all kinds
    have; in Chinese pairs of characters."""
    found = _WORD.findall(fold(title))
    if lang == "zh":
        return frozenset(a + b for a, b in pairwise(found))
    return frozenset(found) - _common(lang)


@cache
def _common(lang: Lang) -> frozenset[str]:
    return frozenset(r["form"] for r in lexicon.rows("title_words") if r["lang"] == lang)


def _placed(heading: Heading, entries: Sequence[Entry]) -> str:
    """The date; of a text without one the end of its session's year, or the last day it names."""
    if heading.date:
        return heading.date
    if _YEAR.fullmatch(heading.session):
        return f"{heading.session}-12-31"
    named = (e.recommendation.paragraph for e in entries)
    days = [d.key for p in named for d in dates(p.text, p.lang) if _YEAR.match(d.key)]
    return max(days, default="")


def _session(heading: Heading) -> int:
    figures = re.findall(r"\d+", heading.session)
    return int(figures[0]) if figures else 0
