"""Plain text: wraps and page cuts rejoined, mastheads read, footnotes set apart."""

from hypothesis import given
from hypothesis import strategies as st

from build import document
from pipeline.readers import read_bytes
from pipeline.records import Block, Remark
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
    lines, remarks = logical_lines(source)
    assert [line.text for line in lines] == [
        "1. The States Parties involved in an investigation shall consult.",
        "2. Done.",
    ]
    assert remarks == (Remark("page-number", "16"), Remark("page-number", "17"))


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


PAGES = """\
MCC/COP/2037/4
Report on stones

1. The first stone was found in the spring by two children who were looking for
a lost dog, and it was brought to the museum on the same

V.37-01234 (E)    080637
*3701234*
\f2/4	V.37-01234
MCC/COP/2037/4
The keeping of stones
day by their teacher.

2. The second stone was never found.
\f3/4	V.37-01234
MCC/COP/2037/4
The keeping of stones
3. The third fell into the lake.
\f4/4	V.37-01234
MCC/COP/2037/4
The keeping of stones
4. The fourth was sold.
"""


def test_page_furniture_becomes_remarks_with_its_page() -> None:
    lines, remarks = logical_lines(PAGES)
    assert [line.text[:3] for line in lines] == ["MCC", "Rep", "1. ", "2. ", "3. ", "4. "]
    assert lines[2].text.endswith("on the same day by their teacher.")
    assert [(r.kind, r.page) for r in remarks] == [
        ("job-number", 1),
        ("bar-code", 1),
        *[(kind, page) for page in (2, 3, 4) for kind in ("page-number", *["running-head"] * 2)],
    ]
    assert {r.text for r in remarks if r.kind == "running-head"} == {
        "MCC/COP/2037/4",
        "The keeping of stones",
    }


def test_running_heads_beside_page_numbers_without_form_feeds() -> None:
    source = "".join(
        f"{n}. Paragraph {n} of a text on stones.\n\nThe keeping of stones\n{n}\n\n"
        for n in range(1, 6)
    )
    lines, remarks = logical_lines(source)
    assert [line.text[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]
    assert [r.kind for r in remarks] == ["running-head", "page-number"] * 5


def test_a_name_that_falls_beside_a_few_page_numbers_is_no_running_head() -> None:
    """Four pages of 28 are fewer than one in five."""
    below = ["Preamble" if n % 7 == 0 else chr(96 + n) * 5 for n in range(1, 29)]
    source = "".join(
        f"{n}. Paragraph {n} of a text.\n\n{name}\n{n}\n\n" for n, name in enumerate(below, 1)
    )
    lines, remarks = logical_lines(source)
    assert sum(line.text == "Preamble" for line in lines) == 4
    assert {r.kind for r in remarks} == {"page-number"}


CONTENTS = """\
Contents
                                                     Page
I.   Introduction . . . . . . . . . . . . . . . . .     2
II.  A chapter whose long name goes on to the next
     line . . . . . . . . . . . . . . . . . . . . .     3

I. Introduction

1. It begins.
"""


def test_a_contents_page_is_one_remark() -> None:
    lines, remarks = logical_lines(CONTENTS)
    assert [line.text for line in lines] == ["I. Introduction", "1. It begins."]
    (contents,) = remarks
    assert contents.kind == "contents"
    assert [line.split()[0] for line in contents.text.split("\n")] == [
        "Contents",
        "Page",
        "I.",
        "II.",
        "line",
    ]


def test_notes_and_calls_that_do_not_meet_are_told() -> None:
    read = document("1. 第一段引用了一份文件¹并面积为5 m²。\n\n³ 无人引用的注。\n\n2. 第二段。\n")
    told = [(r.kind, r.detail, r.start) for r in read.remarks]
    assert told == [
        ("unmatched-note", "1", read.text.index("¹")),
        ("unmatched-note", "3", read.text.index("³")),
    ]


def test_a_wrapped_footnote_keeps_its_second_line() -> None:
    source = (
        "1. The stones were counted by the keeper in the year of the great rain,¹ and he\n"
        "¹ See the register of stones, volume two, page nine, and the letters that are\n"
        "kept with it.\n"
        "wrote their number on the wall of the tower, where it can be seen to this very\n"
        "day by whoever climbs the stairs, which are steep, and reads the old script of\n"
        "the people of the valley.\n\n2. Nobody has counted them again.\n"
        "3. The wall was painted over once, in the time of the last keeper, and cleaned\n"
        "again by the present one.\n"
    )
    read = document(source)
    assert read.text.startswith("1. The stones were counted by the keeper in the year")
    (note,) = read.footnotes
    assert read.text[note.start : note.end].endswith("the letters that are kept with it.")


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


@given(
    st.lists(
        st.sampled_from(
            [
                *("1. 发言。", "(a) item;", "Heading", "", "long " * 30, "7", "2/12", "A/RES/1/2"),
                *("*2301234*", "V.23-01234 (E)", "Contents", "Stones . . . . . . 3", "张三：好。"),
                *("word*", "* note", "¹ note", "\f", "名录由观星台掌握，" * 8),
            ]
        ),
        max_size=12,
    )
)
def test_no_word_is_lost(lines: list[str]) -> None:
    source = "\n".join(lines)
    kept, remarks = logical_lines(source)
    whole = "".join([line.text for line in kept] + [remark.text for remark in remarks])
    assert sorted("".join(whole.split())) == sorted("".join(source.split()))


def test_a_number_set_apart_by_a_tab_opens_a_paragraph_and_no_table() -> None:
    text = "1.\tEach Party shall report.\n\n(a)\t各方应当报告；\n\nName\tSeat\nVienna\tAustria\n"
    kinds = [(b.kind, document_text) for b, document_text in _blocks(text)]
    assert kinds == [
        ("text", "1. Each Party shall report."),
        ("text", "(a) 各方应当报告；"),
        ("table", "Name\tSeat"),
        ("table", "Vienna\tAustria"),
    ]


def _blocks(text: str) -> list[tuple[Block, str]]:
    document = read_bytes("a.txt", text.encode())
    return [(b, document.text[b.start : b.end]) for b in document.blocks]


def test_a_preambular_paragraph_after_an_item_that_ends_in_a_comma_stands_by_itself() -> None:
    item = "(b) 会员国在陨石返还方面取得的进展，包括在提供科学鉴定和交流资料方面取得的进展，"
    after = "注意到各会员国在这方面表达的关切，"
    assert [text for _, text in _blocks(f"{item}\n\n{after}\n")] == [item, after]


def test_two_lists_below_one_word_for_contents_take_no_line_twice() -> None:
    lines, remarks = logical_lines(
        "Contents\nStones . . . . . . 3\n1. 发言。\nStones . . . . . . 4"
    )
    assert [(r.kind, r.text) for r in remarks] == [("contents", "Contents\nStones . . . . . . 3")]
    assert [line.text for line in lines] == ["1. 发言。", "Stones . . . . . . 4"]
