"""Alignments written to TMX, Excel and Word, and read back after a person corrected them."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import InputError, Unreadable
from pipeline.exchange import Unit, beads_of_units, read_alignment, units_of, write_alignment
from pipeline.exchange.formats import alignment_bytes
from pipeline.exchange.sheets import from_xlsx, to_xlsx
from pipeline.exchange.tmx import from_tmx, to_tmx
from pipeline.records import Bead, Lang, Paragraph
from pipeline.strings import Strings

EN = Strings("en")
ZH = Strings("zh")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# The rules of TMX 1.4b that bear on files without inline mark-up, in a schema of our own wording.
SCHEMA = etree.RelaxNG(
    etree.fromstring(
        """
<grammar xmlns="http://relaxng.org/ns/structure/1.0">
 <start><element name="tmx"><attribute name="version"><value>1.4</value></attribute>
  <element name="header">
   <attribute name="creationtool"/><attribute name="creationtoolversion"/>
   <attribute name="segtype"><choice><value>block</value><value>paragraph</value>
    <value>sentence</value><value>phrase</value></choice></attribute>
   <attribute name="o-tmf"/><attribute name="adminlang"/><attribute name="srclang"/>
   <attribute name="datatype"/><empty/></element>
  <element name="body"><zeroOrMore><element name="tu"><optional><attribute name="tuid"/></optional>
   <ref name="asides"/><oneOrMore><element name="tuv"><attribute name="xml:lang"/>
    <ref name="asides"/><element name="seg"><text/></element></element></oneOrMore>
  </element></zeroOrMore></element></element></start>
 <define name="asides"><zeroOrMore><choice><element name="note"><text/></element>
  <element name="prop"><attribute name="type"/><text/></element></choice></zeroOrMore></define>
