"""Findings of each rule on invented beads."""

from dataclasses import replace

import pytest

from build import paragraph
from pipeline.compare import RULES, findings, usage
from pipeline.compare.identity import finding_id
from pipeline.records import Finding, Lang, Paragraph
from pipeline.strings import Strings


def found(zh: str, en: str) -> tuple[Finding, ...]:
    return findings([paragraph(zh, "zh")], [paragraph(en, "en")])


def quoted(zh: str, en: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {f.rule: (f.zh, f.en) for f in found(zh, en)}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("应在90日内答复", "shall reply within 90 days"),
        ("应在九十日内答复", "shall reply within 90 days"),
        ("应在90日内答复", "shall reply within ninety days"),
        ("2024年12月24日第79/243号决议", "resolution 79/243 of 24 December 2024"),
        ("25万欧元", "250,000 euros"),
        ("4 500万5岁以下儿童", "45 million children under 5 years"),
        ("1 000亿美元", "100 billion dollars"),
        ("150万人", "1.5 million people"),
        ("4万亿美元", "4 trillion dollars"),
        ("近5亿农户", "nearly half a billion farmers"),
        ("6.9亿至7.83亿人", "between 690 and 783 million people"),
        ("重312千克", "weighs 312 kilograms"),
        ("过去40年", "the last four decades"),
        ("上午10时30分", "at 10.30 a.m."),
        ("三分之二多数", "a two-thirds majority"),
        ("冠状病毒病大流行", "the COVID-19 pandemic"),
        ("2019冠状病毒病", "the coronavirus disease (COVID-19)"),
        ("第二十一条第三款", "article 21, paragraph 3"),
        ("其中第㈡项", "subparagraph 2 thereof"),
        ("第五届会议", "its fifth session"),
        ("第㈠项第2目", "(a) (ii)"),
        ("《公约》¹规定", "under the Convention²"),
        ("设立1个员额", "establish a post"),
        ("2019年12月2日至6日", "2 to 6 December 2019"),
        ("2019年9月23日和24日", "on 23 and 24 September"),
        ("第六十三条第四款第㈢项", "article 63, paragraph 4 (c)"),
        ("第32条规定", "Article 32, paragraph 7, provides"),
        ("各缔约国应合作", "States Parties shall cooperate"),
        ("各缔约国可以合作", "States Parties may cooperate"),
        ("应请求国的请求提供", "shall provide at the request of the requesting State"),
        ("这些措施适应各种反应", "these measures fit various responses"),
        ("秘书长不得披露", "the Secretary-General shall not disclose"),
        ("非洲国家不仅面临非法贩运", "African States face not only illicit trafficking"),
        ("除非另有商定", "unless otherwise agreed"),
        ("酌情并根据国内法", "as appropriate and in accordance with domestic law"),
    ],
)
def test_the_same_said_otherwise_is_no_finding(zh: str, en: str) -> None:
    assert found(zh, en) == ()


@pytest.mark.parametrize(
    ("rule", "zh", "en", "zh_quotes", "en_quotes"),
    [
        ("numbers", "应在60日内答复", "shall reply within 90 days", ("60",), ("90",)),
        (
            "dates",
            "2012年11月9日的决议",
            "the resolution of 19 November 2012",
            ("2012年11月9日",),
            ("19 November 2012",),
        ),
        (
            "citations",
            "根据第十八条第十三款",
            "under article 18, paragraph 12",
            ("第十八条第十三款",),
            ("article 18, paragraph 12",),
        ),
        ("citations", "第61/194号决议", "resolution 61/124", ("61/194",), ("61/124",)),
        ("symbols", "见报告", "see A/76/1000", (), ("A/76/1000",)),
        (
            "bodies",
            "安全理事会的决定",
            "the decision of the General Assembly",
            ("安全理事会",),
            ("General Assembly",),
        ),
        ("terms", "应予冻结的财产", "property to be subject to extradition", (), ("extradition",)),
        ("obligation", "缔约国可通知秘书处", "States Parties shall notify the secretariat", ("可",), ("shall",)),
        ("obligation", "各国必须合作", "States should cooperate", ("必须",), ("should",)),
        ("hedges", "各国酌情交流信息", "States exchange information", ("酌情",), ()),
        ("negation", "缔约国不得披露", "a State Party shall disclose", ("不得",), ("shall",)),
        ("negation", "缔约国应披露", "a State Party shall not disclose", ("应",), ("shall not",)),
        (
            "items",
            "为此：(a)训练；(b)合作；(c)报告",
            "to that end: (a) training; (b) cooperation",
            ("(c)",),
            (),
        ),
    ],
)  # fmt: skip
def test_each_rule_quotes_both_sides(
    rule: str, zh: str, en: str, zh_quotes: tuple[str, ...], en_quotes: tuple[str, ...]
) -> None:
    assert quoted(zh, en)[rule] == (zh_quotes, en_quotes)


