"""Recommendations counted by session: by strength, by addressee, by topic.

Counts are kept, never bare shares: every point carries the number of recommendations it is a part
of. Conclusions ask nothing and are not counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.records import Heading, Measure, Recommendation, TrendPoint

MEASURES: tuple[Measure, ...] = ("strength", "addressee", "topic")
NONE = "none"
"""The value under which recommendations without addressee or listed topic are counted."""


def trend(
    rows: Sequence[tuple[Heading, Recommendation]], measure: Measure
) -> tuple[TrendPoint, ...]:
    """Points sorted by body, by the date of the session and by value; () for no recommendation.

    ``rows`` pairs each recommendation with its document. Both languages of one text would count
    twice: give one language, or ``one_language`` of both.
    """
    totals: Counter[tuple[str, str]] = Counter()
    counts: Counter[tuple[str, str, str]] = Counter()
    opened: dict[tuple[str, str], str] = {}
    for document, recommendation in rows:
        if recommendation.kind != "recommendation":
            continue
        session = (document.body, document.session)
        totals[session] += 1
        dates = [d for d in (opened.get(session, ""), document.date) if d]
        opened[session] = min(dates, default="")
        counts.update((*session, value) for value in values_of(recommendation, measure))
    points = [
        TrendPoint(body, session, opened[body, session], measure, value, n, totals[body, session])
        for (body, session, value), n in counts.items()
    ]
    return tuple(sorted(points, key=_place))


def values_of(recommendation: Recommendation, measure: Measure) -> tuple[str, ...]:
    """The codes that ``recommendation`` counts under for ``measure``; never ()."""
    if measure == "strength":
        return (recommendation.strength,)
    of = recommendation.addressees if measure == "addressee" else recommendation.topics
    return of or (NONE,)


def one_language(
    rows: Iterable[tuple[Heading, Recommendation]], preferred: str = "en"
) -> tuple[tuple[Heading, Recommendation], ...]:
    """``rows`` with each text in one language: ``preferred`` where it is held, else the other."""
    kept = list(rows)
    held = {d.symbol for d, _ in kept if d.lang == preferred}
    return tuple((d, r) for d, r in kept if d.lang == preferred or d.symbol not in held)


def _place(point: TrendPoint) -> tuple[str, str, str, str]:
    return point.body, point.opened, point.session, point.value
