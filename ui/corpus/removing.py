"""Texts taken out of the index: chosen, named once more, confirmed."""

from collections.abc import Sequence

import streamlit as st

from pipeline.errors import Busy
from pipeline.ingest import remove_all
from pipeline.records import Heading
from pipeline.strings import Strings
from pipeline.views.corpus.outcomes import removed_table
from pipeline.views.markup import tag
from ui import frame
from ui.corpus.background import Bench, Outcome, bench
from ui.visitors import access

PAGE = "corpus"
_OPEN = f"{PAGE}.asked"


def draw_removing(headings: Sequence[Heading], say: Strings) -> None:
    """Choose among ``headings``, the texts on the screen, and delete them after a question."""
    if not access.may("review"):
        return
    at = bench(str(frame.index_dir()))
    named = {f"{h.symbol} {h.lang}": h for h in headings}
    with st.expander(say("removing.title")):
        st.html(tag("p", say("removing.lead"), "remark", say.lang))
        wanted = st.multiselect(
            say("removing.choose"),
            list(named),
            format_func=lambda name: _titled(named[name], say) if name in named else name,
            key=f"{PAGE}.removed",
            placeholder=say("removing.placeholder"),
        )
        chosen = [named[name] for name in wanted if name in named]
        disabled = not chosen or at.running is not None
        label = say("removing.ask", n=len(chosen))
        if st.button(label, key=f"{PAGE}.remove", disabled=disabled):
            st.session_state[_OPEN] = True
    if st.session_state.get(_OPEN) and not disabled:
        dialog = st.dialog(say("removing.title"), width="large", on_dismiss=_close)
        dialog(_draw_question)(chosen, say)


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _titled(heading: Heading, say: Strings) -> str:
    language = say(f"language.{heading.lang}")
    return " · ".join(filter(None, (heading.symbol, language, heading.title)))


def _draw_question(headings: Sequence[Heading], say: Strings) -> None:
    st.html(removed_table([(h, h.paragraphs) for h in headings], say))
    st.html(tag("p", say("removing.what_goes"), "remark", say.lang))
    st.html(tag("p", say("removing.what_stays"), "remark", say.lang))
    sure = st.checkbox(say("removing.sure", n=len(headings)), key=f"{PAGE}.sure")
    line = st.container(horizontal=True, gap="small")
    label = say("removing.remove", n=len(headings))
    if line.button(label, key=f"{PAGE}.removing", type="primary", disabled=not sure):
        try:
            take_out(bench(str(frame.index_dir())), headings)
        except Busy as error:
            frame.refused(error)
            return
        _close()
        st.rerun()
    if line.button(say("removing.keep"), key=f"{PAGE}.keep"):
        _close()
        st.rerun()


def take_out(at: Bench, headings: Sequence[Heading]) -> None:
    """Begin to take texts out. Raises Busy where other work is under way, NotAllowed for a visitor
    who may not review."""
    access.require("review")
    folder = frame.index_dir()
    texts = [(heading.symbol, heading.lang) for heading in headings]

    def work(at: Bench) -> Outcome:
        counts = remove_all(folder, texts, at.tell)
        return Outcome(removed=tuple(zip(headings, counts, strict=True)))

    at.start("removing", len(texts), work)
