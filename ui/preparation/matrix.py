"""The issues matrix: filled by rules, looked through, edited here or in a workbook, kept."""

from dataclasses import dataclass, replace

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import InputError, TongwenError
from pipeline.exchange.matrix import to_xlsx
from pipeline.exchange.matrix_reading import read_workbook
from pipeline.exchange.matrix_record import to_record
from pipeline.preparation import Preparation
from pipeline.records.matrix import Matrix
from pipeline.store.appended import aside_of
from pipeline.strings import Strings
from pipeline.tracing import traces_of_index
from pipeline.views.files import csv_bytes
from pipeline.views.markup import tag, text
from pipeline.views.preparation.matrix import (
    counts_of,
    edit_frame,
    edited,
    faults_table,
    lines_frame,
    matrix_table,
    of_people,
)
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.keep import forget, in_visit
from ui.parts import choosing
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.visitors import access

ROWS = 25
VERSIONS = ("kept", "fresh")
MODES = ("read", "edit")
LINE = 92
"""Height of a line of the editor, in pixels: three or four lines of words."""
_EDITED = "edited-matrix"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a person edits: the matrix that they began with, and the version kept at that time."""

    base: Matrix
    seen: Matrix | None


def fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("subject"),
        address.Field("version", VERSIONS[0], options=VERSIONS),
        address.Field("mode", MODES[0], options=MODES),
    )


def draw(page: str, held: Collection, say: Strings) -> None:
    """Take a subject and draw its matrix; a workbook is taken in below. Raises TongwenError for a
    subject that nothing held concerns, and a log that cannot be read."""
    subject = st.text_input(
        say("briefing.subject"),
        key=address.key(page, "subject"),
        placeholder=say("preparation.subject_hint"),
        on_change=lambda: first_page(page),
    ).strip()
    if told := st.session_state.pop(f"{page}.told", None):
        frame.notice(told[0], rows=told[1])
    if not subject:
        frame.notice("matrix.welcome")
    else:
        try:
            _draw_subject(page, held, subject, say)
        except TongwenError as error:
            frame.refused(error)
    if access.may("review"):
        _draw_upload(page, held, say)


def _draw_subject(page: str, held: Collection, subject: str, say: Strings) -> None:
    preparation = Preparation(held)
    kept = preparation.matrices().latest(subject)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        version = VERSIONS[1]
        if kept is not None:
            version = choosing.segmented(
                page,
                "version",
                VERSIONS,
                say("matrix.version"),
                lambda code: say(f"matrix.version.{code}"),
                lambda: first_page(page),
            )
        mode = choosing.segmented(
            page, "mode", MODES, say("matrix.mode"), lambda code: say(f"matrix.mode.{code}")
        )
    _draw_log(held)
    asked = (state_of(held), say.lang, subject)
    if kept is not None and version == VERSIONS[0]:
        shown = kept
    else:
        with st.spinner(
            say("preparation.gathering", n=f"{held.manifest.documents:,}"), show_time=True
        ):
            shown = in_visit("matrix", asked, lambda: preparation.matrix(subject, say.lang))
    begun = _begun(mode, (subject, version, say.lang), shown, kept)
    if begun is not None:
        shown = begun.base
        if begun.seen != kept:
            frame.notice("matrix.meanwhile")
    _draw_counts(shown, say)
    if shown == kept:
        _draw_faults(held, shown, say)
    if begun is not None:
        _draw_editor(page, held, begun, say)
    elif shown.rows:
        numbered = list(enumerate(shown.rows, 1))
        st.html(matrix_table(page_of(page, numbered, say, ROWS), say))
        st.html(tag("p", text(say("matrix.reading")), "remark", say.lang))
    else:
        frame.notice("matrix.no_rows")
    _draw_downloads(page, held, shown, say)


def _begun(
    mode: str, asked: tuple[str, str, str], shown: Matrix, kept: Matrix | None
) -> Begun | None:
    """What is edited: the matrix as it was when editing began, whatever others keep meanwhile, so
    that nothing that was typed is lost; None where nothing is edited."""
    if mode != MODES[1]:
        forget(_EDITED)
        return None
    return in_visit(_EDITED, asked, lambda: Begun(shown, kept))


def _draw_log(held: Collection) -> None:
    """What the log of matrices lost to a power loss, and what was set aside of it."""
    log = Preparation(held).matrices()
    if log.is_torn():
        frame.notice("matrix.torn")
    if aside := log.aside():
        frame.notice("log.aside", n=aside, file=aside_of(log.path).name)


def _draw_counts(shown: Matrix, say: Strings) -> None:
    counts = counts_of(shown)
    line = say(
        "matrix.counts",
        n=len(shown.rows),
        issues=counts["issue"],
        solutions=counts["solution"],
        examples=counts["example"],
        own=counts["own"],
    )
    st.html(tag("p", text(line), "summary", say.lang))


def _draw_faults(held: Collection, shown: Matrix, say: Strings) -> int:
    """The quotations that no longer stand, and how many they are."""
    faults = Preparation(held).matrix_faults(shown)
    if faults:
        frame.notice("matrix.faults", n=len(faults))
        st.html(faults_table(faults, shown, say))
    return len(faults)


def _draw_downloads(page: str, held: Collection, shown: Matrix, say: Strings) -> None:
    traces = traces_of_index(held)
    draw_downloads(
        f"{say('preparation.view.matrix')}-{shown.subject}",
        {
            "xlsx": lambda: to_xlsx(shown, say, traces.of_all(shown)),
            "csv": lambda: csv_bytes(lines_frame(shown, say)),
        },
        say,
        f"{page}.matrix",
    )


def _draw_editor(page: str, held: Collection, begun: Begun, say: Strings) -> None:
    """The lines of the workbook to edit in place, and a button that keeps them."""
    shown = begun.base
    columns = {"row": "small", "kind": "small"} | dict.fromkeys(
        ("issue", "solution", "example"), "large"
    )
    lines = edit_frame(shown, say)
    kinds = [say(f"matrix.kind.{kind}") for kind in ("legal", "practical")]
    config = {
        column: st.column_config.TextColumn(
            say(f"matrix.{column}"), width=columns.get(column, "medium")
        )
        for column in lines.columns
    }
    config["kind"] = st.column_config.TextColumn(
        say("matrix.kind"), validate=f"^({'|'.join(kinds)})?$", width="small"
    )
    st.html(tag("p", text(say("matrix.editing")), "remark", say.lang))
    found = st.data_editor(
        lines,
        column_config=config,
        num_rows="dynamic",
        hide_index=True,
        row_height=LINE,
        height=560,
        key=f"{page}.editor.{hash((to_record(shown), say.lang))}",
    )
    if not access.may("review"):
        st.html(tag("p", text(say("access.read_only")), "remark", say.lang))
    elif st.button(say("matrix.keep"), key=f"{page}.keep", type="primary"):
        _keep(page, held, edited(found, shown, say), begun)
        st.rerun()


def _keep(page: str, held: Collection, made: Matrix, begun: Begun) -> None:
    """Keep ``made`` as the version of its subject that holds, merged with what somebody else kept
    since it was begun, and say so when next drawn. Raises NotAllowed for a visitor who may not
    review."""
    access.require("review")
    outcome = Preparation(held).matrices().keep(made, begun.base, begun.seen)
    forget(_EDITED)
    numbers = [str(n) for n, row in enumerate(outcome.matrix.rows, 1) if row.id in outcome.doubled]
    told = "kept" if outcome.is_new else "unchanged"
    if outcome.is_merged:
        told = "doubled" if numbers else "merged"
    st.session_state[f"{page}.told"] = f"matrix.{told}", ", ".join(numbers)


def _draw_upload(page: str, held: Collection, say: Strings) -> None:
    """A workbook edited by hand: what was read of it, what no longer stands, and its keeping."""
    st.html(tag("h2", say("matrix.take_in"), "side-title", say.lang))
    given = st.file_uploader(say("matrix.file"), type=["xlsx"], key=f"{page}.file")
    if given is None:
        return
    read = read_workbook(given.name, given.getvalue())
    made = read.matrix
    subject = made.subject or str(st.session_state[address.key(page, "subject")]).strip()
    if not subject:
        raise InputError(given.name, say("matrix.no_subject"))
    made = replace(made, subject=subject)
    st.html(tag("p", text(say("matrix.read_on", subject=subject)), "summary", say.lang))
    _draw_counts(made, say)
    if not _draw_faults(held, made, say):
        frame.notice("matrix.all_stand")
    theirs = of_people(made)
    if theirs:
        st.html(tag("p", text(say("matrix.theirs", n=len(theirs))), "summary", say.lang))
        st.html(matrix_table(theirs[:ROWS], say))
    if len(theirs) > ROWS:
        frame.notice("articles.cut_rows", shown=ROWS, n=len(theirs))
    _draw_takes(page, held, made, read.written, say)


def _draw_takes(
    page: str, held: Collection, made: Matrix, written: Matrix | None, say: Strings
) -> None:
    """The button that keeps what was read and, where somebody kept another version since the file
    was ``written``, one that keeps it without that one."""
    log = Preparation(held).matrices()
    alone = Begun(made, log.latest(made.subject))
    ways = {"keep": alone}
    if log.outlook(made, written).is_merged:
        frame.notice("matrix.meanwhile")
        ways = {"keep": Begun(written or made, None), "replace": alone}
    with st.container(horizontal=True, gap="small"):
        for way, begun in ways.items():
            st.button(
                say(f"matrix.{way}"),
                key=f"{page}.{'take' if way == 'keep' else way}",
                type="primary" if way == "keep" else "secondary",
                on_click=_take,
                args=(page, held, made, begun),
            )


def _take(page: str, held: Collection, made: Matrix, begun: Begun) -> None:
    _keep(page, held, made, begun)
    st.session_state[address.key(page, "subject")] = made.subject
    st.session_state[address.key(page, "version")] = VERSIONS[0]
