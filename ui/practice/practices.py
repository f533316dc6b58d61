"""Good practices: asked for by article or subject, chosen, and drawn as cards."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.records.practices import Practice
from pipeline.strings import Strings
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.practice.folding import FoldedPractice, folded
from pipeline.views.practice.practices import (
    SENSES,
    Chosen,
    CueSpans,
    article_counts,
    articles_table,
    body_counts,
    cue_spans,
    practice_cards,
    practices_frame,
    provision_name,
)
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.keep import kept
from ui.parts import bridge
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.practice.dated import ORDER, draw_order

ROWS = 30
_SHOWN = 80
"""Signs of what was asked for that are said again where nothing was found."""
LISTED = 20
"""Articles that the table of articles lists."""


def fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("about"),
        address.Field("sense", options=("", *SENSES)),
        address.Field("article", many=True),
        address.Field("body", many=True),
        address.Field("fold", True),
        ORDER,
    )


def draw(page: str, held: Collection, say: Strings) -> None:
    """Ask, choose and draw; raises UnknownProvision for an article that none has."""
    with st.spinner(say("practices.reading", n=f"{held.manifest.documents:,}")):
        every = _practices(state_of(held), "", say.lang, held)
    if not every:
        frame.notice("practices.none")
        return
    left, *others = st.columns([3, 3, 2], gap="small")
    left.text_input(
        say("practices.about"),
        placeholder=say("practices.about_hint"),
        key=address.key(page, "about"),
        on_change=lambda: first_page(page),
    )
    about = str(st.session_state[address.key(page, "about")]).strip()
    found = _asked(held, about, every, say)
    if not found:
        frame.notice("practices.nothing", about=about[:_SHOWN] + "…" * (len(about) > _SHOWN))
        return
    chosen = _draw_choice(page, found, others, say)
    rows = [practice for practice in found if chosen.holds(practice)]
    if not about and not chosen.articles:
        with st.expander(say("practices.by_article")):
            st.html(articles_table(rows, LISTED, say))
        bridge.on_ask(page, lambda key: _take_article(page, key))
    _draw_rows(page, held, about, rows, len(every), say)


def _asked(
    held: Collection, about: str, every: Sequence[Practice], say: Strings
) -> Sequence[Practice]:
    """The passages on what is asked, () where none has to do with it: the library's own error for
    that is told apart from those of its kinds, which say that something is wrong."""
    if not about:
        return every
    try:
        return _practices(state_of(held), about, say.lang, held)
    except TongwenError as error:
        if type(error) is not TongwenError:
            raise
        return ()


def _take_article(page: str, key: str) -> None:
    """The button of an article chooses it."""
    st.session_state[address.key(page, "article")] = [key]
    first_page(page)


def _draw_choice(
    page: str,
    found: Sequence[Practice],
    columns: Sequence[st.delta_generator.DeltaGenerator],
    say: Strings,
) -> Chosen:
    named: tuple[tuple[str, Mapping[str, int], Callable[[str], str]], ...] = (
        ("article", article_counts(found), lambda code: provision_name(code, say)),
        ("body", body_counts(found), lambda code: name_of("body", code, say)),
    )
    picked = {}
    for column, (name, counts, naming) in zip(columns, named, strict=True):
        key = address.key(page, name)
        st.session_state[key] = [c for c in st.session_state.get(key) or () if c in counts]
        column.multiselect(
            say(f"filter.{name}"),
            list(counts),
            format_func=lambda code, counts=counts, naming=naming: say(
                "filter.option", name=naming(code), count=f"{counts[code]:,}"
            ),
            key=key,
            placeholder=say("filter.any"),
            on_change=lambda: first_page(page),
        )
        picked[name] = tuple(st.session_state[key])
    chosen = Chosen("", picked["article"], picked["body"])
    senses = Counter(practice.sense for practice in found if chosen.holds(practice))
    key = address.key(page, "sense")
    if st.session_state[key] and st.session_state[key] not in senses:
        st.session_state[key] = ""
    st.segmented_control(
        say("practices.sense"),
        ["", *(sense for sense in SENSES if senses[sense])],
        format_func=lambda code: say(
            "filter.option",
            name=say(f"practice.{code}") if code else say("filter.all"),
            count=f"{senses[code] if code else senses.total():,}",
        ),
        key=key,
        required=True,
        on_change=lambda: first_page(page),
        label_visibility="collapsed",
    )
    return Chosen(str(st.session_state[key]), *picked.values())


def _draw_rows(
    page: str,
    held: Collection,
    about: str,
    rows: Sequence[Practice],
    total: int,
    say: Strings,
) -> None:
    line = say("practices.found", n=f"{len(rows):,}", total=f"{total:,}")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        rows = draw_order(page, rows, lambda one: one.passage.document.date, say)
        st.toggle(
            say("search.fold"),
            key=address.key(page, "fold"),
            help=say("practices.fold.help"),
            on_change=lambda: first_page(page),
        )
        if st.session_state[address.key(page, "fold")]:
            shown = folded(rows)
            line = say("practices.folded", passages=line, n=f"{len(shown):,}")
        else:
            shown = tuple(FoldedPractice(one) for one in rows)
        st.html(tag("p", text(line), "summary", say.lang), width="content")
        part = page_of(page, shown, say, ROWS)
    st.html(tag("p", text(say("practices.remark")), "remark", say.lang))
    state = state_of(held)
    st.html(practice_cards(part, _cues(state, held), say))
    title = say("practices.view.practices")
    draw_downloads(
        f"practices-{about}",
        {
            "csv": lambda: csv_bytes(practices_frame(rows, say)),
            "xlsx": lambda: xlsx_bytes(practices_frame(rows, say), title),
        },
        say,
        f"{page}.practices",
    )


@kept(16)
def _practices(state: str, about: str, first: Lang, _held: Collection) -> tuple[Practice, ...]:
    return Preparation(_held).practices(about, first=first)


@kept(1)
def _cues(state: str, _held: Collection) -> CueSpans:
    """The cues of every passage in both languages."""
    return cue_spans(p for lang in LANGS for p in Preparation(_held).practices("", lang))
