"""Data frames and tables as files to take away: CSV, TSV, Excel, HTML."""

import re
from html import escape
from typing import TYPE_CHECKING

from pipeline.exchange.harmless import clean, guarded
from pipeline.records import Lang

if TYPE_CHECKING:
    import pandas as pd

_BOM = "\ufeff"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LINK = re.compile(r"</?a(?: [^>]*)?>")
"""The beginning or the end of a link: no attribute holds a sign of mark-up as it is."""
_LONGEST_NAME = 180
"""Bytes of a name: file systems take 255 at most, and an ending and a number come after it."""
_PRINT_STYLE = """
body{font:15px/1.55 Georgia,"Liberation Serif",serif;margin:2rem auto;max-width:78rem}
:lang(zh){font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;
line-height:1.75}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border-top:1px solid #bbb;padding:.35em .6em;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
th.number{width:4.5em}th.why,td.why{width:10em;font-size:.8em;color:#555}
tr.heading .passage{font-weight:600}.absent{color:#777;font-style:italic}
.passage{white-space:pre-line}mark{background:none;border-bottom:2px solid #9b2c1f}
button{display:none}
"""


def safe_cell(value: object) -> object:
    """``value`` as a cell of a CSV file: text without signs that rule a screen, and with an
    apostrophe in front where a spreadsheet would take it for a formula; numbers stay."""
    return guarded(clean(value)) if isinstance(value, str) else value


def csv_bytes(frame: "pd.DataFrame", separator: str = ",") -> bytes:
    """``frame`` as CSV (or TSV) in UTF-8 with a byte order mark, which Excel needs for Chinese."""
    safe = frame.map(safe_cell) if len(frame) else frame
    safe = safe.set_axis([safe_cell(str(column)) for column in safe.columns], axis="columns")
    return (_BOM + str(safe.to_csv(index=False, sep=separator, lineterminator="\r\n"))).encode()


def xlsx_bytes(frame: "pd.DataFrame", name: str) -> bytes:
    """``frame`` as an Excel workbook with one sheet called ``name``; numbers stay numbers, what is
    missing is an empty cell, and no cell is a formula."""
    from pipeline.exchange.tables import table_bytes

    held = frame.astype(object).where(frame.notna(), None)
    rows = ([_cell(value) for value in row] for row in held.itertuples(index=False))
    return table_bytes(name, [str(column) for column in frame.columns], rows)


def _cell(value: object) -> str | int | float | None:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def html_bytes(table: str, title: str, lang: Lang) -> bytes:
    """A page of its own around ``table`` (HTML already), to print or to open in a word processor;
    it loads nothing and runs nothing, and says so to the program that opens it. Links to pages of
    the app, which lead nowhere from a file, are left out; their words stay."""
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{_PRINT_STYLE}</style>"
    )
    language = "zh-Hans" if lang == "zh" else "en"
    body = f"<h1>{escape(title)}</h1>{_LINK.sub('', table)}"
    page = f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
    return clean(page).encode()


def file_name(*parts: str) -> str:
    """A file name made of ``parts``, without signs that a file system refuses, short enough for
    any, in whatever script."""
    joined = "-".join(part for part in parts if part)
    plain = "".join(c if c.isalnum() or c in "._-" else "_" for c in joined)
    return plain.encode()[:_LONGEST_NAME].decode(errors="ignore")
