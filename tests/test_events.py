"""Dated events: dates, kinds, places and names worked by hand, in both languages."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_index import Text, build
from typer.testing import CliRunner

from evaluation.preparation.events import Fact, Row, against_gold, gold_rows
from pipeline.cli.main import app
from pipeline.collection import Collection
from pipeline.errors import UnknownSymbol
from pipeline.preparation import Preparation
from pipeline.preparation.events import chinese, english, events_of
from pipeline.preparation.events.tables import words
from pipeline.readers import read_bytes
from pipeline.records import Heading, Lang
from pipeline.records.events import Event
from pipeline.segment import segment
from pipeline.text.periods import periods
from shared import shared


def _events(text: str, lang: Lang) -> tuple[Event, ...]:
    document = read_bytes(f"page.{lang}.txt", text.encode())
    paragraphs = segment(document)
    return events_of(Heading.of(document, len(paragraphs)), paragraphs)


def _facts(text: str, lang: Lang) -> list[tuple[str, str, str, str, str]]:
    return [(e.first, e.last, e.kind, e.place, e.name) for e in _events(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1997年3月4日至6日", ("1997-03-04", "1997-03-06")),
        ("1997年3月4-6日", ("1997-03-04", "1997-03-06")),
        ("1997年3月4日、5日和8日", ("1997-03-04", "1997-03-08")),
        ("1997年3月30日至4月2日", ("1997-03-30", "1997-04-02")),
        ("一九九七年三月四日", ("1997-03-04", "1997-03-04")),
        ("1997年3月", ("1997-03", "1997-03")),
        ("于1997年成立", ("1997", "1997")),
    ],
)
def test_a_period_is_as_precise_as_printed(text: str, expected: tuple[str, str]) -> None:
    (found,) = periods(text, "zh")
    assert (found.first, found.last) == expected


def test_english_ranges_lists_and_years() -> None:
    text = "from 30 May to 2 June 2019, on 3, 4 and 5 July 2020, in May 2021, in Rome in 1998"
    assert [(p.first, p.last) for p in periods(text, "en")] == [
        ("2019-05-30", "2019-06-02"),
        ("2020-07-03", "2020-07-05"),
        ("2021-05", "2021-05"),
        ("1998", "1998"),
    ]


def test_a_year_in_a_name_is_no_period() -> None:
    assert periods("2030年议程和1972年防止倾倒公约", "zh") == ()


def test_a_page_of_a_bilateral_mechanism() -> None:
    text = (
        "联络会沿革\n\n"
        "2003年4月,甲乙海关联络会(CLG)成立。\n\n"
        "2003年4月7日至9日,甲乙海关联络会首次会议在河口召开。双方签署了《关于建立联络会的谅解"
        "备忘录》。2003年4月15日至17日,甲乙税务联络会第一次会议在东港召开。\n\n"
        "2004年9月16-17日,甲乙海关互助协定第二轮谈判在京举行。\n\n"
        "2005年5月20日,《甲乙海关互助协定》在东港正式签署。\n\n"
        "2006年6月21日至23日,“口岸查验研讨会”在东港大学举办。\n"
    )
    assert _facts(text, "zh") == [
        ("2003-04", "2003-04", "founding", "", "甲乙海关联络会(CLG)"),
        ("2003-04-07", "2003-04-09", "meeting", "河口", "甲乙海关联络会首次会议"),
        ("2003-04-07", "2003-04-09", "signing", "河口", "《关于建立联络会的谅解备忘录》"),
        ("2003-04-15", "2003-04-17", "meeting", "东港", "甲乙税务联络会第一次会议"),
        ("2004-09-16", "2004-09-17", "negotiation", "京", "甲乙海关互助协定第二轮谈判"),
        ("2005-05-20", "2005-05-20", "signing", "东港", "《甲乙海关互助协定》"),
        ("2006-06-21", "2006-06-23", "seminar", "东港大学", "“口岸查验研讨会”"),
    ]
    numbers = [e.number for e in _events(text, "zh")]
    assert numbers == [0, 1, 0, 1, 2, 0, 0]


def test_listed_instruments_take_the_date_of_the_closing_formula() -> None:
    text = (
        "访问期间,双方签署了以下文件:\n\n"
        "1.《甲国警察局与乙国警察局合作备忘录》;\n\n"
        "2.《甲国海关与乙国海关交换资料备忘录》。\n\n"
        "本声明于二〇一一年三月二日在河口签署,一式两份。\n"
    )
    found = _events(text, "zh")
    assert [(e.first, e.place, e.rule) for e in found] == [
        ("2011-03-02", "河口", "formula"),
        ("2011-03-02", "河口", "formula"),
        ("2011-03-02", "河口", "own"),
    ]
    assert found[0].name == "《甲国警察局与乙国警察局合作备忘录》"


def test_the_date_of_a_resolution_or_a_limit_tells_no_event() -> None:
    assert _facts("回顾大会2015年9月25日第70/1号决议，其中大会通过了目标，", "zh") == []
    assert _facts("欢迎截至2024年10月14日已有94个国家签署条约，", "zh") == []
    assert _facts("Recalling resolution 70/1 of 25 September 2015, adopted then,", "en") == []
    assert _facts("Requests a report by 31 March 2021 on the meetings held;", "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. The third meeting of the Group was held in Vienna from 3 to 5 May 2020.",
            ("2020-05-03", "2020-05-05", "meeting", "Vienna"),
        ),
        (
            "1. Recalls the Tenth Congress, held in Lund, Sweden, from 7 to 12 March 2021;",
            ("2021-03-07", "2021-03-12", "meeting", "Lund, Sweden"),
        ),
        (
            "1. The Treaty was signed at Bern on 4 June 1999.",
            ("1999-06-04", "1999-06-04", "signing", "Bern"),
        ),
        (
            "1. On 3 May 2020, the Committee held its second session in Quito.",
            ("2020-05-03", "2020-05-03", "meeting", "Quito"),
        ),
        (
            "1. Notes the entry into force of the Convention on 1 August 2010;",
            ("2010-08-01", "2010-08-01", "entry-into-force", ""),
        ),
        (
            "1. A workshop on extradition was held in Lomé in June 2018.",
            ("2018-06", "2018-06", "seminar", "Lomé"),
        ),
    ],
)
def test_english_sentences(text: str, expected: tuple[str, str, str, str]) -> None:
    ((first, last, kind, place, _),) = _facts(text, "en")
    assert (first, last, kind, place) == expected


def test_a_line_of_a_day_and_a_place_is_a_meeting_and_an_imprint_is_none() -> None:
    found = list(english.masthead("Vienna, 7 and 8 July 2020"))
    assert [(m.kind, m.period.first, m.period.last) for m in found] == [
        ("meeting", "2020-07-07", "2020-07-08")
    ]
    found = list(chinese.masthead("2012年10月15日和18日，维也纳"))
    assert [(m.period.first, m.period.last) for m in found] == [("2012-10-15", "2012-10-18")]
    assert list(english.masthead("New York, 2004")) == []


def test_one_verb_carries_dates_that_are_joined_to_it() -> None:
    english = "1. The Group met in Geneva from 4 to 8 March and from 26 to 30 August 2024."
    assert [e.first for e in _events(english, "en")] == ["2024-03-04", "2024-08-26"]
    chinese = "1. 专家组分别于2019年2月19日和20日以及2020年5月27日在日内瓦举行了会议。"
    assert [(e.first, e.last, e.rule) for e in _events(chinese, "zh")] == [
        ("2019-02-19", "2019-02-20", "joined"),
        ("2020-05-27", "2020-05-27", "own"),
    ]


@given(st.text(alphabet="于在2019年3月45日至、和举行签署《》会议的第次，。公约成立 ", max_size=60))
def test_an_event_quotes_its_passage(text: str) -> None:
    for event in _events("1. " + text, "zh") if text.strip() else ():
        words_ = event.passage.paragraph.text
        assert 0 <= event.start < event.end <= len(words_)
        assert event.name in words_ and event.place in words_
        assert event.first <= event.last or event.last.startswith(event.first)


@given(
    st.lists(
        st.sampled_from(
            [
                "held",
                "in",
                "Rome,",
                "on",
                "from",
                "3",
                "to",
                "5",
                "May",
                "2020",
                "and",
                "the",
                "Group",
                "met",
                "(first)",
                "signed",
                ";",
                "of",
                ",",
                "(",
            ]
        ),
        max_size=25,
    )
)
def test_an_english_event_quotes_its_passage(parts: list[str]) -> None:
    for event in _events("1. The meeting " + " ".join(parts), "en"):
        words_ = event.passage.paragraph.text
        assert 0 <= event.start < event.end <= len(words_)
        assert event.name in words_ and event.place in words_


def test_the_table_of_kinds_compiles() -> None:
    for lang in ("zh", "en"):
        assert words(lang, "noun").search("") is None


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = (
        Text("T/EV/1", "en", "1. The second meeting was held in Lima on 3 May 2019."),
        Text("T/EV/1", "zh", "1. 第二次会议于2019年5月3日在利马举行。"),
        Text("T/EV/2", "zh", "1. 秘书处应当提交报告。"),
    )
    return build(tmp_path_factory.mktemp("events"), texts)[0]


def test_events_of_an_index_come_with_the_other_language(index: Path) -> None:
    with Collection.open(index) as held:
        (event,) = Preparation(held).events("T/EV/1")
        assert event.passage.document.lang == "en"
        assert [p.lang for p in event.counterpart] == ["zh"]
        (event,) = Preparation(held).events("T/EV/1", "zh")
        assert (event.first, event.place, event.number) == ("2019-05-03", "利马", 2)
        assert Preparation(held).events("T/EV/2") == ()
        with pytest.raises(UnknownSymbol, match="T/EV/2"):
            Preparation(held).events("T/EV/2", "en")


def test_the_command_reads_an_index_or_a_file(index: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["events", "T/EV/1", "--index", str(index), "--json"])
    assert json.loads(run.stdout)["place"] == "Lima"
    file = tmp_path / "page.txt"
    file.write_text("2003年4月7日,联络会首次会议在河口召开。\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["events", str(file), "--csv"])
    assert run.stdout.splitlines()[1].startswith("2003-04-07,2003-04-07,meeting,河口,")


def test_figures_against_gold_by_hand() -> None:
    text = "1. The Treaty was signed at Bern on 4 June 1999."
    found = _events(text, "en")
    where = (found[0].passage.document.symbol, "en")
    rows = [
        Row("x", Fact(where, "1999-06-04", "1999-06-04", "signing", "Bern")),
        Row("x", Fact(where, "2001", "2001", "meeting", "")),
    ]
    figures = against_gold("x", rows, found)
    counts = figures.wanted, figures.found, figures.dated, figures.kinds, figures.places
    assert counts == (2, 1, 1, 1, 1)
    assert len(figures.wrong) == 1 and "2001" in figures.wrong[0]


@pytest.mark.shared
def test_the_history_of_the_liaison_group() -> None:
    file = shared("texts/seeds/jlg-law-enforcement-cooperation.zh.txt")
    document = read_bytes(file.name, file.read_bytes())
    paragraphs = segment(document)
    found = events_of(Heading.of(document, len(paragraphs)), paragraphs)
    history = [e for e in found if e.passage.paragraph.heading == "历史沿革" and e.rule == "own"]
    wanted = [row.fact for row in gold_rows() if row.split == "history"]
    assert len(wanted) == len(history) == 15
    assert sorted((e.first, e.last, e.kind, e.place) for e in history) == sorted(
        (f.first, f.last, f.kind, f.place) for f in wanted
    )
    assert len([e for e in found if e.rule == "formula"]) == 5
