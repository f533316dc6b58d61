"""What visitors share: values that are computed once and kept while the app runs."""

from collections.abc import Callable
from typing import TypeVar, cast

import streamlit as st

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
