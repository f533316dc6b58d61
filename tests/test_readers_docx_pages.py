"""Word files: tables, the first page, headers and footers, tables of contents."""

import pytest

from docx_files import OPENING, Parts, field, in_style, lines, p, r, read, style, table, tc, tr

# tables --------------------------------------------------------------------------------------


def test_rows_are_lines_and_merged_cells_are_printed_once() -> None:
    begin, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        (tc("Region", begin), tc("Years", '<w:gridSpan w:val="2"/>')),
        (tc("", more), "2025", "2026"),
        ("Africa", "", "3"),
    )
    document = read(OPENING + body)
    assert document.text.split("\n")[1:] == ["Region\tYears", "2025\t2026", "Africa\t\t3"]
    assert {b.kind for b in document.blocks[1:]} == {"table"}


def test_a_deleted_row_is_left_out() -> None:
    gone = tr("gone", "too").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    body = f"<w:tbl>{tr('a', 'b')}{gone}{tr('c', 'd')}</w:tbl>"
    assert lines(body) == ["a\tb", "c\td"]


def test_the_paragraphs_of_a_cell_are_one_text() -> None:
    assert lines(table((tc(p("One") + p("two")), tc(p("甲") + p("乙"))))) == ["One two\t甲乙"]


def test_a_table_of_one_column_is_text() -> None:
    document = read(OPENING + table((tc(p("Summary") + p("Words of it.")),), ("More.",)))
    assert document.text.split("\n")[1:] == ["Summary", "Words of it.", "More."]
    assert document.blocks[-1].kind == "text"


def test_a_table_around_another_only_lays_out() -> None:
    inner = table(("a", "1"), ("b", "2"))
    body = table((tc(p("Left") + inner), "Right"))
    assert lines(body) == ["Left", "a\t1", "b\t2", "Right"]


def test_columns_that_are_empty_throughout_are_left_out() -> None:
    assert lines(table(("a", "", "b"), ("", "", "c"), ("d", "", ""))) == ["a\tb", "c", "d"]


def test_notes_below_a_table_are_notes() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    last = tc(
        f"<w:p>{r('a', up)}{r(' One.')}</w:p><w:p>{r('b', up)}{r(' Two.')}</w:p>",
        '<w:gridSpan w:val="2"/>',
    )
    document = read(OPENING + table(("Posts", "3"), (last,)))
    assert document.text.split("\n")[1:] == ["Posts\t3", "ᵃ One.", "ᵇ Two."]
    assert document.blocks[-1].kind == "footnote"


# the first page, margins and contents --------------------------------------------------------

MASTHEAD = table(
    ("", "United Nations", "CTOC/COP/2031/9"),
    (
        "",
        tc(p("Conference of the Parties")),
        tc(p("Distr.: General") + p("3 May 2031") + p("Original: English")),
    ),
)
BODY = (
    p("Fourteenth session")
    + p("Report of the working group")
    + p("1. The group met.")
    + p("2. It closed.")
)


def section(*references: str, inside: str = "") -> str:
    return f"<w:sectPr>{''.join(references)}{inside}</w:sectPr>"


def margin(identity: str, which: str) -> str:
    kind = "header" if identity.startswith("h") else "footer"
    return f'<w:{kind}Reference w:type="{which}" r:id="{identity}"/>'


def test_the_header_of_the_first_page_is_the_masthead() -> None:
    margins = {
        "h1": MASTHEAD,
        "h2": p("CTOC/COP/2031/9"),
        "f1": p("V.31-00042 (E) 040531") + p("*3100042*"),
        "f2": f"<w:p>{r('V.31-00042')}</w:p><w:p>{field('PAGE', r('2'))}</w:p>",
    }
    end = section(
        margin("h1", "first"), margin("h2", "default"), margin("f1", "first"), margin("f2", "default"),
        inside="<w:titlePg/>",
    )  # fmt: skip
    document = read(BODY + end, Parts(margins=margins))
    assert document.text.split("\n")[:6] == [
        "United Nations", "CTOC/COP/2031/9", "Conference of the Parties", "Distr.: General", "3 May 2031", "Original: English",
    ]  # fmt: skip
    assert (document.symbol, document.date) == ("CTOC/COP/2031/9", "2031-05-03")
    assert [(m.kind, m.text) for m in document.remarks] == [
        ("running-head", "CTOC/COP/2031/9"),
        ("job-number", "V.31-00042 (E) 040531"),
        ("bar-code", "*3100042*"),
        ("job-number", "V.31-00042"),
        ("page-number", "2"),
    ]


def test_a_running_head_tells_the_symbol_where_nothing_else_does() -> None:
    parts = Parts(margins={"h1": p("A/77/12")})
    document = read(BODY + section(margin("h1", "default")), parts)
    assert document.symbol == "A/77/12"
    assert document.text.startswith("A/77/12\nFourteenth session")
    assert [m.kind for m in document.remarks] == ["running-head"]


def test_headers_that_are_not_printed_say_nothing() -> None:
    """Neither the first page nor even pages have their own, whatever parts the file holds."""
    margins = {"h1": p("First"), "h2": p("Even"), "h3": p("Every page")}
    end = section(margin("h1", "first"), margin("h2", "even"), margin("h3", "default"))
    document = read(BODY + end, Parts(margins=margins))
    assert [m.text for m in document.remarks] == ["Every page"]
    assert "First" not in document.text


def test_job_number_and_bar_code_in_the_text_are_taken_out() -> None:
    document = read(p("V.20-02530 (E) 080620 090620") + p("*2002530*") + BODY)
    assert [m.kind for m in document.remarks] == ["job-number", "bar-code"]
    assert document.text.startswith("Fourteenth session")


CONTENTS = table(("", "Page"), ("I. Opening", "3"), ("II. Closing", "17"))


@pytest.mark.parametrize(
    "contents",
    [
        p("Contents") + CONTENTS,
        p("Contents") + p("Page") + p("I.\tOpening\t3") + p("II.\tClosing ..... 17"),
        p("Contents") + in_style("TOC1", "I. Opening 3") + in_style("TOC1", "II. Closing 17"),
        f"<w:p>{r('Contents')}</w:p><w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"{r('I. Opening 3')}</w:p>{p('II. Closing 17')}<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Contents')}{p('I. Opening 3')}{p('II. Closing 17')}</w:sdtContent></w:sdt>",
    ],
    ids=["table", "tabs", "styles", "field", "control"],
)
def test_a_table_of_contents_is_taken_out(contents: str) -> None:
    styles = style("TOC1").replace('w:name w:val="TOC1"', 'w:name w:val="toc 1"')
    document = read(
        OPENING + contents + p("I. Opening") + p("1. The meeting opened."), Parts(styles)
    )
    assert document.text.split("\n")[1:] == ["I. Opening", "1. The meeting opened."]
    assert [m.kind for m in document.remarks] == ["contents"]
    taken = document.remarks[0].text.split("\n")
    assert taken[0] == "Contents" and "Opening" in taken[-2] and "Closing" in taken[-1]


def test_words_below_the_word_contents_that_name_no_page_stay() -> None:
    assert lines(p("Contents") + p("The report of 2025")) == ["Contents", "The report of 2025"]
