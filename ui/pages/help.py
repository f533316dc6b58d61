"""Help: what each sign means, how to ask, to cite and to link, and what the program does not do."""

from pathlib import Path

import streamlit as st

from pipeline.strings.help import sections
from pipeline.views.help import help_page
from ui import address, frame

PAGE = "help"
_SCRIPT = Path(__file__).resolve().parent.parent / "jump.js"


def show() -> None:
    """Draw the page, at the section that the address names."""
    say = frame.say()
    fields = (address.Field("at", options=sections()),)
    address.adopt(PAGE, fields)
    st.html(help_page(say, str(st.session_state[address.key(PAGE, "at")])))
    script = _SCRIPT.read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    address.publish(PAGE, fields)


if __name__ == "__main__":
    show()
