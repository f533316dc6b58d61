"""Networks, bodies and tools: all that the texts name with counts, and one of them by date."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.records import Lang
from pipeline.records.networks import NetworkCandidate, NetworkCount, NetworkTimeline
from pipeline.strings import Strings
from pipeline.views.drawing import (
    DARK,
    LIGHT,
    SELECTION,
    Ink,
    can_draw_files,
    png_bytes,
    svg_bytes,
)
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.practice.charts import year_bars
from pipeline.views.practice.networks import (
    NamedNetwork,
    both_names,
    candidates_frame,
    candidates_table,
    mention_cards,
    mentions_frame,
    named_networks,
    names_table,
    networks_frame,
    networks_table,
    year_counts,
    year_of,
)
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.keep import kept
from ui.parts import bridge
from ui.parts.choosing import segmented
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.practice.dated import ORDER, draw_order

ROWS = 30
UNDATED = "undated"
KINDS = ("", "body", "network", "programme", "tool", "database")


def fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("network"),
        address.Field("kind", options=KINDS),
        address.Field("year"),
        address.Field("new", False),
        ORDER,
    )


def draw(page: str, held: Collection, say: Strings) -> None:
    """The list, or the one that is chosen; raises TongwenError for a name that none has."""
    with st.spinner(say("networks.reading", n=f"{held.manifest.documents:,}")):
        counts = Preparation(held).networks()
    named = named_networks(counts)
    if named:
        _draw_choice(page, named, say)
        chosen = str(st.session_state[address.key(page, "network")])
        if chosen:
            _draw_one(page, held, chosen, say)
            return
        _draw_list(page, named, counts, say)
    else:
        frame.notice("networks.none")
    _draw_candidates(page, held, say)


def _draw_choice(page: str, named: Sequence[NamedNetwork], say: Strings) -> None:
    """One network by its names; a name in the address that is no code is looked up by its name."""
    by_code = {one.network.code: one for one in named}
    key = address.key(page, "network")
    asked = str(st.session_state.get(key) or "").strip()
    st.session_state[key] = asked
    options = ["", *by_code, *([asked] if asked and asked not in by_code else [])]
    st.selectbox(
        say("networks.choose"),
        options,
        format_func=lambda code: _label(code, by_code.get(code), say),
        key=key,
        on_change=lambda: _forget(page),
    )


def _label(code: str, named: NamedNetwork | None, say: Strings) -> str:
    if named is None:
        return code or say("networks.choose_none")
    return both_names(named.network, say)


def _forget(page: str) -> None:
    """Another network has other years."""
    st.session_state[address.key(page, "year")] = ""
    first_page(page)


def _take(page: str, code: str) -> None:
    """The button of a network asks for it."""
    st.session_state[address.key(page, "network")] = code
    _forget(page)


def _draw_list(
    page: str, named: Sequence[NamedNetwork], counts: Sequence[NetworkCount], say: Strings
) -> None:
    kind = segmented(
        page,
        "kind",
        KINDS,
        say("column.network_kind"),
        lambda code: say(f"network.{code}") if code else say("filter.all"),
    )
    shown = [one for one in named if kind in {"", one.network.kind}]
    st.html(tag("p", text(say("networks.found", n=f"{len(shown):,}")), "summary", say.lang))
    st.html(tag("p", text(say("networks.remark")), "remark", say.lang))
    st.html(networks_table(shown, say))
    bridge.on_ask(page, lambda code: _take(page, code))
    rows = [count for count in counts if kind in {"", count.network.kind}]
    title = say("practices.view.networks")
    draw_downloads(
        f"networks-{kind}",
        {
            "csv": lambda: csv_bytes(networks_frame(rows, say)),
            "xlsx": lambda: xlsx_bytes(networks_frame(rows, say), title),
        },
        say,
        f"{page}.networks",
    )


def _draw_one(page: str, held: Collection, code: str, say: Strings) -> None:
    """One network: the names used, its passages by year, and the passages by date."""
    with st.spinner(say("networks.following")):
        timeline = _timeline(state_of(held), code, say.lang, held)
    network = timeline.network
    st.html(tag("h2", text(both_names(network, say)), "side-title", say.lang))
    st.html(tag("p", text(say(f"network.{network.kind}")), "summary", say.lang))
    years = year_counts(timeline.mentions)
    left, right = st.columns(2, gap="medium")
    names = sorted(timeline.names, key=lambda count: count.name.lang != say.lang)
    left.html(tag("h3", say("networks.names"), "", say.lang) + names_table(names, say))
    if any(years):
        with right:
            st.html(tag("h3", say("networks.years"), "", say.lang))
            _draw_years(page, years, network.code, say)
    _draw_mentions(page, timeline, years, say)


def _ink() -> Ink:
    return DARK if st.context.theme.type == "dark" else LIGHT


def _draw_years(page: str, years: dict[str, int], code: str, say: Strings) -> None:
    key = f"{page}.chart.{code}"
    st.altair_chart(
        year_bars(years, say, _ink(), selectable=True),
        key=key,
        on_select=lambda: _take_year(page, key),
        selection_mode=SELECTION,
        width="stretch",
    )
    if can_draw_files():
        makers = {
            "svg": lambda: svg_bytes(year_bars(years, say)),
            "png": lambda: png_bytes(year_bars(years, say)),
        }
        draw_downloads(f"network-{code}-years", makers, say, f"{page}.years")


def _take_year(page: str, key: str) -> None:
    """A click on a bar chooses its year, a second one all of them."""
    picked = st.session_state[key].selection.get(SELECTION) or [{}]
    st.session_state[address.key(page, "year")] = str(picked[0].get("year", ""))
    first_page(page)


def _draw_mentions(
    page: str, timeline: NetworkTimeline, years: dict[str, int], say: Strings
) -> None:
    key = address.key(page, "year")
    offered = {year or UNDATED: count for year, count in years.items()}
    if st.session_state.get(key) not in offered:
        st.session_state[key] = ""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.selectbox(
            say("networks.year"),
            ["", *offered],
            format_func=lambda year: _year_name(year, offered, say),
            key=key,
            on_change=lambda: first_page(page),
            width=220,
        )
        year = str(st.session_state[key])
        rows = [m for m in timeline.mentions if year in {"", year_of(m) or UNDATED}]
        line = say("networks.passages", n=f"{len(rows):,}")
        st.html(tag("p", text(line), "summary", say.lang), width="content")
        rows = draw_order(page, rows, lambda one: one.passage.document.date, say)
        part = page_of(page, rows, say, ROWS)
    st.html(mention_cards(part, say))
    code = timeline.network.code
    draw_downloads(
        "-".join(filter(None, ("network", code, year))),
        {
            "csv": lambda: csv_bytes(mentions_frame(rows, say)),
            "xlsx": lambda: xlsx_bytes(mentions_frame(rows, say), code),
        },
        say,
        f"{page}.network",
    )


def _year_name(year: str, counts: dict[str, int], say: Strings) -> str:
    if not year:
        return say("filter.all")
    name = say("networks.undated") if year == UNDATED else year
    return say("filter.option", name=name, count=f"{counts[year]:,}")


def _draw_candidates(page: str, held: Collection, say: Strings) -> None:
    """On demand the names that look like a network's and that the table has not."""
    key = address.key(page, "new")
    st.toggle(say("networks.candidates"), key=key)
    if not st.session_state[key]:
        return
    with st.spinner(say("networks.candidates_reading")):
        found = _candidates(state_of(held), held)
    if not found:
        frame.notice("networks.candidates_none")
        return
    st.html(tag("p", text(say("networks.candidates_remark")), "remark", say.lang))
    st.html(candidates_table(found, say))
    draw_downloads(
        "network-candidates",
        {
            "csv": lambda: csv_bytes(candidates_frame(found, say)),
            "xlsx": lambda: xlsx_bytes(candidates_frame(found, say), "networks"),
        },
        say,
        f"{page}.candidates",
    )


@kept(16)
def _timeline(state: str, name: str, first: Lang, _held: Collection) -> NetworkTimeline:
    return Preparation(_held).network(name, first=first)


@kept(1)
def _candidates(state: str, _held: Collection) -> tuple[NetworkCandidate, ...]:
    return Preparation(_held).network_candidates()
