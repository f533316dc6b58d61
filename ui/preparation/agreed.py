"""Agreed language: a draft clause, and the adopted wordings that come nearest to it."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.records.preparation import AgreedWording
from pipeline.search import Filters
from pipeline.strings import Strings
from pipeline.views.markup import tag, text
from pipeline.views.preparation.agreed import SHOWN, agreed_frame, wording_cards
from ui import address, frame
from ui.comparing.pairs import log_of, state_of
from ui.keep import in_visit
from ui.parts import choosing
from ui.parts.downloads import draw_table_files
from ui.parts.ranges import draw_range, range_fields, range_of

COUNTS = ("10", "20", "50")


def fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of this view, and the draft, which it may bring but never holds."""
    return (
        address.Field("draft"),
        *range_fields(held),
        address.Field("k", COUNTS[0], options=COUNTS),
        address.Field("layout", SHOWN[0], options=SHOWN),
    )


def in_address(page: str, found: Sequence[address.Field]) -> tuple[address.Field, ...]:
    """``found`` without the draft, which is kept for when the page is entered again: an address
    ends in the history of the browser and in the logs of proxies, where no draft may be."""
    st.session_state[f"{page}.draft_kept"] = st.session_state.get(address.key(page, "draft"), "")
    return tuple(field for field in found if field.name != "draft")


def take_up(page: str) -> None:
    """Bring back the draft of this visit, as the page is entered without another."""
    key = address.key(page, "draft")
    if not st.session_state[key]:
        st.session_state[key] = st.session_state.get(f"{page}.draft_kept", "")


def draw(page: str, held: Collection, say: Strings) -> None:
    """Take a draft and draw what comes near; raises TongwenError for one that is no clause."""
    draft = st.text_area(
        say("agreed.draft"),
        key=address.key(page, "draft"),
        placeholder=say("agreed.draft_hint"),
        height=120,
    ).strip()
    within = draw_range(page, held, say, "k", COUNTS)
    st.button(say("agreed.find"), key=f"{page}.find", type="primary")
    if not draft:
        frame.notice("agreed.welcome")
        return
    count = int(st.session_state[address.key(page, "k")])
    asked = (state_of(held), log_of(held), draft, within, count)
    with st.spinner(say("agreed.reading", n=f"{held.manifest.documents:,}"), show_time=True):
        found = in_visit("agreed", asked, lambda: _found(held, draft, page, count))
    if not found:
        frame.notice("agreed.nothing")
        return
    _draw_found(page, held, found, say)


def _found(held: Collection, draft: str, page: str, count: int) -> tuple[AgreedWording, ...]:
    asked = range_of(page)
    filters = Filters(
        body=asked.bodies, session=asked.sessions, date_from=asked.date_from, date_to=asked.date_to
    )
    return Preparation(held).agreed(draft, k=count, filters=filters)


def _draw_found(page: str, held: Collection, found: Sequence[AgreedWording], say: Strings) -> None:
    agreed = sum(w.standing in {"treaty", "adopted", "endorsed"} for w in found)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        counted = say("agreed.found", n=len(found), agreed=agreed)
        st.html(tag("p", text(counted), "summary", say.lang))
        layout = choosing.segmented(
            page, "layout", SHOWN, say("redline.layout"), lambda code: say(f"agreed.layout.{code}")
        )
    if layout == SHOWN[0]:
        _draw_legend(say)
    st.html(wording_cards(found, say, held.documents(), layout == SHOWN[0]))
    st.html(tag("p", text(say("agreed.reading_rule")), "remark", say.lang))
    title = say("preparation.view.agreed")
    draw_table_files(title, lambda: agreed_frame(found, say), say, f"{page}.agreed")


def _draw_legend(say: Strings) -> None:
    keys = (
        tag("del", say("agreed.legend.draft"))
        + tag("ins", say("agreed.legend.adopted"))
        + tag("ins", say("legend.words_moved"), "moved")
    )
    st.html(tag("p", keys, "legend redline", say.lang))
