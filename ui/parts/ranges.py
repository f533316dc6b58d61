"""Widgets that choose which texts a preparation rests on: bodies, sessions, dates."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Heading
from pipeline.records.preparation import Range
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.names import name_of
from ui import address


def range_fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of a range."""
    headings = held.documents()
    return (
        address.Field("body", many=True, options=_values(headings, "body")),
        address.Field("session", many=True, options=_values(headings, "session")),
        address.Field("from"),
        address.Field("to"),
    )


def _values(headings: Sequence[Heading], field: str) -> tuple[str, ...]:
    found = {str(getattr(heading, field)) for heading in headings} - {""}
    return tuple(sorted(found, key=natural))


def draw_range(
    page: str, held: Collection, say: Strings, count: str = "", counts: Sequence[str] = ()
) -> Range:
    """The widgets in one line, and the range that they say; with ``count`` one more that chooses
    among ``counts``."""
    headings = held.documents()
    widths = [2.0, 1.6, 0.9, 0.9, *([0.7] if count else [])]
    columns = st.container(key="filters").columns(widths, gap="small")
    names = (("body", lambda code: name_of("body", code, say)), ("session", str))
    for column, (name, naming) in zip(columns, names, strict=False):
        column.multiselect(
            say(f"filter.{name}"),
            _values(headings, name),
            format_func=naming,
            key=address.key(page, name),
            placeholder=say("filter.any"),
        )
    for column, name in zip(columns[2:4], ("from", "to"), strict=True):
        column.text_input(
            say(f"filter.{name}"),
            key=address.key(page, name),
            placeholder=say("filter.date"),
            max_chars=10,
        )
    if count:
        columns[4].selectbox(say(f"filter.{count}"), counts, key=address.key(page, count))
    return range_of(page)


def range_of(page: str) -> Range:
    """The range that the widgets of ``page`` say."""
    value = st.session_state
    return Range(
        tuple(value[address.key(page, "body")]),
        tuple(value[address.key(page, "session")]),
        str(value[address.key(page, "from")]).strip(),
        str(value[address.key(page, "to")]).strip(),
    )
