"""Articles of the instruments held and which of another instrument correspond to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.mapping import Clause, map_clauses
from pipeline.records import Paragraph
from pipeline.records.articles import ClauseEdge
from pipeline.records.paragraphs import key_of


@dataclass(frozen=True, slots=True)
class HeldInstrument:
    """The text of an instrument in one language: its paragraphs in order and their vectors."""

    code: str
    paragraphs: tuple[Paragraph, ...]
    vectors: NDArray[np.float32]


LEAST_SIMILARITY = 0.55
"""Least similarity of two articles that are shown as corresponding. Maps of related instruments go
lower; of the Charter and the Universal Declaration against conventions on crime, which have nothing
to do with each other, 45 pairs of 57 lie below, and of the right pairs of the Organized Crime
Convention with the conventions against Corruption and Cybercrime 5 of 71."""


def clause_edges(first: HeldInstrument, second: HeldInstrument) -> tuple[ClauseEdge, ...]:
    """The articles of two instruments that correspond, in the order of the first."""
    found = map_clauses(first.paragraphs, second.paragraphs, first.vectors, second.vectors)
    return tuple(
        ClauseEdge(
            first=_key(first.code, found.first[pair.first]),
            second=_key(second.code, found.second[pair.second]),
            relation=pair.relation,
            similarity=pair.similarity,
            first_title=found.first[pair.first].heading,
            second_title=found.second[pair.second].heading,
        )
        for pair in found.pairs
        if pair.similarity >= LEAST_SIMILARITY
    )


def turned(edges: Sequence[ClauseEdge]) -> tuple[ClauseEdge, ...]:
    """The same edges seen from the other instrument."""
    other = {"wider": "narrower", "narrower": "wider"}
    return tuple(
        ClauseEdge(
            e.second,
            e.first,
            other.get(e.relation, e.relation),  # type: ignore[arg-type]
            e.similarity,
            e.second_title,
            e.first_title,
        )
        for e in edges
    )


def _key(code: str, clause: Clause) -> str:
    return key_of(code, clause.number[-1].removeprefix("art."))
