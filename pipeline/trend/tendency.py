"""Whether the share of a value rises or falls over the sessions of a body."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.records import Tendency, TrendPoint
from pipeline.records.trends import FEW, Direction
from pipeline.trend.measures import EARLIEST
from pipeline.trend.points import in_series

_LEVEL = 0.05
"""Two-sided p below which a share is said to rise or fall."""


def tendencies(points: Iterable[TrendPoint]) -> tuple[Tendency, ...]:
    """A tendency for each body and value of ``points``, which are of one measure.

    Rising ones first and falling ones last; within each the greater change of share first, or
    last. Sessions are those of ``in_series``. Of novelty the first session of a body is left out,
    since nothing before it is held.
    """
    by_body: defaultdict[str, list[TrendPoint]] = defaultdict(list)
    for point in points:
        if point.value != EARLIEST:
            by_body[point.body].append(point)
    found = [t for held in by_body.values() for t in _of_body(held)]
    return tuple(sorted(found, key=_place))


def _of_body(points: Sequence[TrendPoint]) -> Iterable[Tendency]:
    kept = in_series(points)
    opened = {p.session: p.opened for p in kept}
    sessions = sorted(opened, key=lambda session: (opened[session], session))
    totals = {p.session: p.total for p in kept}
    counts = {(p.value, p.session): p.count for p in kept}
    for value in dict.fromkeys(p.value for p in kept):
        series = [(counts.get((value, s), 0), totals[s]) for s in sessions]
        yield _tendency(kept[0], value, series)


def _tendency(like: TrendPoint, value: str, series: Sequence[tuple[int, int]]) -> Tendency:
    """``series`` holds count and total of each session, the earliest first."""
    tau, p = (None, None) if len(series) < FEW else mann_kendall([n / of for n, of in series])
    half = len(series) // 2
    earlier, later = series[:half], series[len(series) - half :]
    return Tendency(
        body=like.body,
        measure=like.measure,
        value=value,
        sessions=len(series),
        tau=tau,
        p=p,
        direction=_direction(len(series), tau, p),
        earlier=sum(n for n, _ in earlier),
        earlier_total=sum(of for _, of in earlier),
        later=sum(n for n, _ in later),
        later_total=sum(of for _, of in later),
    )


def _direction(sessions: int, tau: float | None, p: float | None) -> Direction:
    if sessions < FEW:
        return "too few"
    if tau is None or p is None or p >= _LEVEL:
        return "none"
    return "rising" if tau > 0 else "falling"


def mann_kendall(shares: Sequence[float]) -> tuple[float | None, float | None]:
    """Kendall's tau of ``shares``, in the order of time, and its two-sided p: exact without ties,
    by the normal approximation with them; None twice where all are equal."""
    places = {share: place for place, share in enumerate(sorted(set(shares)))}
    return _kendall(tuple(places[share] for share in shares))


@cache
def _kendall(ranks: tuple[int, ...]) -> tuple[float | None, float | None]:
    if len(set(ranks)) < 2:
        return None, None
    from scipy.stats import kendalltau

    method = "exact" if len(set(ranks)) == len(ranks) else "asymptotic"
    found = kendalltau(range(len(ranks)), ranks, method=method)
    return float(found.statistic), float(found.pvalue)


def _place(tendency: Tendency) -> tuple[str, int, float, str]:
    order = {"rising": 0, "none": 1, "too few": 1, "falling": 2}[tendency.direction]
    return tendency.body, order, -tendency.change, tendency.value
