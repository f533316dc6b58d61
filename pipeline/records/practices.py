"""Passages on good practices and lessons learned."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import Paragraph

PracticeSense: TypeAlias = Literal["describes", "discusses", "asks", "names"]
"""``describes``: the passage says what a practice is or who follows it; ``discusses``: it stands in
a part of a report on practices and its own words do not tell which they are; ``asks``: it asks that
practices be shared, collected or followed; ``names``: it names practices and says no more of
them."""

ProvisionTie: TypeAlias = Literal["cites", "heading", "title"]
"""``cites``: the passage cites it; ``heading``: the heading above does; ``title``: the words of the
article's title stand in the passage."""


@dataclass(frozen=True, slots=True)
class PracticeProvision:
    """A provision that a passage concerns (``UNTOC:18(18)``), and by what."""

    key: str
    tie: ProvisionTie


@dataclass(frozen=True, slots=True)
class Practice:
    """A passage on good practices. ``cues`` are the words that say so, as (start, end) in its text;
    () where they stand only in the counterpart, or in ``under``, the heading of the part it belongs
    to, which is "" otherwise. ``rule`` names what decided ``sense``; ``counterpart`` holds the
    aligned paragraphs of the other language."""

    passage: Passage
    sense: PracticeSense
    rule: str
    cues: tuple[tuple[int, int], ...]
    under: str
    provisions: tuple[PracticeProvision, ...]
    counterpart: tuple[Paragraph, ...]
