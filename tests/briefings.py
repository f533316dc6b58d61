"""A briefing pack by hand for the tests that print one: invented resolutions on lighthouses."""

from dataclasses import replace

from build import paragraph
from pipeline.records import Heading, Lang, Paragraph, Recommendation
from pipeline.records.lineage import Entry, LineageLink, Passage, Request
from pipeline.records.preparation import (
    AgreedWording,
    BriefedProvision,
    BriefedRecommendation,
    Briefing,
    Found,
    Range,
)
from pipeline.records.terms import TermAlert, TermForm


def heading(symbol: str, lang: Lang = "en", date: str = "2020-12-01", title: str = "") -> Heading:
    shown = title or {"en": "Lighthouses", "zh": "灯塔"}[lang]
    return Heading(symbol, lang, shown, "GA", "75", date, "adopted", "p", "s", 9)


def passage(text: str, symbol: str, *number: str, lang: Lang = "en") -> Paragraph:
    return paragraph(text, lang, number, "operative", symbol=symbol)


def asked(paragraph: Paragraph, *addressees: str, strength: str = "urges") -> Recommendation:
    return Recommendation(
        paragraph, "recommendation", addressees, strength, "urges", (), (), (), (), ()
    )


def entry(symbol: str, en: str, zh: str = "", *, date: str = "2020-12-01") -> Entry:
    across = asked(passage(zh, symbol, "3", lang="zh"), "states") if zh else None
    said = asked(passage(en, symbol, "3"), "states")
    return Entry(heading(symbol, date=date), said, across)


FIRST = entry(
    "X/RES/74/1", "Invites States to light their lamps;", "请各国点灯；", date="2019-12-01"
)
SECOND = entry("X/RES/75/1", "Urges States to light their lamps;", "敦促各国点灯；")
CHAIN = (
    LineageLink(None, FIRST, "new", 0.0, "nothing-earlier"),
    LineageLink(FIRST, SECOND, "strengthened", 0.9, "strength"),
)
FORM = TermForm("lamp", "zh", "明灯", "variant", (), "", "", "")
USUAL = TermForm("lamp", "zh", "灯", "asks", (), "", "", "")
AT = Passage(SECOND.document, SECOND.recommendation.paragraph)
ARTICLE_EN = (
    passage("Article 2", "T/1", "art.2"),
    passage("1. Lamps shall be lit.", "T/1", "art.2", "1"),
    passage("2. Nobody shall put them out.", "T/1", "art.2", "2"),
)
ARTICLE_ZH = (
    passage("第二条", "T/1", "art.2", lang="zh"),
    passage("二、任何人不得灭灯。", "T/1", "art.2", "2", lang="zh"),
)
BRIEFING = Briefing(
    subject="lamps",
    lang="en",
    range=Range(bodies=("GA",), date_from="2019-01-01"),
    provisions=(
        BriefedProvision(
            "UNTOC:2", heading("T/1", "zh"), ARTICLE_ZH, heading("T/1"), ARTICLE_EN, "lamps"
        ),
    ),
    recommendations=(
        BriefedRecommendation(
            SECOND, CHAIN, "endorsed", (AT,), ("lamp",), (heading("X/RES/73/9"),)
        ),
    ),
    requests=(
        Request(SECOND, ("sg",), "Requests", "report", "77", "open", None, "no-answer-held"),
    ),
    agreed=(
        AgreedWording(1, AT, (), "adopted", None, (), (heading("X/RES/70/2"),), 0.9, None, (), ()),
    ),
    alerts=(
        TermAlert("dated", FORM, AT, 0, 2, (USUAL,), ("灯 9, 2020", "明灯 1, 2012")),
        TermAlert("dated", FORM, AT, 5, 7, (USUAL,), ("灯 9, 2020", "明灯 1, 2012")),
    ),
    documents=(heading("T/1"), heading("T/1", "zh"), heading("X/RES/75/1")),
    index="0a1b2c",
    encoder="built-in",
    forms=("lamp", "灯"),
    found=Found(provisions=1, recommendations=12),
)
EMPTY = replace(
    BRIEFING,
    provisions=(),
    recommendations=(),
    requests=(),
    agreed=(),
    alerts=(),
    documents=(),
    forms=(),
    found=Found(),
)


def with_words(words: str) -> Briefing:
    """The pack with ``words`` wherever a text or a name of a file can stand."""
    hostile = entry("X/RES/75/1", words, words)
    document = replace(hostile.document, symbol=words or "X", title=words)
    return replace(
        BRIEFING,
        subject=words,
        recommendations=(BriefedRecommendation(hostile, (), "draft", (), (words,), (document,)),),
        documents=(document,),
        forms=(words,),
        encoder=words,
    )
