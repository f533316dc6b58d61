"""Mastheads of Vienna, New York and Geneva in both languages, field by field."""

import pytest

from build import document
from pipeline.readers.masthead import Found, find_metadata
from pipeline.readers.masthead_dates import (
    find_date,
    is_date,
    is_range,
    meeting_place,
    ordinal_number,
    session_label,
)
from pipeline.readers.masthead_kind import (
    distribution_of,
    edition_line,
    kind_of,
    original_of,
    status_of,
)
from pipeline.text.lines import Line


def found(text: str) -> Found:
    return find_metadata([Line(line) for line in text.strip().split("\n")], "en")


VIENNA = """\
United Nations
MCC/COP/WG.1/2023/2
Conference of the Parties to the
Convention on Cooperation against
Illicit Trade in Meteorites
Distr.: General
8 June 2023

Original: English

V.23-01234 (E)    080623    090623
*2301234*

Working Group on International Cooperation
Aldermere, 7 and 8 July 2023
Item 2 of the provisional agenda*
Transfer of proceedings between finders

         Transfer of proceedings between finders

         Background paper prepared by the Secretariat

I. Introduction

1. The present paper describes how proceedings are transferred.

* MCC/COP/WG.1/2023/1.

2. It was prepared on the basis of replies.
"""


def test_a_masthead_of_vienna() -> None:
    read = document(VIENNA)
    assert read.symbol == "MCC/COP/WG.1/2023/2"
    assert read.distribution == "general"
    assert read.original == "en"
    assert read.date == "2023-06-08"
    assert read.place == "Aldermere"
    assert read.agenda == "Item 2 of the provisional agenda"
    assert read.title == "Transfer of proceedings between finders"
    assert (read.kind, read.status, read.edition) == ("background-paper", "", "")
    kinds = [(r.kind, r.text) for r in read.remarks]
    assert kinds == [
        ("job-number", "V.23-01234 (E)    080623    090623"),
        ("bar-code", "*2301234*"),
        ("repeated-title", "Transfer of proceedings between finders"),
    ]
    (note,) = read.footnotes
    assert (note.marker, read.text[note.start : note.end]) == ("*", "* MCC/COP/WG.1/2023/1.")
    assert read.text[note.anchor] == "*"
    blocks = [(b.kind, read.text[b.start : b.end]) for b in read.blocks]
    assert ("title", "Transfer of proceedings between finders") in blocks
    assert ("masthead", "Background paper prepared by the Secretariat") in blocks


NEW_YORK = """\
United Nations\tA/91/590*
General Assembly\tDistr.: Limited
3 March 2037
Original: Arabic/French
Ninety-first session
Agenda item 155 (b)
Financing of the observatory
Budget of the observatory on Mount Aldermere for the
period from 1 July 2035 to 30 June 2036
Report of the Secretary-General
Summary
The observatory was kept open.
"""


def test_a_masthead_of_new_york_as_a_word_table() -> None:
    read = found(NEW_YORK)
    assert (read.symbol, read.body, read.session) == ("A/91/590", "GA", "91")
    assert (read.distribution, read.date, read.original) == ("limited", "2037-03-03", "ar;fr")
    assert read.agenda == "Agenda item 155 (b)"
    assert read.title == (
        "Budget of the observatory on Mount Aldermere for the period from 1 July 2035 to 30 June "
        "2036"
    )
    assert (read.kind, read.status) == ("report", "final")
    assert read.title_lines == (7, 8)
    assert read.lines == 10


GENEVA = """\
联合国
A/HRC/91/12/Add.1
大会
Distr.: General
3 March 2037
Chinese
Original: Spanish
人权理事会
第九十一届会议
2037年2月24日至3月27日
议程项目3
增进和保护所有人权
观星权问题特别报告员的访问
特别报告员的报告
增编
一. 导言
"""


def test_a_chinese_masthead_of_geneva() -> None:
    read = found(GENEVA)
    assert (read.symbol, read.body, read.session) == ("A/HRC/91/12/Add.1", "HRC", "91")
    assert (read.date, read.original, read.agenda) == ("2037-03-03", "es", "议程项目3")
    assert read.title == "观星权问题特别报告员的访问"
    assert (read.kind, read.edition) == ("report", "addendum")


def test_a_chinese_masthead_of_vienna_with_its_fields_in_chinese() -> None:
    read = found(
        "陨石公约缔约方会议\n分发：限制\n原件：英文\n2037年3月3日\n国际合作工作组\n"
        "2037年7月7日和8日，奥尔德米尔\n临时议程*项目2\n移交诉讼程序\n中央机关名录\n秘书处编写的背景文件\n一. 导言"
    )
    assert (read.distribution, read.original, read.date) == ("limited", "en", "2037-03-03")
    assert (read.place, read.agenda) == ("奥尔德米尔", "临时议程项目2")
    assert (read.title, read.kind) == ("中央机关名录", "background-paper")


