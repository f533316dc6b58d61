"""The comparison of the two files of one document."""

from pathlib import Path

import pytest

from docx_files import docx, p
from evaluation.documents import compare, described, pairs_in
from pipeline.errors import Empty


def test_paragraphs_are_compared_in_order_and_by_their_numbers(tmp_path: Path) -> None:
    """Of four paragraphs one has other words, one other white space, one another number path."""
    one, other = tmp_path / "one.docx", tmp_path / "other.docx"
    title = p("Report of a small meeting")
    one.write_bytes(docx(title + p("1. It opened.") + p("2. It rested.") + p("(a) It closed.")))
    other.write_bytes(docx(title + p("1.  It opened.") + p("It rested.") + p("(a) It closed.")))
    found = compare(one, other)
    assert (found.docx, found.pdf, found.identical, found.same_path) == (4, 4, 3, 2)
    assert (found.share, found.share_with_path) == (0.75, 0.5)
    lines = described(found, 5)
    assert lines[0].startswith("one: 3 identical of 4 (DOCX) and 4 (PDF), 0.7500")
    assert [line.split(" | ")[1] for line in lines if " | " in line] == [
        "'2. It rested.'", "'It rested.'", "'(a) It closed.'", "'(a) It closed.'",
    ]  # fmt: skip


def test_only_files_with_a_partner_are_compared(tmp_path: Path) -> None:
    for name in ("a.docx", "a.pdf", "b.docx", "c.pdf"):
        (tmp_path / name).touch()
    assert pairs_in(tmp_path) == ((tmp_path / "a.docx", tmp_path / "a.pdf"),)
    with pytest.raises(Empty, match="no DOCX file with a PDF"):
        pairs_in(tmp_path / "a.docx")
