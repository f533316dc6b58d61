"""Files handed over on the page: what is given with them, the work, and its report."""

from collections import deque
from collections.abc import Iterator, Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import Busy, TongwenError
from pipeline.ingest import Progress, Upload, take_uploads
from pipeline.lexicon import rows
from pipeline.readers.archives import is_archive
from pipeline.records import LANGS, Given, Lang
from pipeline.strings import Strings
from pipeline.text.symbols import natural, normalise_symbol
from pipeline.views.corpus.outcomes import (
    progress_line,
    refused_table,
    remarks_line,
    removed_table,
    report_summary,
    taken_table,
)
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from ui import frame
from ui.corpus.background import Bench, Outcome, bench
from ui.visitors import access

PAGE = "corpus"
_STATUSES = ("", "adopted", "final", "draft")
_MOST_NAMED = 20
"""Files left aside that are named one by one."""


def draw_taking(held: Collection, say: Strings) -> None:
    """The place to drop files, and what may be said of them."""
    at = bench(str(frame.index_dir()))
    turn = st.session_state.setdefault(f"{PAGE}.turn", 0)
    st.html(tag("p", say("taking.lead"), "remark", say.lang))
    files = st.file_uploader(
        say("taking.files"),
        type=None,  # whatever is dropped gets an answer; what is no text is refused with its reason
        accept_multiple_files=True,
        key=f"{PAGE}.files.{turn}",
    )
    given = _draw_given(held, len(files), say, turn)
    if not files:
        return
    names = [file.name for file in files]
    label = say("taking.take", n=len(files))
    if st.button(label, type="primary", key=f"{PAGE}.take", disabled=at.running is not None):
        uploads = [Upload(file.name, file.getvalue(), given) for file in files]
        try:
            take(held, at, uploads)
        except Busy as error:
            frame.refused(error)
            return
        st.session_state[f"{PAGE}.turn"] = turn + 1  # an empty place, and the memory given back
        st.rerun()
    if any(map(is_archive, names)):
        st.html(tag("p", say("taking.archives"), "remark", say.lang))


def take(held: Collection, at: Bench, uploads: Sequence[Upload]) -> None:
    """Begin to take files in. Raises Busy where other work is under way, NotAllowed for a visitor
    who may not review."""
    access.require("review")
    folder = frame.index_dir()
    left = deque(uploads)
    archives = any(is_archive(upload.name) for upload in uploads)

    def work(at: Bench) -> Outcome:
        files = _one_by_one(left, at)
        # no helpers: the processes that a server starts would run its page once more
        report = take_uploads(
            files, folder, held.encoder(), at.tell, workers=0, stopping=lambda: at.stopping
        )
        return Outcome(report=report, untouched=tuple(upload.name for upload in left))

    at.start("taking", 0 if archives else len(uploads), work)


def _one_by_one(left: deque[Upload], at: Bench) -> Iterator[Upload]:
    """The files of ``left``, each told of before it is read and gone from there when it has been;
    none once the end is asked for."""
    while left and not at.stopping:
        upload = left[0]
        before = at.running.step if at.running else None
        done = (before.files, before.paragraphs) if before else (0, 0)
        at.tell(Progress("reading", *done, upload.name))
        yield upload
        if not (at.stopping and is_archive(upload.name)):  # else some of it may be left
            left.popleft()


def _draw_given(held: Collection, files: int, say: Strings, turn: int) -> Given:
    """What the visitor says of the files where their texts do not."""
    with st.expander(say("taking.given")):
        st.html(tag("p", say("taking.given_why"), "remark", say.lang))
        left, middle, right, last = st.columns(4)
        lang: Lang | str = left.selectbox(
            say("column.language"),
            ["", *LANGS],
            format_func=lambda code: say(f"language.{code}") if code else say("taking.as_read"),
            key=f"{PAGE}.lang.{turn}",
        )
        codes = {row["code"] for row in rows("bodies")} | {h.body for h in held.documents()}
        body = middle.selectbox(
            say("column.body"),
            ["", *sorted(filter(None, codes), key=natural)],
            format_func=lambda c: name_of("body", c, say) if c else say("taking.as_read"),
            key=f"{PAGE}.body.{turn}",
        )
        status = right.selectbox(
            say("column.status"),
            _STATUSES,
            format_func=lambda c: say(f"status.{c}") if c else say("taking.as_read"),
            key=f"{PAGE}.status.{turn}",
        )
        symbol = last.text_input(
            say("column.symbol"),
            key=f"{PAGE}.symbol.{turn}",
            disabled=files > 1,
            help=say("taking.symbol_help"),
        ).strip()
    kept = normalise_symbol(symbol) if "/" in symbol else symbol
    return Given(
        symbol=kept if files == 1 else "",
        lang="zh" if lang == "zh" else "en" if lang == "en" else "",
        body=body or "",
        status=status or "",
    )


def draw_work(held: Collection, say: Strings) -> None:
    """The work under way, for every visitor, and what came of the last until it is put away."""
    at = bench(str(frame.index_dir()))
    if at.running:
        st.fragment(run_every=0.5)(_draw_running)(at, say)
        return
    last = at.last
    if last is None or st.session_state.get(f"{PAGE}.seen") == last[0]:
        return
    with st.container(key="work-done"):
        _draw_outcome(last[1], held, say)
        if st.button(say("taking.put_away"), key=f"{PAGE}.put_away", type="tertiary"):
            st.session_state[f"{PAGE}.seen"] = last[0]
            st.rerun()


def _draw_running(at: Bench, say: Strings) -> None:
    running = at.running
    if running is None:
        st.rerun()
        return
    st.html(progress_line(running.step, running.of, running.seconds, say))
    if running.step and running.of and running.step.stage in ("reading", "removing"):
        st.progress(min(1.0, running.step.files / running.of))
    if running.stopping:
        st.html(tag("p", say("taking.stopping"), "remark", say.lang))
    elif (
        running.kind == "taking"
        and access.may("review")
        and st.button(say("taking.stop"), key=f"{PAGE}.stop", help=say("taking.stop_help"))
    ):
        at.stop()
        st.rerun(scope="fragment")


def _draw_outcome(outcome: Outcome, held: Collection, say: Strings) -> None:
    if outcome.error:
        _draw_error(outcome.error, say)
    if outcome.removed:
        line = say("removing.done", n=len(outcome.removed))
        st.html(tag("h2", line, "side-title", say.lang))
        st.html(removed_table(outcome.removed, say))
    report = outcome.report
    if report is None:
        return
    st.html(tag("h2", say("taking.report"), "side-title", say.lang))
    st.html(report_summary(report, say))
    if report.taken:
        zh, en = ({h.symbol for h in held.documents() if h.lang == lang} for lang in LANGS)
        st.html(taken_table(report.taken, zh & en, say))
    if report.refused:
        st.html(tag("p", say("taking.refused", n=len(report.refused)), "summary", say.lang))
        st.html(refused_table(report.refused, say))
    if line := remarks_line(report, say):
        st.html(line)
    if outcome.untouched:
        names = [
            *outcome.untouched[:_MOST_NAMED],
            *(["…"] * (len(outcome.untouched) > _MOST_NAMED)),
        ]
        line = say("taking.untouched", n=len(outcome.untouched))
        st.html(tag("p", f"{text(line)} {text(say('list.comma').join(names))}", "remark", say.lang))


def _draw_error(error: TongwenError, say: Strings) -> None:
    frame.refused(error)
    key = f"taking.help.{type(error).__name__}"
    if say.has(key):
        st.html(tag("p", say(key), "remark", say.lang))
