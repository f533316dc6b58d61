"""Counts as charts, drawn by altair, and the charts as SVG and PNG without any network."""

from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from pipeline.records import TrendPoint
from pipeline.strings import Strings
from pipeline.trend import Measure
from pipeline.views.names import name_of
from pipeline.views.tables import points_frame, sessions_of, value_order

if TYPE_CHECKING:
    import altair as alt

FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_DARK, _MIDDLE, _PALE = (122, 33, 24), (205, 140, 110), (214, 214, 206)
_DARKER_THAN_TEXT = 0.45
"""Share of the ramp up to which white figures are read more easily than black ones."""
SELECTION = "chosen"


def strength_chart(
    points: Sequence[TrendPoint], say: Strings, selectable: bool = False
) -> "alt.Chart":
    """Bars of recommendations a session, stacked by strength in the order of the ladder.

    With ``selectable`` a click chooses a session and a strength under the name ``SELECTION``.
    """
    import altair as alt

    frame = points_frame(points, "strength", say)
    order = [name_of("strength", code, say) for code in value_order(points, "strength")]
    colours = ramp(len(order))
    light = [
        name
        for name, share in zip(order, _shares(len(order)), strict=True)
        if share <= _DARKER_THAN_TEXT
    ]
    x = alt.X(
        "session:N",
        title=say("trends.session"),
        sort=list(sessions_of(points)),
        axis=alt.Axis(labelAngle=0),
    )
    y = alt.Y(
        "sum(count):Q",
        title=say("trends.recommendations"),
        stack="zero",
        axis=alt.Axis(tickMinStep=1, grid=True),
    )
    base = alt.Chart(frame).encode(x=x, order=alt.Order("place:Q", sort="ascending"))
    bars = base.mark_bar(size=56, stroke="#fff", strokeWidth=0.5).encode(
        y=y,
        color=alt.Color(
            "name:N",
            sort=order,
            title=say("trends.strength"),
            scale=alt.Scale(domain=order, range=colours),
            legend=alt.Legend(symbolType="square", symbolSize=130),
        ),
        tooltip=_tooltip("strength", say),
    )
    if selectable:
        chosen = alt.selection_point(name=SELECTION, fields=["session", "value"])
        bars = bars.add_params(chosen).encode(
            opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.35))
        )
    figures = base.mark_text(baseline="middle", fontSize=11).encode(
        y=alt.Y("sum(count):Q", stack="zero", bandPosition=0.5),
        text="sum(count):Q",
        detail="name:N",
        color=alt.condition(
            alt.FieldOneOfPredicate(field="name", oneOf=light), alt.value("#fff"), alt.value("#222")
        ),
    )
    return _set(alt.layer(bars, figures), 360)


def value_chart(points: Sequence[TrendPoint], measure: Measure, say: Strings) -> "alt.Chart":
    """Bars by addressee or topic, a panel a session; the label of a bar is *n of N*.

    They are not stacked: a recommendation with two addressees counts under both.
    """
    import altair as alt

    frame = points_frame(points, measure, say)
    frame["label"] = [
        say("trends.of", n=c, total=t) for c, t in zip(frame["count"], frame["total"], strict=True)
    ]
    order = [name_of(measure, code, say) for code in value_order(points, measure)]
    sessions = list(sessions_of(points))
    base = alt.Chart(frame).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, ticks=False)),
        tooltip=_tooltip(measure, say),
    )
    x = alt.X(
        "count:Q",
        title=None,
        axis=None,
        scale=alt.Scale(domain=[0, int(frame["count"].max()) * 1.6]),
    )
    bars = base.mark_bar(color=_hex(_DARK), height=11).encode(x=x)
    figures = base.mark_text(align="left", dx=4, fontSize=11).encode(x=x, text="label:N")
    panel = alt.layer(bars, figures).properties(
        width=max(110, 840 // max(1, len(sessions))), height=max(120, 22 * len(order))
    )
    return _set(
        panel.facet(
            column=alt.Column(
                "session:N", sort=sessions, title=None, header=alt.Header(labelFontWeight="bold")
            ),
            spacing=14,
        )
    )


def chart_of(points: Sequence[TrendPoint], measure: Measure, say: Strings) -> "alt.Chart":
    """The chart of a measure, as it is saved."""
    if measure == "strength":
        return strength_chart(points, say)
    return value_chart(points, measure, say)


def can_draw_files() -> bool:
    """Whether charts can be saved as SVG and PNG here."""
    return find_spec("vl_convert") is not None


def svg_bytes(chart: "alt.Chart") -> bytes:
    """``chart`` as SVG on white."""
    out = StringIO()
    chart.configure(background="#fff", font=FONT).save(out, format="svg")
    return out.getvalue().encode()


def png_bytes(chart: "alt.Chart", scale: float = 2.0) -> bytes:
    """``chart`` as PNG on white, ``scale`` pixels a point."""
    out = BytesIO()
    chart.configure(background="#fff", font=FONT).save(out, format="png", scale_factor=scale)
    return out.getvalue()


def ramp(steps: int) -> list[str]:
    """``steps`` colours from the strongest to the weakest, as ``#rrggbb``."""
    return [_hex(_between(share)) for share in _shares(steps)]


def _shares(steps: int) -> list[float]:
    return [i / max(1, steps - 1) for i in range(steps)]


def _between(share: float) -> tuple[int, int, int]:
    first, second = (_DARK, _MIDDLE) if share <= 0.5 else (_MIDDLE, _PALE)
    part = share * 2 if share <= 0.5 else share * 2 - 1
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _tooltip(measure: Measure, say: Strings) -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip("session:N", title=say("trends.session")),
        alt.Tooltip("name:N", title=say(f"column.{measure}")),
        alt.Tooltip("count:Q", title=say("column.count")),
        alt.Tooltip("total:Q", title=say("column.total")),
    ]


def _set(chart: Any, height: int | None = None) -> "alt.Chart":
    sized = chart.properties(height=height) if height else chart
    return sized.configure(font=FONT).configure_view(stroke=None)
