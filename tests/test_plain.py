"""Plain text: wraps and page cuts rejoined, mastheads read, footnotes set apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import document
from pipeline.readers.masthead import find_date, find_metadata, ordinal_number
from pipeline.text.lines import logical_lines

WRAPPED = """\
1. The Working Group recalled that requests for assistance had often been
delayed because their annexes had not been translated, and it noted that
article 12 of the Convention asked for a translation into a language that
the requested State accepted.

2. Speakers described the directory of central authorities as the tool that
practitioners consulted first.

(a) States parties should keep their entries in the directory up to date and
inform the secretariat of any change;
"""

SPACED = """\
1. 工作组回顾，协助请求之所以经常受到延误，是因为附件没有译成被请求国接受

的语文，工作组还注意到《公约》第十二条要求附上译文，发言者认为这一要求十

分必要，应当得到遵守。

2. 发言者介绍了中央机关名录的使用情况，指出从业人员首先查阅的就是这一名录，

并建议继续更新。

(a) 缔约国应确保名录中的信息是最新的，并在发生任何变动时立即通知秘书处，

以便更新；

3. 会议还讨论了翻译费用问题，一些发言者认为费用应当由请求国承担，另一些发

言者表示不同意见。
"""


def texts(source: str) -> list[str]:
    return [line.text for line in logical_lines(source)[0]]


def test_wrapped_english_is_rejoined() -> None:
    found = texts(WRAPPED)
    assert len(found) == 3
    assert found[0].endswith("a language that the requested State accepted.")
    assert found[2].startswith("(a) States parties should keep their entries")
    assert "\n" not in "".join(found)


def test_chinese_wrapped_with_blank_lines_between_is_rejoined() -> None:
    found = texts(SPACED)
    assert [line[:2] for line in found] == ["1.", "2.", "(a", "3."]
    assert found[0].endswith("这一要求十分必要，应当得到遵守。")


def test_a_paragraph_cut_by_a_page_end_is_whole_again() -> None:
    source = (
        "1. 第一段已经结束。\n\n2. 资源问题是各国在确定是否接受诉讼程序转移案件的\n\n"
        "一个主要考虑因素。\n\n(c) 建议缔约方会议考虑列入一个\n\n\n\n关于这个问题的项目；\n"
    )
    assert texts(source)[1:] == [
        "2. 资源问题是各国在确定是否接受诉讼程序转移案件的一个主要考虑因素。",
        "(c) 建议缔约方会议考虑列入一个关于这个问题的项目；",
    ]


def test_page_numbers_go_and_are_told() -> None:
    source = (
        "1. The States Parties involved in\n16\nan investigation shall consult.\n17\n2. Done.\n"
    )
    lines, dropped = logical_lines(source)
    assert [line.text for line in lines] == [
        "1. The States Parties involved in an investigation shall consult.",
        "2. Done.",
    ]
    assert dropped == ("16", "17")


def test_a_footnote_interrupts_no_paragraph() -> None:
    source = (
        "工作组，\n\n欢迎工作组第十二次会议讨论的被判刑人员的移交以及与技术援助问题¹政府专家所开展的讨论和\n\n"
        "¹ 见第2段。\n\n\n\n工作组联合讨论的事项，\n\n1. 核可这些建议。\n"
    )
    read = document(source)
    body = [read.text[b.start : b.end] for b in read.blocks]
    assert "政府专家所开展的讨论和工作组联合讨论的事项，" in body[1]
    assert body[-1] == "¹ 见第2段。"
    (note,) = read.footnotes
    assert (note.marker, read.text[note.start : note.end]) == ("1", "¹ 见第2段。")
    assert read.text[note.anchor] == "¹"


def test_headings_are_not_joined_to_what_they_head() -> None:
    source = "附件一\n\n2021年工作组通过的建议\n\n2021年工作组通过了下列建议：\n\n其他事项\n\n(a) 鼓励各国；\n"
    assert len(texts(source)) == 5


REPORT = """\
Conference of the Parties to the Convention on Meteorites

MCC/COP/WG.1/2019/5
Distr.: General
24 June 2019
Original: English

Working Group on International Cooperation against Illicit Trade
First session
Aldermere, 14-16 May 2019

Report of the Working Group on its first session

I. Introduction

1. The Working Group met and cited A/RES/55/25.
"""


def test_a_masthead_is_read() -> None:
    read = document(REPORT)
    assert read.symbol == "MCC/COP/WG.1/2019/5"
    assert read.lang == "en"
    assert read.title == "Report of the Working Group on its first session"
    assert (read.session, read.date, read.status) == ("1", "2019-06-24", "final")


def test_what_is_given_wins_over_the_masthead() -> None:
    read = document(REPORT, symbol="X/1", date="2020-01-01", title="T", session="9")
    assert (read.symbol, read.date, read.title, read.session) == ("X/1", "2020-01-01", "T", "9")


def test_a_cited_symbol_is_not_the_texts_own() -> None:
    read = document("1. The Assembly recalled A/RES/55/25.\n", name="note.txt")
    assert read.symbol == "note"


def test_a_resolution_has_its_title_below_its_number() -> None:
    lines = [
        "第 11/1 号决议",
        "执行各项国际合作条款",
        "联合国打击跨国组织犯罪公约缔约方会议，",
        "回顾其决议，",
    ]
    found = find_metadata(lines, "zh")
    assert found.title == "执行各项国际合作条款"
    assert (found.body, found.session, found.status) == ("CTOC-COP", "11", "adopted")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14 November 2012", "2012-11-14"),
        ("2012年10月15日、16日和18日，维也纳", "2012-10-15"),
        ("Vienna, 7 and 8 July 2020", "2020-07-07"),
        ("2017 年 10 月 9 日至 13 日", "2017-10-09"),
        ("in the spring of 2020", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("word", "value"),
    [("First", 1), ("twelfth", 12), ("Twentieth", 20), ("Seventy-ninth", 79), ("general", 0)],
)
def test_ordinals(word: str, value: int) -> None:
    assert ordinal_number(word) == value


@given(
    st.lists(
        st.sampled_from(["1. 发言。", "(a) item;", "Heading", "", "long " * 30, "7"]), max_size=12
    )
)
def test_no_word_is_lost(lines: list[str]) -> None:
    source = "\n".join(lines)
    kept, dropped = logical_lines(source)
    whole = "".join("".join(line.text for line in kept).split())
    assert sorted(whole + "".join(dropped)) == sorted("".join(source.split()))
