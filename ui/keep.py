"""Values that are computed once: those that visitors share, and those of one visit."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

import streamlit as st

Value = TypeVar("Value")
Function = TypeVar("Function", bound=Callable[..., object])


def kept(entries: int | None = None) -> Callable[[Function], Function]:
    """Keep what a function returns, for all visitors, for the ``entries`` arguments used last.

    Arguments whose names begin with an underscore are not looked at; the values must not be
    changed by whoever gets them.
    """
    return cast(
        "Callable[[Function], Function]",
        st.cache_resource(show_spinner=False, max_entries=entries),
    )


def in_visit(name: str, arguments: Hashable, make: Callable[[], Value]) -> Value:
    """What ``make`` returned for ``arguments`` earlier in this visit, else what it returns now;
    the last value under each ``name`` is kept until the visit ends."""
    slot = _slot(name)
    digest = hash(arguments)
    held = st.session_state.get(slot)
    if held is None or held[0] != digest:
        held = digest, make()
        st.session_state[slot] = held
    return cast("Value", held[1])


def forget(name: str) -> None:
    """Let go of what ``in_visit`` keeps under ``name``."""
    st.session_state.pop(_slot(name), None)


def _slot(name: str) -> str:
    return f"visit.{name}"
