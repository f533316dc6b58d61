"""The register: filters, and the rows that pass them in both languages."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Lang
from pipeline.records.lineage import Entry
from pipeline.strings import Strings
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of, word_for
from pipeline.views.register.choices import CHOICES, NONE, Choice, Wanted
from pipeline.views.register.frames import register_frame
from pipeline.views.register.rows import register_table
from ui import address, frame
from ui.comparing.pairs import across
from ui.parts import bridge
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.register import lineages
from ui.register.recommended import matching_of, offered_of, register_of

ROWS = 50


def fields() -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (*(address.Field(choice, many=True) for choice in CHOICES), address.Field("words"))


def draw(page: str, held: Collection, lang: Lang, say: Strings) -> None:
    """Choose rows and draw them."""
    wanted = draw_filters(page, offered_of(held, lang), CHOICES, say)
    rows = matching_of(held, lang, wanted)
    total = len(register_of(held, lang))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        line = say("register.found", n=f"{len(rows):,}", total=f"{total:,}")
        pieces = tag("span", text(line)) + _statuses(rows, say)
        st.html(tag("p", pieces, "summary statuses", say.lang), width="content")
        part = page_of(page, rows, say, ROWS)
    if not rows:
        frame.notice("recommendations.no_rows")
        return
    other = across(held, [entry.recommendation for entry in part if not entry.counterpart])
    remarks = say("register.ladder"), say("register.read_from", language=say(f"language.{lang}"))
    st.html("".join(tag("p", text(remark), "remark", say.lang) for remark in remarks))
    told = held.trend_background("article").articles
    st.html(register_table(part, other, say, told))
    draw_downloads(
        say("recommendations.view.register"),
        {
            "csv": lambda: csv_bytes(_frame(held, rows, say)),
            "xlsx": lambda: xlsx_bytes(
                _frame(held, rows, say), say("recommendations.view.register")
            ),
        },
        say,
    )
    bridge.on_ask(page, lambda asked: lineages.open_item(page, asked))


def _frame(held: Collection, rows: Sequence[Entry], say: Strings):  # type: ignore[no-untyped-def]
    """Every row that passes, not only the page's."""
    alone = [entry.recommendation for entry in rows if not entry.counterpart]
    told = held.trend_background("article").articles
    return register_frame(rows, across(held, alone), say, told)


def _statuses(rows: Sequence[Entry], say: Strings) -> str:
    """How many of the rows are drafts, final, adopted: never mixed without being said."""
    counts = Counter(entry.document.status or NONE for entry in rows)
    return "".join(
        tag(
            "span",
            text(say("register.by_status", status=word_for("status", s, say), count=f"{n:,}")),
            f"status {s}",
        )
        for s, n in sorted(counts.items())
    )


def draw_filters(
    page: str,
    options: Mapping[Choice, Mapping[str, int]],
    choices: Sequence[Choice],
    say: Strings,
) -> Wanted:
    """A widget for each of ``choices``, with the number of rows beside every code, and one for
    words; what they ask for."""
    chosen: dict[str, tuple[str, ...]] = {}
    columns = [*st.columns(4, gap="small"), *st.columns(4, gap="small")]
    for column, choice in zip(columns, choices, strict=False):
        key = address.key(page, choice)
        held = options[choice]
        st.session_state[key] = [code for code in st.session_state.get(key) or () if code in held]
        column.multiselect(
            say(f"filter.{choice}"),
            list(held),
            format_func=lambda code, choice=choice, held=held: say(
                "filter.option", name=choice_name(choice, code, say), count=f"{held[code]:,}"
            ),
            key=key,
            placeholder=say("filter.any"),
            on_change=lambda: first_page(page),
        )
        chosen[choice] = tuple(st.session_state[key])
    columns[len(choices)].text_input(
        say("filter.words"),
        key=address.key(page, "words"),
        placeholder=say("filter.words_hint"),
        on_change=lambda: first_page(page),
    )
    words = str(st.session_state[address.key(page, "words")]).strip()
    return Wanted(**chosen, words=words)


def choice_name(choice: Choice, code: str, say: Strings) -> str:
    """A code of a filter in words."""
    if choice == "status":
        return word_for("status", code, say)
    if choice in {"body", "addressee", "strength", "topic"}:
        return name_of(choice, code, say)
    return say("none.body") if code == NONE else code
