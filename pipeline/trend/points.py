"""Recommendations counted by session.

Counts are kept, never bare shares: every point carries the number of recommendations it is a part
of. Conclusions ask nothing and are not counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.records import Heading, Measure, Recommendation, TrendPoint
from pipeline.trend.intervals import wilson
from pipeline.trend.measures import NO_BACKGROUND, Background, values_of

DRAFT = "draft"
"""The status of documents whose recommendations are counted apart."""

Row = tuple[Heading, Recommendation]
_Group = tuple[str, str, bool]


@dataclass(slots=True)
class _Session:
    """What is counted of the drafts, or of all else, of one session."""

    opened: str = ""
    total: int = 0
    nearest: int = 0
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    unresolved: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))


def trend(
    rows: Sequence[Row], measure: Measure, background: Background = NO_BACKGROUND
) -> tuple[TrendPoint, ...]:
    """Points sorted by body, by the date of the session and by value; () for no recommendation.

    ``rows`` pairs each recommendation with its document. Both languages of one text would count
    twice: give one language, or ``one_language`` of both. Drafts are counted apart.
    """
    sessions: defaultdict[_Group, _Session] = defaultdict(_Session)
    last, session = None, _Session()
    for document, recommendation in rows:
        if recommendation.kind != "recommendation":
            continue
        if document is not last:
            session = sessions[document.body, document.session, document.status == DRAFT]
            session.opened = min(filter(None, (session.opened, document.date)), default="")
            last = document
        session.total += 1
        session.nearest += document.symbol in background.nearest
        for value in values_of(document, recommendation, measure, background):
            session.counts[value] += 1
            session.unresolved[value] += not recommendation.is_resolved
    points = (
        _point(group, session, measure, value, count)
        for group, session in sessions.items()
        for value, count in session.counts.items()
    )
    return tuple(sorted(points, key=_place))


def in_series(points: Iterable[TrendPoint]) -> tuple[TrendPoint, ...]:
    """Those of ``points`` (one body) that are steps of one series: no special sessions, and drafts
    where nothing but drafts is held of a session."""
    regular = [p for p in points if not p.is_special]
    final = {p.session for p in regular if not p.is_draft}
    return tuple(p for p in regular if not p.is_draft or p.session not in final)


def filled(points: Sequence[TrendPoint], values: Sequence[str]) -> tuple[TrendPoint, ...]:
    """The points of ``values`` and, for each session of ``points`` (one body, one measure) without
    one, a point that counts none of its total."""
    held = {(p.value, p.session, p.is_draft): p for p in points}
    sessions = {(p.session, p.is_draft): p for p in points}
    found = []
    for value in values:
        for (session, is_draft), like in sessions.items():
            absent = replace(
                like,
                value=value,
                count=0,
                low=wilson(0, like.total)[0],
                high=wilson(0, like.total)[1],
                unresolved=0,
            )
            found.append(held.get((value, session, is_draft), absent))
    return tuple(sorted(found, key=_place))


def _point(
    group: _Group, session: _Session, measure: Measure, value: str, count: int
) -> TrendPoint:
    body, label, is_draft = group
    return TrendPoint(
        body,
        label,
        session.opened,
        measure,
        value,
        count,
        session.total,
        *wilson(count, session.total),
        is_draft=is_draft,
        unresolved=session.unresolved[value] if measure == "strength" else 0,
        nearest=session.nearest if measure == "concept" else 0,
    )


def one_language(rows: Iterable[Row], preferred: str = "en") -> tuple[Row, ...]:
    """``rows`` with each text in one language: ``preferred`` where it is held, else the other."""
    kept = list(rows)
    held = {d.symbol for d, _ in kept if d.lang == preferred}
    return tuple((d, r) for d, r in kept if d.lang == preferred or d.symbol not in held)


def _place(point: TrendPoint) -> tuple[str, str, str, bool, str]:
    return point.body, point.opened, point.session, point.is_draft, point.value
