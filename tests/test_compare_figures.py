"""Figures, dates, citations, names and items: what is no difference though it looks like one, and
what is."""

import pytest

from build import paragraph
from pipeline.compare import findings


def quoted(zh: str, en: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {f.rule: (f.zh, f.en) for f in findings([paragraph(zh, "zh")], [paragraph(en, "en")])}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第1701(2006)号决议的执行", "implementation of resolution 1701"),
        ("大会第50/81号决议", "General Assembly resolution A/RES/50/81"),
        ("第2282(2016)号决议", "resolution S/RES/2282 (2016)"),
        ("1949年8月12日的公约", "the Conventions of 12th August 1949"),
        ("2020年2月10日的事件", "the incident on the 10th of February 2020"),
        ("2017年3月2名专家死亡", "the death of two experts in March 2017"),
        ("2019年8、9月期间", "during August–September 2019"),
        ("从15 000人减至13 000人", "from 15, 000 to 13, 000 persons"),
        ("“3·23”运动", "the M23"),
        ("到二○三○年", "by 2030"),
        ("此前24个月", "the previous twenty four months"),
        ("第29㈠段所述", "as described in paragraph 29 (i)"),
        ("上文(a)和(b)分段", "subparagraphs (a) and (b) above"),
        ("秘书长特别代表的工作", "the work of the SRSG"),
        ("秘书长的报告", "the report of the Secretary‑General"),
        ("世界卫生组织的呼吁", "the call of the World Health Organisation"),
        ("其2022年12月30日第77/246号决议", "its resolution 77/246 of 30 December 2022"),
        ("国家安全委员会的会议", "meetings of the National Security Council"),
        ("难民事务高级专员公署", "the Office of the High Commissioner for Refugees"),
    ],
)  # fmt: skip
def test_another_way_of_writing_is_no_finding(zh: str, en: str) -> None:
    assert quoted(zh, en) == {}


@pytest.mark.parametrize(
    ("rule", "zh", "en", "zh_quotes", "en_quotes"),
    [
        (
            "citations",
            "第1701(2007)号决议，即第1701号决议",
            "resolution 1701 (2006), that is resolution 1701",
            ("1701(2007)",),
            ("1701 (2006)",),
        ),
        (
            "citations",
            "《公约》第二九八条和《公约》第三条",
            "article 298 of the Convention and article 298 of the Convention",
            ("第三条",),
            (),
        ),
        (
            "citations",
            "第50/81号决议",
            "resolution A/RES/50/83",
            ("50/81",),
            ("A/RES/50/83",),
        ),
        (
            "numbers",
            "第12、13、16和16段",
            "paragraphs 12, 13, 14 and 16",
            (),
            ("14",),
        ),
        (
            "dates",
            "延至2024年12月15日，在2024年12月12日审查",
            "extends until 15 December 2024, and reviews on 15 December 2024",
            ("2024年12月12日",),
            ("15 December 2024",),
        ),
        (
            "bodies",
            "大会和大会的报告",
            "the reports of the General Assembly and of the Secretary-General",
            (),
            ("Secretary-General",),
        ),
        (
            "items",
            "为此(a)训练；(b)合作；(c)报告",
            "to that end (a) training; (b) cooperation",
            ("(c)",),
            (),
        ),
    ],
)  # fmt: skip
def test_what_differs_is_quoted(
    rule: str, zh: str, en: str, zh_quotes: tuple[str, ...], en_quotes: tuple[str, ...]
) -> None:
    assert quoted(zh, en)[rule] == (zh_quotes, en_quotes)


def test_a_repeated_name_is_no_swap_where_it_stands_elsewhere() -> None:
    """An abbreviation beside the name is not counted with it."""
    zh = "世界卫生组织和联合国开发计划署，联合国开发计划署"
    en = "the World Health Organization (WHO) and the United Nations Development Programme"
    assert "bodies" not in quoted(zh, en)
