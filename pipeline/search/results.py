"""What a search gives."""

from dataclasses import dataclass, field

from pipeline.records import Expansion
from pipeline.search.matches import Matches

WHY = (
    *("dense", "words", "phrase", "terms", "translated", "aligned", "heading"),
    *("cites", "signals", "reranked", "exact", "symbol", "names"),
)
"""The first words of every reason that a match may give: the rankings, each with the match's rank
in it (``dense 3``), then ``exact``, ``symbol``, ``names 79/243``."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits in both languages, each list ranked from 1 by itself and read as far as it is looked at,
    and what was looked up beside the words of the query."""

    zh: Matches = field(default_factory=Matches)
    en: Matches = field(default_factory=Matches)
    expansions: tuple[Expansion, ...] = ()
