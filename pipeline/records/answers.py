"""What is made of paragraphs: beads, findings, recommendations, trends."""

from dataclasses import dataclass
from typing import Literal

from pipeline.records.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Bead:
    """Paragraphs of the two sides that correspond, as ordinals; one side may be empty.

    ``cosine`` lies in [-1, 1]; it is None for a one-sided bead. ``why`` is one of the reasons
    listed in ``align``. ``confidence`` in [0, 1] is the estimated share of beads like this one
    that are right. ``runner_up`` holds the ordinals of the next best bead for the same paragraphs,
    as (zh, en), and is None where nothing else comes near.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    why: str
    cosine: float | None
    confidence: float | None = None
    runner_up: tuple[tuple[int, ...], tuple[int, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between the two sides of a bead: the rule that found it and both quotations."""

    rule: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A lettered item of a report or an operative paragraph of a resolution, read by rules.

    ``kind`` is ``recommendation`` or ``conclusion``; ``addressees`` and ``strength`` are codes of
    ``lexicon/addressees.csv`` and ``lexicon/strengths.csv``; ``articles`` holds citations such as
    ``18(13)``; ``topics`` codes of ``lexicon/topics.csv``; ``rules`` the lexicon rows that decided.
    """

    paragraph: Paragraph
    kind: Literal["recommendation", "conclusion"]
    addressees: tuple[str, ...]
    strength: str
    lead_verb: str
    hedges: tuple[str, ...]
    articles: tuple[str, ...]
    topics: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """``count`` of ``total`` recommendations of one session that carry ``value`` for ``measure``.

    A recommendation with two addressees counts under both, so counts may add up to more than
    ``total``. ``opened`` (the earliest date of the session's documents) sorts sessions.
    """

    body: str
    session: str
    opened: str
    measure: Literal["strength", "addressee", "topic"]
    value: str
    count: int
    total: int
