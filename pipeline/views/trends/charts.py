"""Counts as charts, drawn by altair."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.records import Measure, TrendPoint
from pipeline.strings import Strings
from pipeline.views.drawing import PRINT, SELECTION, Ink, hexadecimal, ramp, set_out, shares
from pipeline.views.names import name_of
from pipeline.views.trends.points import (
    column_names,
    columns_of,
    first_values,
    points_frame,
    totals_of,
    value_order,
)

if TYPE_CHECKING:
    import altair as alt


_LOWEST_LABELLED = 0.04
"""Share of the highest bar below which a piece of a bar is too low to hold a figure."""
MOST = 14
"""Values that panels hold at most; the tables hold all."""


def chart_of(
    points: Sequence[TrendPoint],
    measure: Measure,
    say: Strings,
    ink: Ink = PRINT,
    selectable: bool = False,
) -> "alt.Chart":
    """The counts of one body by ``measure``: stacked bars for strength, panels for the others, of
    which the ``MOST`` frequent values are drawn.

    A session with too few recommendations has hollow bars and an asterisk. With ``selectable`` a
    click on a bar tells its session and value as ``SELECTION``.
    """
    return set_out(counts_drawn(points, measure, say, ink, selectable), ink)


def counts_drawn(
    points: Sequence[TrendPoint],
    measure: Measure,
    say: Strings,
    ink: Ink = PRINT,
    selectable: bool = False,
) -> "alt.Chart":
    """As ``chart_of``, not yet set out, to stand in a chart of several."""
    if measure == "strength":
        return _strength_chart(points, say, ink, selectable)
    return _value_chart(first_values(points, measure, MOST), measure, say, ink, selectable)


def _strength_chart(
    points: Sequence[TrendPoint], say: Strings, ink: Ink, selectable: bool
) -> "alt.Chart":
    """Bars of recommendations a session, stacked by strength, the strongest at the foot; those of
    which some are unresolved have a broken outline."""
    import altair as alt

    order = [name_of("strength", code, say) for code in value_order(points, "strength", say.ladder)]
    frame = points_frame(points, "strength", say).sort_values(["session", "place"])
    frame["middle"] = frame.groupby("session")["count"].cumsum() - frame["count"] / 2
    base = alt.Chart(frame).encode(
        x=alt.X(
            "heading:N",
            title=say("trends.session"),
            sort=_headings(points, say),
            axis=alt.Axis(labelAngle=0),
        ),
        order=alt.Order("place:Q", sort="ascending"),
    )
    height = alt.Y("count:Q", title=say("trends.recommendations"), stack="zero")
    unresolved = alt.datum.unresolved > 0
    bars = base.mark_bar(size=56).encode(
        y=height,
        color=alt.Color(
            "name:N",
            sort=order,
            title=say("column.strength"),
            scale=alt.Scale(domain=order, range=ramp(len(order), ink)),
            legend=alt.Legend(symbolType="square", symbolSize=130, symbolStrokeWidth=0),
        ),
        stroke=alt.condition(unresolved, alt.value(ink.text), alt.value(ink.paper)),
        strokeDash=alt.condition(unresolved, alt.value([4, 3]), alt.value([1, 0])),
        strokeWidth=alt.condition(unresolved, alt.value(1.4), alt.value(0.6)),
        fillOpacity=_fill(alt, 0.25),
        tooltip=tooltip("strength", say),
    )
    if selectable:
        bars = _choosing(alt, bars)
    highest = max((point.total for point in points), default=0)
    labelled = base.transform_filter(alt.datum.count >= highest * _LOWEST_LABELLED)
    return alt.layer(bars, _figures(labelled, order, say, ink)).properties(height=330)


def _figures(labelled: Any, order: Sequence[str], say: Strings, ink: Ink) -> Any:
    """The count in the middle of each bar, in the ink that is read on its shade."""
    import altair as alt

    first = [
        name for name, share in zip(order, shares(len(order)), strict=True) if share <= ink.turn
    ]
    return labelled.mark_text(baseline="middle", fontSize=11).encode(
        y=alt.Y("middle:Q", title=say("trends.recommendations")),
        text=alt.Text("count:Q", format=","),
        color=alt.condition(
            alt.FieldOneOfPredicate(field="name", oneOf=first),
            alt.value(ink.on_strong),
            alt.value(ink.on_weak),
        ),
    )


def _value_chart(
    points: Sequence[TrendPoint], measure: Measure, say: Strings, ink: Ink, selectable: bool
) -> "alt.Chart":
    """Bars by value, a panel a session, which is headed by its N.

    They are not stacked: a recommendation with two addressees counts under both.
    """
    import altair as alt

    frame = points_frame(points, measure, say)
    totals, headings = totals_of(points), column_names(points, say)
    panels = {
        column: say("trends.panel", session=headings[column], total=f"{totals[column]:,}")
        for column in columns_of(points)
    }
    frame["panel"] = frame["session"].map(panels)
    order = [name_of(measure, code, say) for code in value_order(points, measure, say.ladder)]
    base = alt.Chart(frame).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, ticks=False)),
        x=alt.X(
            "count:Q",
            title=None,
            axis=None,
            scale=alt.Scale(domain=[0, int(frame["count"].max()) * 1.5]),
        ),
        tooltip=tooltip(measure, say),
    )
    colour = hexadecimal(ink.strong)
    bars = base.mark_bar(color=colour, stroke=colour, height=11).encode(fillOpacity=_fill(alt, 0.0))
    if selectable:
        bars = _choosing(alt, bars)
    figures = base.mark_text(align="left", dx=4, fontSize=11, color=ink.text)
    panel = alt.layer(bars, figures.encode(text=alt.Text("count:Q", format=","))).properties(
        width=max(110, 840 // max(1, len(panels))), height=max(60, 22 * len(order))
    )
    return panel.facet(
        column=alt.Column(
            "panel:N",
            sort=list(panels.values()),
            title=None,
            header=alt.Header(labelFontWeight="bold"),
        ),
        spacing=14,
    )


def _headings(points: Sequence[TrendPoint], say: Strings) -> list[str]:
    names = column_names(points, say)
    return [names[column] for column in columns_of(points)]


def _fill(alt: Any, few: float) -> Any:
    """Bars are filled, but for sessions that hold too few."""
    return alt.condition(alt.datum.is_few, alt.value(few), alt.value(1.0))


def _choosing(alt: Any, bars: Any) -> Any:
    chosen = alt.selection_point(name=SELECTION, fields=["session", "value"])
    return bars.add_params(chosen).encode(
        opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.35))
    )


def tooltip(measure: Measure, say: Strings) -> list[Any]:
    """What is told of the mark under the pointer: session, value, *n of N*, the bounds of the
    share."""
    import altair as alt

    return [
        alt.Tooltip("heading:N", title=say("trends.session")),
        alt.Tooltip("name:N", title=say(f"column.{measure}")),
        alt.Tooltip("of:N", title=say("trends.recommendations")),
        alt.Tooltip("share:Q", title=say("column.share"), format=".1%"),
        alt.Tooltip("low:Q", title=say("column.low"), format=".1%"),
        alt.Tooltip("high:Q", title=say("column.high"), format=".1%"),
    ]
