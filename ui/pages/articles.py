"""Articles: which passages concern a provision of a treaty, by citation, by heading, by content."""

from collections.abc import Sequence
from typing import cast, get_args

import streamlit as st

from pipeline.articles import graphml_bytes
from pipeline.collection import Collection
from pipeline.errors import TongwenError, UnknownSymbol
from pipeline.records import LANGS, Lang
from pipeline.records.articles import ArticleAnswer, ArticleCount, EdgeKind
from pipeline.strings import Strings
from pipeline.text.symbols import is_symbol
from pipeline.views.articles import (
    SELECTION,
    clauses_table,
    counts_frame,
    edge_cards,
    edges_frame,
    heat_map,
    instrument_name,
    recalls_table,
)
from pipeline.views.drawing import DARK, LIGHT, Ink, can_draw_files, png_bytes, svg_bytes
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.graphs import picture_of
from pipeline.views.markup import tag, text
from ui import address, frame
from ui.parts.choosing import segmented
from ui.parts.downloads import draw_downloads

PAGE = "articles"
ROWS = 60
TEXTS = ("", *LANGS)
KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    with st.spinner(say("articles.reading", n=f"{held.manifest.documents:,}")):
        counts = held.article_index()
    instruments = _instruments(counts)
    if not instruments:
        frame.notice("articles.none")
        return
    fields = (
        address.Field("instrument", instruments[0], options=instruments),
        address.Field("key"),
        address.Field("text", options=TEXTS),
    )
    address.adopt(PAGE, fields)
    _follow_key(instruments)
    instrument = _draw_choice(instruments, say)
    key = str(st.session_state[address.key(PAGE, "key")]).strip()
    if is_symbol(key) or any(key == heading.symbol for heading in held.documents()):
        _draw_chain(held, key, say)
    elif key:
        _draw_answer(held, key, say)
    _draw_counts([c for c in counts if c.instrument == instrument], instrument, say)
    address.publish(PAGE, fields)


def _instruments(counts: Sequence[ArticleCount]) -> list[str]:
    """The instruments that are cited, the most cited first."""
    cited: dict[str, int] = {}
    for count in counts:
        cited[count.instrument] = cited.get(count.instrument, 0) + count.cites + count.heading
    return sorted(cited, key=lambda code: (-cited[code], code))


def _follow_key(instruments: Sequence[str]) -> None:
    """A provision newly asked for with its instrument, ``UNCAC:57``, chooses that instrument."""
    key = str(st.session_state[address.key(PAGE, "key")])
    if key == st.session_state.get(f"{PAGE}.followed", ""):
        return
    st.session_state[f"{PAGE}.followed"] = key
    named = key.partition(":")[0].strip().upper()
    if named in instruments:
        st.session_state[address.key(PAGE, "instrument")] = named


def _draw_choice(instruments: Sequence[str], say: Strings) -> str:
    left, right = st.columns([3, 4], vertical_alignment="bottom", gap="medium")
    right.selectbox(
        say("column.instrument"),
        instruments,
        format_func=lambda code: f"{code} · {instrument_name(code, say)}",
        key=address.key(PAGE, "instrument"),
    )
    left.text_input(
        say("articles.key"), placeholder=say("articles.key_hint"), key=address.key(PAGE, "key")
    )
    segmented(
        PAGE,
        "text",
        TEXTS,
        say("articles.text"),
        lambda code: say(f"recommendations.text.{code}") if code else say("articles.text.both"),
    )
    return str(st.session_state[address.key(PAGE, "instrument")])


def _ink() -> Ink:
    return DARK if st.context.theme.type == "dark" else LIGHT


