"""What the page asks of the program without a widget: a button within a table, words under the
pointer."""

from collections.abc import Callable, Sequence
from typing import cast

import streamlit as st

from pipeline.encode import BUILT_IN, load_encoder
from pipeline.views.comparing.hover import word_marks
from pipeline.views.comparing.rows import Row
from pipeline.words import TokenEncoder
from ui.assets import words_of
from ui.keep import kept

_WORDS = "words"


def on_ask(page: str, answer: Callable[[str], None]) -> None:
    """Call ``answer`` with what stands in ``data-ask`` of a button that is pressed in a table."""
    key = f"{page}.ask"
    mount = st.components.v2.component("tongwen_ask", js=words_of("ask.js"))
    mount(key=key, on_asked_change=lambda: _tell(key, answer))


def _tell(key: str, answer: Callable[[str], None]) -> None:
    asked = st.session_state[key].asked
    if asked:
        answer(str(asked))


def on_map(page: str, here: str, is_whole: bool, go: Callable[[str], None]) -> None:
    """Serve the map of a text and the keys that lead from difference to difference. ``here`` names
    the row to show, by its key and what else tells one view from another, "" for none; ``go`` is
    called with the key of a row that is asked for and not drawn, and with that of one that is asked
    for by its link where the rows are not the whole text (``is_whole``)."""
    key = f"{page}.map"
    mount = st.components.v2.component("tongwen_map", js=words_of("edge.js"))
    mount(
        key=key,
        data={"here": here, "whole": is_whole},
        on_asked_change=lambda: _tell(key, go),
    )


def mark_words(rows: Sequence[Row]) -> None:
    """Mark the words that correspond to the ones under the pointer, or selected, in ``rows``: they
    are computed row by row as the pointer reaches them, and nothing else of the page with them."""
    st.fragment(_mark_words)(rows)


def _mark_words(rows: Sequence[Row]) -> None:
    mount = st.components.v2.component("tongwen_words", js=words_of("words.js"))
    wanted = str(st.session_state.get("words.row", ""))
    row = next((row for row in rows if row.key == wanted), None)
    marks = _marks(wanted, row) if row else []
    mount(key=_WORDS, data={"row": wanted, "marks": marks}, on_asked_change=_asked)


def _asked() -> None:
    asked = st.session_state[_WORDS].asked
    if asked:
        st.session_state["words.row"] = str(asked)


@kept(2000)
def _marks(key: str, _row: Row) -> list[int]:
    return word_marks(_row, _token_encoder())


@kept(1)
def _token_encoder() -> TokenEncoder:
    return cast(TokenEncoder, load_encoder(BUILT_IN))
