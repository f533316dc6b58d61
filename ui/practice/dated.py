"""Passages by date: the control that turns their order round."""

from collections.abc import Callable, Iterable

import streamlit as st

from pipeline.strings import Strings
from pipeline.views.passages import Row, in_order
from ui import address
from ui.parts.choosing import segmented
from ui.parts.paging import first_page

_ORDERS = ("newest", "oldest")
ORDER = address.Field("order", _ORDERS[0], options=_ORDERS)


def draw_order(
    page: str, rows: Iterable[Row], date: Callable[[Row], str], say: Strings
) -> list[Row]:
    """``rows`` in the order that is chosen, with its control."""
    with st.container(width="content"):
        chosen = segmented(
            page,
            ORDER.name,
            _ORDERS,
            say("practices.order"),
            lambda code: say(f"practices.order.{code}"),
            lambda: first_page(page),
        )
    return in_order(rows, date, newest=chosen == _ORDERS[0])
