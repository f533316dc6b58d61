"""Past recommendations on a subject: each with its history, the newest of a chain alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.lineage import Lineage
from pipeline.lineage.words import words_of
from pipeline.preparation.agreed.recurring import wording_key
from pipeline.preparation.standing import endorsing, standing
from pipeline.recommend import Ladder
from pipeline.records import Heading
from pipeline.records.lineage import Entry
from pipeline.records.preparation import BriefedRecommendation
from pipeline.text.symbols import natural

MOST = 300
"""Recommendations of one briefing, those of the newest texts."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An entry on the subject, why it is, and the lineage that has its links."""

    entry: Entry
    why: tuple[str, ...]
    lineage: Lineage


@dataclass(frozen=True, slots=True)
class _Row:
    chosen: Chosen
    recurs: tuple[Heading, ...]


def briefed(
    collection: Collection, chosen: Sequence[Chosen], ladder: Ladder
) -> tuple[tuple[BriefedRecommendation, ...], int]:
    """The recommendations among ``chosen``, by addressee, strength and date, and how many there are
    before the cut to the ``MOST`` newest.

    Of several texts that say it in the same words the newest is listed, with the others.
    """
    rows = sorted(_folded(chosen), key=lambda row: _newness(row.chosen.entry), reverse=True)
    listed = sorted(rows[:MOST], key=lambda row: _order(row.chosen.entry, ladder))
    return tuple(_briefed(collection, row) for row in listed), len(rows)


def newest_of_chains(chosen: Sequence[Chosen]) -> list[Chosen]:
    """The recommendations among ``chosen`` that no later one of them takes up in the same series or
    repeats: the links of the newest tell of those before it."""
    chosen = [c for c in chosen if c.entry.recommendation.kind == "recommendation"]
    keys = {_key(c.entry) for c in chosen}
    return [
        c
        for c in chosen
        if not any(
            (link.same_series or link.verdict == "repeated")
            and link.later is not None
            and _key(link.later) in keys
            for link in c.lineage.after(c.entry)
        )
    ]


def _folded(chosen: Sequence[Chosen]) -> Iterable[_Row]:
    """``chosen`` with those of the same words, figures aside, as one: the newest."""
    groups: dict[tuple[object, ...], list[Chosen]] = {}
    for c in chosen:
        paragraph = c.entry.recommendation.paragraph
        words = wording_key(words_of(paragraph))
        groups.setdefault((paragraph.lang, *words) if words else c.entry.key, []).append(c)
    for group in groups.values():
        group.sort(key=lambda c: _newness(c.entry), reverse=True)
        others = {c.entry.document.symbol: c.entry.document for c in group[1:]}
        others.pop(group[0].entry.document.symbol, None)
        yield _Row(group[0], tuple(others.values()))


def _briefed(collection: Collection, row: _Row) -> BriefedRecommendation:
    entry, found = row.chosen.entry, row.chosen.lineage
    document, paragraph = entry.document, entry.recommendation.paragraph
    return BriefedRecommendation(
        entry,
        found.chain_of(entry),
        standing(collection, document, paragraph),
        endorsing(collection, document, paragraph),
        row.chosen.why,
        row.recurs,
    )


def _key(entry: Entry) -> tuple[str, int, str]:
    return (*entry.key, entry.recommendation.paragraph.lang)


def _newness(entry: Entry) -> tuple[object, ...]:
    """Greater for newer texts; of one text for what stands first."""
    document = entry.document
    return document.date, natural(document.symbol), -entry.recommendation.paragraph.ordinal


def _order(entry: Entry, ladder: Ladder) -> tuple[object, ...]:
    asked = entry.recommendation
    first = min(map(_place, asked.addressees), default=(2, 0, ""))
    strength = ladder.rank(asked.strength) if asked.strength in ladder.codes else 99
    return (
        first,
        strength,
        _reversed(entry.document.date),
        natural(entry.document.symbol),
        asked.paragraph.ordinal,
    )


def _reversed(date: str) -> int:
    """A number that is smaller for later dates."""
    digits = date.replace("-", "")
    return -int(digits.ljust(8, "0")) if digits.isdigit() else 0


def _place(code: str) -> tuple[int, int, str]:
    """Where an addressee stands: in the order of their names' table, unknown ones behind."""
    places = _places()
    return (0, places[code], code) if code in places else (1, 0, code)


@cache
def _places() -> Mapping[str, int]:
    return {row["code"]: n for n, row in enumerate(lexicon.rows("addressee_names"))}
