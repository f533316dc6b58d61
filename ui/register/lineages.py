"""Lineage: links between sessions by verdict, the history of one recommendation, endorsements."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.lineage import Lineage
from pipeline.records import Lang
from pipeline.records.lineage import Entry, LineageLink
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.comparing.parallel import paragraph_name
from pipeline.views.files import csv_bytes, html_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.names import word_for
from pipeline.views.register.choices import item_at, item_key
from pipeline.views.register.frames import endorsements_frame, links_frame
from pipeline.views.register.lineages import VERDICTS, endorsements_table, kin_table, links_table
from ui import address, frame
from ui.parts import bridge, choosing
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.register.recommended import endorsed_by, endorsements_of, kin_of, lineage_of

ROWS = 50
SHOWN = ("all", *VERDICTS)
LIKE = "yes"
"""Value of the field that asks for recommendations of like content."""
Links = Sequence[LineageLink]


def fields() -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("of"),
        address.Field("item"),
        address.Field("verdict", SHOWN[0], options=SHOWN),
        address.Field("like", options=(LIKE,)),
    )


def open_item(page: str, asked: str) -> None:
    """Show the history of the row that a button names: symbol, ``register.item_key`` and the
    language of its text."""
    symbol, item, lang = asked.rsplit(" ", 2)
    for name, value in (("of", symbol), ("item", item), ("text", lang), ("view", "lineage")):
        st.session_state[address.key(page, name)] = value
    st.session_state[address.key(page, "like")] = ""
    first_page(page)


def draw(page: str, held: Collection, lang: Lang, say: Strings) -> None:
    """Choose a document or a recommendation and draw what became of it."""
    found = lineage_of(held, lang, say)
    entries = held.register(lang)
    symbol, chosen = _choose(page, held, entries, lang, say)
    if chosen is not None:
        _draw_history(found, chosen, say)
        _draw_kin(page, held, chosen, say)
    elif symbol:
        _draw_document(page, held, found, symbol, lang, say)
    else:
        _draw_links(page, found.links, say, say("recommendations.view.lineage"))
    st.html(tag("p", text(say("lineage.proposal")), "remark", say.lang))
    bridge.on_ask(page, lambda asked: open_item(page, asked))


def _choose(
    page: str, held: Collection, entries: Sequence[Entry], lang: Lang, say: Strings
) -> tuple[str, Entry | None]:
    """The document and, in it, the recommendation; "" and None where none is chosen."""
    titles = {h.symbol: h.title for h in held.documents() if h.lang == lang}
    symbols = ["", *sorted({entry.document.symbol for entry in entries}, key=natural)]
    of, item = address.key(page, "of"), address.key(page, "item")
    if st.session_state.get(of) not in symbols:
        st.session_state[of] = ""
    left, right = st.columns(2, gap="medium")
    left.selectbox(
        say("lineage.document"),
        symbols,
        format_func=lambda s: f"{s}  {titles.get(s, '')}" if s else say("lineage.all_documents"),
        key=of,
        on_change=lambda: _forget_item(page),
    )
    symbol = str(st.session_state[of])
    if not symbol:
        st.session_state[item] = ""
        return "", None
    own = {item_key(entry): entry for entry in entries if entry.document.symbol == symbol}
    named = item_at(own.values(), symbol, str(st.session_state.get(item) or ""))
    st.session_state[item] = item_key(named) if named else ""
    right.selectbox(
        say("lineage.item"),
        ["", *own],
        format_func=lambda key: (
            paragraph_name(own[key].recommendation.paragraph, say)
            if key
            else say("lineage.whole_document")
        ),
        key=item,
        on_change=lambda: _forget_like(page),
    )
    return symbol, own.get(str(st.session_state[item]))


def _forget_item(page: str) -> None:
    st.session_state[address.key(page, "item")] = ""
    _forget_like(page)


def _forget_like(page: str) -> None:
    st.session_state[address.key(page, "like")] = ""
    first_page(page)


def _draw_history(found: Lineage, chosen: Entry, say: Strings) -> None:
    _section("lineage.history", say)
    links = found.chain_of(chosen)
    if not links:
        frame.notice("lineage.nothing")
        return
    st.html(links_table(links, say, chosen, can_open=False))
    _draw_files(links, say, f"{chosen.document.symbol} {item_key(chosen)}")


def _draw_kin(page: str, held: Collection, chosen: Entry, say: Strings) -> None:
    """Recommendations of like content in other words, once they are asked for."""
    name = address.key(page, "like")
    if st.session_state.get(name) != LIKE:
        st.button(
            say("lineage.kin"),
            key=f"{page}.look",
            on_click=lambda: st.session_state.update({name: LIKE}),
        )
        return
    _section("lineage.kin", say)
    st.html(tag("p", text(say("lineage.kin.weak")), "remark", say.lang))
    found = kin_of(held, chosen, say)
    if found:
        st.html(kin_table(found, say))
    else:
        frame.notice("lineage.nothing")


def _draw_document(
    page: str, held: Collection, found: Lineage, symbol: str, lang: Lang, say: Strings
) -> None:
    """What a document takes up, what became of it, what it endorses."""
    links = [link for link in found.links if link.later and link.later.document.symbol == symbol]
    after = [
        link for link in found.links if link.earlier and link.earlier.document.symbol == symbol
    ]
    if endorsed := endorsements_of(held, symbol, lang):
        _section("lineage.endorsements", say)
        st.html(endorsements_table(endorsed, say))
        title = f"{symbol} {say('lineage.endorsed')}"
        draw_downloads(
            title,
            {
                "csv": lambda: csv_bytes(endorsements_frame(endorsed, say)),
                "xlsx": lambda: xlsx_bytes(endorsements_frame(endorsed, say), symbol),
            },
            say,
            place="endorsed",
        )
    if endorsing := endorsed_by(held, symbol, lang):
        _section("lineage.endorsed_by", say)
        st.html(endorsements_table(endorsing, say))
    _section("lineage.from", say)
    _draw_links(page, [*links, *after], say, symbol, later_from=len(links))


def _draw_links(
    page: str, links: Links, say: Strings, title: str, later_from: int | None = None
) -> None:
    """Links of the verdict asked for, a page at a time; those from ``later_from`` on say what
    became of a document and stand below a heading of their own."""
    wanted = _shown(page, links, say)
    before = links if later_from is None else links[:later_from]
    after = () if later_from is None else links[later_from:]
    shown = [link for link in before if wanted in ("all", link.verdict)]
    later = [link for link in after if wanted in ("all", link.verdict)]
    part = page_of(page, shown, say, ROWS)
    if part:
        st.html(links_table(part, say))
    else:
        frame.notice("recommendations.no_rows")
    if later:
        _section("lineage.to", say)
        st.html(links_table(later, say))
    _draw_files([*shown, *later], say, title)


def _shown(page: str, links: Links, say: Strings) -> str:
    counts = dict.fromkeys(VERDICTS, 0)
    for link in links:
        counts[link.verdict] += 1
    now = st.session_state[address.key(page, "verdict")]
    return choosing.segmented(
        page,
        "verdict",
        ["all", *(verdict for verdict in VERDICTS if counts[verdict] or verdict == now)],
        say("lineage.show"),
        lambda code: (
            say("lineage.show.all", count=f"{len(links):,}")
            if code == "all"
            else say(
                "lineage.show.verdict",
                verdict=word_for("verdict", code, say),
                count=f"{counts[code]:,}",  # type: ignore[index]
            )
        ),
        lambda: first_page(page),
    )


def _draw_files(links: Links, say: Strings, title: str) -> None:
    draw_downloads(
        title,
        {
            "html": lambda: html_bytes(links_table(links, say, can_open=False), title, say.lang),
            "csv": lambda: csv_bytes(links_frame(links, say)),
            "xlsx": lambda: xlsx_bytes(links_frame(links, say), title),
        },
        say,
    )


def _section(key: str, say: Strings) -> None:
    st.html(tag("h2", say(key), "side-title", say.lang))
