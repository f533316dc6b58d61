import pytest

from build import paragraph
from pipeline.compare import findings
from pipeline.records import Finding
from pipeline.text.figures import generous_values, plain_values


def found(zh: str, en: str) -> tuple[Finding, ...]:
    return findings([paragraph(zh, "zh")], [paragraph(en, "en")])


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
        ("三分之二多数", "a two-thirds majority"),
        ("冠状病毒病大流行", "the COVID-19 pandemic"),
        ("第二十一条第三款", "article 21, paragraph 3"),
        ("其中第㈡项", "subparagraph 2 thereof"),
        ("第五届会议", "its fifth session"),
        ("第㈠项第2目", "(a) (ii)"),
        ("《公约》¹规定", "under the Convention²"),
    ],
)
def test_the_same_figure_in_another_writing_is_no_finding(zh: str, en: str) -> None:
    assert found(zh, en) == ()


def test_a_figure_that_differs() -> None:
    assert found("应在60日内答复", "shall reply within 90 days") == (
        Finding("numbers", ("60",), ("90",)),
    )
    assert found("2020年有2.07亿人失业", "205 million people unemployed in 2022") == (
        Finding("numbers", ("2020", "2.07亿"), ("205 million", "2022")),
    )


def test_a_symbol_that_one_side_does_not_name() -> None:
    (symbol,) = found("见报告", "see A/RES/55/25")[1:]
    assert symbol == Finding("symbols", (), ("A/RES/55/25",))


def test_the_printed_number_is_no_figure_of_the_text() -> None:
    zh = paragraph("三、各缔约国应合作", "zh", label="三、")
    en = paragraph("4. Each State Party shall cooperate", "en", label="4.")
    assert findings([zh], [en]) == ()


def test_a_one_sided_bead_has_no_findings() -> None:
    assert findings([], [paragraph("within 90 days")]) == ()


def test_values() -> None:
    assert {int(v) for v in plain_values("1 to 20 per cent of 250,000", "en")} == {1, 20, 250000}
    assert {int(v) for v in generous_values("二十一", "zh")} >= {21}
    assert 12 in {int(v) for v in generous_values("24 December", "en")}
    assert plain_values("", "zh") == {}
