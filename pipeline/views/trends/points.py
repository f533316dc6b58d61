"""Counts by session as data frames: to draw, and to take away."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.records import Measure, Tendency, TrendPoint
from pipeline.strings import Strings
from pipeline.views.names import name_of, order_of
from pipeline.views.tables import frame_of

if TYPE_CHECKING:
    import pandas as pd

FEW_MARK = "*"
"""Stands beside a session with too few recommendations for its shares to tell anything."""


def points_frame(points: Sequence[TrendPoint], measure: Measure, say: Strings) -> "pd.DataFrame":
    """One row a point, to draw: ``session`` (its column, a code), ``heading`` (the column as
    shown), ``value`` (code), ``name``, ``place`` (of the value in its order, from 0), ``count``,
    ``total``, ``share``, ``low``, ``high``, ``unresolved``, ``is_few``, ``of`` (*n of N*)."""
    import pandas as pd

    place = {code: i for i, code in enumerate(value_order(points, measure, say.ladder))}
    headings = column_names(points, say)
    return pd.DataFrame(
        [
            (
                *(p.column, headings[p.column], p.value, name_of(measure, p.value, say)),
                *(place[p.value], p.count, p.total, p.share, p.low, p.high, p.unresolved, p.is_few),
                say("trends.of", n=f"{p.count:,}", total=f"{p.total:,}"),
            )
            for p in points
        ],
        columns=[
            *("session", "heading", "value", "name", "place", "count", "total", "share"),
            *("low", "high", "unresolved", "is_few", "of"),
        ],
    )


def value_order(
    points: Sequence[TrendPoint], measure: Measure, ladder: Sequence[str] = ()
) -> tuple[str, ...]:
    """The values of ``points`` in the order to show them, strengths by ``ladder``."""
    counts: dict[str, int] = {}
    for point in points:
        counts[point.value] = counts.get(point.value, 0) + point.count
    return order_of(measure, set(counts), counts, ladder)


def first_values(
    points: Sequence[TrendPoint], measure: Measure, most: int
) -> tuple[TrendPoint, ...]:
    """The points of the first ``most`` values in their order; all of them where a fixed order
    holds (strength, novelty)."""
    if measure in {"strength", "novelty"}:
        return tuple(points)
    kept = set(value_order(points, measure)[:most])
    return tuple(p for p in points if p.value in kept)


def columns_of(points: Iterable[TrendPoint]) -> tuple[str, ...]:
    """The sessions of ``points`` in the order in which they opened, drafts apart and after what
    else their session holds."""
    opened = {p.column: (p.opened, p.session, p.is_draft) for p in points}
    return tuple(sorted(opened, key=lambda column: opened[column]))


def column_names(points: Iterable[TrendPoint], say: Strings) -> dict[str, str]:
    """How each column is headed: ``8``, ``8 (draft)``, with ``*`` where it holds too few."""
    return {
        p.column: (say("trends.draft", session=p.session) if p.is_draft else p.session)
        + FEW_MARK * p.is_few
        for p in points
    }


def totals_of(points: Iterable[TrendPoint]) -> dict[str, int]:
    """The recommendations counted in each column."""
    return {p.column: p.total for p in points}


def counts_frame(points: Sequence[TrendPoint], measure: Measure, say: Strings) -> "pd.DataFrame":
    """One row a point, to take away: body, session, opened, draft, value, name, count, total,
    share with its bounds, whether the session holds too few, unresolved ones."""
    yes, no = say("trends.yes"), say("trends.no")
    records = [
        (
            *(p.body, p.session, p.opened, yes if p.is_draft else no, p.value),
            *(name_of(measure, p.value, say), p.count, p.total),
            *(round(p.share, 4), round(p.low, 4), round(p.high, 4)),
            *(yes if p.is_few else no, p.unresolved),
        )
        for p in points
    ]
    keys = ("body", "session", "opened", "draft", "code", measure, "count", "total")
    return frame_of(records, (*keys, "share", "low", "high", "few", "unresolved"), say)


def tendencies_frame(
    tendencies: Iterable[Tendency], measure: Measure, say: Strings
) -> "pd.DataFrame":
    """One row a tendency, to take away."""
    records = [
        (
            *(t.body, t.value, name_of(measure, t.value, say), t.sessions),
            *(t.earlier, t.earlier_total, t.later, t.later_total, round(t.change, 4)),
            *(t.tau, t.p, direction_name(t, say)),
        )
        for t in tendencies
    ]
    keys = ("body", "code", measure, "sessions", "earlier", "earlier_total", "later", "later_total")
    return frame_of(records, (*keys, "change", "tau", "p", "direction"), say)


def direction_name(tendency: Tendency, say: Strings) -> str:
    """The direction of a tendency in words."""
    return say(f"direction.{tendency.direction.replace(' ', '-')}")