def test_a_resolution_of_the_assembly() -> None:
    read = found(
        "United Nations\nA/RES/91/3\nGeneral Assembly\nDistr.: General\n18 October 2036\n"
        "Ninety-first session\nAgenda item 129\n"
        "Resolution adopted by the General Assembly on 10 October 2036\n"
        "[without reference to a Main Committee (A/91/L.4)]\n"
        "91/3. Night sky free of artificial light\nThe General Assembly,\nRecalling"
    )
    assert (read.symbol, read.date) == ("A/RES/91/3", "2036-10-10")
    assert (read.title, read.title_lines) == ("Night sky free of artificial light", (9,))
    assert (read.kind, read.status, read.lines) == ("resolution", "adopted", 10)


def test_a_resolution_has_its_title_below_its_number() -> None:
    read = found(
        "第 11/1 号决议\n执行各项国际合作条款\n联合国打击跨国组织犯罪公约缔约方会议，\n回顾其决议，"
    )
    assert read.title == "执行各项国际合作条款"
    assert (read.body, read.session, read.status) == ("CTOC-COP", "11", "adopted")
    assert read.lines == 2


def test_a_resolution_of_the_council_is_named_by_its_number() -> None:
    read = found(
        "S/RES/9507 (2037)\nDistr.: General\n第9507(2037)号决议\n2037年1月31日 9712次会议通过\n安全理事会，"
    )
    assert (read.title, read.date) == ("第9507(2037)号决议", "2037-01-31")
    assert (read.symbol, read.session) == ("S/RES/9507 (2037)", "2037")


def test_one_of_several_texts_under_one_number() -> None:
    read = found("A/RES/91/250\n大会\n91/250 A和B. 人力资源管理\nA\n大会，")
    assert (read.symbol, read.title) == ("A/RES/91/250 A-B", "人力资源管理")


def test_a_decision_opens_with_its_meeting() -> None:
    read = found(
        "A/DEC/91/404\nDecision\nNinety-first session\n91/404. Election of a keeper\n"
        "At its 45th plenary meeting, on 7 December 2036, the General Assembly elected the keeper:"
    )
    assert (read.title, read.kind, read.date) == ("Election of a keeper", "decision", "2036-12-07")
    assert read.lines == 4


@pytest.mark.parametrize(
    ("lines", "symbol"),
    [
        ("MCC/COP/WG.2/2022/4-\nMCC/COP/WG.3/2022/4\nDistr.: General", None),
        ("MCC/COP/WG.2/2022/4 - MCC/COP/WG.3 /2022/4\nDistr.: General", None),
        ("MCC/COP/WG.2/2022/4\nMCC/COP/WG.3/2022/4\nDistr.: General", None),
        ("A/91/590\nS/2037/1\nDistr.: General", "A/91/590-S/2037/1"),
    ],
)
def test_double_symbols(lines: str, symbol: str | None) -> None:
    assert found(lines).symbol == (symbol or "MCC/COP/WG.2/2022/4-MCC/COP/WG.3/2022/4")


def test_the_title_of_a_fascicle_of_the_budget() -> None:
    read = found(
        "A/91/6 (Sect. 13)/Part A*\nDistr.: General\nItems 138 and 139 of the preliminary list**\n"
        "Proposed budget for 2037\nProgramme planning\nProposed budget for 2037\nPart IV\n"
        "Sky\nSection 13\nObservatory\nA. Outlook"
    )
    assert read.symbol == "A/91/6 (Sect. 13)/Part A"
    assert read.title == "Proposed budget for 2037 Part IV Sky Section 13 Observatory"
    assert read.agenda == "Items 138 and 139 of the preliminary list"
    assert read.repeated == ()


def test_a_publication_prints_its_title_on_two_pages() -> None:
    read = found(
        "CONVENTION ON METEORITES\nAND ITS PROTOCOLS\nAldermere\nCONVENTION ON\n"
        "METEORITES AND ITS PROTOCOLS\nUNITED NATIONS\nNew York, 2037\nForeword"
    )
    assert read.title == "CONVENTION ON METEORITES AND ITS PROTOCOLS"
    assert (read.title_lines, read.repeated, read.kind) == ((0, 1), (3, 4), "treaty")


def test_the_session_of_an_authority_and_its_place_below_its_days() -> None:
    read = found(
        "ISBA/91/C/17\nDistr.: General\n22 July 2037\n第九十一届会议\n2037 年 7 月 15 日至 26 日\n"
        "奥尔德米尔金斯敦\n理事会关于陨石坑勘探规章的决定\n一. 导言"
    )
    assert (read.place, read.title) == ("奥尔德米尔金斯敦", "理事会关于陨石坑勘探规章的决定")
    assert (read.date, read.session) == ("2037-07-22", "91")


def test_a_draft_and_its_author_stand_above_its_title() -> None:
    read = found(
        "A/91/L.31\nDistr.: Limited\n3 March 2037\nNinety-first session\nAgenda item 7\n"
        "Keeping of the sky\nDraft resolution submitted by the President\nDarker nights\n"
        "The General Assembly,"
    )
    assert (read.kind, read.status, read.title) == ("draft-resolution", "draft", "Darker nights")


