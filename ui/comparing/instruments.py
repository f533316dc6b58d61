"""Two instruments: chosen, mapped clause by clause, and a chosen pair side by side."""

from collections.abc import Sequence
from typing import TypeAlias

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.records import Heading, Judgement, Paragraph
from pipeline.review import VERDICTS, judge_pair, judged_pairs, pair_conflicts
from pipeline.side_by_side import MappedTexts
from pipeline.strings import Strings
from pipeline.views.comparing.clauses import (
    KINDS,
    ClauseRow,
    clause_at,
    clause_rows,
    clause_table,
    pair_table,
)
from pipeline.views.comparing.comparisons import clauses_frame
from pipeline.views.comparing.judged import conflict_line
from pipeline.views.comparing.outgoing import clause_lines
from pipeline.views.comparing.similarity import similarity_chart
from pipeline.views.drawing import DARK, LIGHT, SELECTION
from pipeline.views.files import csv_bytes, html_bytes
from pipeline.views.markup import tag, text
from ui import address, frame
from ui.comparing import texts
from ui.comparing.judging import draw_reviewer
from ui.parts import bridge, choosing
from ui.parts.downloads import draw_downloads
from ui.visitors import access

VIEWS = ("list", "map")
PARTS = ("part_first", "part_second")
Paragraphs: TypeAlias = tuple[Paragraph, ...]
_HEIGHT = 720


def fields(headings: Sequence[Heading]) -> tuple[address.Field, ...]:
    """What the address holds of this way to compare."""
    held = choosing.texts(headings)
    return (
        address.Field("first", options=held),
        address.Field("second", options=held),
        *(address.Field(name) for name in PARTS),
        address.Field("view", VIEWS[0], options=VIEWS),
        address.Field("kind", many=True, options=KINDS),
        address.Field("pair"),
    )


def draw(page: str, held: Collection, headings: Sequence[Heading], say: Strings) -> None:
    """Choose two instruments and draw their map; raises TongwenError for what cannot be read."""
    chosen = texts.choose_two(page, held, headings, say, ("first", "second"), "clauses")
    if chosen is None:
        return
    made = texts.mapped(held, *_parts(page, chosen, say))
    if not made.map.first or not made.map.second:
        frame.notice("clauses.none")
        return
    rows = clause_rows(made, _judged(held, made))
    title = " – ".join(name for name, _ in chosen)
    st.html(tag("p", text(_summary(held, made, say)), "summary", say.lang))
    left, right = st.columns([5, 7], gap="medium")
    with left:
        _draw_map(page, made, rows, say)
    with right:
        _draw_pair(page, held, made, say)
    draw_downloads(
        title,
        {
            "html": lambda: html_bytes(clause_table(made, rows, say, None), title, say.lang),
            "csv": lambda: csv_bytes(clauses_frame(made, rows, say)),
            "jsonl": lambda: clause_lines(made, rows),
        },
        say,
    )
    bridge.on_ask(page, lambda key: _open(page, key))


def _parts(page: str, pair: texts.Pair, say: Strings) -> tuple[Paragraphs, Paragraphs]:
    """The paragraphs of both texts, of those that hold several instruments the chosen one's."""
    out = []
    with st.container(horizontal=True, gap="medium"):
        for name, (_, given) in zip(PARTS, pair, strict=True):
            parts = texts.parts_of(given, say.lang)
            if len(parts) < 2:
                out.append(given)
                continue
            key = address.key(page, name)
            if st.session_state.get(key) not in parts:
                st.session_state[key] = ""
            st.selectbox(
                say(f"clauses.{name}"),
                ["", *parts],
                format_func=lambda part, names=parts: names[part] if part else say("filter.all"),
                key=key,
                width=260,
            )
            out.append(texts.below(given, str(st.session_state[key])))
    return out[0], out[1]


def _judged(held: Collection, made: MappedTexts) -> dict[tuple[int, int], Judgement]:
    texts_of, clauses = (made.first, made.second), (made.map.first, made.map.second)
    return judged_pairs(held.reviews().read().judgements, texts_of, clauses)


def _summary(held: Collection, made: MappedTexts, say: Strings) -> str:
    alone, judged = made.map.absent(), len(_judged(held, made))
    counts = say(
        "clauses.summary",
        pairs=len(made.map.pairs),
        first=len(made.map.first),
        second=len(made.map.second),
        absent_second=len(alone[0]),
        absent_first=len(alone[1]),
    )
    return f"{counts} {say('clauses.confirmed', n=judged)}" if judged else counts


