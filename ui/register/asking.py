"""Requests: who was asked to do what by when, and the passage that answers."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Lang
from pipeline.records.lineage import Request
from pipeline.strings import Strings
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.register.choices import Choice, matching, offered
from pipeline.views.register.frames import requests_frame
from pipeline.views.register.requests import STATES, requests_table, state_key
from ui import address, frame
from ui.comparing.pairs import across
from ui.parts import bridge, choosing
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.register import lineages
from ui.register.recommended import requests_of
from ui.register.register import draw_filters

ROWS = 50
CHOSEN: tuple[Choice, ...] = ("body", "session", "addressee")
SHOWN = ("all", *map(state_key, STATES))


def fields() -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        *(address.Field(choice, many=True) for choice in CHOSEN),
        address.Field("words"),
        address.Field("state", SHOWN[0], options=SHOWN),
    )


def draw(page: str, held: Collection, lang: Lang, say: Strings) -> None:
    """Choose requests and draw them."""
    found = requests_of(held, lang, say)
    entries = [request.entry for request in found]
    options = {choice: offered(entries, choice, say.ladder) for choice in CHOSEN}
    passing = {entry.key for entry in matching(entries, draw_filters(page, options, CHOSEN, say))}
    chosen = [request for request in found if request.entry.key in passing]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        shown = _shown(page, chosen, say)
        part = page_of(page, shown, say, ROWS)
    counts = say("requests.found", n=f"{len(shown):,}", total=f"{len(found):,}")
    st.html(tag("p", text(counts), "summary", say.lang))
    if not shown:
        frame.notice("recommendations.no_rows")
        return
    st.html(requests_table(part, _across(held, part), say))
    latest = max((heading.date for heading in held.documents()), default="")
    remarks = (say("requests.as_of", date=latest) if latest else "", say("requests.limits"))
    st.html("".join(tag("p", text(remark), "remark", say.lang) for remark in remarks if remark))
    title = say("recommendations.view.requests")
    draw_downloads(
        title,
        {
            "csv": lambda: csv_bytes(requests_frame(shown, _across(held, shown), say)),
            "xlsx": lambda: xlsx_bytes(requests_frame(shown, _across(held, shown), say), title),
        },
        say,
    )
    bridge.on_ask(page, lambda asked: lineages.open_item(page, asked))


def _across(held: Collection, found: Sequence[Request]) -> dict[tuple[str, int], str]:
    alone = [r.entry.recommendation for r in found if not r.entry.counterpart]
    return across(held, alone)


def _shown(page: str, found: Sequence[Request], say: Strings) -> Sequence[Request]:
    counts = Counter(state_key(request.state) for request in found)
    now = st.session_state[address.key(page, "state")]
    wanted = choosing.segmented(
        page,
        "state",
        [code for code in SHOWN if code in ("all", now) or counts[code]],
        say("requests.state"),
        lambda code: (
            say("requests.show.all", count=f"{len(found):,}")
            if code == "all"
            else say(
                "requests.show.state",
                state=say(f"requests.state.{code}"),
                count=f"{counts[code]:,}",
            )
        ),
        lambda: first_page(page),
    )
    return [r for r in found if wanted in ("all", state_key(r.state))]
