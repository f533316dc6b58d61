"""Preparation: agreed wordings for a draft, a briefing pack, an issues matrix, a legal basis."""

import streamlit as st

from pipeline.errors import TongwenError
from ui import address, frame
from ui.parts.choosing import segmented
from ui.parts.paging import first_page
from ui.preparation import agreed, basis, briefing, matrix

PAGE = "preparation"
VIEWS = ("agreed", "briefing", "matrix", "basis")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    draws = dict(zip(VIEWS, (agreed, briefing, matrix, basis), strict=True))
    common = address.Field("view", VIEWS[0], options=VIEWS), address.Field("page", "1")
    of_view = {view: drawn.fields(held) for view, drawn in draws.items()}
    every = (*common, *dict.fromkeys(f for found in of_view.values() for f in found))
    is_entered = st.session_state.get("address.page") != PAGE
    address.adopt(PAGE, every)
    if is_entered:
        agreed.take_up(PAGE)
    view = segmented(
        PAGE,
        "view",
        VIEWS,
        say("preparation.view"),
        lambda code: say(f"preparation.view.{code}"),
        lambda: first_page(PAGE),
    )
    try:
        draws[view].draw(PAGE, held, say)
    except TongwenError as error:
        frame.refused(error)
    address.publish(PAGE, (*common, *agreed.in_address(PAGE, of_view[view])))


if __name__ == "__main__":
    show()
