"""What a recommendation counts under, for each measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pipeline.records import Heading, Lang, Measure, Recommendation

MEASURES: tuple[Measure, ...] = (
    "strength",
    "addressee",
    "topic",
    "concept",
    "article",
    "hedge",
    "novelty",
)
NONE = "none"
"""The value under which recommendations without addressee, topic and so on are counted."""
EARLIEST = "earliest"
"""The novelty of what stands in the first session held of its body: nothing before it is held, so
that it cannot be told whether it is new."""


Place: TypeAlias = tuple[str, Lang, int]
"""Symbol, language and ordinal of a paragraph."""


@dataclass(frozen=True, slots=True)
class Background:
    """What recommendations are counted by and do not hold themselves.

    ``concepts`` has the UNBIS concepts of each symbol, ``nearest`` the symbols whose concepts no
    file carries and that were found; ``verdicts`` what each recommendation is to earlier ones, by
    symbol, language and ordinal of its paragraph; ``articles`` which articles of which
    instruments its paragraph cites, such as ``UNTOC:18``.
    """

    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nearest: frozenset[str] = frozenset()
    verdicts: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    articles: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)


NO_BACKGROUND = Background()


def values_of(
    document: Heading,
    recommendation: Recommendation,
    measure: Measure,
    background: Background = NO_BACKGROUND,
) -> tuple[str, ...]:
    """The codes that ``recommendation`` of ``document`` counts under for ``measure``, each once;
    never ()."""
    if measure == "strength":
        return (recommendation.strength,)
    place = document.symbol, document.lang, recommendation.paragraph.ordinal
    found: tuple[str, ...]
    if measure == "addressee":
        found = recommendation.addressees
    elif measure == "topic":
        found = recommendation.topics
    elif measure == "hedge":
        found = recommendation.hedges
    elif measure == "article":
        found = _articles(recommendation.articles, background.articles.get(place, ()))
    elif measure == "concept":
        found = background.concepts.get(document.symbol, ())
    else:
        found = background.verdicts.get(place, ())
    return found or (NONE,)


def _articles(provisions: Sequence[str], cited: Sequence[str]) -> tuple[str, ...]:
    """The articles of ``provisions``, each with the instruments of ``cited`` that it is one of."""
    found: dict[str, None] = {}
    for article in map(article_of, provisions):
        named = [key for key in cited if key.rpartition(":")[2] == article]
        found.update(dict.fromkeys(named or [article]))
    return tuple(found)


def article_of(provision: str) -> str:
    """The article of a provision, without its paragraphs: ``18`` of ``18(13)``, ``UNTOC:18`` of
    ``UNTOC:18(13)``."""
    return provision.split("(")[0]
