import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cite import han
from pipeline.text.numbering import (
    as_letter,
    as_roman,
    component,
    decimal,
    han_number,
    letter,
    letter_number,
    marker,
    roman,
    roman_number,
)


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("3. 工作组", "arabic-dot", 3),
        ("1.法律和技术委员会", "arabic-dot", 1),
        ("三、各缔约国", "han-dot", 3),
        ("一. 引言", "han-dot", 1),
        ("(a) 检察官", "paren-letter", 1),
        ("（a）检察官", "paren-letter", 1),
        ("(bb) twenty-eighth", "paren-letter", 28),
        ("(ii) second", "paren-roman", 2),
        ("㈠ 本国", "paren-han", 1),
        ("（十二）缔约方", "paren-han", 12),
        ("(3) third", "paren-arabic", 3),
        ("第十八条", "article", 18),
        ("第一百一十一条", "article", 111),
        ("第11条用语", "article", 11),
        ("Article 18", "article", 18),
        ("Article 16. Extradition", "article", 16),
        ("Regulation 3", "article", 3),
        ("I. Introduction", "roman-dot", 1),
        ("A. Opening", "upper-dot", 1),
        ("附件一", "annex", 1),
        ("附件", "annex", 0),
        ("Annex II", "annex", 2),
        ("Annex C", "annex", 3),
        ("附件C", "annex", 3),
        ("iii. found", "lower-roman", 3),
        ("第一部分总则", "part", 1),
        ("Part Two", "part", 2),
        ("第三编", "part", 3),
        ("Chapter IV: Powers", "chapter", 4),
        ("第十一章 附则", "chapter", 11),
        ("Section 2. Content", "section", 2),
        ("第3节", "section", 3),
        ("第2款", "clause", 2),
        ("第一款 本条", "clause", 1),
        ("附录二", "appendix", 2),
        ("Appendix III", "appendix", 3),
        ("附件二陨石登记表", "annex", 2),
        ("Rule 7", "article", 7),
        ("[Article 9", "article", 9),
        ("[4. States", "arabic-dot", 4),
        ("b) Meteorites", "paren-letter", 2),
        ("ii) found", "paren-roman", 2),
        ("2) found", "paren-arabic", 2),
        ("(寅) 陨石", "paren-stem", 3),
        ("（丁）陨石", "paren-stem", 4),
        ("乙. 陨石", "upper-dot", 2),
        ("③ 陨石", "circled", 3),
        ("PART V", "part", 5),
        ("¹² See A/75/1", "note", 12),
    ],
)
def test_markers(text: str, style: str, value: int) -> None:
    found = marker(text)
    assert found is not None
    assert (found.style, found.value) == (style, value)


@pytest.mark.parametrize(
    "text",
    [
        "1.5 million people",
        "2012年10月15日",
        "第十八条第一款规定的请求",
        "第十八条之规定",
        "第三条还规定了期限",
        "第五章的规定",
        "附件二第三条",
        "附件一所列的文件",
        "第四十一条及第四十二条规定之办法",
        "一九四二年一月一日",
        "附件开列了文件",
        "article 3 of the Convention",
        "第 11/1 号决议",
        "U.S. authorities",
        "(see below)",
        "",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    assert marker(text) is None


@pytest.mark.parametrize(
    ("text", "style", "value", "suffix"),
    [
        ("3 bis. Each State", "arabic-dot", 3, "bis"),
        ("3之二、各国", "arabic-dot", 3, "bis"),
        ("Article 5 ter", "article", 5, "ter"),
        ("第五条之三 用语", "article", 5, "ter"),
        ("(a bis) Meteorites", "paren-letter", 1, "bis"),
        ("(a) bis Meteorites", "paren-letter", 1, "bis"),
        ("第十二条之四", "article", 12, "quater"),
    ],
)
def test_numbers_put_in_later(text: str, style: str, value: int, suffix: str) -> None:
    found = marker(text)
    assert found is not None
    assert (found.style, found.value, found.suffix) == (style, value, suffix)


def test_numbers_in_parts() -> None:
    assert marker("2.1 The Authority") is None
    found = decimal("2.1 The Authority")
    assert found is not None
    assert (found.printed, found.value, found.end) == ("2.1", 1, 4)
    assert decimal("10.12主管机关").printed == "10.12"  # type: ignore[union-attr]
    assert decimal("1.5 million people") is None
    assert decimal("2012") is None


def test_the_words_begin_where_the_marker_ends() -> None:
    found = marker("(a) 鼓励缔约国")
    assert found is not None
    assert "(a) 鼓励缔约国"[found.end :] == "鼓励缔约国"


def test_i_can_be_a_letter_or_a_numeral() -> None:
    found = marker("(i) The type")
    assert found is not None
    assert found.value == 9
    roman_reading = as_roman(found)
    assert roman_reading is not None
    assert (roman_reading.style, roman_reading.value) == ("paren-roman", 1)
    chapter = marker("I. Other matters")
    assert chapter is not None
    section = as_letter(chapter)
    assert section is not None
    assert (section.style, section.value) == ("upper-dot", 9)
    doubled = marker("(ii) thirty-fifth")
    assert doubled is not None
    letters = as_letter(doubled)
    assert letters is not None
    assert (letters.style, letters.value) == ("paren-letter", 35)
    third = marker("(c) third")
    assert third is not None
    assert as_roman(third) is None


@pytest.mark.parametrize(
    ("depth", "value", "text"), [(0, 3, "3"), (1, 1, "a"), (1, 27, "aa"), (2, 4, "iv"), (3, 2, "2")]
)
def test_components_are_canonical_for_their_depth(depth: int, value: int, text: str) -> None:
    assert component(depth, value) == text


def test_words_that_are_no_numbers() -> None:
    assert han_number("十月革命") == 0
    assert roman_number("iiii") == 0
    assert letter_number("ab") == 0


@given(st.integers(min_value=1, max_value=399))
def test_roman_numerals_come_back(value: int) -> None:
    assert roman_number(roman(value)) == value


@given(st.integers(min_value=1, max_value=104))
def test_letters_come_back(value: int) -> None:
    assert letter_number(letter(value)) == value


@given(st.integers(min_value=1, max_value=999))
def test_chinese_numerals_come_back(value: int) -> None:
    assert han_number(han(value)) == value
