"""Two language versions of a text: chosen; their rows are drawn by ``version_rows``."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pipeline.collection import Collection
from pipeline.compare import RULES
from pipeline.records import Heading, Lang
from pipeline.strings import Strings
from pipeline.views.addresses import address_of, compare_address
from pipeline.views.comparing.marks import USUAL, every_choice, written_kinds
from pipeline.views.comparing.rows import SHOWN
from ui import address, frame
from ui.comparing import version_rows
from ui.comparing.pairs import (
    Compared,
    versions_of_documents,
    versions_of_files,
    versions_of_symbol,
)
from ui.parts import choosing
from ui.parts.paging import first_page
from ui.visitors import access

SOURCES = ("symbol", "two", "files")


def fields(headings: Sequence[Heading]) -> tuple[address.Field, ...]:
    """What the address holds of this way to compare."""
    both = choosing.in_both(headings)
    return (
        address.Field("source", SOURCES[0], options=SOURCES),
        address.Field("symbol", both[0] if both else "", options=both),
        address.Field("zh", options=choosing.symbols(headings, "zh")),
        address.Field("en", options=choosing.symbols(headings, "en")),
        address.Field("show", SHOWN[0], options=SHOWN),
        address.Field("rule", many=True, options=tuple(RULES)),
        address.Field("open", many=True),
        address.Field("marks", written_kinds(USUAL), options=every_choice()),
        address.Field("at"),
    )


def draw(page: str, held: Collection, headings: Sequence[Heading], say: Strings) -> None:
    """Choose two versions and draw them; raises TongwenError for what cannot be compared."""
    left, right = st.columns([2, 4], vertical_alignment="bottom", gap="medium")
    with left:
        source = choosing.segmented(
            page,
            "source",
            SOURCES,
            say("compare.source"),
            lambda code: say(f"compare.source.{code}"),
            lambda: first_page(page),
        )
    with right:
        chosen = {"symbol": _of_symbol, "two": _of_two, "files": _of_files}[source]
        title, compared = chosen(page, held, headings, say)
    if compared is None:
        return
    if not compared.whole.holds:
        frame.notice(
            "compare.nothing_corresponds",
            percent=f"{100 * compared.whole.share:.0f}",
            cosine=f"{compared.whole.cosine:.2f}",
        )
    is_of_one = source == "symbol" or (source == "two" and " – " not in title)
    can_judge = is_of_one and access.may("review")
    # a file at hand may have the symbol of a text that is held; its source is not that text's
    spoken = replace(say, trace=None) if source == "files" else say
    whole = _address(page, source, say)
    version_rows.draw_rows(page, title, compared.rows, held, can_judge, whole, spoken)


def _address(page: str, source: str, say: Strings) -> str:
    """The address of the whole comparison; files of a visit have none."""
    symbol, zh, en = (str(st.session_state[address.key(page, n)]) for n in ("symbol", "zh", "en"))
    if source == "symbol":
        return compare_address(symbol, say)
    return address_of("compare", say, source=source, zh=zh, en=en) if source == "two" else ""


def _of_symbol(
    page: str, held: Collection, headings: Sequence[Heading], say: Strings
) -> tuple[str, Compared | None]:
    both = choosing.in_both(headings)
    if not both:
        frame.notice("compare.none_held")
        return "", None
    titles = {h.symbol: h.title for h in headings if h.lang == say.lang}
    st.selectbox(
        say("compare.symbol"),
        both,
        format_func=lambda symbol: f"{symbol}  {titles.get(symbol, '')}",
        key=address.key(page, "symbol"),
        on_change=lambda: first_page(page),
    )
    symbol = str(st.session_state[address.key(page, "symbol")])
    with st.spinner(say("compare.reading")):
        return symbol, versions_of_symbol(held, symbol)


def _of_two(
    page: str, held: Collection, headings: Sequence[Heading], say: Strings
) -> tuple[str, Compared | None]:
    chosen = []
    langs: tuple[Lang, Lang] = ("zh", "en")
    for column, lang in zip(st.columns(2), langs, strict=True):
        titles = {h.symbol: h.title for h in headings if h.lang == lang}
        column.selectbox(
            say(f"compare.document.{lang}"),
            ["", *choosing.symbols(headings, lang)],
            format_func=lambda s, t=titles: f"{s}  {t.get(s, '')}" if s else say("compare.choose"),
            key=address.key(page, lang),
            on_change=lambda: first_page(page),
        )
        chosen.append(str(st.session_state[address.key(page, lang)]))
    zh, en = chosen
    if not (zh and en):
        frame.notice("compare.choose_two")
        return "", None
    with st.spinner(say("compare.reading")):
        return (zh if zh == en else f"{zh} – {en}"), versions_of_documents(held, zh, en)


def _of_files(
    page: str, held: Collection, headings: Sequence[Heading], say: Strings
) -> tuple[str, Compared | None]:
    given = choosing.two_files(page, say("compare.files"), say)
    if given is None:
        return "", None
    first, second = given
    return f"{first.name} – {second.name}", versions_of_files(held, first, second)
