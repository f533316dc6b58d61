"""The legal basis of a measure: chosen from the list, drawn in both languages, ready to paste."""

from collections.abc import Callable

import streamlit as st

from pipeline.collection import Collection
from pipeline.exchange.legal_basis import to_docx, to_markdown
from pipeline.preparation import Preparation
from pipeline.preparation.legal_basis import measures
from pipeline.records.matrix import LegalBasis
from pipeline.strings import Strings
from pipeline.tracing import traces_of_index
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.preparation.basis import (
    basis_frame,
    measure_name,
    passage_cards,
    provision_cards,
)
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.keep import in_visit
from ui.parts.downloads import draw_downloads


def fields(held: Collection) -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (address.Field("measure", options=tuple(m.code for m in measures())),)


def draw(page: str, held: Collection, say: Strings) -> None:
    """Choose a measure and draw what a request for it can rest on."""
    listed = {measure.code: measure for measure in Preparation(held).measures()}
    names = {code: measure_name(measure, say) for code, measure in listed.items()}
    st.selectbox(
        say("basis.measure"),
        ["", *sorted(names, key=lambda code: names[code].casefold())],
        format_func=lambda code: names[code] if code else say("basis.choose"),
        key=address.key(page, "measure"),
    )
    code = str(st.session_state[address.key(page, "measure")])
    if not code:
        frame.notice("basis.welcome", n=len(listed))
        return
    with st.spinner(say("preparation.gathering", n=f"{held.manifest.documents:,}"), show_time=True):
        basis = in_visit(
            "basis",
            (state_of(held), say.lang, code),
            lambda: Preparation(held).legal_basis(code, say.lang),
        )
    _draw_parts(basis, say)
    _draw_downloads(page, held, basis, say)


def _draw_parts(basis: LegalBasis, say: Strings) -> None:
    parts: tuple[tuple[str, int, Callable[[], str]], ...] = (
        ("provisions", len(basis.provisions), lambda: provision_cards(basis.provisions, say)),
        (
            "recommendations",
            len(basis.recommendations),
            lambda: passage_cards(basis.recommendations, say),
        ),
        ("models", len(basis.models), lambda: passage_cards(basis.models, say)),
    )
    for name, count, draws in parts:
        title = say("preparation.counted", name=say(f"basis.{name}"), n=count)
        st.html(tag("h2", text(title), "side-title", say.lang))
        if name == "provisions" and basis.not_held:
            missing = say("list.comma").join(basis.not_held)
            line = f"{say('basis.not_held')}: {missing}"
            st.html(tag("p", text(line), "remark", say.lang))
        st.html(draws() or tag("p", say("briefing.none"), "remark", say.lang))
    st.html(tag("p", text(say("basis.reading")), "remark", say.lang))


def _draw_downloads(page: str, held: Collection, basis: LegalBasis, say: Strings) -> None:
    traces = traces_of_index(held)
    title = f"{say('preparation.view.basis')}-{basis.measure.code}"
    draw_downloads(
        title,
        {
            "docx": lambda: to_docx(basis, say, traces.of_all(basis)),
            "md": lambda: to_markdown(basis, say, traces.of_all(basis)),
            "xlsx": lambda: xlsx_bytes(basis_frame(basis, say), title),
            "csv": lambda: csv_bytes(basis_frame(basis, say)),
        },
        say,
        f"{page}.basis",
    )
