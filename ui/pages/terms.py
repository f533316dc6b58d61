"""Terms: one concept in the texts held, paragraphs with several renderings, a text checked, and the
table of terms itself."""

import streamlit as st

from pipeline.errors import TongwenError
from pipeline.views.terms.forms import ASKS_TERM
from ui import address, frame
from ui.parts import bridge
from ui.parts.choosing import segmented
from ui.parts.paging import first_page
from ui.terms import check, lens, table, variance

PAGE = "terms"
VIEWS = ("lens", "variance", "check", "table")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    draws = dict(zip(VIEWS, (lens, variance, check, table), strict=True))
    common = (address.Field("view", VIEWS[0], options=VIEWS), address.Field("page", "1"))
    of_view = {view: drawn.fields() for view, drawn in draws.items()}
    every = {field.name: field for fields in of_view.values() for field in fields}
    address.adopt(PAGE, (*common, *every.values()))
    view = segmented(
        PAGE,
        "view",
        VIEWS,
        say("terms.view"),
        lambda code: say(f"terms.view.{code}"),
        lambda: first_page(PAGE),
    )
    try:
        draws[view].draw(PAGE, held, say)
    except TongwenError as error:
        frame.refused(error)
    bridge.on_ask(PAGE, _take)
    address.publish(PAGE, (*common, *of_view[view]))


def _take(asked: str) -> None:
    """What a button in a table asks for: a concept, a form of it, or a sense of the form."""
    what, _, value = asked.partition(" ")
    if what == ASKS_TERM:
        st.session_state[address.key(PAGE, "view")] = VIEWS[0]
        st.session_state[address.key(PAGE, "q")] = value
        lens.forget(PAGE)
        return
    lens.take(PAGE, what, value)


if __name__ == "__main__":
    show()