</grammar>"""
    )
)


def paragraph(ordinal: int, text: str, lang: Lang) -> Paragraph:
    number = (str(ordinal + 1),)
    return Paragraph("M/1", lang, ordinal, "paragraph", number, "", "", "", 0, len(text), text)


TEXTS_ZH = ("第一段。", "第二段，较长。", "第三段。", "第三段。", "第五段。")
TEXTS_EN = ("First.", "Second, first half;", "second half.", "Third.", "Third.")
PARAGRAPHS_ZH = [paragraph(i, t, "zh") for i, t in enumerate(TEXTS_ZH)]
PARAGRAPHS_EN = [paragraph(i, t, "en") for i, t in enumerate(TEXTS_EN)]
BEADS = (
    Bead((0,), (0,), "same number", 0.9, 0.99),
    Bead((1,), (1, 2), "vectors", 0.7, 0.8),
    Bead((2,), (3,), "vectors", 0.7, 0.9),
    Bead((3,), (4,), "vectors", 0.7, 0.9),
    Bead((4,), (), "no counterpart", None),
)
UNITS = units_of(PARAGRAPHS_ZH, PARAGRAPHS_EN, BEADS, ((), ("numbers: 3 ‖ 4",), (), (), ()))


def links(beads: tuple[Bead, ...]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(b.zh, b.en) for b in beads}


def test_a_unit_holds_words_citations_and_what_differs() -> None:
    assert UNITS[1] == Unit(
        ("第二段，较长。",),
        ("Second, first half;", "second half."),
        "M/1，第2段",
        "M/1, para. 2; M/1, para. 3",
        "vectors",
        0.8,
        ("numbers: 3 ‖ 4",),
    )


def test_a_tmx_file_keeps_to_the_format_and_gives_the_units_back() -> None:
    content = to_tmx(UNITS)
    root = etree.fromstring(content)
    SCHEMA.assertValid(root)
    assert root.getroottree().docinfo.system_url == "tmx14.dtd"
    assert [t.get(XML_LANG) for t in root.iter("tuv")][:2] == ["zh-CN", "en"]
    assert [(u.zh, u.en) for u in from_tmx("a.tmx", content)] == [(u.zh, u.en) for u in UNITS]
    assert to_tmx(UNITS) == content


def test_words_inside_inline_elements_are_words() -> None:
    body = (
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="ZH"><seg>第一<bpt i="1"/>段。</seg>'
        '</tuv><tuv lang="en-GB"><seg>First<ph/>.</seg></tuv></tu></body></tmx>'
    )
    assert from_tmx("a.tmx", body.encode()) == (Unit(("第一段。",), ("First.",)),)


def test_a_workbook_gives_the_units_back_in_either_language_and_without_formulas() -> None:
    for say in (EN, ZH):
        content = to_xlsx(UNITS, say)
        assert [(u.zh, u.en) for u in from_xlsx("a.xlsx", content)] == [(u.zh, u.en) for u in UNITS]
        assert to_xlsx(UNITS, say) == content
    hostile = Unit(("=1+1", "@x"), ("+cmd|' /C calc'!A0", "-2"))
    content = to_xlsx((hostile,), EN)
    assert from_xlsx("a.xlsx", content) == (hostile,)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_words_longer_than_a_cell_come_back_whole() -> None:
    long = Unit(("汉" * 40_000,), ("word " * 20_000 + "end",))
    (back,) = from_xlsx("a.xlsx", to_xlsx((long,), EN))
    assert (back.zh, back.en) == (long.zh, long.en)


def test_a_word_document_holds_both_columns_and_is_the_same_each_time(tmp_path: Path) -> None:
    import docx

    content = alignment_bytes(Path("a.docx"), UNITS, "A title", EN)
    assert alignment_bytes(Path("a.docx"), UNITS, "A title", EN) == content
    (table,) = docx.Document(io.BytesIO(content)).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Citation (English)", "Chinese", "English"]
    assert cells[2][1:] == ["第二段，较长。", "Second, first half;\nsecond half."]
    assert cells[2][0].endswith("Differences: numbers: 3 ‖ 4")
    assert cells[5][1:] == ["第五段。", ""]


@pytest.mark.parametrize("suffix", [".tmx", ".xlsx"])
def test_what_is_written_is_the_alignment_that_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"对照 a{suffix}"
    write_alignment(path, UNITS, "M/1", EN)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    back = beads_of_units(str(path), read_alignment(path), PARAGRAPHS_ZH, PARAGRAPHS_EN)
    assert links(back) == links(BEADS)
    assert {b.why for b in back} == {"by hand", "no counterpart"}


def test_a_link_made_by_hand_and_paragraphs_left_out_are_kept() -> None:
    units = (
        Unit(("第二段，较长。",), ("Second, first half;",)),
        Unit(("第一段。",), ()),
        Unit(("第三段。", "第三段。"), ("second  half.\nThird.",)),
    )
    back = beads_of_units("a.tmx", units, PARAGRAPHS_ZH, PARAGRAPHS_EN)
    assert links(back) == {
        ((0,), ()),
        ((1,), (1,)),
        ((2, 3), (2, 3)),
        ((4,), ()),
        ((), (0,)),
        ((), (4,)),
    }
    assert sorted(i for b in back for i in b.zh) == list(range(5))
    assert sorted(j for b in back for j in b.en) == list(range(5))


@pytest.mark.parametrize(
    ("unit", "row"),
    [
        (Unit(("第一",), ("First.",)), "“第一”"),
        (Unit((), ("First. Changed",)), "“First. Changed”"),
        (Unit(("第一段。第二段",), ()), "“第一段。第二段”"),
    ],
)
def test_words_that_are_no_whole_paragraphs_are_refused_by_row(unit: Unit, row: str) -> None:
    with pytest.raises(InputError, match=f"a.tmx: row 1: {row}"):
        beads_of_units("a.tmx", (unit,), PARAGRAPHS_ZH, PARAGRAPHS_EN)


def test_words_used_twice_are_refused() -> None:
    twice = (Unit(("第一段。",), ("First.",)),) * 2
    with pytest.raises(InputError, match=r"row 2: .* or was used before"):
        beads_of_units("a.tmx", twice, PARAGRAPHS_ZH, PARAGRAPHS_EN)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<tmx><body>", "broken XML"),
        (b"<html/>", "<html>; <tmx> is read"),
        (b"", "broken XML"),
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "declares entities"),
    ],
)
def test_what_is_no_tmx_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        from_tmx("a.tmx", content)


def test_a_tmx_of_other_languages_is_refused_with_those_it_holds() -> None:
    foreign = (
        b'<tmx version="1.4"><body><tu><tuv xml:lang="fr"><seg>Un</seg></tuv>'
        b'<tuv xml:lang="de"><seg>Ein</seg></tuv></tu></body></tmx>'
    )
    with pytest.raises(InputError, match="Chinese and English are wanted; it holds de, fr"):
        from_tmx("a.tmx", foreign)


def test_what_is_no_workbook_or_lacks_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no Excel workbook"):
        from_xlsx("a.xlsx", b"not a workbook")
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_string(0, 0, "Something")
    with pytest.raises(InputError, match="columns Chinese / English; it holds Something"):
        from_xlsx("a.xlsx", stream.getvalue())
    with pytest.raises(InputError, match=r"is read from .tmx and .xlsx"):
        read_alignment(tmp_path / "a.docx")
    with pytest.raises(InputError, match=r"ends in .tmx, .xlsx, .docx"):
        write_alignment(tmp_path / "a.pdf", UNITS, "", EN)


@st.composite
def alignments(draw: st.DrawFn) -> tuple[list[Paragraph], list[Paragraph], list[Bead]]:
    """Any beads in order over paragraphs of any words, recurring ones among them."""
    words = st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=6,
    ).filter(lambda t: bool(t.strip()))
    shapes = draw(st.lists(st.sampled_from([(1, 1), (1, 0), (0, 1), (2, 1), (1, 3)]), max_size=6))
    zh: list[Paragraph] = []
    en: list[Paragraph] = []
    beads = []
    for z, e in shapes:
        beads.append(
            Bead(tuple(range(len(zh), len(zh) + z)), tuple(range(len(en), len(en) + e)), "x", None)
        )
        zh += [paragraph(len(zh) + k, draw(words), "zh") for k in range(z)]
        en += [paragraph(len(en) + k, draw(words), "en") for k in range(e)]
    return zh, en, beads


@settings(max_examples=60, deadline=None)
@given(alignments())
def test_any_alignment_in_order_comes_back_from_both_formats(
    made: tuple[list[Paragraph], list[Paragraph], list[Bead]],
) -> None:
    zh, en, beads = made
    units = units_of(zh, en, beads)
    two_sided = any(b.zh for b in beads) and any(b.en for b in beads)
    books = [from_xlsx("a.xlsx", to_xlsx(units, EN))]
    if two_sided:
        books.append(from_tmx("a.tmx", to_tmx(units)))
    for back in books:
        again = beads_of_units("a", back, zh, en)
        assert [_words(b, zh, en) for b in again if b.zh and b.en] == [
            _words(b, zh, en) for b in beads if b.zh and b.en
        ]


def _words(bead: Bead, zh: list[Paragraph], en: list[Paragraph]) -> tuple[str, str]:
    squeezed = [
        "".join(p.text for p in side).split()
        for side in ([zh[i] for i in bead.zh], [en[j] for j in bead.en])
    ]
    return "".join(squeezed[0]), "".join(squeezed[1])


def test_importing_the_room_loads_no_office_library() -> None:
    code = (
        "import sys, pipeline.exchange;"
        "print([m for m in ('docx', 'xlsxwriter', 'python_calamine', 'lxml') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
