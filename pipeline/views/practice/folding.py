"""Passages of the same words, figures aside, folded into one that names the other documents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records import Heading
from pipeline.records.practices import Practice
from pipeline.text.passage import wording

_NO_WORD = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class FoldedPractice:
    """A passage, and the other documents that have it, the newest first."""

    practice: Practice
    recurs: tuple[Heading, ...] = ()


def folded(practices: Iterable[Practice]) -> tuple[FoldedPractice, ...]:
    """``practices`` in their order, of those of the same words that are said to do the same the
    first, with the documents of the rest."""
    groups: dict[tuple[str, str, str], list[Practice]] = {}
    for one in practices:
        paragraph = one.passage.paragraph
        words = _NO_WORD.sub("", wording(paragraph).casefold())
        groups.setdefault((paragraph.lang, one.sense, words or paragraph.text), []).append(one)
    return tuple(FoldedPractice(rows[0], _others(rows)) for rows in groups.values())


def _others(rows: list[Practice]) -> tuple[Heading, ...]:
    own = rows[0].passage.document.symbol
    found = {one.passage.document.symbol: one.passage.document for one in rows}
    found.pop(own)
    return tuple(sorted(found.values(), key=lambda heading: heading.date, reverse=True))
