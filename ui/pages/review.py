"""Review: what awaits a person, where people disagree, how the alignment does, logs in and out."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.records import LANGS, Heading, Judgement
from pipeline.review import LOG, judgement
from pipeline.store.appended import aside_of
from pipeline.strings import Strings
from pipeline.views.comparing.comparisons import (
    confidence_frame,
    judgements_frame,
    reasons_frame,
    reviewers_frame,
    set_aside_frame,
)
from pipeline.views.comparing.judged import concerned_line, judged_line, openings
from pipeline.views.comparing.parallel import Places, table
from pipeline.views.counts import frame_table
from pipeline.views.files import csv_bytes
from pipeline.views.markup import tag, text
from ui import address, frame
from ui.comparing import judging
from ui.comparing.awaiting import REASONS, Reason, waiting
from ui.comparing.pairs import disputes_of, quality_of, versions_of_symbol
from ui.comparing.uploads import merge_log, take_corrected
from ui.comparing.version_rows import order_of
from ui.parts import bridge, choosing
from ui.parts.paging import first_page, page_of
from ui.visitors import access

PAGE = "review"
ROWS = 50
LISTED = 100
ALL_AT_MOST = 40
"""Texts up to which all are looked through at once; of more, one is chosen."""


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    headings = held.documents()
    both = choosing.in_both(headings)
    options = ["", *both] if len(both) <= ALL_AT_MOST else both
    fields = (
        address.Field("symbol", options[0] if options else "", options=options),
        address.Field("reason", REASONS[0], options=REASONS),
        address.Field("page", "1"),
    )
    address.adopt(PAGE, fields)
    if not both:
        frame.notice("compare.none_held")
        return
    _draw_waiting(held, headings, options, say)
    try:
        _draw_log(held, both, say)
    except TongwenError as error:
        frame.refused(error)
    address.publish(PAGE, fields)


def _section(key: str, say: Strings) -> None:
    st.html(tag("h2", say(key), "side-title", say.lang))


def _draw_waiting(
    held: Collection, headings: Sequence[Heading], options: Sequence[str], say: Strings
) -> None:
    titles = {h.symbol: h.title for h in headings if h.lang == say.lang}
    left, right = st.columns([2, 4], vertical_alignment="bottom", gap="medium")
    left.selectbox(
        say("review.text"),
        options,
        format_func=lambda s: f"{s}  {titles.get(s, '')}" if s else say("review.all"),
        key=address.key(PAGE, "symbol"),
        on_change=lambda: first_page(PAGE),
    )
    chosen = st.session_state[address.key(PAGE, "symbol")]
    symbols = [chosen] if chosen else [s for s in options if s]
    with st.spinner(say("review.reading", n=len(symbols)), show_time=False):
        rows = [row for s in symbols for row in versions_of_symbol(held, s).rows]
    found = {reason: waiting(rows, reason) for reason in REASONS}
    with right, st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        reason: Reason = choosing.segmented(  # type: ignore[assignment]
            PAGE,
            "reason",
            REASONS,
            say("review.reason"),
            lambda code: say(f"review.{code}", count=len(found[code])),  # type: ignore[index]
            lambda: first_page(PAGE),
        )
        part = page_of(PAGE, found[reason], say, ROWS)
    if not part:
        frame.notice("review.nothing")
    else:
        places: Places = "place" if chosen else "citation"
        st.html(table(part, say, order_of(say), places=places, can_judge=access.may("review")))
    bridge.on_ask(PAGE, judging.take)
    judging.draw(held, say)
    bridge.mark_words(part)


def _draw_log(held: Collection, both: Sequence[str], say: Strings) -> None:
    """Everything about the log; raises TongwenError for one that cannot be read."""
    log = held.reviews().read()
    who = _draw_uploads(held, both, say)
    if log.torn:
        frame.notice("review.torn")
    if log.aside:
        frame.notice("log.aside", n=log.aside, file=aside_of(held.reviews().path).name)
    if not log.judgements:
        frame.notice("review.none")
        return
    _draw_doubtful(held, who, say)
    _draw_quality(held, say)
    _draw_list(held, log.judgements, say)


def _draw_doubtful(held: Collection, who: str, say: Strings) -> None:
    """Judgements that contradict each other, and those whose paragraphs are gone."""
    found = disputes_of(held)
    if found.conflicts:
        _section("review.conflicts", say)
        st.html(tag("p", text(say("review.settle")), "remark", say.lang))
    for later in dict.fromkeys(c.later for c in found.conflicts):
        contradicted = (c.earlier for c in found.conflicts if c.later == later)
        for made in (*contradicted, later):
            _draw_judgement(held, made, f"{later.id}.{made.id}", who, say)
    if found.stale:
        _section("review.stale", say)
    for made in found.stale:
        _draw_judgement(held, made, f"stale.{made.id}", who, say)


def _draw_judgement(held: Collection, made: Judgement, key: str, who: str, say: Strings) -> None:
    words, button = st.columns([6, 1], vertical_alignment="center")
    first = openings(*(held.paragraphs(made.symbol, lang) for lang in LANGS))
    where = " ".join(filter(None, (made.symbol, concerned_line(made, say, first))))
    line = say("review.of", symbol=where, line=judged_line(made, say))
    words.html(tag("p", text(line), "summary"))
    if access.may("review") and button.button(say("judge.withdraw"), key=f"withdraw.{key}"):
        access.require("review")
        when = held.reviews().moment()
        held.reviews().add([judgement(made.symbol, "withdraw", who, target=made.id, made=when)])
        st.rerun()


def _draw_quality(held: Collection, say: Strings) -> None:
    _section("review.quality", say)
    found = quality_of(held)
    left, right = st.columns(2, gap="medium")
    left.html(frame_table(confidence_frame(found, say), say))
    left.html(frame_table(reasons_frame(found, say), say))
    right.html(frame_table(reviewers_frame(found, say), say))
    if found.dismissed:
        right.html(frame_table(set_aside_frame(sorted(found.dismissed.items()), say), say))
    counts = say("review.counts", stale=found.stale, conflicts=found.conflicts)
    right.html(tag("p", text(counts), "summary", say.lang))


def _draw_list(held: Collection, judgements: Sequence[Judgement], say: Strings) -> None:
    _section("review.log", say)
    latest = tuple(reversed(judgements))
    st.html(frame_table(judgements_frame(latest[:LISTED], say), say, "held judgements"))
    if len(latest) > LISTED:
        frame.notice("corpus.remark_cut", shown=LISTED, n=len(latest))
    line = st.container(horizontal=True, gap="small")
    line.download_button(
        say("review.download"),
        lambda: held.reviews().path.read_bytes(),
        file_name=LOG,
        mime="application/jsonl",
        on_click="ignore",
    )
    line.download_button(
        say("download.csv"),
        lambda: csv_bytes(judgements_frame(latest, say)),
        file_name="tongwen-reviews.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _draw_uploads(held: Collection, both: Sequence[str], say: Strings) -> str:
    """The reviewer's name, a log to take in, and an alignment corrected by hand; a visitor who may
    only read is told so."""
    if not access.may("review"):
        st.html(tag("p", text(say("access.read_only")), "remark", say.lang))
        return ""
    _section("review.take_in", say)
    name, log, corrected = st.columns([1, 2, 2], gap="medium")
    with name:
        who = judging.draw_reviewer(say, PAGE)
    with log:
        given = st.file_uploader(say("review.log_file"), type=["jsonl"], key=f"{PAGE}.log")
        if given and st.button(say("review.merge"), key=f"{PAGE}.merge"):
            taken = merge_log(held, choosing.File(given.name, given.getvalue()))
            frame.notice("review.merged", n=taken)
    with corrected:
        file = st.file_uploader(say("review.corrected"), type=["tmx", "xlsx"], key=f"{PAGE}.file")
        chosen = str(st.session_state[address.key(PAGE, "symbol")]) or _symbol_of(both, say)
        if file and st.button(say("review.take", symbol=chosen), key=f"{PAGE}.take"):
            given_file = choosing.File(file.name, file.getvalue())
            changed = take_corrected(held, chosen, given_file, who, "")
            frame.notice("review.taken", n=changed, symbol=chosen)
    return who


def _symbol_of(both: Sequence[str], say: Strings) -> str:
    """The text that a corrected file is of, where none is chosen above."""
    return str(st.selectbox(say("review.file_of"), both, key=f"{PAGE}.of"))


if __name__ == "__main__":
    show()
