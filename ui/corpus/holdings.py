"""What is held: by body and session, text by text, and the gaps in series of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import streamlit as st

from pipeline.collection import Collection, Holding
from pipeline.records import Heading
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.corpus.holdings import (
    HAVINGS,
    NONE,
    Choice,
    Count,
    Having,
    chosen,
    counted,
    headings_of,
    numbers_missing,
)
from pipeline.views.corpus.series import Series, series_of
from pipeline.views.corpus.tables import (
    counts_frame,
    counts_table,
    series_frame,
    series_table,
    texts_table,
)
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.tables import documents_frame
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.corpus.removing import draw_removing
from ui.keep import kept
from ui.parts.downloads import draw_table_files
from ui.parts.paging import first_page, page_of

PAGE = "corpus"
ROWS = 50


@dataclass(frozen=True, slots=True)
class Stock:
    """What is computed of a state once: its texts in order, their counts, their series."""

    held: tuple[Holding, ...]
    counts: tuple[Count, ...]
    series: tuple[Series, ...]


def stock_of(held: Collection) -> Stock:
    """The stock of the state that answers."""
    return _stock(str(frame.index_dir()), state_of(held), held)


@kept(2)
def _stock(folder: str, state: str, _held: Collection) -> Stock:
    found = tuple(sorted(_held.held(), key=lambda holding: natural(holding.symbol)))
    symbols = [(heading.symbol, heading.lang) for heading in _held.documents()]
    return Stock(found, counted(found), series_of(symbols))


def fields(stock: Stock) -> tuple[address.Field, ...]:
    """What the address holds of the list of texts."""
    bodies = {count.body or NONE for count in stock.counts}
    sessions = {count.session or NONE for count in stock.counts}
    return (
        address.Field("find"),
        address.Field("page", "1"),
        address.Field("body", many=True, options=sorted(bodies, key=natural)),
        address.Field("session", many=True, options=sorted(sessions, key=natural)),
        address.Field("held", options=HAVINGS),
        address.Field("series", options=["", *(series.key for series in stock.series)]),
    )


def draw_sessions(held: Collection, say: Strings) -> None:
    """Counts by body and session, each the way to its list."""
    counts = stock_of(held).counts
    st.html(tag("h2", say("corpus.held"), "side-title", say.lang))
    st.html(_missing_line(stock_of(held), say))
    st.html(counts_table(counts, say))
    title = say("corpus.held")
    draw_table_files(title, lambda: counts_frame(counts, say), say, f"{PAGE}.counts")


def _missing_line(stock: Stock, say: Strings) -> str:
    """In how many documents one language alone is held."""
    alone = [h for holding in stock.held if len(h := headings_of(holding)) == 1]
    pieces = [
        say(f"corpus.only.{lang}", n=n)
        for lang in ("zh", "en")
        if (n := sum(found[0].lang == lang for found in alone))
    ]
    line = say("list.semicolon").join(pieces) if pieces else say("corpus.none_missing")
    return tag("p", text(line), "summary", say.lang)


def draw_texts(held: Collection, say: Strings) -> None:
    """The list of texts, filtered, a page of it at a time."""
    stock = stock_of(held)
    st.html(tag("h2", say("corpus.list"), "side-title", say.lang))
    st.html(_missing_line(stock, say))
    choice = _draw_filters(stock, say)
    found = chosen(stock.held, choice)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        part = page_of(PAGE, found, say, ROWS)
        st.html(tag("p", text(say("corpus.found", n=f"{len(found):,}")), "summary", say.lang))
    if not found:
        frame.notice("corpus.no_text")
        return
    st.html(texts_table(part, say))
    headings = [heading for holding in found for heading in headings_of(holding)]
    title = say("corpus.list")
    draw_table_files(title, lambda: documents_frame(headings, say), say, f"{PAGE}.texts")
    draw_removing(_on_screen(part), say)


def _on_screen(part: Sequence[Holding]) -> list[Heading]:
    return [heading for holding in part for heading in headings_of(holding)]


def _draw_filters(stock: Stock, say: Strings) -> Choice:
    def changed() -> None:
        first_page(PAGE)

    find, body, session, having, series = st.columns([3, 2, 2, 2, 2], vertical_alignment="bottom")
    words = find.text_input(
        say("corpus.find"), key=address.key(PAGE, "find"), on_change=changed
    ).strip()
    bodies = body.multiselect(
        say("column.body"),
        sorted({count.body or NONE for count in stock.counts}, key=natural),
        format_func=lambda code: name_of("body", code, say),
        key=address.key(PAGE, "body"),
        on_change=changed,
        placeholder=say("filter.any"),
    )
    sessions = session.multiselect(
        say("column.session"),
        sorted({count.session or NONE for count in stock.counts}, key=natural),
        format_func=lambda code: say("corpus.no_session") if code == NONE else code,
        key=address.key(PAGE, "session"),
        on_change=changed,
        placeholder=say("filter.any"),
    )
    wanted = having.selectbox(
        say("corpus.having"),
        HAVINGS,
        format_func=lambda code: say(f"corpus.having.{code or 'any'}"),
        key=address.key(PAGE, "held"),
        on_change=changed,
    )
    numbered = series.selectbox(
        say("column.series"),
        ["", *(found.key for found in stock.series)],
        format_func=lambda code: f"{code}…" if code else say("filter.any"),
        key=address.key(PAGE, "series"),
        on_change=changed,
    )
    state = cast(Having, wanted or "")
    return Choice(words, tuple(bodies), tuple(sessions), state, numbered or "")


def draw_gaps(held: Collection, say: Strings) -> None:
    """The series of numbers of which some are missing, and those that are whole."""
    found = stock_of(held).series
    gaps = [s for s in found if s.missing or any(numbers_missing(s, lang) for lang in ("zh", "en"))]
    st.html(tag("h2", say("corpus.gaps"), "side-title", say.lang))
    st.html(tag("p", say("corpus.gaps_why"), "remark", say.lang))
    st.html(tag("p", say("corpus.whole", n=len(found) - len(gaps)), "summary", say.lang))
    if not gaps:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        part = page_of(PAGE, gaps, say, ROWS)
    st.html(series_table(part, say))
    title = say("corpus.gaps")
    draw_table_files(title, lambda: series_frame(gaps, say), say, f"{PAGE}.gaps")
