"""An issues matrix as a workbook and back: nothing lost, and what a person writes is theirs."""

import io
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from build import paragraph
from pipeline.errors import InputError, Unreadable
from pipeline.exchange.matrix import COLUMNS, to_xlsx
from pipeline.exchange.matrix_reading import from_xlsx
from pipeline.exchange.matrix_record import from_record, to_record
from pipeline.records import LANGS, Heading, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.matrix import MATRIX_COLUMNS, Matrix, MatrixCell, MatrixRow
from pipeline.strings import Strings

TEXT = "(e) States are encouraged to overcome delays, for example by the North Network."
HEADING = Heading("T/WG/1", "en", "Report", "T", "1", "2020-01-01", "", "f.txt", "ab", 9)


def quoted(words: str, column: str = "issue") -> MatrixCell:
    found = Passage(HEADING, paragraph(TEXT, number=("3", "e"), symbol="T/WG/1", label="(e)"))
    start = TEXT.index(words)
    return MatrixCell(column, words, found, start, start + len(words), reason="issue:delay delays")  # type: ignore[arg-type]


ROW = MatrixRow(
    "1",
    "practical",
    (quoted("overcome delays"),),
    (quoted(TEXT, "solution"),),
    (quoted("by the North Network", "example"),),
)
MATRIX = Matrix("UNTOC:19", "en", (ROW, MatrixRow("2", "", note="n")), "digest")

hostile = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "=1+1",
            "'",
            " a ",
            "a\r\nb",
            "_x000D_",
            "\x00",
            "\ud800",
            "[c1] x",
            "TRUE",
            "1e5",
            "+",
            "\n",
        ]
    ),
    st.integers(32_760, 33_000).map(lambda n: "字" * n),
)


@st.composite
def cells(draw: st.DrawFn, column: str) -> MatrixCell:
    words = draw(hostile)
    if draw(st.booleans()):
        return MatrixCell(column, words, origin="person", place=draw(st.text(max_size=5)))  # type: ignore[arg-type]
    before = draw(st.text(max_size=3))
    lang = draw(st.sampled_from(LANGS))
    text = Paragraph(
        "T/1",
        lang,
        draw(st.integers(0, 9)),
        "item",
        ("3", "a"),
        "(a)",
        "",
        "",
        0,
        9,
        before + words,
    )
    found = Passage(
        replace(HEADING, title=draw(hostile), confidence=draw(st.none() | st.just(0.5))), text
    )
    across = draw(st.lists(st.just(replace(text, text=draw(hostile))), max_size=1))
    return MatrixCell(
        column, words, found, len(before), len(before) + len(words), tuple(across), draw(hostile),  # type: ignore[arg-type]
        draw(st.sampled_from(["rule", "person"])),
    )  # fmt: skip


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    ids = draw(st.lists(st.text(max_size=4), unique=True, max_size=3))
    rows = [
        MatrixRow(
            each,
            draw(st.sampled_from(["legal", "practical", ""])),
            *(tuple(draw(st.lists(cells(column), max_size=2))) for column in MATRIX_COLUMNS),
            note=draw(hostile),
            reviewer=draw(hostile),
            reason=draw(hostile),
        )
        for each in ids
    ]
    return Matrix(draw(hostile), draw(st.sampled_from(LANGS)), tuple(rows), draw(hostile))


@settings(max_examples=40, deadline=None)
@given(matrices(), st.sampled_from(LANGS))
def test_any_matrix_comes_back_as_it_was(matrix: Matrix, lang: str) -> None:
    assert from_xlsx("m.xlsx", to_xlsx(matrix, Strings(lang))) == matrix  # type: ignore[arg-type]
    assert from_record("m", to_record(matrix)) == matrix


def test_the_same_matrix_gives_the_same_bytes() -> None:
    assert to_xlsx(MATRIX, Strings("en")) == to_xlsx(MATRIX, Strings("en"))


def lines_of(matrix: Matrix) -> list[list[str]]:
    """The first sheet as a person sees it."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(to_xlsx(matrix, Strings("en")))
    )
    return [[str(v) for v in row] for row in book.get_sheet_by_index(0).to_python()]


def workbook(lines: list[list[str]], record: str = "") -> bytes:
    """What a spreadsheet program saves."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("x")
    for at, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            else:
                sheet.write_number(at, column, value)
    if record:
        book.add_worksheet("tongwen").write_string(0, 0, record)
    book.close()
    return stream.getvalue()


def read(lines: list[list[str]], matrix: Matrix = MATRIX) -> Matrix:
    return from_xlsx("m.xlsx", workbook(lines, to_record(matrix)))


PLACE = {name: at for at, name in enumerate(COLUMNS)}


