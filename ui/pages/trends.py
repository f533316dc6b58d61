"""Trends: how recommendations move from session to session, counts with their denominator."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Heading, Measure, Recommendation, TrendPoint
from pipeline.records.trends import FEW
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.trend import DRAFT, MEASURES, values_of
from pipeline.views.counts import recommendations_table
from pipeline.views.drawing import DARK, LIGHT, SELECTION, Ink
from pipeline.views.files import csv_bytes, file_name
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.tables import recommendations_frame
from pipeline.views.trends.charts import MOST, chart_of
from pipeline.views.trends.courses import course_chart, is_long, values_to_follow
from pipeline.views.trends.points import column_names, columns_of, value_order
from pipeline.views.trends.tables import MOST_ROWS, counts_table, emerging, fading, tendency_table
from ui import address, frame
from ui.comparing.pairs import across
from ui.trends.counting import points_of, recommendations_of, tendencies_of
from ui.trends.files import draw_downloads

PAGE = "trends"
LISTED = 10
"""Emerging values, and fading ones, that are listed."""
ROWS = 100

Rows = Sequence[tuple[Heading, Recommendation]]


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    with st.spinner(say("trends.counting", n=f"{held.manifest.documents:,}")):
        bodies = _bodies(points_of(held, MEASURES[0]))
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
    with st.spinner(say(f"trends.reading.{measure}" if _takes_long(measure) else "trends.adding")):
        chosen = [p for p in points_of(held, measure) if p.body == body]
    ink = DARK if st.context.theme.type == "dark" else LIGHT
    _draw_chart(chosen, measure, say, ink)
    _draw_remarks(held, chosen, measure, say)
    st.html(counts_table(chosen, measure, say))
    _draw_tendencies(held, chosen, measure, body, say, ink)
    draw_downloads(chosen, tendencies_of(held, measure, body), measure, body, say)
    _draw_recommendations(held, chosen, measure, body, say)
    address.publish(PAGE, fields)


def _takes_long(measure: Measure) -> bool:
    return measure in {"concept", "novelty"}


def _bodies(points: Sequence[TrendPoint]) -> list[str]:
    """Bodies by the number of their sessions, the most first."""
    sessions = {p.body: set[str]() for p in points}
    for point in points:
        sessions[point.body].add(point.session)
    return sorted(sessions, key=lambda body: (-len(sessions[body]), natural(body)))


def _draw_choice(bodies: Sequence[str], say: Strings) -> tuple[str, Measure]:
    left, right = st.columns([2, 5], vertical_alignment="bottom", gap="medium")
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


def _draw_chart(points: Sequence[TrendPoint], measure: Measure, say: Strings, ink: Ink) -> None:
    key = f"{PAGE}.chart.{measure}"
    st.altair_chart(
        chart_of(points, measure, say, ink, selectable=True),
        key=key,
        width="stretch" if measure == "strength" else "content",
        on_select=lambda: _take_mark(key),
        selection_mode=SELECTION,
    )


def _take_mark(key: str) -> None:
    """A click on a mark chooses its session and value below."""
    picked = st.session_state[key].selection.get(SELECTION) or [{}]
    for name in ("session", "value"):
        st.session_state[address.key(PAGE, name)] = str(picked[0].get(name, ""))


def _draw_remarks(
    held: Collection, points: Sequence[TrendPoint], measure: Measure, say: Strings
) -> None:
    """What has to be known to read the counts."""
    remarks = {
        "strength": [say("trends.ladder")],
        "concept": [say("trends.several"), *_concept_remarks(held, points, say)],
        "novelty": [say("trends.novelty")],
    }.get(measure, [say("trends.several")])
    unresolved = sum(p.unresolved for p in points)
    if unresolved:
        remarks.append(say("trends.unresolved", n=unresolved))
    if any(p.is_few for p in points):
        remarks.append(say("trends.few", n=FEW))
    if any(p.is_draft for p in points):
        remarks.append(say("trends.drafts"))
    values = len(value_order(points, measure))
    if measure not in {"strength", "novelty"} and values > MOST:
        remarks.append(say("trends.first", drawn=MOST, listed=min(values, MOST_ROWS), n=values))
    st.html("".join(tag("p", text(remark), "remark", say.lang) for remark in remarks))


def _concept_remarks(held: Collection, points: Sequence[TrendPoint], say: Strings) -> Sequence[str]:
    found = {p.column: (p.nearest, p.total) for p in points}
    nearest, total = (sum(pair[i] for pair in found.values()) for i in (0, 1))
    if not held.finds_concepts():
        return [say("trends.carried_only")]
    if not nearest:
        return [say("trends.carried")]
    return [say("trends.nearest", count=f"{nearest:,}", total=f"{total:,}")]


def _draw_tendencies(
    held: Collection,
    points: Sequence[TrendPoint],
    measure: Measure,
    body: str,
    say: Strings,
    ink: Ink,
) -> None:
    found = tendencies_of(held, measure, body)
    sessions = max((t.sessions for t in found), default=0)
    st.html(tag("h2", say("trends.tendencies"), "side-title", say.lang))
    remark = say("trends.descriptive") if sessions >= FEW else say("trends.too_few", n=sessions)
    st.html(tag("p", text(remark), "remark", say.lang))
    lists = {"trends.emerging": emerging(found, LISTED), "trends.fading": fading(found, LISTED)}
    for heading, listed in lists.items():
        if listed:
            st.html(tag("h3", say(heading), "", say.lang) + tendency_table(listed, measure, say))
    if not is_long(points):
        return
    moving = [t.value for half in lists.values() for t in half[:3]]
    chosen = str(st.session_state[address.key(PAGE, "value")])
    values = values_to_follow(points, measure, moving, say.ladder)
    if chosen and chosen not in values:
        values = (*values, chosen)  # last, so that a click on another panel moves none
    st.html(
        tag("h3", say("trends.course"), "", say.lang)
        + tag("p", text(say("trends.band")), "remark", say.lang)
    )
    key = f"{PAGE}.course.{measure}"
    st.altair_chart(
        course_chart(points, measure, values, say, ink, selectable=True),
        key=key,
        width="content",
        on_select=lambda: _take_mark(key),
        selection_mode=SELECTION,
    )


def _draw_recommendations(
    held: Collection, points: Sequence[TrendPoint], measure: Measure, body: str, say: Strings
) -> None:
    st.html(tag("h2", say("trends.behind"), "side-title", say.lang))
    left, right = st.columns(2, gap="medium")
    headings = column_names(points, say)
    offered = {"session": columns_of(points), "value": value_order(points, measure, say.ladder)}
    for name, values in offered.items():
        if st.session_state[address.key(PAGE, name)] not in values:
            st.session_state[address.key(PAGE, name)] = ""
    left.selectbox(
        say("trends.session"),
        ["", *offered["session"]],
        format_func=lambda code: headings.get(code) or say("filter.all"),
        key=address.key(PAGE, "session"),
    )
    right.selectbox(
        say(f"column.{measure}"),
        ["", *offered["value"]],
        format_func=lambda code: name_of(measure, code, say) if code else say("filter.all"),
        key=address.key(PAGE, "value"),
    )
    rows = _behind(held, points, measure, body)
    st.html(tag("p", text(say("trends.listed", n=f"{len(rows):,}")), "summary"))
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


def _behind(held: Collection, points: Sequence[TrendPoint], measure: Measure, body: str) -> Rows:
    """The recommendations of the chosen session and value, in the order of their documents."""
    column = st.session_state[address.key(PAGE, "session")]
    value = st.session_state[address.key(PAGE, "value")]
    sessions = {(p.session, p.is_draft) for p in points if not column or p.column == column}
    background = held.trend_background(measure)
    return [
        (document, item)
        for document, item in recommendations_of(held, body)
        if (document.session, document.status == DRAFT) in sessions
        and (not value or value in values_of(document, item, measure, background))
    ]


if __name__ == "__main__":
    show()
