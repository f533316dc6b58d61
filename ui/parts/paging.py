"""Long lists in pages: a browser scrolls so many rows without a stutter."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from pipeline.strings import Strings
from ui import address

Item = TypeVar("Item")
ROWS = 200
_BUTTONS = 12
"""Pages up to which each has a button; of more, the number is given."""


def page_of(page: str, rows: Sequence[Item], say: Strings, size: int = ROWS) -> Sequence[Item]:
    """The rows of the chosen page, with a control where there are several."""
    pages = max(1, -(-len(rows) // size))
    name = address.key(page, "page")
    number = number_of(str(st.session_state.get(name, "1")), pages)
    st.session_state[name] = number if pages > _BUTTONS else str(number)
    if pages > _BUTTONS:
        st.number_input(say("compare.page", n=f"{pages:,}"), 1, pages, step=1, key=name, width=150)
    elif pages > 1:
        st.segmented_control(
            say("compare.page", n=pages),
            [str(i) for i in range(1, pages + 1)],
            key=name,
            required=True,
            label_visibility="collapsed",
        )
    return rows[(number - 1) * size : number * size]


def number_of(asked: str, pages: int) -> int:
    """The page that an address asks for, from 1 to ``pages``; of a row of figures that is too long
    to be one, the first nine count."""
    return min(max(int(asked[:9]) if asked.isdecimal() else 1, 1), pages)


def first_page(page: str) -> None:
    """Go back to the first page, as where other rows are asked for."""
    st.session_state[address.key(page, "page")] = "1"
