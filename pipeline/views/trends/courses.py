"""The course of single values through the sessions: shares with the band of their confidence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.records import Measure, TrendPoint
from pipeline.records.trends import FEW
from pipeline.strings import Strings
from pipeline.trend import filled, in_series
from pipeline.views.drawing import PRINT, SELECTION, Ink, hexadecimal, set_out
from pipeline.views.names import name_of
from pipeline.views.trends.charts import chart_of, counts_drawn, tooltip
from pipeline.views.trends.points import column_names, columns_of, points_frame, value_order

if TYPE_CHECKING:
    import altair as alt

PANELS = 6
"""Values whose course is drawn at most."""
_ROW = 3


def is_long(points: Sequence[TrendPoint]) -> bool:
    """Whether ``points`` of one body span regular sessions enough for a course."""
    return len({p.session for p in in_series(points)}) >= FEW


def course_chart(
    points: Sequence[TrendPoint],
    measure: Measure,
    values: Sequence[str],
    say: Strings,
    ink: Ink = PRINT,
    selectable: bool = False,
) -> "alt.Chart":
    """A panel for each of ``values``: its share a session as a line, the 95 % interval as a band;
    a hollow mark where the session holds too few. A click tells as in ``chart_of``."""
    return set_out(_course_drawn(points, measure, values, say, ink, selectable), ink)


def _course_drawn(
    points: Sequence[TrendPoint],
    measure: Measure,
    values: Sequence[str],
    say: Strings,
    ink: Ink = PRINT,
    selectable: bool = False,
) -> "alt.Chart":
    import altair as alt

    shown = filled(in_series(points), values)
    frame = points_frame(shown, measure, say)
    names = column_names(shown, say)
    order = [names[column] for column in columns_of(shown)]
    across = alt.X("heading:N", title=None, sort=order, axis=alt.Axis(labelAngle=0))
    percent = alt.Axis(format="%", tickCount=4, grid=True, gridOpacity=0.3)
    base = alt.Chart(frame).encode(x=across, tooltip=tooltip(measure, say))
    colour = hexadecimal(ink.strong)
    band = base.mark_area(opacity=0.18, color=colour).encode(
        y=alt.Y("low:Q", title=None, axis=percent), y2="high:Q"
    )
    line = base.mark_line(color=colour, strokeWidth=1.6).encode(y="share:Q")
    marks = base.mark_point(size=50, filled=True, color=colour, stroke=colour).encode(
        y="share:Q", fillOpacity=alt.condition(alt.datum.is_few, alt.value(0.0), alt.value(1.0))
    )
    if selectable:
        marks = _choosing(alt, marks)
    figures = base.mark_text(dy=-11, fontSize=10, color=ink.text).encode(
        y="share:Q", text=alt.Text("count:Q", format=",")
    )
    panels = alt.layer(band, line, marks, figures).properties(width=250, height=130)
    headed = [name_of(measure, value, say) for value in values]
    facets = panels.facet(
        facet=alt.Facet(
            "name:N", sort=headed, title=None, header=alt.Header(labelFontWeight="bold")
        ),
        columns=_ROW,
        spacing=18,
    )
    return facets.resolve_scale(y="independent")


def whole_chart(
    points: Sequence[TrendPoint], measure: Measure, values: Sequence[str], say: Strings
) -> "alt.Chart":
    """The counts of one body and, where its sessions are enough, the course of ``values`` below:
    one chart for a file."""
    import altair as alt

    if not is_long(points) or not values:
        return chart_of(points, measure, say)
    parts = counts_drawn(points, measure, say), _course_drawn(points, measure, values, say)
    return set_out(alt.vconcat(*parts, spacing=30), PRINT)


def values_to_follow(
    points: Sequence[TrendPoint],
    measure: Measure,
    moving: Sequence[str],
    ladder: Sequence[str] = (),
) -> tuple[str, ...]:
    """The values whose course is drawn: ``moving`` ones first, then in the order of the measure,
    strengths by ``ladder``."""
    held = {p.value for p in points}
    first = (v for v in moving if v in held)
    order = dict.fromkeys([*first, *value_order(points, measure, ladder)])
    return tuple(order)[:PANELS]


def _choosing(alt: Any, marks: Any) -> Any:
    chosen = alt.selection_point(name=SELECTION, fields=["session", "value"])
    return marks.add_params(chosen).encode(
        size=alt.condition(chosen, alt.value(110), alt.value(50))
    )
