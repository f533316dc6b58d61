"""A briefing pack: what is held on a subject, looked through on the screen and taken away."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from pipeline.collection import Collection
from pipeline.exchange.briefing_rows import Pack, pack_of
from pipeline.preparation import Preparation
from pipeline.records.preparation import Briefing
from pipeline.strings import Strings
from pipeline.tracing import traces_of_index
from pipeline.views.markup import tag, text
from pipeline.views.preparation.briefing import (
    SECTIONS,
    PackRow,
    count_of,
    cut_of,
    facts_list,
    rows_of,
    section_html,
)
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.keep import in_visit
from ui.parts import choosing
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.parts.ranges import draw_range, range_fields

ROWS = 25
FIRST = 3
"""Rows of a section that the overview shows."""
OVERVIEW = "overview"
SHOWN = (OVERVIEW, *SECTIONS)


def fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("subject"),
        *range_fields(held),
        address.Field("section", OVERVIEW, options=SHOWN),
    )


def draw(page: str, held: Collection, say: Strings) -> None:
    """Take a subject and draw the pack on it; raises TongwenError for one on which nothing is
    held."""
    subject = st.text_input(
        say("briefing.subject"),
        key=address.key(page, "subject"),
        placeholder=say("preparation.subject_hint"),
        on_change=lambda: first_page(page),
    ).strip()
    within = draw_range(page, held, say)
    if not subject:
        frame.notice("preparation.briefing_welcome")
        return
    asked = (state_of(held), say.lang, subject, within)
    with st.spinner(say("preparation.gathering", n=f"{held.manifest.documents:,}"), show_time=True):
        made = in_visit(
            "briefing", asked, lambda: Preparation(held).briefing(subject, say.lang, within)
        )
        pack = in_visit("pack", asked, lambda: pack_of(made, say))
    _draw_downloads(page, held, made, say)
    _draw_pack(page, held, pack, made, say)


def _draw_downloads(page: str, held: Collection, made: Briefing, say: Strings) -> None:
    draw_downloads(
        f"{say('briefing.title')}-{made.subject}",
        {kind: partial(_file, kind, held, made, say) for kind in ("docx", "xlsx", "md")},
        say,
        f"{page}.briefing",
    )


def _file(kind: str, held: Collection, made: Briefing, say: Strings) -> bytes:
    """The pack as a file; what makes it is imported when its button is pressed."""
    traces = traces_of_index(held).of_all(made)
    if kind == "docx":
        from pipeline.exchange.briefing_word import to_docx

        return to_docx(made, say, traces)
    if kind == "xlsx":
        from pipeline.exchange.briefing_sheets import to_xlsx

        return to_xlsx(made, say, traces)
    from pipeline.exchange.briefing_markdown import to_markdown

    return to_markdown(made, say, traces)


def _draw_pack(page: str, held: Collection, pack: Pack, made: Briefing, say: Strings) -> None:
    rows = {section: rows_of(pack, section) for section in SECTIONS}
    counts = {section: count_of(pack, section) for section in SECTIONS}
    section = choosing.segmented(
        page,
        "section",
        SHOWN,
        say("preparation.section"),
        lambda code: _counted(code, counts, say),
        lambda: first_page(page),
    )
    if section == OVERVIEW:
        _draw_facts(pack, made, say)
        for code in SECTIONS:
            title = tag("h2", text(_counted(code, counts, say)), "side-title", say.lang)
            st.html(title + _rows(rows[code][:FIRST], say))
            _draw_more(page, code, len(rows[code]), say)
        return
    if cut := cut_of(pack, section):
        st.html(tag("p", text(cut), "remark", say.lang))
    st.html(_rows(page_of(page, rows[section], say, ROWS), say))


def _draw_facts(pack: Pack, made: Briefing, say: Strings) -> None:
    st.html(facts_list(pack.facts))
    left_out = made.found.in_passing
    if left_out:
        line = say("preparation.passing", n=left_out)
        st.html(tag("p", text(line), "remark", say.lang))
    st.html(tag("p", text(say("briefing.reading")), "remark", say.lang))


def _rows(rows: Sequence[PackRow], say: Strings) -> str:
    return section_html(rows, say) or tag("p", say("briefing.none"), "remark", say.lang)


def _draw_more(page: str, code: str, count: int, say: Strings) -> None:
    """A button that shows all of a section, where the overview does not."""
    if count > FIRST:
        st.button(
            say("preparation.whole_section", name=say(f"briefing.{code}")),
            key=f"{page}.all.{code}",
            type="tertiary",
            on_click=_open,
            args=(page, code),
        )


def _counted(code: str, counts: Mapping[str, int], say: Strings) -> str:
    if code == OVERVIEW:
        return say("preparation.overview")
    return say("preparation.counted", name=say(f"briefing.{code}"), n=counts[code])


def _open(page: str, section: str) -> None:
    """Show all of a section."""
    st.session_state[address.key(page, "section")] = section
    first_page(page)
