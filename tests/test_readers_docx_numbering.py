"""Automatic list numbers of Word files, as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docx_files import Parts, definition, docx, levels, listed, num, p
from pipeline.readers import read_bytes
from pipeline.readers.docx.numerals import han, numeral
from pipeline.segment import segment
from pipeline.text.numbering import han_number, roman_number


def printed(body: str, numbering: str, styles: str = "") -> list[str]:
    """The lines of a document below its first one, which keeps them out of the masthead."""
    content = docx(
        p("Opening words of a document, to begin with.") + body, Parts(styles, numbering)
    )
    return read_bytes("a.docx", content).text.split("\n")[1:]


DECIMAL = definition(1, levels(("decimal", "%1.")))


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("decimal", "%1.", ["1. x", "2. x", "3. x"]),
        ("lowerLetter", "(%1)", ["(a) x", "(b) x", "(c) x"]),
        ("lowerRoman", "(%1)", ["(i) x", "(ii) x", "(iii) x"]),
        ("upperRoman", "%1.", ["I. x", "II. x", "III. x"]),
        ("upperLetter", "%1.", ["A. x", "B. x", "C. x"]),
        ("chineseCounting", "%1、", ["一、 x", "二、 x", "三、 x"]),
        ("chineseCountingThousand", "（%1）", ["（一） x", "（二） x", "（三） x"]),
        ("ideographEnclosedCircle", "%1", ["㈠ x", "㈡ x", "㈢ x"]),
        ("chineseCounting", "第%1条", ["第一条 x", "第二条 x", "第三条 x"]),
        ("bullet", "\uf0b7", ["• x", "• x", "• x"]),
        ("none", "", ["x", "x", "x"]),
    ],
)
def test_the_formats_of_lists(style: str, text: str, expected: list[str]) -> None:
    numbering = definition(1, levels((style, text))) + num(1, 1)
    assert printed(listed("x", 1) * 3, numbering) == expected


def test_no_space_where_the_list_sets_none() -> None:
    level = levels(("chineseCounting", "%1、", '<w:suff w:val="nothing"/>'))
    body = listed("总则", 1) + listed("范围", 1)
    assert printed(body, definition(1, level) + num(1, 1)) == ["一、总则", "二、范围"]


def test_levels_count_within_those_above() -> None:
    legal = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    body = "".join(listed("x", 1, level) for level in (0, 1, 1, 2, 2, 1, 2, 0, 1))
    assert printed(body, definition(1, legal) + num(1, 1)) == [
        "1. x", "1.1 x", "1.2 x", "(a) x", "(b) x", "1.3 x", "(a) x", "2. x", "2.1 x",
    ]  # fmt: skip


def test_a_level_left_out_counts_as_begun() -> None:
    three = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
    body = "".join(listed("x", 1, level) for level in (0, 2, 1))
    assert printed(body, definition(1, three) + num(1, 1)) == ["1. x", "1.1.1 x", "1.2 x"]


def test_legal_numbering_shows_every_level_in_figures() -> None:
    three = levels(
        ("upperRoman", "%1."), ("lowerLetter", "%1.%2"), ("decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    body = "".join(listed("x", 1, level) for level in (0, 1, 2))
    assert printed(body, definition(1, three) + num(1, 1)) == ["I. x", "I.a x", "1.1.1 x"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1.", "(a)", "(b)", "2.", "(a)"]),
        ('<w:lvlRestart w:val="0"/>', ["1.", "(a)", "(b)", "2.", "(c)"]),
    ],
)
def test_a_level_may_go_on_below_the_next_number(restart: str, expected: list[str]) -> None:
    two = levels(("decimal", "%1."), ("lowerLetter", "(%2)", restart))
    body = "".join(listed("x", 1, level) for level in (0, 1, 1, 0, 1))
    lines = printed(body, definition(1, two) + num(1, 1))
    assert [line.split()[0] for line in lines] == expected


def test_a_restart_below_one_level_alone() -> None:
    """The third level begins anew below the first, not below the second."""
    three = levels(
        ("decimal", "%1."),
        ("lowerLetter", "(%2)"),
        ("lowerRoman", "(%3)", '<w:lvlRestart w:val="1"/>'),
    )
    body = "".join(listed("x", 1, level) for level in (0, 1, 2, 1, 2, 0, 1, 2))
    lines = printed(body, definition(1, three) + num(1, 1))
    assert [line.split()[0] for line in lines] == [
        "1.",
        "(a)",
        "(i)",
        "(b)",
        "(ii)",
        "2.",
        "(a)",
        "(i)",
    ]


def test_lists_of_one_definition_go_on_and_an_override_begins_anew() -> None:
    seventh = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = DECIMAL + num(1, 1) + num(2, 1) + num(3, 1, seventh)
    body = "".join(listed("x", n) for n in (1, 1, 2, 3, 3, 1))
    lines = printed(body, numbering)
    assert [line.split()[0] for line in lines] == ["1.", "2.", "3.", "7.", "8.", "9."]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    level = levels(("upperLetter", "%1)"))
    numbering = DECIMAL + num(1, 1, f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>')
    assert printed(listed("x", 1) * 2, numbering) == ["A) x", "B) x"]


def test_a_style_puts_paragraphs_into_a_list_and_none_takes_them_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Para"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    two = levels(("decimal", "%1."), ("lowerLetter", "(%2)"))
    out = '<w:pStyle w:val="Para"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    of = '<w:pStyle w:val="Para"/>'
    body = p("one", of) + p("none", out) + p("below", '<w:pStyle w:val="Sub"/>') + p("two", of)
    lines = printed(body, definition(1, two) + num(1, 1), styles)
    assert lines == ["1. one", "none", "(a) below", "2. two"]


def test_a_level_that_names_the_style_is_the_level_of_the_style() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for name in ("First", "Second")
    )
    named = levels(
        ("upperRoman", "%1.", '<w:pStyle w:val="First"/>'),
        ("upperLetter", "%2.", '<w:pStyle w:val="Second"/>'),
    )
    body = "".join(
        p("x", f'<w:pStyle w:val="{s}"/>') for s in ("First", "Second", "Second", "First")
    )
    assert printed(body, definition(1, named) + num(1, 1), styles) == [
        "I. x",
        "A. x",
        "B. x",
        "II. x",
    ]


def test_a_definition_may_stand_for_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = definition(2, '<w:numStyleLink w:val="Outline"/>')
    numbering = definition(1, levels(("upperRoman", "%1."))) + linked + num(1, 1) + num(2, 2)
    assert printed(listed("x", 2) * 2, numbering, styles) == ["I. x", "II. x"]


def test_definitions_that_stand_for_each_other_print_nothing() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="O"><w:name w:val="O"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    circle = definition(1, '<w:numStyleLink w:val="O"/>') + num(1, 1)
    assert printed(listed("x", 1), circle, styles) == ["x"]


def test_lists_and_levels_that_are_not_there_print_nothing() -> None:
    assert printed(listed("x", 9) + listed("y", 1, 5), DECIMAL + num(1, 1)) == ["x", "y"]


def test_both_languages_numbered_by_word_have_the_same_paths() -> None:
    """Three levels of a Chinese list and of an English one, the words typed without any number."""
    english = levels(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
    chinese = levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    depths = (0, 1, 2, 2, 1, 0, 1)
    paths = []
    for opening, words, kind in (
        ("Words to begin with.", "States shall act;", english),
        ("本文开头。", "各国应采取行动；", chinese),
    ):
        body = p(opening) + "".join(listed(words, 1, depth) for depth in depths)
        document = read_bytes(
            "a.docx", docx(body, Parts(numbering=definition(1, kind) + num(1, 1)))
        )
        paths.append([q.number for q in segment(document)][1:])
    assert paths[0] == paths[1]
    assert paths[0][:3] == [("1",), ("1", "a"), ("1", "a", "i")]


def test_an_empty_numbered_paragraph_prints_its_number_and_an_empty_bullet_nothing() -> None:
    numbering = DECIMAL + definition(2, levels(("bullet", "•"))) + num(1, 1) + num(2, 2)
    body = listed("a", 1) + listed("", 1) + listed("", 2) + listed("c", 1)
    assert printed(body, numbering) == ["1. a", "2.", "3. c"]


@given(st.integers(1, 999))
def test_chinese_numbers_are_read_back(value: int) -> None:
    assert han_number(han(value)) == value


@given(st.integers(1, 399))
def test_roman_numbers_are_read_back(value: int) -> None:
    assert roman_number(numeral(value, "lowerRoman")) == value


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (110, "chineseCounting", "一百一十"),
        (1003, "chineseCounting", "一千零三"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "ideographDigital", "二〇"),
        (11, "ideographEnclosedCircle", "11"),
        (23, "ordinal", "23rd"),
        (112, "ordinal", "112th"),
        (42, "ordinalText", "Forty-second"),
        (20, "cardinalText", "Twenty"),
        (6, "chicago", "††"),
        (7, "decimalZero", "07"),
        (5, "thaiLetters", "5"),
        (0, "upperRoman", "0"),
        (4, "none", ""),
    ],
)
def test_numbers_in_the_formats_of_word(value: int, style: str, expected: str) -> None:
    assert numeral(value, style) == expected
