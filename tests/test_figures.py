from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.dates import dates
from pipeline.text.figures import figures, generous_values, plain_values


def test_values() -> None:
    assert {int(v) for v in plain_values("1 to 20 per cent of 250,000", "en")} == {1, 20, 250000}
    assert {int(v) for v in generous_values("二十一", "zh")} >= {21}
    assert 12 in {int(v) for v in generous_values("24 December", "en")}
    assert plain_values("", "zh") == {}


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("4 500万", "zh", [45_000_000]),
        ("between 2 and 3 million", "en", [2_000_000, 3_000_000]),
        ("in 2022 to 52 billion", "en", [2022, 52_000_000_000]),
        ("10.30 a.m. to 1 p.m.", "en", [10, 30, 1]),
        ("G20, COVID-19, Space2030", "en", []),
        ("100多万", "zh", [1_000_000]),
        ("3千米", "zh", [3]),
    ],
)
def test_figures_in_order(text: str, lang: str, values: list[int]) -> None:
    assert [int(f.value) for f in figures(text, lang)] == values  # type: ignore[arg-type]


@given(st.text("0123456789 ,.万亿千million", max_size=40))
def test_a_figure_stands_where_it_says(text: str) -> None:
    found = list(figures(text, "zh"))
    assert all(text[f.start].isdigit() and f.start < f.end <= len(text) for f in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "lang", "keys"),
    [
        ("on 24 December 2024", "en", ["2024-12-24"]),
        ("2 to 6 December 2019", "en", ["2019-12-02", "2019-12-06"]),
        ("30 November to 2 December 2019", "en", ["2019-11-30", "2019-12-02"]),
        ("24, 25 and 30 March 2017", "en", ["2017-03-24", "2017-03-25", "2017-03-30"]),
        ("in December 2008", "en", ["2008-12"]),
        ("on 3 May", "en", ["05-03"]),
        ("States may 2 times", "en", []),
        ("2024年12月24日", "zh", ["2024-12-24"]),
        ("2019年11月30日至12月2日", "zh", ["2019-11-30", "2019-12-02"]),
        ("2017年3月24日、25日和30日", "zh", ["2017-03-24", "2017-03-25", "2017-03-30"]),
        ("一九四八年十二月十日", "zh", ["1948-12-10"]),
        ("2008年12月", "zh", ["2008-12"]),
        ("2021年9月一次会议", "zh", ["2021-09"]),
        ("三个月内", "zh", []),
    ],
)
def test_dates(text: str, lang: str, keys: list[str]) -> None:
    assert [d.key for d in dates(text, lang)] == keys  # type: ignore[arg-type]
