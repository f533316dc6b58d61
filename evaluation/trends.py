"""How long a trend takes on an index: counted, and drawn, once what lies behind it is there."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from pipeline.collection import Collection
from pipeline.records import Measure, TrendPoint
from pipeline.strings import Strings
from pipeline.trend import MEASURES, tendencies
from pipeline.views.trends.charts import chart_of
from pipeline.views.trends.courses import course_chart, is_long, values_to_follow
from pipeline.views.trends.tables import counts_table, emerging, fading

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class TrendTimes:
    """Medians in milliseconds for the body with the most recommendations: points of all bodies
    counted, charts and table made, tendencies found; ``processor`` is the processor time of
    counting and drawing, which a busy machine does not lengthen. ``first`` is the seconds that the
    first call took, in which concepts or lineage are found."""

    measure: Measure
    recommendations: int
    points: int
    first: float
    counted: float
    drawn: float
    tended: float
    processor: float

    @property
    def whole(self) -> float:
        """Milliseconds until the trend stands, but for its tendencies."""
        return self.counted + self.drawn


def trend_times(
    index: Path, measures: Sequence[Measure] = MEASURES, runs: int = 5
) -> tuple[TrendTimes, ...]:
    """The times of each of ``measures`` on the index in ``index``."""
    with Collection.open(index) as held:
        held.recommendations()
        return tuple(_times(held, measure, runs) for measure in measures)


def _times(held: Collection, measure: Measure, runs: int) -> TrendTimes:
    start = time.perf_counter()
    points = held.trends(measure)
    first = time.perf_counter() - start
    body = max((p.total, p.body) for p in points)[1]
    own = [p for p in points if p.body == body]
    tended, _, moves = _median(lambda: tendencies(own), runs)
    follow = values_to_follow(
        own, measure, [t.value for t in (*emerging(moves, 3), *fading(moves, 3))]
    )
    counted, counting, _ = _median(lambda: held.trends(measure), runs)
    drawn, drawing, _ = _median(lambda: _draw(own, measure, follow), runs)
    return TrendTimes(
        measure, len(held.counted()), len(points), first, counted, drawn, tended, counting + drawing
    )


def _draw(points: Sequence[TrendPoint], measure: Measure, follow: Sequence[str]) -> None:
    """Everything that the page makes of the points of one body."""
    say = Strings("en")
    chart_of(points, measure, say).to_dict()
    counts_table(points, measure, say)
    if is_long(points):
        course_chart(points, measure, follow, say).to_dict()


def _median(call: Callable[[], _T], runs: int) -> tuple[float, float, _T]:
    """Median milliseconds of ``runs`` calls by the clock and of the processor, and what the last
    one gave."""
    clock, processor, given = [], [], call()
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        given = call()
        clock.append(1000 * (time.perf_counter() - start))
        processor.append(1000 * (time.process_time() - used))
    return median(clock), median(processor), given