def test_a_figure_of_the_other_side_is_answered_once() -> None:
    assert quoted("2020年有2.07亿人失业", "205 million people unemployed in 2022")["numbers"] == (
        ("2020", "2.07亿"),
        ("205 million", "2022"),
    )


def test_shall_and_should_are_told_apart_by_the_rest_of_the_text() -> None:
    rest = [paragraph("The Council should report", ordinal=i) for i in range(5)]
    zh = paragraph("秘书处应继续提供技术援助", "zh", ordinal=5)
    en = paragraph("The Secretariat shall continue to provide assistance", ordinal=5)
    (one,) = findings([zh], [en], usage([*rest, en]))
    assert (one.rule, one.zh, one.en) == ("obligation", ("应",), ("shall",))
    assert found("缔约国应合作", "States Parties should cooperate") == (), "nothing tells"


def test_a_side_far_too_short() -> None:
    en = (
        "The Conference, having considered the reports submitted by the observatories of the region"
    )
    assert "length" in quoted("会议审议了报告", en)


def test_the_printed_number_is_no_figure_of_the_text() -> None:
    zh = paragraph("三、各缔约国应合作", "zh", label="三、")
    en = paragraph("4. Each State Party shall cooperate", "en", label="4.")
    assert findings([zh], [en]) == ()


def test_a_dropped_item_of_several_paragraphs() -> None:
    def items(lang: Lang, texts: str) -> list[Paragraph]:
        return [
            paragraph(f"({c}) {t}", lang, ("1", c), "item", f"({c})", i)
            for i, (c, t) in enumerate(zip("abc", texts.split(), strict=True))
        ]

    zh, en = items("zh", "训练 合作 报告"), items("en", "training cooperation reporting")
    assert findings(zh, en) == ()
    (finding,) = [f for f in findings(zh, [en[0], en[2]]) if f.rule == "items"]
    assert (finding.zh, finding.en) == (("合作",), ())


def test_an_item_that_is_cited_is_no_item_of_a_list() -> None:
    zh = "根据第十七条第一款㈠项第1目或㈡项第1目确立的犯罪"
    en = "an offence established under article 17, paragraph 1 (a) (i) or (b) (i)"
    assert "items" not in quoted(zh, en)


def test_nothing_is_compared_with_nothing_or_with_itself() -> None:
    assert findings([], [paragraph("within 90 days")]) == ()
    assert found("12 September 2014", "12 September 2014") == ()


def test_spans_lead_back_to_the_paragraphs() -> None:
    zh = [paragraph("一、 应在 60¹ 日内答复", "zh", label="一、", ordinal=7)]
    en = [
        paragraph("1. It shall", "en", label="1.", ordinal=4),
        paragraph("reply  within\n90 days", "en", ordinal=5),
    ]
    (finding,) = findings(zh, en)
    by_ordinal = {p.ordinal: p.text for p in en}
    (span,) = finding.en_spans
    assert span.paragraph == 5
    assert by_ordinal[5][span.start : span.end] == "90"
    (span,) = finding.zh_spans
    assert (span.paragraph, zh[0].text[span.start : span.end]) == (7, "60")


def test_an_id_outlives_ordinals_and_changes_with_the_words() -> None:
    zh, en = paragraph("应在60日内", "zh", ("3",)), paragraph("within 90 days", "en", ("3",))
    (one,) = findings([zh], [en])
    moved = [replace(zh, ordinal=9, start=500)], [replace(en, ordinal=8, start=700)]
    assert findings(*moved)[0].id == one.id
    assert findings([replace(zh, text="应在70日内")], [en])[0].id != one.id
    assert findings([zh], [replace(en, number=("4",))])[0].id != one.id
    assert finding_id([zh], [en], "numbers", ["60"], ["90"]) == one.id
    assert finding_id([zh], [en], "numbers", ["6 0"], ["90"]) == one.id
    assert finding_id([zh], [en], "dates", ["60"], ["90"]) != one.id
    assert len(one.id) == 16


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_name_in_both_languages(rule: str, lang: Lang) -> None:
    assert Strings(lang).has(f"finding.{rule}")
