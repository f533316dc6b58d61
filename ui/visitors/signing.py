"""The screen in front of every page of a shared server: signing in, and who is not let in."""

import logging
from collections.abc import Sequence

import streamlit as st

from pipeline.errors import TongwenError
from pipeline.strings import Strings
from pipeline.views.markup import tag, text
from ui import frame
from ui.assets import words_of
from ui.visitors import access
from ui.visitors.access import HOURS, Visitor

_LOG = logging.getLogger(__name__)


def gate(pages: Sequence[st.Page], say: Strings) -> None:
    """Return where the visitor may read; else draw the screen and end the run, before anything of
    the index is opened, named or counted. ``pages`` are those that an address may name."""
    try:
        who = access.visitor()
    except TongwenError as error:
        # Whoever runs the server reads why; a visitor is told no path and no address.
        _LOG.critical("nobody is let in: %s", error)
        who = None
    if who is not None and who.may("read"):
        if who.standing != "alone":
            _run("openLink")
        return
    # A page that is not named would be reported as not found, and its address be lost.
    st.navigation(list(pages), position="hidden")
    frame.switches(say)
    with st.container(key="sign-in"):
        st.html(tag("h1", text(say("app.name")), "page-title", say.lang))
        if who is None:
            _draw_notice(say("access.broken"), say)
        elif who.standing in ("out", "lapsed"):
            _draw_ways_in(who, say)
        else:
            _draw_refused(who, say)
    st.stop()


def _draw_notice(line: str, say: Strings) -> None:
    st.html(tag("div", tag("p", text(line), lang=say.lang), "notice", role="alert"))


def _draw_ways_in(who: Visitor, say: Strings) -> None:
    key = "access.welcome" if who.standing == "out" else "access.lapsed"
    st.html(tag("p", text(say(key, n=HOURS)), "lead", say.lang))
    for name in access.providers():
        label = say("access.sign_in_with", name=name) if name else say("access.sign_in")
        if st.button(label, key=f"access.sign_in.{name}", type="primary"):
            st.login(name or None)
    _run("keepLink")


def _draw_refused(who: Visitor, say: Strings) -> None:
    """Who signed in and is not let in is told under which address."""
    _draw_notice(say(f"access.{who.standing}", address=who.address or who.subject), say)
    _run("openLink")  # the address that was asked for also says in which language
    if who.subject:
        line = say("access.subject", subject=who.subject)
        st.html(tag("p", text(line), "remark", say.lang))


def _run(function: str) -> None:
    """Let the browser run a function of ``link.js``."""
    st.html(
        f"<script>{{{words_of('link.js')}{function}();}}</script>", unsafe_allow_javascript=True
    )
