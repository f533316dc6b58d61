"""Help: what each sign means, how to ask, to cite and to link, and what the program does not do."""

import streamlit as st

from pipeline.strings.help import sections
from pipeline.views.help import help_page
from ui import address, frame
from ui.assets import words_of

PAGE = "help"


def show() -> None:
    """Draw the page, at the section that the address names."""
    say = frame.say()
    fields = (address.Field("at", options=sections()),)
    address.adopt(PAGE, fields)
    st.html(help_page(say, str(st.session_state[address.key(PAGE, "at")])))
    st.html(f"<script>{words_of('jump.js')}</script>", unsafe_allow_javascript=True)
    address.publish(PAGE, fields)


if __name__ == "__main__":
    show()
