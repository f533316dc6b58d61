"""Widgets that choose what is compared: documents of the index, or files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from pipeline.readers.formats import SUFFIXES
from pipeline.records import Heading, Lang
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from ui import address, frame

_order = lru_cache(maxsize=50_000)(natural)
"""The lists are put in order at every run of a page; of thousands of symbols that is half of it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was given."""

    name: str
    content: bytes


def symbols(headings: Sequence[Heading], lang: Lang) -> list[str]:
    """Symbols held in one language, in order."""
    return sorted({h.symbol for h in headings if h.lang == lang}, key=_order)


def in_both(headings: Sequence[Heading]) -> list[str]:
    """Symbols held in both languages, in order."""
    zh, en = (set(symbols(headings, lang)) for lang in ("zh", "en"))
    return sorted(zh & en, key=_order)


def texts(headings: Sequence[Heading]) -> list[str]:
    """Every document by symbol and language (``A/RES/79/243 en``), in order."""
    return [f"{h.symbol} {h.lang}" for h in sorted(headings, key=lambda h: _order(_name(h)))]


def _name(heading: Heading) -> str:
    return f"{heading.symbol} {heading.lang}"


def segmented(
    page: str,
    name: str,
    options: Sequence[str],
    label: str,
    naming: Callable[[str], str],
    changed: Callable[[], None] | None = None,
) -> str:
    """One of ``options``, as a row of buttons; ``naming`` says what stands on each."""
    key = address.key(page, name)
    st.segmented_control(
        label,
        options,
        format_func=naming,
        key=key,
        required=True,
        on_change=changed,
        label_visibility="collapsed",
    )
    return str(st.session_state[key])


def one_text(
    page: str,
    name: str,
    headings: Sequence[Heading],
    label: str,
    say: Strings,
    changed: Callable[[], None] | None = None,
) -> str:
    """A document by symbol and language; ``""`` while none is chosen."""
    titles = {_name(h): h.title for h in headings}
    key = address.key(page, name)
    st.selectbox(
        label,
        ["", *texts(headings)],
        format_func=lambda code: _titled(code, titles, say),
        key=key,
        on_change=changed,
    )
    return str(st.session_state[key])


def _titled(code: str, titles: dict[str, str], say: Strings) -> str:
    if not code:
        return say("compare.choose")
    symbol, _, lang = code.rpartition(" ")
    return f"{symbol} · {say(f'language.{lang}')}  {titles.get(code, '')}"


def two_files(page: str, label: str, say: Strings) -> tuple[File, File] | None:
    """Two files in the order in which they were given; None while there are not two."""
    given = st.file_uploader(
        label,
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        accept_multiple_files=True,
        key=f"{page}.files",
    )
    if len(given) != 2:
        frame.notice("compare.choose_files")
        return None
    first, second = (File(f.name, f.getvalue()) for f in given)
    return first, second
