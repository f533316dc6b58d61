"""Briefing packs as Word, Excel and Markdown: every passage with its citation, whatever it holds."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from briefings import BRIEFING, CHAIN, EMPTY, SECOND, entry, with_words
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook
from word_files import part_xml, words_in

from pipeline.exchange.briefing_markdown import to_markdown
from pipeline.exchange.briefing_rows import pack_of
from pipeline.exchange.briefing_sheets import to_xlsx
from pipeline.exchange.briefing_word import to_docx
from pipeline.records.lineage import LineageLink
from pipeline.records.preparation import Briefing
from pipeline.strings import Strings

EN, ZH = Strings("en"), Strings("zh")
RENDERERS = (to_docx, to_xlsx, to_markdown)


def rows_of(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def plain(markdown: bytes) -> list[str]:
    """The texts of the blocks that a Markdown program sees, without its marks."""
    tokens = MarkdownIt("commonmark").parse(markdown.decode())
    assert not [t for t in tokens if t.type.startswith(("html", "code", "fence"))]
    found = []
    for token in tokens:
        for child in token.children or ():
            assert child.type in {"text", "strong_open", "strong_close", "em_open", "em_close"} | {
                "softbreak",
                "hardbreak",
                "text_special",
            }, child.type
        if token.type == "inline":
            found.append("".join(c.content or " " for c in token.children or ()))
    return found


def shown_by(render: Callable[[Briefing, Strings], bytes], content: bytes) -> str:
    """All words of a file that ``render`` made."""
    if render is to_docx:
        return words_in(part_xml(content))
    return str(rows_of(content)) if render is to_xlsx else " ".join(plain(content))


def test_a_history_is_a_line_of_citations_years_and_verdicts() -> None:
    (group,) = pack_of(BRIEFING, EN).recommendations
    assert group.title == "States"
    assert group.rows[0].history == (
        "X/RES/74/1, para. 3 (2019) [new] → X/RES/75/1, para. 3 (2020) [strengthened]",
    )
    (group,) = pack_of(BRIEFING, ZH).recommendations
    assert group.rows[0].history == (
        "X/RES/74/1，第3段（2019）【新提】 → X/RES/75/1，第3段（2020）【加强】",
    )


def test_a_history_that_breaks_off_begins_a_line_and_what_is_dropped_ends_one() -> None:
    other = entry("X/RES/70/5", "Encourages States to buy oil;", date="2015-12-01")
    chain = (
        *CHAIN,
        LineageLink(other, SECOND, "merged", 0.5, "parts-of-one"),
        LineageLink(SECOND, None, "dropped", 0.0, "not-taken-up"),
        LineageLink(SECOND, other, "repeated", 0.5, "same-words"),
    )
    briefing = replace(
        BRIEFING, recommendations=(replace(BRIEFING.recommendations[0], chain=chain),)
    )
    assert pack_of(briefing, EN).recommendations[0].rows[0].history[1:] == (
        "X/RES/70/5, para. 3 (2015) → X/RES/75/1, para. 3 (2020) [merged] → dropped",
        "X/RES/75/1, para. 3 (2020) → X/RES/70/5, para. 3 (2015) [repeated]",
    )


def test_a_recommendation_that_takes_up_nothing_says_so_among_its_particulars() -> None:
    briefing = replace(
        BRIEFING, recommendations=(replace(BRIEFING.recommendations[0], chain=CHAIN[:1]),)
    )
    row = pack_of(briefing, EN).recommendations[0].rows[0]
    assert row.history == ()
    assert ("History", "new") in [(fact.name, fact.value) for fact in row.particulars]


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("UNTOC:17", "有组织犯罪公约第十七条", "UNTOC, article 17"),
        ("UNTOC:23(2)(b)", "有组织犯罪公约第二十三条第二款第㈡项", "UNTOC, article 23(2)(b)"),
        ("18(13)", "第十八条第十三款", "article 18(13)"),
        ("UNTOC:ch.7", "有组织犯罪公约第ch.7条", "UNTOC, article ch.7"),
    ],
)
def test_a_provision_is_named_as_texts_cite_it(key: str, zh: str, en: str) -> None:
    briefing = replace(BRIEFING, provisions=(replace(BRIEFING.provisions[0], key=key),))
    assert pack_of(briefing, ZH).provisions[0].title == zh
    assert pack_of(briefing, EN).provisions[0].title == en


def test_the_title_of_an_instrument_stands_once_and_a_number_is_a_count_of_passages() -> None:
    (first,) = BRIEFING.provisions
    briefing = replace(BRIEFING, provisions=(first, replace(first, key="UNTOC:3", why="12")))
    facts = [[(f.name, f.value) for f in g.facts] for g in pack_of(briefing, EN).provisions]
    assert facts == [
        [("T/1", "Lighthouses"), ("T/1", "灯塔"), ("Chosen for", "lamps")],
        [("Chosen for", "cited by 12 passages held")],
    ]


def test_paragraphs_of_an_article_stand_beside_those_of_the_same_number() -> None:
    (group,) = pack_of(BRIEFING, EN).provisions
    assert [(row.zh.text, row.en.text) for row in group.rows] == [
        ("第二条", "Article 2"),
        ("", "1. Lamps shall be lit."),
        ("二、任何人不得灭灯。", "2. Nobody shall put them out."),
    ]
    assert group.rows[2].zh.place == "T/1，第二条第二款"
    assert group.rows[2].en.place == "T/1, art. 2(2)"


def test_the_title_page_says_what_the_pack_rests_on_and_no_time_of_day() -> None:
    facts = {f.name: f.value for f in pack_of(BRIEFING, EN).facts}
    assert facts == {
        "Subject": "lamps",
        "Looked up as": "lamp; 灯",
        "Bodies": "General Assembly",
        "Sessions": "all that are held",
        "Texts dated": "from 2019-01-01",
        "Documents quoted": "2 documents, dated 2020-12-01 to 2020-12-01",
        "Index": "0a1b2c",
        "Encoder": "built-in",
    }


@pytest.mark.parametrize(
    ("say", "n", "said"),
    [
        (EN, 1, "1 passage that names the subject in passing is left out."),
        (EN, 8, "8 passages that name the subject in passing are left out."),
        (ZH, 8, "8 段仅顺带提及该主题，未列入。"),
    ],
)
@pytest.mark.parametrize("render", RENDERERS)
def test_every_format_says_how_many_passages_in_passing_are_left_out(
    render: Callable[[Briefing, Strings], bytes], say: Strings, n: int, said: str
) -> None:
    briefing = replace(BRIEFING, found=replace(BRIEFING.found, in_passing=n))
    assert said in shown_by(render, render(briefing, say))
    assert said[2:] not in shown_by(render, render(BRIEFING, say))


def test_an_alert_that_comes_twice_in_a_passage_is_one_row() -> None:
    (care,) = pack_of(BRIEFING, EN).alerts
    assert (care.form, care.preferred, care.places) == ("明灯", "灯", ("X/RES/75/1, para. 3",))


@pytest.mark.parametrize("say", [EN, ZH])
@pytest.mark.parametrize("render", RENDERERS)
def test_the_same_pack_gives_the_same_bytes(
    render: Callable[[Briefing, Strings], bytes], say: Strings
) -> None:
    assert render(BRIEFING, say) == render(replace(BRIEFING), say)
    assert render(EMPTY, say)


def test_the_workbook_has_a_sheet_for_each_section() -> None:
    sheets = rows_of(to_xlsx(BRIEFING, EN))
    assert list(sheets) == [
        "Briefing pack",
        "Treaty provisions",
        "Past recommendations",
        "Open requests",
        "Agreed language",
        "Terms that need care",
        "Documents quoted",
    ]
    head, row = sheets["Past recommendations"][:2]
    held = dict(zip(head, row, strict=True))
    assert held["Citation (Chinese)"] == "X/RES/75/1，第3段"
    assert held["English"] == "Urges States to light their lamps;"
    assert held["Position"] == ""
    assert "X/RES/70/2 (2020)" in sheets["Agreed language"][1]
    assert sheets["Documents quoted"][1] == [
        1.0,
        "T/1",
        "Lighthouses",
        "灯塔",
        "2020-12-01",
        "adopted",
    ]


def test_words_longer_than_a_cell_go_on_in_the_next_row() -> None:
    long = "灯" * 70_000
    rows = rows_of(to_xlsx(with_words(long), EN))["Past recommendations"]
    column = rows[0].index("Chinese")
    assert "".join(str(row[column]) for row in rows[1:4]) == long
    assert [row[0] for row in rows[1:4]] == [1.0, 1.0, 1.0]


def test_markdown_has_headings_quotations_and_a_place_for_the_position() -> None:
    lines = to_markdown(BRIEFING, EN).decode().splitlines()
    assert lines[0] == "# Briefing pack"
    assert [line for line in lines if line.startswith("##")][:4] == [
        "## Treaty provisions",
        "### UNTOC, article 2",
        "## Past recommendations",
        "### States",
    ]
    at = lines.index("> Urges States to light their lamps;")
    assert lines[at - 1] == "> **X/RES/75/1, para. 3**  "
    assert "- **Position**:" in lines
    assert "Urges States to light their lamps;" in " ".join(plain("\n".join(lines).encode()))


HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "<script>alert(1)</script> & <w:t> ]]> &amp;",
    "\x00\x07\x1b[31m control \x0b\x0c",
    "\u202egnirts desrever\u202c \u2066x\u2069",
    "# head\n\n- list\n\n    code\n\n```\nfence\n```\n| a | b |\n|---|---|",
    "![x](http://x.example/a.png) [y](javascript:alert(1)) www.x.example <http://x.example>",
    "1. one\n2) two\n* three\n+ four\n--- \n===",
    "\ud800 lone, \ufffe, \uffff",
    "very long title " * 400,
    "",
    " \t\n ",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    briefing = with_words(words)
    root = part_xml(to_docx(briefing, EN))
    content = to_xlsx(briefing, EN)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in book.read(name)
                assert b"<hyperlink" not in book.read(name)
    shown = words_in(root) + "".join(plain(to_markdown(briefing, ZH)))
    shown += str(rows_of(content))
    assert not {"\u202e", "\u2066", "\x1b", "\x00"} & set(shown)


def test_a_megabyte_without_a_space_breaks_nothing() -> None:
    long = "灯" * 300_000
    briefing = with_words(long)
    assert long in words_in(part_xml(to_docx(briefing, EN)))
    assert long in "".join(plain(to_markdown(briefing, EN)))
    assert len(rows_of(to_xlsx(briefing, EN))["Past recommendations"]) > 9


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=40))
def test_any_words_are_quoted_word_for_word(words: str) -> None:
    squeezed = "".join(words.split())
    briefing = with_words(words)
    quoted = "".join("".join(plain(to_markdown(briefing, EN))).split())
    assert squeezed.replace("\ufffe", "").replace("\uffff", "") in quoted
    held = "".join(words_in(part_xml(to_docx(briefing, EN))).split())
    assert squeezed.replace("\ufffe", "").replace("\uffff", "") in held


@pytest.mark.parametrize("render", RENDERERS)
def test_each_passage_stands_with_symbol_and_number(
    render: Callable[[Briefing, Strings], bytes],
) -> None:
    shown = shown_by(render, render(BRIEFING, EN))
    for said in (
        *("T/1, art. 2(1)", "1. Lamps shall be lit.", "T/1，第二条第二款", "二、任何人不得灭灯。"),
        *("X/RES/75/1, para. 3", "Urges States to light their lamps;", "X/RES/75/1，第3段"),
        *("X/RES/70/2 (2020)", "明灯", "0a1b2c", "session 77"),
    ):
        assert said in shown
