"""Files that were not taken in, and what was taken out of the others or looks wrong in them."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Heading, Refusal, Remark, RemarkKind
from pipeline.store.remarks import RemarkCount
from pipeline.strings import Strings
from pipeline.views.corpus.outcomes import refused_table
from pipeline.views.counts import frame_table
from pipeline.views.files import csv_bytes
from pipeline.views.markup import tag, text
from pipeline.views.remarks import kinds_of, remark_counts_frame, remarks_frame, summary
from pipeline.views.tables import refusals_frame
from ui import address, frame
from ui.parts.downloads import draw_table_files

PAGE = "corpus"
ROWS = 200


def fields(counts: Sequence[RemarkCount]) -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("kind", many=True, options=kinds_of(counts)),
        address.Field("of", options=["", *dict.fromkeys(map(_name, counts))]),
    )


def _name(text: RemarkCount | Heading) -> str:
    return f"{text.symbol} {text.lang}"


def draw_files(held: Collection, say: Strings) -> None:
    """Both lists; a line where there is nothing in them."""
    refused, counts = held.refusals(), held.remark_counts()
    if not refused and not counts:
        frame.notice("corpus.nothing_noted")
    if refused:
        _draw_refused(refused, say)
    if counts:
        _draw_remarks(held, counts, say)


def _draw_refused(refused: Sequence[Refusal], say: Strings) -> None:
    st.html(tag("h2", say("corpus.refused"), "side-title", say.lang))
    st.html(refused_table(refused[:ROWS], say))
    if len(refused) > ROWS:
        frame.notice("corpus.remark_cut", shown=ROWS, n=f"{len(refused):,}")
    title = say("corpus.refused")
    draw_table_files(title, lambda: refusals_frame(refused, say), say, f"{PAGE}.refused")


def _draw_remarks(held: Collection, counts: Sequence[RemarkCount], say: Strings) -> None:
    """What was taken out of the texts and is doubtful: how often, and word for word."""
    st.html(tag("h2", say("corpus.remarks"), "side-title", say.lang))
    left, right, last = st.columns([2, 2, 1], vertical_alignment="bottom")
    kinds: list[RemarkKind] = left.multiselect(
        say("corpus.remark_kinds"),
        kinds_of(counts),
        format_func=lambda kind: say(f"remark.{kind}"),
        key=address.key(PAGE, "kind"),
        placeholder=say("filter.any"),
    )
    counts = tuple(count for count in counts if not kinds or count.kind in kinds)
    headings = {_name(heading): heading for heading in held.documents()}
    named = list(dict.fromkeys(map(_name, counts)))
    chosen = st.session_state[address.key(PAGE, "of")]
    shown = named if not chosen or chosen in named else [chosen, *named]
    chosen = right.selectbox(
        say("corpus.remark_document"),
        ["", *shown],
        format_func=lambda name: _titled(headings, name, say),
        key=address.key(PAGE, "of"),
    )
    counted = [count for count in counts if chosen in ("", _name(count))]
    st.html(tag("p", text(summary(counted, say)), "summary", say.lang))
    if chosen:
        whole = remarks_frame(_remarks(held, [headings[chosen]], kinds), say)
    else:
        whole = remark_counts_frame([headings[name] for name in named[:ROWS]], counts, say)
    st.html(frame_table(whole.head(ROWS), say))
    if (rows := len(whole) if chosen else len(named)) > ROWS:
        frame.notice("corpus.remark_cut", shown=ROWS, n=f"{rows:,}")
    listed = [headings[name] for name in ([chosen] if chosen else named)]
    last.container(horizontal=True, horizontal_alignment="right").download_button(
        say("download.csv"),
        lambda: csv_bytes(remarks_frame(_remarks(held, listed, kinds), say)),
        file_name="tongwen-remarks.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"{PAGE}.remarks",
    )


def _remarks(
    held: Collection, headings: Sequence[Heading], kinds: Sequence[RemarkKind]
) -> Iterator[tuple[Heading, Remark]]:
    for heading in headings:
        for remark in held.remarks(heading.symbol, heading.lang):
            if not kinds or remark.kind in kinds:
                yield heading, remark


def _titled(headings: Mapping[str, Heading], name: str, say: Strings) -> str:
    if not name:
        return say("corpus.remark_choose")
    heading = headings[name]
    parts = (heading.symbol, say(f"language.{heading.lang}"), heading.title)
    return " · ".join(filter(None, parts))
