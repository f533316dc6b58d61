"""The issues matrix: filled by rules, looked through, edited here or in a workbook, kept."""

from dataclasses import replace

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import InputError, TongwenError
from pipeline.exchange.matrix import to_xlsx
from pipeline.exchange.matrix_reading import from_xlsx
from pipeline.exchange.matrix_record import to_record
from pipeline.preparation import Preparation
from pipeline.records.matrix import Matrix
from pipeline.strings import Strings
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
from ui import address, choosing, frame
from ui.downloads import draw_downloads
from ui.keep import in_visit
from ui.paging import first_page, page_of
from ui.pairs import state_of

ROWS = 25
VERSIONS = ("kept", "fresh")
MODES = ("read", "edit")
LINE = 92
"""Height of a line of the editor, in pixels: three or four lines of words."""


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
        frame.notice(str(told))
    if not subject:
        frame.notice("matrix.welcome")
    else:
        try:
            _draw_subject(page, held, subject, say)
        except TongwenError as error:
            frame.refused(error)
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
    asked = (state_of(held), say.lang, subject)
    if kept is not None and version == VERSIONS[0]:
        shown = kept
    else:
        with st.spinner(
            say("preparation.gathering", n=f"{held.manifest.documents:,}"), show_time=True
        ):
            shown = in_visit("matrix", asked, lambda: preparation.matrix(subject, say.lang))
    _draw_counts(shown, say)
    if shown is kept:
        _draw_faults(held, shown, say)
    if mode == MODES[1]:
        _draw_editor(page, held, shown, say)
    elif shown.rows:
        numbered = list(enumerate(shown.rows, 1))
        st.html(matrix_table(page_of(page, numbered, say, ROWS), say))
        st.html(tag("p", text(say("matrix.reading")), "remark", say.lang))
    else:
        frame.notice("matrix.no_rows")
    _draw_downloads(page, shown, say)


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


def _draw_downloads(page: str, shown: Matrix, say: Strings) -> None:
    draw_downloads(
        f"{say('preparation.view.matrix')}-{shown.subject}",
        {
            "xlsx": lambda: to_xlsx(shown, say),
            "csv": lambda: csv_bytes(lines_frame(shown, say)),
        },
        say,
        f"{page}.matrix",
    )


def _draw_editor(page: str, held: Collection, shown: Matrix, say: Strings) -> None:
    """The lines of the workbook to edit in place, and a button that keeps them."""
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
    if st.button(say("matrix.keep"), key=f"{page}.keep", type="primary"):
        _keep(page, held, edited(found, shown, say))
        st.rerun()


def _keep(page: str, held: Collection, made: Matrix) -> None:
    """Keep ``made`` as the version of its subject that holds, and say so when next drawn."""
    new = Preparation(held).matrices().keep(made)
    st.session_state[f"{page}.told"] = "matrix.kept" if new else "matrix.unchanged"


def _draw_upload(page: str, held: Collection, say: Strings) -> None:
    """A workbook edited by hand: what was read of it, what no longer stands, and its keeping."""
    st.html(tag("h2", say("matrix.take_in"), "side-title", say.lang))
    given = st.file_uploader(say("matrix.file"), type=["xlsx"], key=f"{page}.file")
    if given is None:
        return
    made = from_xlsx(given.name, given.getvalue())
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
    st.button(
        say("matrix.keep"),
        key=f"{page}.take",
        type="primary",
        on_click=_take,
        args=(page, held, made),
    )


def _take(page: str, held: Collection, made: Matrix) -> None:
    _keep(page, held, made)
    st.session_state[address.key(page, "subject")] = made.subject
    st.session_state[address.key(page, "version")] = VERSIONS[0]