def _draw_counts(counts: Sequence[ArticleCount], instrument: str, say: Strings) -> None:
    st.html(
        tag("h2", text(say("articles.counts", name=instrument_name(instrument, say))), "side-title")
    )
    st.html(tag("p", text(say("articles.counts_remark")), "remark", say.lang))
    st.altair_chart(
        heat_map(counts, say, _ink(), selectable=True),
        key=f"{PAGE}.chart",
        on_select=lambda: _take_cell(instrument),
        selection_mode=SELECTION,
        width="content",
    )
    makers = {
        "csv": lambda: csv_bytes(counts_frame(counts, say)),
        "xlsx": lambda: xlsx_bytes(counts_frame(counts, say), instrument),
    }
    if can_draw_files():
        makers["svg"] = lambda: svg_bytes(heat_map(counts, say))
        makers["png"] = lambda: png_bytes(heat_map(counts, say))
    draw_downloads(f"articles-{instrument}", makers, say, f"{PAGE}.counts")


def _take_cell(instrument: str) -> None:
    """A click on a cell asks for its article."""
    picked = st.session_state[f"{PAGE}.chart"].selection.get(SELECTION) or [{}]
    if article := picked[0].get("article"):
        st.session_state[address.key(PAGE, "key")] = f"{instrument}:{article}"


def _draw_answer(held: Collection, key: str, say: Strings) -> None:
    chosen = str(st.session_state[address.key(PAGE, "text")])
    lang = cast(Lang, chosen) if chosen else None
    try:
        with st.spinner(say("articles.asking")):
            answer = held.articles(key, lang, say.lang)
    except TongwenError as error:
        frame.refused(error)
        return
    _draw_summary(answer, say)
    if answer.clauses:
        st.html(tag("h2", say("articles.clauses"), "side-title", say.lang))
        st.html(clauses_table(answer.clauses, say))
        st.html(tag("p", text(say("articles.clauses_remark")), "remark", say.lang))
    for kind in KINDS:
        edges = [edge for edge in answer.edges if edge.kind == kind]
        if not edges:
            continue
        st.html(tag("h2", say(f"articles.passages.{kind}", n=len(edges)), "side-title", say.lang))
        st.html(edge_cards(edges[:ROWS], say))
        if len(edges) > ROWS:
            frame.notice("articles.cut", shown=ROWS, n=len(edges))
    if answer.edges:
        st.html(tag("h2", say("articles.picture"), "side-title", say.lang))
        st.altair_chart(picture_of(answer, say, _ink()), key=f"{PAGE}.picture", width="content")
    _draw_downloads(held, key, lang, answer, say)


def _draw_chain(held: Collection, symbol: str, say: Strings) -> None:
    """What a text names, and the texts held that name it."""
    naming = held.recalling(symbol)
    try:
        named = held.recalled(symbol)
    except UnknownSymbol as error:
        if not naming:
            frame.refused(error)
            return
        named = ()
    for key, edges in (("named", named), ("naming", naming)):
        if edges:
            count = len({edge.symbol if key == "naming" else edge.target for edge in edges})
            title = say(f"articles.chain.{key}", n=count)
            st.html(tag("h2", text(title), "side-title", say.lang))
            st.html(recalls_table(edges[:ROWS], key == "naming", say))
            if len(edges) > ROWS:
                frame.notice("articles.cut_rows", shown=ROWS, n=len(edges))


def _draw_summary(answer: ArticleAnswer, say: Strings) -> None:
    names = say("list.comma").join(answer.keys)
    figures = {kind: sum(edge.kind == kind for edge in answer.edges) for kind in KINDS}
    line = say(
        "articles.found",
        keys=names,
        cites=figures["cites"],
        heading=figures["heading"],
        content=figures["content"],
    )
    st.html(tag("p", text(line), "summary", say.lang))


def _draw_downloads(
    held: Collection, key: str, lang: Lang | None, answer: ArticleAnswer, say: Strings
) -> None:
    makers = {
        "csv": lambda: csv_bytes(edges_frame(answer.edges, say)),
        "xlsx": lambda: xlsx_bytes(edges_frame(answer.edges, say), key),
        "graphml": lambda: graphml_bytes(held.article_graph(key, lang, say.lang)),
    }
    if can_draw_files():
        makers["svg"] = lambda: svg_bytes(picture_of(answer, say))
        makers["png"] = lambda: png_bytes(picture_of(answer, say))
    draw_downloads(f"articles-{key}", makers, say, f"{PAGE}.answer")


if __name__ == "__main__":
    show()
