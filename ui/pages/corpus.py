"""Corpus: what is indexed, in which languages, and what is missing."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Heading, Refusal, Remark, RemarkKind
from pipeline.store.remarks import RemarkCount
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.counts import frame_table
from pipeline.views.files import csv_bytes
from pipeline.views.markup import tag, text
from pipeline.views.remarks import kinds_of, remark_counts_frame, remarks_frame, summary
from pipeline.views.tables import (
    documents_frame,
    held_frame,
    holdings_frame,
    one_sided,
    refusals_frame,
)
from ui import address, frame

PAGE = "corpus"
ROWS = 200


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    headings = held.documents()
    manifest = held.manifest
    zh, en = (sum(h.lang == lang for h in headings) for lang in ("zh", "en"))
    facts = (
        ("corpus.documents", say("corpus.by_language", zh=f"{zh:,}", en=f"{en:,}")),
        (
            "corpus.paragraphs",
            say(
                "corpus.by_language",
                zh=f"{manifest.paragraphs_zh:,}",
                en=f"{manifest.paragraphs_en:,}",
            ),
        ),
        ("corpus.encoder", f"{manifest.encoder} · {manifest.dimensions}"),
        ("corpus.windowed", f"{manifest.windowed:,}"),
        ("corpus.generation", str(manifest.generation)),
        ("corpus.folder", str(frame.index_dir())),
    )
    pairs = "".join(tag("dt", say(key)) + tag("dd", text(value)) for key, value in facts)
    st.html(tag("dl", pairs, "facts", say.lang))
    _section("corpus.held", say)
    st.html(frame_table(held_frame(headings, say), say))
    _draw_missing(headings, say)
    _draw_refused(held.refusals(), say)
    address.adopt(PAGE, _fields(held.remark_counts()))
    _draw_remarks(held, say)
    _draw_documents(headings, say)
    address.publish(PAGE, _fields(held.remark_counts()))


def _fields(counts: Sequence[RemarkCount]) -> tuple[address.Field, ...]:
    return (
        address.Field("find"),
        address.Field("page", "1"),
        address.Field("kind", many=True, options=kinds_of(counts)),
        address.Field("of", options=["", *dict.fromkeys(map(_name, counts))]),
    )


def _name(text: RemarkCount | Heading) -> str:
    return f"{text.symbol} {text.lang}"


def _section(key: str, say: Strings) -> None:
    st.html(tag("h2", say(key), "side-title", say.lang))


def _draw_missing(headings: Sequence[Heading], say: Strings) -> None:
    lonely = one_sided(headings)
    _section("corpus.missing", say)
    if not lonely:
        frame.notice("corpus.none_missing")
        return
    for lang in ("zh", "en"):
        alone = [h for h in lonely if h.lang == lang]
        if alone:
            st.html(tag("p", text(say(f"corpus.only.{lang}", n=len(alone))), "summary"))
            st.html(frame_table(holdings_frame(alone[:ROWS], say), say))
            if len(alone) > ROWS:
                frame.notice("corpus.cut", shown=ROWS)


def _draw_refused(refused: Sequence[Refusal], say: Strings) -> None:
    if not refused:
        return
    _section("corpus.refused", say)
    st.html(frame_table(refusals_frame(refused, say), say))


def _draw_remarks(held: Collection, say: Strings) -> None:
    """What was taken out of the texts and is doubtful: how often, and word for word."""
    counts = held.remark_counts()
    if not counts:
        return
    _section("corpus.remarks", say)
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
    st.html(tag("p", text(summary(counted, say)), "summary"))
    if chosen:
        whole = remarks_frame(_remarks(held, [headings[chosen]], kinds), say)
    else:
        whole = remark_counts_frame([headings[name] for name in named], counts, say)
    st.html(frame_table(whole.head(ROWS), say))
    if len(whole) > ROWS:
        frame.notice("corpus.remark_cut", shown=ROWS, n=f"{len(whole):,}")
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


def _draw_documents(headings: Sequence[Heading], say: Strings) -> None:
    _section("corpus.list", say)
    left, right, last = st.columns([3, 1, 1], vertical_alignment="bottom")
    wanted = left.text_input(
        say("corpus.find"), key=address.key(PAGE, "find"), on_change=_first_page
    ).casefold()
    fitting = {
        h.symbol
        for h in headings
        if wanted in f"{h.symbol} {h.title} {h.body} {h.session} {h.path}".casefold()
    }
    found = [h for h in headings if h.symbol in fitting]
    pages = max(1, -(-len(fitting) // ROWS))
    page = _page(pages)
    if pages > 1:
        st.session_state[f"{PAGE}.number"] = page
        right.number_input(
            say("corpus.page", n=pages), 1, pages, key=f"{PAGE}.number", on_change=_turn
        )
    part = set(sorted(fitting, key=natural)[(page - 1) * ROWS : page * ROWS])
    st.html(tag("p", text(say("corpus.found", n=len(fitting))), "summary"))
    if part:
        shown = holdings_frame([h for h in found if h.symbol in part], say)
        st.html(frame_table(shown, say))
    last.container(horizontal=True, horizontal_alignment="right").download_button(
        say("download.csv"),
        lambda: csv_bytes(documents_frame(found, say)),
        file_name="tongwen-documents.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _page(pages: int) -> int:
    asked = str(st.session_state[address.key(PAGE, "page")])
    return min(max(int(asked) if asked.isdecimal() else 1, 1), pages)


def _turn() -> None:
    st.session_state[address.key(PAGE, "page")] = str(st.session_state[f"{PAGE}.number"])


def _first_page() -> None:
    st.session_state[address.key(PAGE, "page")] = "1"


if __name__ == "__main__":
    show()
