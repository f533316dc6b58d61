from dataclasses import replace

import pytest
from registers import asked, found

from build import paragraph
from pipeline.lineage import Lineage, requests
from pipeline.records import Heading, Lang
from pipeline.records.lineage import Entry, LineageLink, Passage, Request

KEEPER = ("secretary-general",)


def ask(
    text: str = "1. Requests the Secretary-General to report on the lamps;",
    strength: str = "requests",
    addressees: tuple[str, ...] = KEEPER,
    lang: Lang = "en",
    **fields: str,
) -> Entry:
    """An entry of session 20 that sets a duty to report at session 21."""
    entry = asked("20", text, strength, addressees=addressees, lang=lang)
    said = {"duty": "report", "due": "21", **fields}
    return replace(entry, recommendation=replace(entry.recommendation, **said))  # type: ignore[arg-type]


def said(text: str, lang: Lang = "en", symbol: str = "", session: str = "21") -> Passage:
    """A preambular paragraph of a later text, of the series of lighthouses unless told."""
    symbol = symbol or asked("21", "1. Notes the lamps;").document.symbol
    made = paragraph(text, lang, ("pp.1",), "preambular", ordinal=50, symbol=symbol)
    heading = Heading(
        symbol, lang, "Lighthouses", "X", session, f"20{session}-12-02", "adopted", "p", "s", 9,
        kind="resolution",
    )  # fmt: skip
    return Passage(heading, made)


def first(entry: Entry, *passages: Passage) -> Request:
    """The first request, where the text of session 21 takes up what ``entry`` asks."""
    document = asked("21", "1. Notes the lamps;").document
    taken_up = replace(entry.recommendation.paragraph, symbol=document.symbol)
    lang = entry.recommendation.paragraph.lang
    later = Entry(
        replace(document, lang=lang), replace(entry.recommendation, paragraph=taken_up, due="22")
    )
    return requests([entry, later], found(entry, later), passages)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Taking note of the report of the Secretary-General on the lamps,",
        "Noting the Secretary-General’s latest report, which lists the lamps that went out,",
        "Welcoming the report of the International Association of Keepers of Lights and Sirens "
        "transmitted by the Secretary-General,",
    ],
)
def test_whose_report_is_received(text: str) -> None:
    assert first(ask(), said(text)).why == "report-received"


@pytest.mark.parametrize(
    "text",
    [
        "Noting the lamps that went out, requests the Secretary-General to report on them,",
        "Taking note of the report of the Working Group,",
        "Taking note of the Working Group’s report, and of what the Secretary-General said,",
    ],
)
def test_what_is_asked_for_or_said_by_others_is_not_received(text: str) -> None:
    assert first(ask(), said(text)).answered_by is None


def test_in_chinese_all_that_the_report_is_about_stands_before_it() -> None:
    text = "表示注意到秘书长关于沿岸各国在漫长冬季中如何让所有灯塔从黄昏到黎明始终保持明亮以及在此过程中遇到的种种困难和取得的各项进展的报告，"
    chinese = ask("1. 请秘书长就灯塔提交报告；", lang="zh")
    assert first(chinese, said(text, "zh")).why == "report-received"
    asks = "注意到灯塔已熄灭，请秘书长在报告中说明，"
    assert first(chinese, said(asks, "zh")).answered_by is None


def test_a_resolution_is_answered_by_its_number_beside_a_report_only() -> None:
    entry = ask(due="")
    number = "/".join(entry.document.symbol.split("/")[-2:])
    other = "X/RES/21/77"
    received = said(
        f"Welcoming the report of the Secretary-General pursuant to resolution {number},",
        symbol=other,
    )
    recalled = said(
        f"Recalling its resolution {number} and the reports of the Secretary-General,", symbol=other
    )
    assert first(entry, received).why == "cites-request"
    assert first(entry, recalled).answered_by is None
    chinese = ask("1. 请秘书长就灯塔提交报告；", lang="zh", due="")
    received = said(f"注意到秘书长根据第{number}号决议提交的报告，", "zh", other)
    recalled = said(f"回顾第{number}号决议，又注意到秘书长的报告，", "zh", other)
    assert first(chinese, received).why == "cites-request"
    assert first(chinese, recalled).answered_by is None


@pytest.mark.parametrize(
    ("strength", "fields", "is_request"),
    [
        ("requests", {"due": ""}, True),
        ("requests", {"duty": "", "due": ""}, False),
        ("encourages", {}, True),
        ("encourages", {"duty": ""}, False),
        ("decides", {}, True),
        ("decides", {"duty": "", "verb_class": "requests"}, True),
        ("decides", {"duty": ""}, False),
        ("may", {}, False),
    ],
)
def test_what_is_a_request(strength: str, fields: dict[str, str], is_request: bool) -> None:
    entry = ask(strength=strength, **fields)
    assert bool(requests([entry], found(entry))) == is_request


def test_a_decision_of_the_body_about_itself_is_no_request() -> None:
    entry = ask("1. Decides to report on the lamps;", "decides", ())
    assert requests([entry], found(entry)) == ()


def test_a_later_part_of_the_same_resolution_answers() -> None:
    entry = ask(due="20")
    part = said(
        "Having considered the report of the Secretary-General,",
        symbol=f"{entry.document.symbol} B",
        session="20",
    )
    assert first(entry, part).answered_by == part


def test_of_texts_alike_in_title_the_one_that_takes_up_most_goes_on() -> None:
    entry = ask()
    own = asked("21", "1. Notes the lamps;", title="Lighthouses of the south").document
    other = asked("21", "1. Notes the lamps;", title="Lighthouses of the north").document
    links = [
        LineageLink(entry, replace(entry, document=later), "repeated", 1.0, "same-words")
        for later in (own, own, other)
    ]
    passages = [
        said("Taking note of the report of the Secretary-General,", symbol=document.symbol)
        for document in (other, own)
    ]
    answered = requests([entry], Lineage(links), passages)[0]
    assert answered.answered_by == passages[1]
