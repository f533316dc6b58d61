"""What a search gives."""

from dataclasses import dataclass

from pipeline.records import Expansion, Match

WHY = (
    *("dense", "words", "phrase", "terms", "translated", "aligned", "heading"),
    *("cites", "signals", "reranked", "exact", "symbol", "names"),
)
"""The first words of every reason that a match may give: the rankings, each with the match's rank
in it (``dense 3``), then ``exact``, ``symbol``, ``names 79/243``."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits in both languages, each list ranked from 1 by itself, and what was looked up beside the
    words of the query."""

    zh: tuple[Match, ...] = ()
    en: tuple[Match, ...] = ()
    expansions: tuple[Expansion, ...] = ()
