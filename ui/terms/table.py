"""The table of terms: listed, taken away as a file, and one of one's own put over it."""

import streamlit as st

from pipeline.collection import Collection
from pipeline.exchange.term_files import READ, WRITTEN, terms_as
from pipeline.preparation import Preparation
from pipeline.strings import Strings
from pipeline.terms.own import TakenIn
from pipeline.views.markup import tag, text
from pipeline.views.terms.tables import taken_table, terms_table
from ui import address, frame
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.visitors import access

ROWS = 100


def fields() -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (address.Field("q"),)


def draw(page: str, held: Collection, say: Strings) -> None:
    """List the table, with the ways out and in; raises TongwenError for a file that is no table."""
    left, right = st.columns([3, 2], gap="large")
    left.text_input(
        say("filter.words"),
        placeholder=say("terms.table_hint"),
        key=address.key(page, "q"),
        on_change=lambda: first_page(page),
    )
    with right:
        taken = _take_in(page, held, say)
    if taken is not None:
        _draw_taken(taken, say)
    prepared = Preparation(held)
    every, own = prepared.terms(), prepared.own_terms()
    with left:
        makers = {
            suffix.removeprefix("."): lambda suffix=suffix: terms_as(suffix, every)
            for suffix in WRITTEN
        }
        draw_downloads("terms", makers, say, f"{page}.table")
        line = say(
            "terms.table", n=f"{len(every):,}", forms=f"{sum(len(t.forms) for t in every):,}"
        )
        st.html(tag("p", text(line), "summary", say.lang))
        if own:
            st.html(tag("p", text(say("terms.table_own", n=f"{len(own):,}")), "remark", say.lang))
    found = prepared.terms(str(st.session_state[address.key(page, "q")]))
    if not found:
        frame.notice("terms.table_none")
        return
    part = page_of(page, found, say, ROWS)
    st.html(terms_table(part, own, say))


def _take_in(page: str, held: Collection, say: Strings) -> tuple[TakenIn, ...] | None:
    """What became of the concepts of a file that is given, None while none is taken in."""
    if not access.may("review"):
        return None
    given = st.file_uploader(
        say("terms.table_file"),
        type=[suffix.removeprefix(".") for suffix in READ],
        key=f"{page}.table.file",
    )
    if given is None:
        st.html(tag("p", text(say("terms.table_own_remark")), "remark", say.lang))
        return None
    if not st.button(say("terms.take"), key=f"{page}.table.take"):
        return None
    access.require("review")
    return Preparation(held).take_terms(given.name, given.getvalue())


def _draw_taken(taken: tuple[TakenIn, ...], say: Strings) -> None:
    changed = [one for one in taken if one.fate != "same"]
    same = len(taken) - len(changed)
    frame.notice("terms.taken", n=f"{len(changed):,}", same=f"{same:,}")
    if changed:
        st.html(taken_table(changed, say))
