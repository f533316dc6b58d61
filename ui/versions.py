"""Two language versions of a text: chosen, and drawn row by row."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pipeline.align.sentences import SentenceBead
from pipeline.collection import Collection
from pipeline.compare import RULES
from pipeline.records import Heading, Lang
from pipeline.strings import Strings
from pipeline.views.comparing.comparisons import rows_frame
from pipeline.views.comparing.outgoing import row_lines, unit_bytes
from pipeline.views.comparing.parallel import Places, table
from pipeline.views.comparing.rows import SHOWN, Row, Show, is_shown, rules_of, with_rules
from pipeline.views.comparing.sentences import ASKS, is_long
from pipeline.views.files import csv_bytes, html_bytes
from pipeline.views.markup import tag, text
from pipeline.views.names import rule_name
from pipeline.views.tracing import source_of_sides
from ui import access, address, bridge, choosing, frame, judging
from ui.downloads import draw_downloads
from ui.paging import first_page, page_of
from ui.pairs import (
    Compared,
    sentences_of,
    versions_of_documents,
    versions_of_files,
    versions_of_symbol,
)

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
    _draw_rows(page, title, compared.rows, held, can_judge, spoken)


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
    return (zh if zh == en else f"{zh} – {en}"), versions_of_documents(held, zh, en)


def _of_files(
    page: str, held: Collection, headings: Sequence[Heading], say: Strings
) -> tuple[str, Compared | None]:
    given = choosing.two_files(page, say("compare.files"), say)
    if given is None:
        return "", None
    first, second = given
    return f"{first.name} – {second.name}", versions_of_files(held, first, second)


def _draw_rows(
    page: str,
    title: str,
    rows: tuple[Row, ...],
    held: Collection,
    can_judge: bool,
    say: Strings,
) -> None:
    """The rows asked for; ``can_judge`` where they are of one text of the collection."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        ruled = _with_rules(page, rows, say)
        shown = _shown(page, ruled, say)
        part = page_of(page, shown, say)
    _draw_legend(ruled, part, say)
    if not shown:
        frame.notice("compare.no_rows")
    else:
        order = order_of(say)
        partial = st.session_state[address.key(page, "show")] not in SHOWN[:2]
        places: Places = "place" if partial else ""
        opened = _opened(page, held, part)
        st.html(table(part, say, order, places=places, can_judge=can_judge, opened=opened))
        zh, en = [p for row in part for p in row.zh], [p for row in part for p in row.en]
        if said := source_of_sides(zh, en, say):
            st.html(said)
        _draw_downloads(title, shown, say, order)
    bridge.on_ask(page, lambda asked: _take(page, asked))
    if can_judge:
        judging.draw(held, say)
    bridge.mark_words(part)


def _opened(
    page: str, held: Collection, rows: Sequence[Row]
) -> dict[str, tuple[SentenceBead, ...]]:
    """The sentences of the rows that are open; a row that is no longer there is closed."""
    asked = set(st.session_state.get(address.key(page, "open")) or ())
    return {row.key: sentences_of(held, row) for row in rows if row.key in asked}


def _take(page: str, asked: str) -> None:
    """Open or close the row that a button asks for, or let a person judge it."""
    what, _, row = asked.partition(" ")
    if what != ASKS:
        judging.take(asked)
        return
    name = address.key(page, "open")
    opened = list(st.session_state.get(name) or ())
    st.session_state[name] = [k for k in opened if k != row] + [row] * (row not in opened)


def order_of(say: Strings) -> tuple[Lang, Lang]:
    """The language of the interface comes first."""
    return ("zh", "en") if say.lang == "zh" else ("en", "zh")


def _with_rules(page: str, rows: tuple[Row, ...], say: Strings) -> tuple[Row, ...]:
    """The rows with the findings of the chosen rules."""
    counts = rules_of(rows)
    key = address.key(page, "rule")
    chosen = [rule for rule in st.session_state[key] if rule in RULES]
    if not counts and not chosen:
        return rows
    st.multiselect(
        say("compare.rules"),
        [rule for rule in RULES if rule in counts or rule in chosen],
        format_func=lambda rule: say(
            "compare.rule", rule=rule_name(rule, say), count=counts.get(rule, 0)
        ),
        key=key,
        placeholder=say("compare.any_rule"),
        label_visibility="collapsed",
        on_change=lambda: first_page(page),
        width=340,
    )
    return with_rules(rows, st.session_state[key])


def _shown(page: str, rows: tuple[Row, ...], say: Strings) -> tuple[Row, ...]:
    counts = {code: sum(is_shown(row, code) for row in rows) for code in SHOWN}
    now = st.session_state[address.key(page, "show")]
    offered = [c for c in SHOWN if counts[c] or c == now or c not in ("moved", "judged")]
    wanted: Show = choosing.segmented(  # type: ignore[assignment]
        page,
        "show",
        offered,
        say("compare.show"),
        lambda code: say(f"compare.show.{code}", count=counts[code]),  # type: ignore[index]
        lambda: first_page(page),
    )
    return tuple(row for row in rows if is_shown(row, wanted))


def _draw_legend(rows: tuple[Row, ...], part: Sequence[Row], say: Strings) -> None:
    pieces = []
    if counts := rules_of(rows):
        named = say(
            "legend.finding", rules=say("list.comma").join(rule_name(r, say) for r in counts)
        )
        pieces.append(tag("span", tag("mark", text(named), "finding"), "key"))
    pieces.append(tag("span", say("legend.one_sided"), "key one-sided"))
    if any(row.is_moved for row in rows):
        pieces.append(tag("span", say("legend.moved"), "key moved"))
    pieces.append(tag("span", say("legend.words"), "key quiet"))
    if any(map(is_long, part)):
        pieces.append(tag("span", say("legend.sentences"), "key quiet"))
    pieces.append(tag("span", say("legend.cosine"), "key quiet"))
    st.html(tag("p", "".join(pieces), "legend", say.lang))


def _draw_downloads(
    title: str, rows: Sequence[Row], say: Strings, order: tuple[Lang, Lang]
) -> None:
    draw_downloads(
        title,
        {
            "tmx": lambda: unit_bytes("tmx", rows, title, say),
            "xlsx": lambda: unit_bytes("xlsx", rows, title, say),
            "docx": lambda: unit_bytes("docx", rows, title, say),
            "html": lambda: html_bytes(table(rows, say, order), title, say.lang),
            "csv": lambda: csv_bytes(rows_frame(rows, say)),
            "tsv": lambda: csv_bytes(rows_frame(rows, say), "\t"),
            "jsonl": lambda: row_lines(rows),
        },
        say,
    )
