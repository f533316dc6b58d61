"""The rows of two language versions: filtered, marked, in sections beside a map of the text."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import streamlit as st

from pipeline.align.sentences import SentenceBead
from pipeline.collection import Collection
from pipeline.compare import RULES
from pipeline.records import Lang
from pipeline.strings import Strings
from pipeline.views.comparing.comparisons import rows_frame
from pipeline.views.comparing.map import text_map
from pipeline.views.comparing.marks import ASKS as ASKS_MARKS
from pipeline.views.comparing.marks import kinds_of, mark_switches, turned
from pipeline.views.comparing.outgoing import row_lines, unit_bytes
from pipeline.views.comparing.parallel import Places, Setting, table
from pipeline.views.comparing.rows import (
    SHOWN,
    Row,
    Show,
    is_shown,
    row_at,
    rules_of,
    with_rules,
)
from pipeline.views.comparing.sections import parts, section
from pipeline.views.comparing.sentences import ASKS, is_long
from pipeline.views.files import csv_bytes, html_bytes
from pipeline.views.markup import tag, text
from pipeline.views.names import rule_name
from pipeline.views.tracing import source_of_sides
from ui import address, frame
from ui.comparing import judging
from ui.comparing.pairs import sentences_of
from ui.parts import bridge, choosing
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of

PAGE_ROWS = 2000
"""Rows of a page: more than any text of the General Assembly has."""


def draw_rows(
    page: str,
    title: str,
    rows: tuple[Row, ...],
    held: Collection,
    can_judge: bool,
    whole: str,
    say: Strings,
) -> None:
    """The rows asked for; ``can_judge`` where they are of one text of the collection, ``whole`` the
    address of all of them, "" where they have none."""
    here = row_at(str(st.session_state[address.key(page, "at")]), rows)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        ruled = _with_rules(page, rows, say)
        shown = _shown(page, ruled, say)
        _turn_to(page, here, shown)
        part = page_of(page, shown, say, PAGE_ROWS)
    kinds = kinds_of(str(st.session_state[address.key(page, "marks")]))
    _draw_legend(ruled, part, say, mark_switches(kinds, say))
    partial = st.session_state[address.key(page, "show")] not in SHOWN[:2]
    if not shown:
        frame.notice("compare.no_rows")
    else:
        st.html(text_map(ruled, say, {row.key for row in part}))
        places: Places = "place" if partial else ""
        setting = Setting(kinds, whole, here.key if here else "")
        _draw_sections(part, say, places, can_judge, _opened(page, held, part), setting)
        zh, en = [p for row in part for p in row.zh], [p for row in part for p in row.en]
        if said := source_of_sides(zh, en, say):
            st.html(said)
        _draw_downloads(title, shown, say, order_of(say))
    at = f"{here.key} {st.session_state[address.key(page, 'show')]}" if here else ""
    bridge.on_map(page, at, not partial, lambda asked: _go_to(page, asked, ruled))
    bridge.on_ask(page, lambda asked: _take(page, asked))
    if can_judge:
        judging.draw(held, say)
    bridge.mark_words(part)


def _draw_sections(
    part: Sequence[Row],
    say: Strings,
    places: Places,
    can_judge: bool,
    opened: Mapping[str, tuple[SentenceBead, ...]],
    setting: Setting,
) -> None:
    """Each section is sent as soon as it is made, and only again where it has changed."""
    order = order_of(say)
    with st.container(gap=None):
        for i, rows in enumerate(parts(part)):
            keys = {row.key for row in rows}
            own = tuple((key, beads) for key, beads in opened.items() if key in keys)
            at = setting if setting.here in keys else Setting(setting.marks, setting.address)
            drawn = _table(tuple(rows), say, order, places, can_judge, own, at)
            st.html(section(drawn, rows, i == 0))


@lru_cache(maxsize=300)
def _table(
    rows: tuple[Row, ...],
    say: Strings,
    order: tuple[Lang, Lang],
    places: Places,
    can_judge: bool,
    opened: tuple[tuple[str, tuple[SentenceBead, ...]], ...],
    setting: Setting,
) -> str:
    return table(
        rows,
        say,
        order,
        places=places,
        can_judge=can_judge,
        opened=dict(opened),
        setting=setting,
    )


def _turn_to(page: str, here: Row | None, shown: Sequence[Row]) -> None:
    """Turn to the page of the row that the address names, once for each name."""
    name, turned_to = address.key(page, "at"), f"{page}.turned"
    asked = f"{st.session_state[name]} {len(shown)}"
    if st.session_state.get(turned_to) == asked:
        return
    st.session_state[turned_to] = asked
    keys = [row.key for row in shown]
    if here and here.key in keys:
        st.session_state[address.key(page, "page")] = str(keys.index(here.key) // PAGE_ROWS + 1)


def _go_to(page: str, asked: str, rows: Sequence[Row]) -> None:
    """Lead to the row with the key ``asked`` where the page does not show it: in the whole text."""
    row = next((row for row in rows if row.key == asked), None)
    if row is None:
        return
    st.session_state[address.key(page, "at")] = row.name
    st.session_state[address.key(page, "show")] = SHOWN[0] if is_shown(row, SHOWN[0]) else SHOWN[1]


def _opened(
    page: str, held: Collection, rows: Sequence[Row]
) -> dict[str, tuple[SentenceBead, ...]]:
    """The sentences of the rows that are open; a row that is no longer there is closed."""
    asked = set(st.session_state.get(address.key(page, "open")) or ())
    return {row.key: sentences_of(held, row) for row in rows if row.key in asked}


def _take(page: str, asked: str) -> None:
    """Open or close the row that a button asks for, turn marks on or off, or let a person judge."""
    what, _, which = asked.partition(" ")
    if what == ASKS_MARKS:
        name = address.key(page, "marks")
        st.session_state[name] = turned(str(st.session_state[name]), which)
    elif what == ASKS:
        name = address.key(page, "open")
        opened = list(st.session_state.get(name) or ())
        st.session_state[name] = [k for k in opened if k != which] + [which] * (which not in opened)
    else:
        judging.take(asked)


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


def _draw_legend(rows: tuple[Row, ...], part: Sequence[Row], say: Strings, switches: str) -> None:
    pieces = []
    if counts := rules_of(rows):
        named = say(
            "legend.finding", rules=say("list.comma").join(rule_name(r, say) for r in counts)
        )
        pieces.append(tag("span", tag("mark", text(named), "finding"), "key"))
    pieces.append(tag("span", say("legend.one_sided"), "key one-sided"))
    if any(row.is_moved for row in rows):
        pieces.append(tag("span", say("legend.moved"), "key moved"))
    hints = ["map.keys", "legend.words"]
    hints += ["legend.sentences"] if any(map(is_long, part)) else []
    quiet = "".join(tag("span", say(hint), "key quiet") for hint in (*hints, "legend.cosine"))
    signs = tag("p", "".join(pieces) + tag("span", switches, "marks-legend"), "legend", say.lang)
    st.html(signs + tag("p", quiet, "legend", say.lang))


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
