"""Buttons that take away what is on the screen; a file is made when its button is pressed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from pipeline.strings import Strings
from pipeline.views.files import csv_bytes, file_name, xlsx_bytes

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {
    "tmx": "application/xml",
    "tbx": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "jsonl": "application/jsonl",
    "svg": "image/svg+xml",
    "png": "image/png",
    "graphml": "application/graphml+xml",
}


def draw_downloads(
    title: str, makers: Mapping[str, Callable[[], bytes]], say: Strings, place: str = "download"
) -> None:
    """A button for each kind of file of ``makers``, named after ``title``; ``place`` tells several
    such lines of one page apart."""
    line = st.container(horizontal=True, gap="small")
    name = file_name("tongwen", title)
    for kind, make in makers.items():
        line.download_button(
            say(f"download.{kind}"),
            make,
            file_name=f"{name}.{kind}",
            mime=_TYPES[kind],
            on_click="ignore",
            key=f"{place}.{kind}",
        )


def draw_table_files(
    title: str, make: Callable[[], "pd.DataFrame"], say: Strings, place: str
) -> None:
    """Buttons that take a table away, as CSV and as a workbook with one sheet named ``title``."""
    draw_downloads(
        title,
        {"csv": lambda: csv_bytes(make()), "xlsx": lambda: xlsx_bytes(make(), title)},
        say,
        place,
    )
