"""Word files: what all of them have, their tables, and the briefing pack as one."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from briefings import BRIEFING, with_words
from word_files import W, part_xml, words_in

from pipeline.exchange.briefing_word import to_docx
from pipeline.exchange.units import Unit
from pipeline.exchange.word import to_docx as alignment_to_docx
from pipeline.exchange.word_parts import Line, Page, add_words, begun, saved, write
from pipeline.exchange.word_tables import Cell, Row, add_table
from pipeline.strings import Strings

EN, ZH = Strings("en"), Strings("zh")
PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/footer1.xml",
    "word/header1.xml",
    "word/settings.xml",
    "word/styles.xml",
]


def test_a_file_holds_no_part_and_no_name_of_the_template_it_is_made_from() -> None:
    content = saved(begun("Lamps", Page(False), EN))
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        assert made.namelist() == PARTS
        assert {member.date_time for member in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in PARTS if b"python-docx" in made.read(name)]
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.title == "Lamps"
    assert document.core_properties.created.year == 2000
    (mode,) = document.settings.element.xpath("//w:compatSetting[@w:name='compatibilityMode']")
    assert mode.get(f"{W}val") == "15"


def test_every_style_has_the_fonts_of_both_languages_and_none_of_a_theme() -> None:
    styles = part_xml(saved(begun("Lamps", Page(False), EN)), "word/styles.xml")
    (fonts,) = styles.iter(f"{W}rFonts")
    assert {name.removeprefix(W): value for name, value in fonts.attrib.items()} == {
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
        "cs": "Times New Roman",
        "eastAsia": "SimSun",
    }
    levels = {
        str(level.getparent().getparent().get(f"{W}styleId")): level.get(f"{W}val")
        for level in styles.iter(f"{W}outlineLvl")
    }
    assert levels == {"Heading1": "0", "Heading2": "1"}


@pytest.mark.parametrize(
    ("say", "words", "fields"),
    [(EN, "Page 1 of 1", ["PAGE", "NUMPAGES"]), (ZH, "第1页，共1页", ["PAGE", "NUMPAGES"])],
)
def test_the_title_is_at_the_head_and_the_number_of_the_page_at_the_foot(
    say: Strings, words: str, fields: list[str]
) -> None:
    content = saved(begun("Lamps", Page(True), say))
    assert words_in(part_xml(content, "word/header1.xml")) == "Lamps"
    foot = part_xml(content, "word/footer1.xml")
    assert words_in(foot) == words
    assert [str(asked.text).strip() for asked in foot.iter(f"{W}instrText")] == fields
    (section,) = docx.Document(io.BytesIO(content)).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_a_title_may_be_longer_than_a_property_or_a_head_holds() -> None:
    content = saved(begun("灯" * 300, Page(False), ZH))
    assert docx.Document(io.BytesIO(content)).core_properties.title == "灯" * 255
    assert words_in(part_xml(content, "word/header1.xml")) == "灯" * 99 + "…"


def test_line_feeds_and_tabs_are_kept_and_chinese_marks_have_the_chinese_font() -> None:
    document = begun("Lamps", Page(False), EN)
    write(document.add_paragraph(), Line("Passage", "“灯”\n二\t三", "Lead: ", keeps_next=True))
    write(document.add_paragraph(), Line("Passage"))
    first, empty = docx.Document(io.BytesIO(saved(document))).paragraphs
    assert (first.text, empty.runs) == ("Lead: “灯”\n二\t三", [])
    assert first.paragraph_format.keep_with_next
    lead, words = first.runs
    assert lead.bold and not words.bold
    hints = [run._r.xpath("w:rPr/w:rFonts/@w:hint") for run in (lead, words)]
    assert hints == [[], ["eastAsia"]]
    add_words(empty, "")
    assert empty.runs == []


@pytest.mark.parametrize(
    ("words", "may_split"),
    [("a" * 1200, False), ("a" * 1201, True), ("灯" * 600, False), ("灯" * 601, True)],
)
def test_a_row_taller_than_half_a_page_may_run_over_its_end(words: str, may_split: bool) -> None:
    document, page = begun("Lamps", Page(True), EN), Page(True)
    row = Row((Cell((Line("Passage", words),)), Cell((Line("Passage"),))))
    add_table(document, [page.margin, page.margin], [row])
    (made,) = document.tables[0].rows
    assert may_split != bool(made._tr.xpath("w:trPr/w:cantSplit"))


def test_a_cell_over_several_columns_is_as_wide_as_they_are() -> None:
    document, page = begun("Lamps", Page(True), EN), Page(True)
    wide = Cell((Line("History", "one"), Line("History", "two")), columns=2, fill="F4F6FA")
    narrow = Cell((Line("Passage", "x"),))
    add_table(document, [page.margin] * 3, [Row((narrow, wide)), Row((narrow,) * 3)])
    first, second = docx.Document(io.BytesIO(saved(document))).tables[0].rows
    assert [cell.text for cell in first.cells] == ["x", "one\ntwo", "one\ntwo"]
    cells = first._tr.tc_lst
    assert [(cell.grid_span, round(cell.width.mm)) for cell in cells] == [(1, 18), (2, 36)]
    assert cells[1].xpath("w:tcPr/w:shd/@w:fill") == ["F4F6FA"]
    assert len(second._tr.tc_lst) == 3


@pytest.mark.parametrize("words", ["灯" * 300_000, "\x00\x1b\ufffe\ud800", "a\rb\r\nc", ""])
def test_an_alignment_of_any_words_opens(words: str) -> None:
    unit = Unit((words,), (words, words), words, words, notes=(words,))
    content = alignment_to_docx([unit], words, ZH)
    assert len(docx.Document(io.BytesIO(content)).tables[0].rows) == 2
    assert words_in(part_xml(content)).count("灯") == 6 * words.count("灯")


def test_what_is_left_out_stands_below_the_facts_of_the_title_page() -> None:
    briefing = replace(BRIEFING, found=replace(BRIEFING.found, in_passing=2))
    document = docx.Document(io.BytesIO(to_docx(briefing, EN)))
    notes = [p.text for p in document.paragraphs if p.style and p.style.name == "Pack Note"]
    assert notes == [f"{EN('briefing.reading')} {EN('preparation.passing', n=2)}"]


def test_a_heading_too_long_is_shortened_in_the_contents_too() -> None:
    (group,) = BRIEFING.provisions
    briefing = replace(with_words("lamp"), provisions=(replace(group, key="X:" + "9" * 300),))
    root = part_xml(to_docx(briefing, EN))
    heads = [words_in(link) for link in root.iter(f"{W}hyperlink")]
    assert max(map(len, heads)) == 160


@pytest.mark.parametrize("say", [EN, ZH])
def test_the_word_file_has_contents_that_lead_to_every_heading(say: Strings) -> None:
    root = part_xml(to_docx(BRIEFING, say))
    marks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    links = [(link.get(f"{W}anchor"), words_in(link)) for link in root.iter(f"{W}hyperlink")]
    assert len(links) == 8
    assert {anchor for anchor, _ in links} == marks
    titles = [
        words_in(p)
        for p in root.iter(f"{W}p")
        if (style := p.find(f"{W}pPr/{W}pStyle")) is not None
        and str(style.get(f"{W}val")).startswith("Heading")
    ]
    assert titles == [words for _, words in links]
    kinds = [mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_the_word_file_opens_with_its_tables_their_heads_repeated_and_a_column_to_write_in() -> (
    None
):
    document = docx.Document(io.BytesIO(to_docx(BRIEFING, EN)))
    article, recommendations = document.tables[1:3]
    assert [[cell.text for cell in row.cells] for row in article.rows] == [
        ["English", "Chinese"],
        ["T/1, art. 2\nArticle 2", "T/1，第二条\n第二条"],
        ["T/1, art. 2(1)\n1. Lamps shall be lit.", "no Chinese text held"],
        [
            "T/1, art. 2(2)\n2. Nobody shall put them out.",
            "T/1，第二条第二款\n二、任何人不得灭灯。",
        ],
    ]
    head, row, history = ([cell.text for cell in row.cells] for row in recommendations.rows)
    assert head == ["Particulars", "English", "Chinese", "Position"]
    assert row[1:] == [
        "X/RES/75/1, para. 3\nUrges States to light their lamps;",
        "X/RES/75/1，第3段\n敦促各国点灯；",
        "",
    ]
    assert row[0].splitlines()[:3] == [
        "Strength: urges",
        "Standing: endorsed",
        "Date: session 75 · 2020-12-01",
    ]
    assert history[0].startswith("History: X/RES/74/1, para. 3 (2019) [new] → ")
    for table in document.tables[1:]:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
        widths = [column.width for column in table.columns]
        assert [cell.width for cell in table.rows[0].cells] == widths
    assert [round(s.page_width.cm) for s in document.sections] == [21, 21, 30, 21]
    assert document.sections[0].header.paragraphs[0].text == "Briefing pack: lamps"
    assert "The first 1 of 12 found are listed." in [p.text for p in document.paragraphs]


def test_the_language_of_the_pack_comes_first() -> None:
    document = docx.Document(io.BytesIO(to_docx(replace(BRIEFING, lang="zh"), EN)))
    assert [cell.text for cell in document.tables[1].rows[0].cells] == ["Chinese", "English"]
