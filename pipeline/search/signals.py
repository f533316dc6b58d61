"""Figures, dates and citations of two passages compared, whatever language either is in.

A vector hardly moves when a figure changes, so among passages that are nearly the same the right
one is often second. What a passage counts, dates and cites is the same in both languages, and
tells such passages apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.records import Lang
from pipeline.text.dates import dates
from pipeline.text.figures import figures, written_values
from pipeline.text.normalise import without_note_marks
from pipeline.text.tokenise import marks

LEAST_WRITTEN = 13
"""Smaller numbers in words are left out of the figures: *one*, *both*, 第一 and 两 are as often
idioms, and those up to twelve may be months."""
_ROUND = frozenset({"100", "1000", "10000", "1000000", "100000000", "1000000000"})
"""Nor are these counted where they stand in words: 百分之五, *millions of girls*, 数百万."""
NEUTRAL = 0.5
_UNITS = re.compile(r"\b(?:[Aa]rt(?:icle)?s?|[Pp]ara(?:graph)?s?|[Ss]ub-?para(?:graph)?s?)\b")
_NUMBERED = re.compile(r"\d+(?:\(\d+\))*", re.ASCII)
_ACT = re.compile(r"[a-z]/(?:res|dec)/|第")
"""Marks left out: the symbol of a resolution, whose number is a mark too, and provisions."""
_NUMBER = re.compile(r"\d+", re.ASCII)
_DAY = len("2024-12-24")


@dataclass(frozen=True, slots=True)
class Signals:
    """What a passage counts, dates and cites, spelled alike for both languages.

    ``figures`` are values (``250000``; ``79`` for 第七十九 and *seventy-ninth* too), those of dates
    and citations among them; ``dates`` keys as in ``text.dates`` (``2024-12-24``, ``2024-12``,
    ``12-24``); ``citations`` resolutions (``79/243``), documents (``a/79/5``) and provisions
    (``18(13)``). ``held`` is every number that the passage can be read to hold: it answers
    the other passage's figures and asks for nothing itself.
    """

    figures: frozenset[str]
    dates: frozenset[str]
    citations: frozenset[str]
    held: frozenset[str]

    def __len__(self) -> int:
        """How many figures, dates and citations there are to agree on."""
        return len(self.figures) + len(self.dates) + len(self.citations)


def signals(text: str, lang: Lang) -> Signals:
    """The signals of ``text``; marks that call footnotes are no part of it."""
    clean = without_note_marks(text)
    printed = {f"{f.value:f}" for f in figures(clean, lang)}
    written = {f"{v:f}" for v in written_values(clean, lang)}
    large = {v for v in written if float(v) >= LEAST_WRITTEN} - _ROUND
    runs = {run.lstrip("0") or "0" for run in _NUMBER.findall(clean)}
    cited = {mark for mark in marks(clean) if not _ACT.match(mark)}
    return Signals(
        frozenset((printed | large) - {"1"}),
        frozenset(date.key for date in dates(clean, lang)),
        frozenset(cited.union(_provisions(clean, lang))),
        frozenset(printed | written | runs),
    )


def _provisions(text: str, lang: Lang) -> Iterator[str]:
    """Articles of ``text`` with their numbered paragraphs, without what is lettered below them,
    since ㈢ stands for (c) and for (iii) alike."""
    # most queries have no figure, and would wait for the tables of citations all the same
    from pipeline.text.citations.folding import even

    evened = even(text)
    yield from _chinese(evened) if lang == "zh" else _english(evened)


def _chinese(text: str) -> Iterator[str]:
    from pipeline.text.citations.units_zh import ARTICLE, below, named_articles

    for article in ARTICLE.finditer(text):
        *whole, last = named_articles(article)
        lower, _ = below(text, article.end())
        yield from _numbered([*whole, *(last + path for path in lower or [""])])


def _english(text: str) -> Iterator[str]:
    from pipeline.text.citations.units_en import units

    at = 0
    while found := _UNITS.search(text, at):
        named = units(text, found.start())
        at = max(named.end if named else 0, found.end())
        if named and named.articles:
            yield from _numbered(named.provisions())


def _numbered(provisions: Iterable[str]) -> Iterator[str]:
    return (found[0] for name in provisions if (found := _NUMBERED.match(name)))


def agreement(query: Signals, passage: Signals) -> float:
    """Share of what either passage counts, dates and cites that the other holds too, in [0, 1];
    ``NEUTRAL`` where the query has nothing of the kind."""
    if not len(query):
        return NEUTRAL
    shared = _answered(query, passage) + _answered(passage, query)
    return shared / (len(query) + len(passage))


def _answered(own: Signals, other: Signals) -> int:
    """How many signals of ``own`` the other passage holds in any writing."""
    return (
        len(own.figures & other.held)
        + sum(_dated(key, other.dates) for key in own.dates)
        + sum(_cited(name, other) for name in own.citations)
    )


def _dated(key: str, others: frozenset[str]) -> bool:
    """Whether the date is among ``others``; a day without its year is the same day of any year."""
    if key in others:
        return True
    if len(key) == _DAY:
        return key[5:] in others
    return any(other[5:] == key for other in others if len(other) == _DAY)


def _cited(name: str, other: Signals) -> bool:
    """Whether the other passage cites it too, if more or less exactly: an article agrees with a
    paragraph of it, and a provision with its figures however they are written."""
    if name in other.citations:
        return True
    if any(v.startswith(name + "(") or name.startswith(v + "(") for v in other.citations):
        return True
    return "/" not in name and _all_held(_NUMBER.findall(name), other.held)


def _all_held(numbers: Iterable[str], held: frozenset[str]) -> bool:
    return all(str(int(number)) in held for number in numbers)