def _draw_map(page: str, made: MappedTexts, rows: Sequence[ClauseRow], say: Strings) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = choosing.segmented(
            page, "view", VIEWS, say("clauses.view"), lambda code: say(f"clauses.view.{code}")
        )
        counts = {kind: sum(kind in row.kinds for row in rows) for kind in KINDS}
        if view == "list":
            st.multiselect(
                say("clauses.relation"),
                KINDS,
                format_func=lambda kind: say(
                    "compare.rule", rule=say(f"clauses.{kind}"), count=counts[kind]
                ),
                key=address.key(page, "kind"),
                placeholder=say("clauses.any"),
                label_visibility="collapsed",
            )
    with st.container(height=_HEIGHT, border=False):
        if view == "map":
            _draw_chart(page, made, say)
            return
        wanted = st.session_state.get(address.key(page, "kind")) or KINDS
        shown = [row for row in rows if row.kinds & set(wanted)]
        if shown:
            st.html(clause_table(made, shown, say, _chosen(page, made)))
        else:
            frame.notice("compare.no_rows")


def _draw_chart(page: str, made: MappedTexts, say: Strings) -> None:
    ink = DARK if st.context.theme.type == "dark" else LIGHT
    st.altair_chart(
        similarity_chart(made, say, ink, selectable=True),
        theme=None,
        width="content",
        key=f"{page}.map",
        on_select=lambda: _take_cell(page),
        selection_mode=SELECTION,
    )


def _take_cell(page: str) -> None:
    """A click on a cell opens its pair."""
    picked = st.session_state[f"{page}.map"].selection.get(SELECTION) or []
    if picked:
        _open(page, str(picked[0].get("key", "")))


def _open(page: str, key: str) -> None:
    st.session_state[address.key(page, "pair")] = key


def _chosen(page: str, made: MappedTexts) -> tuple[int, int] | None:
    """The pair in the address, as positions; None for one that is not there."""
    first, _, second = str(st.session_state.get(address.key(page, "pair"), "")).partition("~")
    found = clause_at(made.map.first, first), clause_at(made.map.second, second)
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _draw_pair(page: str, held: Collection, made: MappedTexts, say: Strings) -> None:
    chosen = _chosen(page, made)
    if chosen is None:
        frame.notice("clauses.choose_pair")
        return
    _draw_verdict(held, made, chosen, say)
    with st.container(height=_HEIGHT - 60, border=False):
        st.html(pair_table(made, *chosen, say))


def _draw_verdict(
    held: Collection, made: MappedTexts, chosen: tuple[int, int], say: Strings
) -> None:
    """What a person said of the pair, and the way to say it."""
    judged = _judged(held, made).get(chosen)
    if judged:
        when = judged.made.replace("T", " ").removesuffix("Z")
        relation = say(f"clauses.{judged.target}")
        line = say("clauses.judged", relation=relation, who=judged.reviewer, when=when)
        st.html(tag("p", text(line), "summary", say.lang))
        for conflict in pair_conflicts(held.reviews().read().judgements):
            if judged in (conflict.earlier, conflict.later):
                st.html(tag("p", text(conflict_line(conflict, say)), "summary", say.lang))
    if not access.may("review"):
        return
    proposed = next(
        (p.relation for p in made.map.pairs if (p.first, p.second) == chosen), VERDICTS[-1]
    )
    place = f"clauses.{chosen[0]}.{chosen[1]}"
    left, middle, right = st.columns([3, 3, 2], vertical_alignment="bottom", gap="small")
    with left:
        who = draw_reviewer(say, "clauses")
    verdict = middle.selectbox(
        say("clauses.verdict"),
        VERDICTS,
        index=VERDICTS.index(proposed),
        format_func=lambda code: say(f"clauses.{code}"),
        key=f"{place}.verdict",
    )
    if right.button(say("clauses.confirm"), key=f"{place}.confirm"):
        both = (made.first, made.second)
        pair = (made.map.first[chosen[0]], made.map.second[chosen[1]])
        try:
            access.require("review")
            log = held.reviews()
            log.add([judge_pair(both, pair, verdict, who, made=log.moment())])
        except TongwenError as error:
            frame.refused(error)
        else:
            st.rerun()
