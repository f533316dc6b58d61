"""Search: one query, the best passages in Chinese and in English, each with its counterpart."""

from collections.abc import Sequence
from typing import cast, get_args

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.records import LANGS, Heading, Lang, Match, Role
from pipeline.search import Filters, SearchResult
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.cards import card
from pipeline.views.files import csv_bytes, file_name
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.tables import hits_frame
from ui import address, frame
from ui.examples import examples

PAGE = "search"
STEP = 20  # hits of a language that are drawn at once


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    headings = held.documents()
    fields = _fields(headings)
    address.adopt(PAGE, fields)
    query = st.text_input(
        say("search.query"),
        key=address.key(PAGE, "q"),
        placeholder=say("search.placeholder"),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    _draw_filters(headings, say)
    address.publish(PAGE, fields)
    if query.strip():
        _draw_hits(held, query, say)
    else:
        _draw_welcome(held, say)


def _fields(headings: Sequence[Heading]) -> tuple[address.Field, ...]:
    return (
        address.Field("q"),
        address.Field("in", many=True, options=LANGS),
        address.Field("body", many=True, options=_values(headings, "body")),
        address.Field("session", many=True, options=_values(headings, "session")),
        address.Field("symbol", many=True, options=_values(headings, "symbol")),
        address.Field("role", many=True, options=get_args(Role)),
        address.Field("from"),
        address.Field("to"),
        address.Field("k", "10", options=("10", "20", "50", "100")),
    )


def _values(headings: Sequence[Heading], field: str) -> list[str]:
    found = {str(getattr(heading, field)) for heading in headings} - {""}
    return sorted(found, key=natural)


def _draw_filters(headings: Sequence[Heading], say: Strings) -> None:
    columns = st.columns([1.1, 1.5, 1.1, 1.6, 1.3, 0.9, 0.9, 0.7], gap="small")
    rows = (
        ("in", LANGS, lambda code: say(f"language.{code}")),
        ("body", _values(headings, "body"), lambda code: name_of("body", code, say)),
        ("session", _values(headings, "session"), str),
        ("symbol", _values(headings, "symbol"), str),
        ("role", get_args(Role), lambda code: say(f"role.{code}")),
    )
    for column, (name, options, label) in zip(columns, rows, strict=False):
        column.multiselect(
            say(f"filter.{name}"),
            options,
            format_func=label,
            key=address.key(PAGE, name),
            placeholder=say("filter.any"),
        )
    for column, name in zip(columns[5:7], ("from", "to"), strict=True):
        column.text_input(
            say(f"filter.{name}"),
            key=address.key(PAGE, name),
            placeholder=say("filter.date"),
            max_chars=10,
        )
    columns[7].selectbox(say("filter.k"), ("10", "20", "50", "100"), key=address.key(PAGE, "k"))


def _filters() -> Filters:
    def many(name: str) -> tuple[str, ...]:
        return tuple(st.session_state[address.key(PAGE, name)])

    return Filters(
        lang=cast(tuple[Lang, ...], many("in")),
        body=many("body"),
        session=many("session"),
        symbol=many("symbol"),
        role=cast(tuple[Role, ...], many("role")),
        date_from=st.session_state[address.key(PAGE, "from")].strip(),
        date_to=st.session_state[address.key(PAGE, "to")].strip(),
    )


def _draw_hits(held: Collection, query: str, say: Strings) -> None:
    k = int(st.session_state[address.key(PAGE, "k")])
    try:
        result = held.search(query, k=k, filters=_filters(), fold=True)
    except TongwenError as error:
        frame.refused(error)
        return
    if not (result.zh or result.en):
        frame.notice("search.nothing")
        return
    _draw_summary(result, query, say)
    shown = [lang for lang in _order(say) if _asked(lang)]
    for column, lang in zip(st.columns(len(shown), gap="large"), shown, strict=True):
        with column:
            _draw_side(lang, result.zh if lang == "zh" else result.en, query, say)


def _order(say: Strings) -> tuple[Lang, Lang]:
    return ("zh", "en") if say.lang == "zh" else ("en", "zh")


def _asked(lang: Lang) -> bool:
    chosen = st.session_state[address.key(PAGE, "in")]
    return not chosen or lang in chosen


def _draw_summary(result: SearchResult, query: str, say: Strings) -> None:
    line, download = st.columns([5, 1], vertical_alignment="center")
    line.html(tag("p", text(say("search.found", zh=len(result.zh), en=len(result.en))), "summary"))
    with download.container(horizontal=True, horizontal_alignment="right"):
        st.download_button(
            say("download.csv"),
            lambda: csv_bytes(hits_frame((*result.zh, *result.en), say)),
            file_name=file_name("tongwen", query[:40]) + ".csv",
            mime="text/csv",
            on_click="ignore",
        )


def _draw_side(lang: Lang, matches: Sequence[Match], query: str, say: Strings) -> None:
    st.html(tag("h2", say(f"search.best.{lang}"), "side-title", say.lang))
    if not matches:
        frame.notice(f"search.nothing.{lang}")
        return
    counter = f"{PAGE}.shown.{lang}.{query}"
    shown = st.session_state.get(counter, STEP)
    st.html("".join(card(match, query, say) for match in matches[:shown]))
    if len(matches) > shown and st.button(
        say("search.more", shown=shown, n=len(matches)), key=f"{PAGE}.more.{lang}"
    ):
        st.session_state[counter] = shown + STEP
        st.rerun()


def _draw_welcome(held: Collection, say: Strings) -> None:
    st.html(tag("p", say("search.welcome"), "lead", say.lang))
    for example in examples(held):
        line = st.container(horizontal=True, vertical_alignment="center", gap="small")
        line.button(
            example.query, key=f"{PAGE}.try.{example.kind}", on_click=_try, args=(example.query,)
        )
        line.html(tag("span", say(f"example.{example.kind}"), "hint", say.lang), width="content")
    st.html(tag("p", say("search.how"), "hint", say.lang))


def _try(query: str) -> None:
    st.session_state[address.key(PAGE, "q")] = query


if __name__ == "__main__":
    show()
