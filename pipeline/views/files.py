"""Data frames and tables as files to take away: CSV, TSV, Excel, HTML."""

from html import escape
from typing import TYPE_CHECKING

from pipeline.records import Lang

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"
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
    """``value`` so that no spreadsheet takes it for a formula: text that begins with = + - @ or a
    tab, with or without space before it, gets an apostrophe in front; numbers stay."""
    if isinstance(value, str) and value.lstrip(" \u3000\n").startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_bytes(frame: "pd.DataFrame", separator: str = ",") -> bytes:
    """``frame`` as CSV (or TSV) in UTF-8 with a byte order mark, which Excel needs for Chinese."""
    safe = frame.map(safe_cell) if len(frame) else frame
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
    it loads nothing."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_PRINT_STYLE}</style>'
    language = "zh-Hans" if lang == "zh" else "en"
    body = f"<h1>{escape(title)}</h1>{table}"
    return (
        f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
    ).encode()


def file_name(*parts: str) -> str:
    """A file name made of ``parts``, without signs that a file system refuses."""
    joined = "-".join(part for part in parts if part)
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in joined)[:120]