def test_text_without_masthead_begins_with_its_title() -> None:
    read = found("Minutes of a stroll\nWe left at noon, and it rained.")
    assert (read.title, read.lines, read.symbol, read.kind) == ("Minutes of a stroll", 0, "", "")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14 November 2012", "2012-11-14"),
        ("2012年10月15日、16日和18日，维也纳", "2012-10-15"),
        ("Vienna, 7 and 8 July 2020", "2020-07-07"),
        ("2017 年 10 月 9 日至 13 日", "2017-10-09"),
        ("11 September–13 October 2023", "2023-09-11"),
        ("July 26, 2006", "2006-07-26"),
        ("二〇〇六年七月二十六日", "2006-07-26"),
        ("in the spring of 2020", ""),
        ("2020年19月40日", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("First", 1),
        ("twelfth", 12),
        ("Twentieth", 20),
        ("Seventy-ninth", 79),
        ("31st", 31),
        ("general", 0),
    ],
)
def test_ordinals(word: str, value: int) -> None:
    assert ordinal_number(word) == value


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Seventy-ninth session", "79"),
        ("Resumed sixty-first session", "61"),
        ("Eleventh emergency special session", "ES-11"),
        ("Thirty-second special session", "S-32"),
        ("2024 session", "2024"),
        ("12th meeting", "12"),
        ("第七十九届会议", "79"),
        ("第六十一届会议续会", "61"),
        ("第十一届紧急特别会议", "ES-11"),
        ("第三十二届特别会议", "S-32"),
        ("2024年届会", "2024"),
        ("第 12 次会议", "12"),
        ("a long session of talks", ""),
        ("第二届会议的报告", ""),
    ],
)
def test_sessions(line: str, label: str) -> None:
    assert session_label(line) == label


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Vienna, 7 and 8 July 2020", "Vienna"),
        ("Sharm el-Sheikh, Egypt, 13–17 December 2021", "Sharm el-Sheikh, Egypt"),
        ("New York, 1-5 May 2023 (online)", "New York"),
        ("2012年10月15日、16日和18日，维也纳", "维也纳"),
        ("2022年6月30日至7月3日，维也纳", "维也纳"),
        ("Report of the meeting held in Vienna, 7 July 2020", ""),
        ("1 July 2020", ""),
    ],
)
def test_places(line: str, place: str) -> None:
    assert meeting_place(line) == place


def test_days_of_a_meeting_are_no_date_of_issue() -> None:
    assert is_date("14 November 2012") and not is_range("14 November 2012")
    assert is_range("15-26 July 2013") and is_range("2013 年 7 月 15 日至 26 日")
    assert not is_date("Vienna, 14 November 2012")


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("Original: English", "en"),
        ("Original: Chinese and English", "zh;en"),
        ("Original: English/French", "en;fr"),
        ("[Original: Arabic]", "ar"),
        ("原件：英文", "en"),
        ("[原件：西班牙文和俄文]", "es;ru"),
        ("ENGLISH AND SPANISH ONLY", "en;es"),
        ("Originally English", ""),
    ],
)
def test_original_languages(line: str, languages: str) -> None:
    assert original_of(line) == languages


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Distr.: General", "general"),
        ("Distr. LIMITED", "limited"),
        ("分发：普通", "general"),
        ("分发：限制", "limited"),
        ("Distribution of powers", ""),
    ],
)
def test_distributions(line: str, code: str) -> None:
    assert distribution_of(line) == code


@pytest.mark.parametrize(
    ("line", "edition"),
    [
        ("Addendum", "addendum"),
        ("增编2", "addendum"),
        ("Corrigendum", "corrigendum"),
        ("更正", "corrigendum"),
        ("Revised", "revision"),
        ("订正", "revision"),
        ("Revised guidelines on the sky", ""),
    ],
)
def test_editions(line: str, edition: str) -> None:
    assert edition_line(line) == edition


@pytest.mark.parametrize(
    ("symbol", "lines", "kind", "status"),
    [
        ("A/RES/91/1", [], "resolution", "adopted"),
        ("A/DEC/91/401", [], "decision", "adopted"),
        ("MCC/COP/WG.1/2037/CRP.2", ["Note by the Secretariat"], "conference-room-paper", ""),
        ("", ["Report of the Working Group on its first session"], "report", "final"),
        ("", ["Draft report"], "draft-report", "draft"),
        ("", ["奥尔德米尔会议报告草稿"], "draft-report", "draft"),
        ("", ["Annotated provisional agenda"], "provisional-agenda", ""),
        ("A/C.3/91/L.5/Rev.1", ["Promotion of dark skies"], "", "draft"),
        ("", ["Note verbale dated 3 March 2037"], "note-verbale", ""),
        ("", ["Reporting on convention centres"], "", ""),
    ],
)
def test_kinds_and_status(symbol: str, lines: list[str], kind: str, status: str) -> None:
    assert kind_of(symbol, lines) == kind
    assert status_of(symbol, kind, lines) == status
