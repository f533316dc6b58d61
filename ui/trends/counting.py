"""Recommendations counted by session; kept while the index stands."""

from pipeline.collection import Collection
from pipeline.records import Heading, Measure, Recommendation, Tendency, TrendPoint
from pipeline.trend import tendencies
from ui.comparing.pairs import state_of
from ui.keep import kept


def recommendations_of(held: Collection, body: str) -> tuple[tuple[Heading, Recommendation], ...]:
    """The recommendations of a body that are counted, each text in one language."""
    return _recommendations_of(state_of(held), body, held)


@kept(8)
def _recommendations_of(
    state: str, body: str, _held: Collection
) -> tuple[tuple[Heading, Recommendation], ...]:
    return tuple(
        (document, item)
        for document, item in _held.counted()
        if document.body == body and item.kind == "recommendation"
    )


def points_of(held: Collection, measure: Measure) -> tuple[TrendPoint, ...]:
    """The counts of every body by ``measure``."""
    return _points_of(state_of(held), measure, held)


@kept(16)
def _points_of(state: str, measure: Measure, _held: Collection) -> tuple[TrendPoint, ...]:
    return _held.trends(measure)


def tendencies_of(held: Collection, measure: Measure, body: str) -> tuple[Tendency, ...]:
    """Where the shares of a body tend, rising ones first."""
    return _tendencies_of(state_of(held), measure, body, held)


@kept(32)
def _tendencies_of(
    state: str, measure: Measure, body: str, _held: Collection
) -> tuple[Tendency, ...]:
    return tendencies(p for p in points_of(_held, measure) if p.body == body)
