"""Trends: how recommendations move from session to session, counts with their denominator."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Heading, Measure, Recommendation, TrendPoint
from pipeline.strings import Strings
from pipeline.trend import MEASURES, values_of
from pipeline.views.charts import (
    DARK,
    LIGHT,
    SELECTION,
    can_draw_files,
    chart_of,
    png_bytes,
    svg_bytes,
)
from pipeline.views.counts import counts_table, recommendations_table
from pipeline.views.files import csv_bytes, file_name
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.tables import (
    counts_frame,
    natural,
    recommendations_frame,
    sessions_of,
    value_order,
)
from ui import address, frame
from ui.pairs import across, points_of, recommendations_of

PAGE = "trends"
# Below five sessions no test can tell a trend from chance: at four, a perfect order has an exact
# two-sided p of .083 by Kendall's tau.
FEWEST = 5
ROWS = 100

Rows = Sequence[tuple[Heading, Recommendation]]


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    with st.spinner(say("trends.counting", n=f"{held.manifest.documents:,}")):
        points = points_of(held)
    bodies = _bodies(points["strength"])
    if not bodies:
        frame.notice("trends.none")
        return
    fields = (
        address.Field("body", bodies[0], options=bodies),
        address.Field("by", MEASURES[0], options=MEASURES),
        address.Field("session"),
        address.Field("value"),
    )
    address.adopt(PAGE, fields)
    body, measure = _draw_choice(bodies, say)
    chosen = [p for p in points[measure] if p.body == body]
    _draw_chart(chosen, measure, say)
    st.html(counts_table(chosen, measure, say))
    _draw_remarks(chosen, measure, say)
    _draw_downloads(chosen, measure, body, say)
    _draw_recommendations(held, chosen, measure, body, say)
    address.publish(PAGE, fields)


def _bodies(points: Sequence[TrendPoint]) -> list[str]:
    """Bodies by the number of their sessions, the most first."""
    sessions = {p.body: set[str]() for p in points}
    for point in points:
        sessions[point.body].add(point.session)
    return sorted(sessions, key=lambda body: (-len(sessions[body]), natural(body)))


def _draw_choice(bodies: Sequence[str], say: Strings) -> tuple[str, Measure]:
    left, right = st.columns([2, 3], vertical_alignment="bottom", gap="medium")
    left.selectbox(
        say("filter.body"),
        bodies,
        format_func=lambda code: name_of("body", code, say),
        key=address.key(PAGE, "body"),
        on_change=_forget_choice,
    )
    right.segmented_control(
        say("trends.by"),
        MEASURES,
        format_func=lambda code: say(f"column.{code}"),
        key=address.key(PAGE, "by"),
        required=True,
        on_change=_forget_choice,
    )
    return st.session_state[address.key(PAGE, "body")], st.session_state[address.key(PAGE, "by")]


def _forget_choice() -> None:
    for name in ("session", "value"):
        st.session_state[address.key(PAGE, name)] = ""


def _draw_chart(points: Sequence[TrendPoint], measure: Measure, say: Strings) -> None:
    ink = DARK if st.context.theme.type == "dark" else LIGHT
    if measure != "strength":
        st.altair_chart(
            chart_of(points, measure, say, ink), key=f"{PAGE}.{measure}", width="content"
        )
        return
    st.altair_chart(
        chart_of(points, measure, say, ink, selectable=True),
        key=f"{PAGE}.chart",
        on_select=_take_bar,
        selection_mode=SELECTION,
    )


def _take_bar() -> None:
    """A click on a bar chooses its session and strength below."""
    picked = st.session_state[f"{PAGE}.chart"].selection.get(SELECTION) or [{}]
    for name in ("session", "value"):
        st.session_state[address.key(PAGE, name)] = str(picked[0].get(name, ""))


def _draw_remarks(points: Sequence[TrendPoint], measure: Measure, say: Strings) -> None:
    remarks = [say("trends.ladder")] if measure == "strength" else [say("trends.several")]
    sessions = len(sessions_of(points))
    if sessions < FEWEST:
        remarks.append(say("trends.too_few", n=sessions))
    st.html("".join(tag("p", text(remark), "remark", say.lang) for remark in remarks))


def _draw_downloads(
    points: Sequence[TrendPoint], measure: Measure, body: str, say: Strings
) -> None:
    name = file_name("tongwen", body, measure)
    line = st.container(horizontal=True, gap="small")
    kinds = [("csv", "text/csv", lambda: csv_bytes(counts_frame(points, measure, say)))]
    if can_draw_files():
        kinds += [
            ("svg", "image/svg+xml", lambda: svg_bytes(chart_of(points, measure, say))),
            ("png", "image/png", lambda: png_bytes(chart_of(points, measure, say))),
        ]
    for kind, mime, make in kinds:
        line.download_button(
            say(f"download.{kind}"),
            make,
            file_name=f"{name}.{kind}",
            mime=mime,
            on_click="ignore",
        )


def _draw_recommendations(
    held: Collection, points: Sequence[TrendPoint], measure: Measure, body: str, say: Strings
) -> None:
    st.html(tag("h2", say("trends.behind"), "side-title", say.lang))
    left, right = st.columns(2, gap="medium")
    offered = {"session": sessions_of(points), "value": value_order(points, measure)}
    for name, values in offered.items():
        if st.session_state[address.key(PAGE, name)] not in values:
            st.session_state[address.key(PAGE, name)] = ""
    left.selectbox(
        say("trends.session"),
        ["", *offered["session"]],
        format_func=lambda code: code or say("filter.all"),
        key=address.key(PAGE, "session"),
    )
    right.selectbox(
        say(f"column.{measure}"),
        ["", *offered["value"]],
        format_func=lambda code: name_of(measure, code, say) if code else say("filter.all"),
        key=address.key(PAGE, "value"),
    )
    rows = _behind(held, measure, body)
    st.html(tag("p", text(say("trends.listed", n=len(rows))), "summary"))
    shown = rows[:ROWS]
    other = across(held, [r for _, r in shown])
    st.html(recommendations_table(shown, other, say))
    if len(rows) > ROWS:
        frame.notice("trends.cut", shown=ROWS, n=len(rows))
    st.download_button(
        say("trends.download"),
        lambda: csv_bytes(recommendations_frame(rows, across(held, [r for _, r in rows]), say)),
        file_name=file_name("tongwen", body, "recommendations") + ".csv",
        mime="text/csv",
        on_click="ignore",
    )


def _behind(held: Collection, measure: Measure, body: str) -> Rows:
    """The recommendations of the chosen session and value, in the order of their documents."""
    session = st.session_state[address.key(PAGE, "session")]
    value = st.session_state[address.key(PAGE, "value")]
    return [
        (document, item)
        for document, item in recommendations_of(held, body)
        if (not session or document.session == session)
        and (not value or value in values_of(item, measure))
    ]


if __name__ == "__main__":
    show()
