"""Recommendations: the register, its lineage through the sessions, and what is still asked for."""

from typing import cast

import streamlit as st

from pipeline.errors import TongwenError
from pipeline.records import LANGS, Lang
from ui import address, frame
from ui.parts.choosing import segmented
from ui.parts.paging import first_page
from ui.register import asking, lineages, register

PAGE = "recommendations"
VIEWS = ("register", "lineage", "requests")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    with st.spinner(say("recommendations.reading", n=f"{held.manifest.documents:,}")):
        has_rows = any(held.register(lang) for lang in LANGS)
    if not has_rows:
        frame.notice("trends.none")
        return
    draws = dict(zip(VIEWS, (register, lineages, asking), strict=True))
    common = (
        address.Field("view", VIEWS[0], options=VIEWS),
        address.Field("text", say.lang, options=LANGS),
        address.Field("page", "1"),
    )
    of_view = {view: drawn.fields() for view, drawn in draws.items()}
    fields = dict.fromkeys((*common, *(f for found in of_view.values() for f in found)))
    address.adopt(PAGE, tuple(fields))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        view = segmented(
            PAGE,
            "view",
            VIEWS,
            say("recommendations.view"),
            lambda code: say(f"recommendations.view.{code}"),
            lambda: first_page(PAGE),
        )
        text = segmented(
            PAGE,
            "text",
            LANGS,
            say("recommendations.text"),
            lambda code: say(f"recommendations.text.{code}"),
            lambda: first_page(PAGE),
        )
    try:
        draws[view].draw(PAGE, held, cast(Lang, text), say)
    except TongwenError as error:
        frame.refused(error)
    address.publish(PAGE, (*common, *of_view[view]))


if __name__ == "__main__":
    show()
