"""Dated events of one text, of the index or of a file: a line of time and a table."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.preparation.events import events_of
from pipeline.readers import read_bytes
from pipeline.readers.formats import SUFFIXES
from pipeline.records import Given, Heading, Lang
from pipeline.records.events import Event, EventKind
from pipeline.segment import segment
from pipeline.strings import Strings
from pipeline.views.drawing import DARK, LIGHT, Ink, can_draw_files, png_bytes, svg_bytes
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.practice.charts import events_chart
from pipeline.views.practice.events import events_frame, events_table, kind_counts
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.keep import in_visit, kept
from ui.parts import choosing
from ui.parts.choosing import File, segmented
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of

ROWS = 50
FROM = ("held", "file")


def fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("from", FROM[0], options=FROM),
        address.Field("doc", options=_texts(state_of(held), held)),
        address.Field("event", many=True, options=get_args(EventKind)),
    )


@kept(1)
def _texts(state: str, _held: Collection) -> tuple[str, ...]:
    return tuple(choosing.texts(_held.documents()))


def draw(page: str, held: Collection, say: Strings) -> None:
    """Choose a text and draw its events; raises TongwenError for a file that cannot be read."""
    left, right = st.columns([1, 3], vertical_alignment="bottom", gap="medium")
    with left:
        source = segmented(
            page,
            "from",
            FROM,
            say("events.source"),
            lambda code: say(f"events.from.{code}"),
            lambda: first_page(page),
        )
    with right:
        given = _of_file(page, say) if source == "file" else _of_index(page, held, say)
    if given is None:
        return
    name, events = given
    if not events:
        frame.notice("events.none", name=name)
        return
    _draw_events(page, name, events, say)


def _of_index(page: str, held: Collection, say: Strings) -> tuple[str, tuple[Event, ...]] | None:
    code = choosing.one_text(
        page, "doc", held.documents(), say("events.text"), say, lambda: first_page(page)
    )
    if not code:
        frame.notice("events.choose")
        return None
    symbol, _, lang = code.rpartition(" ")
    language: Lang = "zh" if lang == "zh" else "en"
    with st.spinner(say("events.reading", name=symbol)):
        events = in_visit(
            "dated",
            (state_of(held), code),
            lambda: Preparation(held).events(symbol, language),
        )
    return symbol, events


def _of_file(page: str, say: Strings) -> tuple[str, tuple[Event, ...]] | None:
    given = st.file_uploader(
        say("events.file"),
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        key=f"{page}.file",
    )
    if given is None:
        frame.notice("events.give")
        return None
    file = File(given.name, given.getvalue())
    with st.spinner(say("events.reading", name=file.name)):
        return file.name, in_visit("dated file", file, lambda: _read(file))


def _read(file: File) -> tuple[Event, ...]:
    document = read_bytes(file.name, file.content, Given())
    paragraphs = segment(document)
    return events_of(Heading.of(document, len(paragraphs)), paragraphs)


def _ink() -> Ink:
    return DARK if st.context.theme.type == "dark" else LIGHT


def _draw_events(page: str, name: str, events: Sequence[Event], say: Strings) -> None:
    counts = kind_counts(events)
    key = address.key(page, "event")
    st.session_state[key] = [kind for kind in st.session_state.get(key) or () if kind in counts]
    st.pills(
        say("column.event"),
        list(counts),
        selection_mode="multi",
        format_func=lambda kind: say(
            "filter.option", name=say(f"event.{kind}"), count=f"{counts[kind]:,}"
        ),
        key=key,
        on_change=lambda: first_page(page),
        label_visibility="collapsed",
    )
    wanted = st.session_state[key]
    rows = [event for event in events if not wanted or event.kind in wanted]
    st.html(tag("p", text(say("events.found", n=f"{len(rows):,}", name=name)), "summary", say.lang))
    remarks = [say("events.remark")]
    if not any(event.counterpart for event in events):
        other = "en" if events[0].passage.paragraph.lang == "zh" else "zh"
        remarks.append(say(f"card.no_counterpart.{other}"))
    st.html("".join(tag("p", text(remark), "remark", say.lang) for remark in remarks))
    st.altair_chart(events_chart(rows, say, _ink()), key=f"{page}.line", width="stretch")
    st.html(events_table(page_of(page, rows, say, ROWS), say))
    makers = {
        "csv": lambda: csv_bytes(events_frame(rows, say)),
        "xlsx": lambda: xlsx_bytes(events_frame(rows, say), say("practices.view.events")),
    }
    if can_draw_files():
        makers["svg"] = lambda: svg_bytes(events_chart(rows, say))
        makers["png"] = lambda: png_bytes(events_chart(rows, say))
    draw_downloads(f"events-{name}", makers, say, f"{page}.events")
