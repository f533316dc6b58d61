"""Search: one query, the best passages in Chinese and in English, each with its counterpart."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.records import LANGS, Lang, Match, Role
from pipeline.search import Filters, SearchResult
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.cards import card
from pipeline.views.expansions import expansion_line
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.tables import hits_frame
from ui import address, frame
from ui.comparing.pairs import log_of, state_of
from ui.keep import in_visit, kept
from ui.parts.downloads import draw_downloads
from ui.search import welcome
from ui.search.reranking import reranker, reranker_name

PAGE = "search"
STEP = 20  # hits of a language that are drawn at once
SWITCHES = ("expand", "fold", "rerank")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    fields = _fields(held)
    address.adopt(PAGE, fields)
    query = st.text_input(
        say("search.query"),
        key=address.key(PAGE, "q"),
        placeholder=say("search.placeholder"),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    _draw_filters(held, say)
    address.publish(PAGE, fields)
    if query.strip():
        _draw_hits(held, query, say)
    else:
        welcome.draw(held, say)


def _fields(held: Collection) -> tuple[address.Field, ...]:
    return (
        address.Field("q"),
        address.Field("in", many=True, options=LANGS),
        address.Field("body", many=True, options=_values(held, "body")),
        address.Field("session", many=True, options=_values(held, "session")),
        address.Field("symbol", many=True, options=_values(held, "symbol")),
        address.Field("role", many=True, options=get_args(Role)),
        address.Field("from"),
        address.Field("to"),
        address.Field("k", "10", options=("10", "20", "50", "100")),
        *(address.Field(switch, True) for switch in SWITCHES),
    )


def _values(held: Collection, field: str) -> Sequence[str]:
    """What the documents held have for ``field``, in order."""
    return _values_of(state_of(held), field, held)


@kept(12)
def _values_of(state: str, field: str, _held: Collection) -> tuple[str, ...]:
    found = {str(getattr(heading, field)) for heading in _held.documents()} - {""}
    return tuple(sorted(found, key=natural))


def _draw_filters(held: Collection, say: Strings) -> None:
    columns = st.container(key="filters").columns(
        [1.1, 1.5, 1.1, 1.6, 1.3, 0.9, 0.9, 0.7], gap="small"
    )
    rows = (
        ("in", LANGS, lambda code: say(f"language.{code}")),
        ("body", _values(held, "body"), lambda code: name_of("body", code, say)),
        ("session", _values(held, "session"), str),
        ("symbol", _values(held, "symbol"), str),
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
    line = st.container(horizontal=True, vertical_alignment="center", gap="medium", key="found")
    counts = line.empty()
    for switch in SWITCHES[:2]:
        _draw_switch(line, switch, say)
    if model := reranker_name():
        _draw_switch(line, "rerank", say, name=Path(model).name)
    try:
        result = _found(held, query, say)
    except TongwenError as error:
        frame.refused(error)
        return
    if expanded := expansion_line(result.expansions, say):
        st.html(expanded)
    if not (result.zh or result.en):
        frame.notice("search.nothing")
        return
    found = say("search.found", zh=len(result.zh), en=len(result.en))
    counts.html(tag("p", text(found), "summary", say.lang), width="content")
    with line:
        _draw_files(result, query, say)
    shown = [lang for lang in _order(say) if _asked(lang)]
    for column, lang in zip(st.columns(len(shown), gap="large"), shown, strict=True):
        with column:
            _draw_side(lang, result.zh if lang == "zh" else result.en, query, say)


def _draw_switch(line: DeltaGenerator, switch: str, say: Strings, **values: str) -> None:
    line.toggle(
        say(f"search.{switch}"),
        key=address.key(PAGE, switch),
        help=say(f"search.{switch}.help", **values),
        width="content",
    )


def _found(held: Collection, query: str, say: Strings) -> SearchResult:
    """What the page asks for, searched once as long as nothing that is asked or held changes."""
    expand, fold, rerank = (bool(st.session_state[address.key(PAGE, s)]) for s in SWITCHES)
    k, filters = int(st.session_state[address.key(PAGE, "k")]), _filters()
    model = reranker_name() if rerank else ""

    def search() -> SearchResult:
        return held.search(
            query,
            k=k,
            filters=filters,
            fold=fold,
            expand=expand,
            reranker=reranker(model) if model else None,
        )

    def slowly() -> SearchResult:
        with st.spinner(say("search.reranking")):
            return search()

    asked = (state_of(held), log_of(held), query, k, filters, expand, fold, model)
    return in_visit(PAGE, asked, slowly if model else search)


def _order(say: Strings) -> tuple[Lang, Lang]:
    return ("zh", "en") if say.lang == "zh" else ("en", "zh")


def _asked(lang: Lang) -> bool:
    chosen = st.session_state[address.key(PAGE, "in")]
    return not chosen or lang in chosen


def _draw_files(result: SearchResult, query: str, say: Strings) -> None:
    matches = (*result.zh, *result.en)
    draw_downloads(
        query[:40],
        {
            "csv": lambda: csv_bytes(hits_frame(matches, say)),
            "xlsx": lambda: xlsx_bytes(hits_frame(matches, say), say("page.search")),
        },
        say,
    )


def _draw_side(lang: Lang, matches: Sequence[Match], query: str, say: Strings) -> None:
    st.html(tag("h2", say(f"search.best.{lang}"), "side-title", say.lang))
    if not matches:
        frame.notice(f"search.nothing.{lang}")
        return
    counter = f"{PAGE}.shown.{lang}.{query}"
    shown = st.session_state.get(counter, STEP)
    st.html("".join(card(match, say) for match in matches[:shown]))
    if len(matches) > shown and st.button(
        say("search.more", shown=shown, n=len(matches)), key=f"{PAGE}.more.{lang}"
    ):
        st.session_state[counter] = shown + STEP
        st.rerun()


if __name__ == "__main__":
    show()