def test_changed_words_are_a_persons_and_keep_the_passage() -> None:
    lines = lines_of(MATRIX)
    lines[1][PLACE["issue"]] = "Requests take too long"
    cell = read(lines).rows[0].issues[0]
    assert (cell.words, cell.origin, cell.is_quoted) == ("Requests take too long", "person", False)
    assert cell.passage == ROW.issues[0].passage
    assert read(lines).rows[0].solutions == ROW.solutions


def test_a_shorter_quotation_is_still_one() -> None:
    lines = lines_of(MATRIX)
    lines[1][PLACE["issue"]] = "delays"
    cell = read(lines).rows[0].issues[0]
    assert cell.is_quoted
    assert (cell.origin, TEXT[cell.start : cell.end]) == ("person", "delays")


def test_a_row_typed_by_hand_is_a_persons() -> None:
    lines = lines_of(MATRIX)
    lines.append(
        ["", "legal", "Other laws", "A/1, para. 2", "Agree on one", "", "", "", "my note", "W"]
    )
    row = read(lines).rows[2]
    assert row == MatrixRow(
        "p1", "legal",
        (MatrixCell("issue", "Other laws", origin="person", place="A/1, para. 2"),),
        (MatrixCell("solution", "Agree on one", origin="person"),),
        note="my note", reviewer="W",
    )  # fmt: skip


def test_rows_moved_and_notes_changed_lose_nothing() -> None:
    lines = lines_of(MATRIX)
    lines[2][PLACE["note"]] = "better\nnow"
    first, second = read([lines[0], lines[2], lines[1]]).rows
    assert (first.id, first.note) == ("2", "better\nnow")
    assert second == ROW


def test_a_cell_moved_without_its_mark_is_found_by_its_words() -> None:
    lines = lines_of(MATRIX)
    lines[2][PLACE["issue"]] = "overcome  delays"
    lines[1][PLACE["issue"]] = lines[1][PLACE["issue_place"]] = ""
    first, second = read(lines).rows
    assert first.issues == ()
    assert second.issues == ROW.issues


def test_a_cell_in_another_column_was_put_there_by_a_person_and_is_still_quoted() -> None:
    lines = lines_of(MATRIX)
    for name in ("", "_place"):
        lines[2][PLACE[f"solution{name}"]] = lines[1][PLACE[f"issue{name}"]]
        lines[1][PLACE[f"issue{name}"]] = ""
    cell = read(lines).rows[1].solutions[0]
    assert (cell.column, cell.origin, cell.is_quoted) == ("solution", "person", True)


def test_emptied_cells_and_deleted_rows_are_gone_and_own_columns_go_to_the_note() -> None:
    lines = lines_of(MATRIX)
    lines[0].append("Priority")
    lines[1].append("high")
    lines[1][PLACE["example"]] = ""
    found = read(lines[:2])
    assert [row.id for row in found.rows] == ["1"]
    assert found.rows[0].examples == ()
    assert found.rows[0].note == "Priority: high"


def test_a_table_made_by_hand_is_a_matrix_of_a_persons_words() -> None:
    lines = [["实例", "问题", "可行解决办法"], ["北方网", "时间长", "及早协商"]]
    found = from_xlsx("m.xlsx", workbook(lines))
    assert (found.subject, found.lang) == ("", "zh")
    assert [cell.words for cell in found.rows[0].all_cells] == ["时间长", "及早协商", "北方网"]
    assert {cell.origin for cell in found.rows[0].all_cells} == {"person"}


def test_a_number_typed_by_hand_is_as_it_was_typed() -> None:
    lines = lines_of(MATRIX)
    lines[1][PLACE["note"]] = 5  # type: ignore[call-overload]
    assert read(lines).rows[0].note == "5"


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"no workbook", Unreadable, "m.xlsx: no Excel workbook"),
        (workbook([["a", "b"]]), InputError, "Possible solution"),
        (workbook([]), InputError, "Possible solution"),
        (workbook([list(COLUMNS)], "{}"), InputError, "m.xlsx"),
        (workbook(lines_of(MATRIX), "{}"), InputError, "record of the matrix is damaged"),
        (workbook(lines_of(MATRIX), "[" * 9000), InputError, "record of the matrix is damaged"),
        (
            workbook(lines_of(MATRIX), to_record(MATRIX).replace('"issue"', '"other"', 1)),
            InputError,
            "'other'",
        ),
        (
            workbook([["Issue", "Possible solution", "Example", "Kind"], ["a", "", "", "odd"]]),
            InputError,
            "line 2: the kind is odd",
        ),
    ],
)
def test_what_is_no_matrix_is_refused_in_one_line(
    content: bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=r"m\.xlsx") as raised:
        from_xlsx("m.xlsx", content)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
