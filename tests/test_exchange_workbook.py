"""Workbooks that somebody sent: read as they are, and refused before they take room."""

import io
import zipfile
from pathlib import PurePath

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import TongwenError, Unreadable
from pipeline.exchange.workbook import read_sheets

_SHEET = "xl/worksheets/sheet1.xml"
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_FOOT = b"</sheetData></worksheet>"


def _book(rows: list[list[object]], second: str = "") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("first")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if second:
            book.add_worksheet("second").write_string(1, 1, second)
    return stream.getvalue()


def _with(**parts: bytes) -> bytes:
    """A workbook whose files of these names hold something else; ``sheet1`` is its one sheet."""
    stream = io.BytesIO()
    held = zipfile.ZipFile(io.BytesIO(_book([["pebble"]])))
    with held, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for path in held.namelist():
            made.writestr(path, parts.get(PurePath(path).stem, held.read(path)))
    return stream.getvalue()


def test_every_sheet_is_read_by_its_title_in_order() -> None:
    sheets = read_sheets("a.xlsx", _book([["石头", 2], ["", "river"]], "hill"))
    assert list(sheets) == ["first", "second"]
    assert sheets["first"] == [["石头", 2.0], ["", "river"]]
    assert sheets["second"] == [["", ""], ["", "hill"]]


def test_empty_rows_and_columns_before_the_first_cell_may_be_left_out() -> None:
    sheets = read_sheets("a.xlsx", _book([["x"]], "hill"), whole=False)
    assert sheets["second"] == [["hill"]]


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>',
        b'<row r="1048576"><c r="CV1048576"/></row>',
        b'<row r="99999999999"><c><v>1</v></c></row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 3 + b"</row>",
    ],
)
def test_a_sheet_that_claims_millions_of_cells_is_refused(cells: bytes) -> None:
    with pytest.raises(Unreadable, match=r"a\.xlsx: a sheet of [0-9,]+ rows by"):
        read_sheets("a.xlsx", _with(sheet1=_HEAD + cells + _FOOT))


def test_cells_that_share_one_long_text_count_each_time() -> None:
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    strings += b"a" * 1_000_000 + b"</t></si></sst>"
    cells = b'<row r="1">' + b'<c t="s"><v>0</v></c>' * 100 + b"</row>"
    with pytest.raises(Unreadable, match=r"65,000,000 characters or more"):
        read_sheets("a.xlsx", _with(sheet1=_HEAD + cells + _FOOT, sharedStrings=strings))


def test_an_archive_that_unpacks_to_more_than_the_limit_is_not_unpacked() -> None:
    with pytest.raises(Unreadable, match=r"the limit is 67,108,864"):
        read_sheets("a.xlsx", _with(app=b" " * (70 * 1024 * 1024)))


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x03\x04", _book([["x"]])[:900]])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"a\.xlsx: no Excel workbook"):
        read_sheets("a.xlsx", content)


def test_a_part_that_is_damaged_is_refused() -> None:
    content = _book([["pebble", "sand"]])
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        at = held.getinfo(_SHEET).header_offset + 60
    damaged = content[:at] + bytes(byte ^ 0xFF for byte in content[at : at + 8]) + content[at + 8 :]
    with pytest.raises(Unreadable, match="no Excel workbook"):
        read_sheets("a.xlsx", damaged)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"<c", b' r="', b"ZZ9", b"/>", b'<row r="0">', b"</row>", b"&", b'"'])
    )
)
def test_whatever_a_sheet_holds_it_is_read_or_refused(pieces: list[bytes]) -> None:
    try:
        sheets = read_sheets("a.xlsx", _with(sheet1=_HEAD + b"".join(pieces) + _FOOT))
    except TongwenError as error:
        assert "\n" not in str(error)
    else:
        assert list(sheets) == ["first"]
