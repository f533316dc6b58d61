"""The words of Streamlit's place to drop files, which it has in English alone: the style sheet puts
these in their stead."""

import streamlit as st

from pipeline.strings import Strings


def words(say: Strings) -> str:
    """Them as properties of CSS, for the sheets of style."""
    size = f"{st.get_option('server.maxUploadSize')} MB"
    named = {
        "button": say("upload.button"),
        "here": say("upload.here", size=size),
        "drop": say("upload.drop"),
        "refused": say("upload.refused", size=size),
        "too-large": say("upload.too_large", size=size),
    }
    pairs = (f'--upload-{name}: "{_quoted(value)}";' for name, value in named.items())
    return f":root {{ {' '.join(pairs)} }}"


def _quoted(value: str) -> str:
    """``value`` within a string of CSS, and within an element of style."""
    signs = {'"': "22", "\\": "5c", "<": "3c", "\n": "a"}
    return "".join(f"\\{signs[c]} " if c in signs else c for c in value)
