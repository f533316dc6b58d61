"""Paragraphs that recur in one language and are rendered in several ways in the other."""

from typing import TYPE_CHECKING

import streamlit as st

from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.terms.cards import variance_card
from pipeline.views.terms.tables import variances_frame
from ui import address, frame
from ui.parts import choosing
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.terms.terming import variance_of

if TYPE_CHECKING:
    import pandas as pd

ROWS = 20
MOST = 1000
"""Paragraphs that a file holds."""


def fields() -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return address.Field("q"), address.Field("of", "en", options=LANGS)


def draw(page: str, held: Collection, say: Strings) -> None:
    """Ask for words and draw the paragraphs; raises TongwenError for words that are nowhere."""
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="medium")
    left.text_input(
        say("filter.words"),
        placeholder=say("terms.variance_hint"),
        key=address.key(page, "q"),
        on_change=lambda: first_page(page),
    )
    with right:
        chosen = choosing.segmented(
            page,
            "of",
            LANGS if say.lang == "zh" else LANGS[::-1],
            say("terms.variance_of"),
            lambda code: say(f"terms.variance_of.{code}"),
            lambda: first_page(page),
        )
    lang: Lang = "zh" if chosen == "zh" else "en"
    words = str(st.session_state[address.key(page, "q")]).strip()
    paragraphs = held.manifest.paragraphs_zh if lang == "zh" else held.manifest.paragraphs_en
    with st.spinner(say("terms.variance.reading", n=f"{paragraphs:,}")):
        answer = variance_of(held, words, lang, 0, ROWS)
    key = "terms.variance.found_words" if words else "terms.variance.found"
    line = say(key, n=f"{answer.found:,}", recurring=f"{answer.recurring:,}")
    st.html(tag("p", text(line), "summary", say.lang))
    if not answer.found:
        frame.notice("terms.variance.none")
        return
    keys = tag("del", say("terms.legend.usual")) + tag("ins", say("terms.legend.other"))
    st.html(tag("p", keys, "legend redline", say.lang))
    part = page_of(page, range(answer.found), say, ROWS)
    if part[0]:
        with st.spinner(say("terms.variance.reading", n=f"{paragraphs:,}")):
            answer = variance_of(held, words, lang, part[0], ROWS)
    st.html("".join(variance_card(one, say) for one in answer.variances))

    def whole() -> "pd.DataFrame":
        return variances_frame(Preparation(held).variance(words, lang, MOST).variances, say)

    makers = {
        "csv": lambda: csv_bytes(whole()),
        "xlsx": lambda: xlsx_bytes(whole(), "renderings"),
    }
    draw_downloads(f"renderings-{words}", makers, say, f"{page}.variance")
    if answer.found > MOST:
        st.html(tag("p", text(say("terms.variance.cut", shown=f"{MOST:,}")), "remark", say.lang))
