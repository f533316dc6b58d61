"""Counts and tendencies as tables, charts and files."""

import csv
import html
import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from pipeline.recommend import built_in
from pipeline.records import Measure, TrendPoint
from pipeline.strings import Strings
from pipeline.trend import MEASURES, tendencies
from pipeline.trend.intervals import wilson
from pipeline.views import drawing, files
from pipeline.views.names import name_of
from pipeline.views.trends import charts, courses, points
from pipeline.views.trends import tables as trends

EN, ZH = Strings("en"), Strings("zh")


def point(session: str, value: str, count: int, total: int) -> TrendPoint:
    opened = f"20{int(session):02}-05-01"
    return TrendPoint("GA", session, opened, "strength", value, count, total, *wilson(count, total))


def two_sessions() -> tuple[TrendPoint, ...]:
    return (
        point("9", "encourages", 2, 3),
        point("9", "urges", 1, 3),
        point("10", "should", 6, 6),
    )


def six_sessions(measure: Measure = "topic") -> tuple[TrendPoint, ...]:
    rising = [point(str(10 + n), "extradition", n + 1, 20) for n in range(6)]
    falling = [point(str(10 + n), "corruption", 18 - 2 * n, 20) for n in range(6)]
    return tuple(replace(p, measure=measure) for p in (*rising, *falling))


def cells(markup: str) -> list[list[str]]:
    """The rows of a table as a reader sees them."""
    lines = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in markup.split("<tr>")[1:]]
    return [[html.unescape(re.sub(r"<[^>]*>", " ", cell)).strip() for cell in row] for row in lines]


def test_counts_stand_in_ladder_order_with_their_denominator() -> None:
    table = cells(trends.counts_table(two_sessions(), "strength", EN))
    assert table[0] == ["Strength", "9*", "10"]
    assert sorted(table[1:-1]) == [
        ["encourages", "2 of 3", "–"],
        ["should", "–", "6 of 6"],
        ["urges", "1 of 3", "–"],
    ]
    order = built_in().codes
    assert [row[0] for row in table[1:-1]] == sorted(
        ("encourages", "should", "urges"), key=order.index
    )
    assert table[-1] == ["Recommendations", "3", "6"]


def test_an_index_with_a_ladder_of_its_own_has_its_strengths_in_that_order() -> None:
    own = ("encourages", "should", "urges")
    say = Strings("en", ladder=own)
    rows = cells(trends.counts_table(two_sessions(), "strength", say))[1:-1]
    assert tuple(row[0] for row in rows) == own
    assert points.value_order(two_sessions(), "strength", own) == own
    assert courses.values_to_follow(two_sessions(), "strength", (), own) == own
    frame = points.points_frame(two_sessions(), "strength", say)
    assert dict(zip(frame["value"], frame["place"], strict=True)) == {
        "encourages": 0, "should": 1, "urges": 2,
    }  # fmt: skip


def test_drafts_and_unresolved_ones_are_marked() -> None:
    draft = replace(point("8", "should", 10, 10), is_draft=True, unresolved=10)
    table = cells(trends.counts_table([draft, point("9", "should", 1, 3)], "strength", EN))
    assert table[0] == ["Strength", "8 (draft)", "9*"]
    assert table[1][1] == "10 of 10 of these unresolved: 10"
    assert "8（草案）" in trends.counts_table([draft], "strength", ZH)
    frame = points.counts_frame([draft], "strength", EN)
    row = dict(zip(frame.columns, frame.iloc[0], strict=True))
    assert (row["Draft"], row["Count"], row["Unresolved (shall or should)"]) == ("yes", 10, 10)


def test_a_table_holds_the_most_frequent_values_and_the_file_all() -> None:
    many = [
        replace(point("10", f"c{n:02}", n + 1, 90), measure="concept")
        for n in range(trends.MOST_ROWS + 5)
    ]
    table = cells(trends.counts_table(many, "concept", EN))
    assert len(table) == trends.MOST_ROWS + 2
    assert table[1] == ["c44", "45 of 90"]
    assert len(points.counts_frame(many, "concept", EN)) == len(many)


def test_tendencies_say_both_halves_and_their_test() -> None:
    found = tendencies(six_sessions())
    table = cells(trends.tendency_table(found, "topic", EN))
    assert table[1] == [
        "Extradition",
        "6 of 60",
        "15 of 60",
        "+15.0 points",
        "1.00",
        "0.003",
        "rising",
    ]
    assert table[2][1:4] == ["48 of 60", "30 of 60", "−30.0 points"]
    assert table[2][-1] == "falling"
    few = tendencies(six_sessions()[:4])
    assert cells(trends.tendency_table(few, "topic", ZH))[1][-3:] == ["–", "–", "届数过少"]


def test_emerging_values_grow_and_fading_ones_shrink() -> None:
    steady = [replace(p, value="none") for p in six_sessions()[:6]]
    found = tendencies([*six_sessions(), *steady])
    assert [t.value for t in trends.emerging(found, 5)] == ["extradition"]
    assert [t.value for t in trends.fading(found, 5)] == ["corruption"]
    assert trends.emerging(found, 0) == ()


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("say", [EN, ZH])
def test_charts_load_nothing_and_draw_chinese(measure: Measure, say: Strings) -> None:
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    chosen = [replace(p, measure=measure) for p in two_sessions()]
    chart = charts.chart_of(chosen, measure, say)
    drawn = drawing.svg_bytes(chart).decode()
    assert re.findall(r"""(?:href|src|url\()\s*=?\s*["']?https?:""", drawn) == []
    assert drawn.count("<text") >= 5
    assert "9*" in drawn
    if measure == "strength":
        assert ("敦促" in drawn) == (say.lang == "zh")
    assert drawing.png_bytes(chart, 1.0).startswith(b"\x89PNG")


@pytest.mark.parametrize("measure", ["strength", "topic"])
def test_a_file_holds_the_course_where_the_series_is_long(measure: Measure) -> None:
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    held = six_sessions(measure)
    values = courses.values_to_follow(held, measure, ["extradition"])
    assert values[0] == "extradition"
    drawn = drawing.svg_bytes(courses.whole_chart(held, measure, values, EN)).decode()
    assert "30%" in drawn, "the axis of shares"
    short = courses.whole_chart(held[:3], measure, values[:1], EN)
    assert "vconcat" not in short.to_dict()


def test_a_band_is_drawn_for_every_value_and_session() -> None:
    spec = courses.course_chart(six_sessions(), "topic", ["extradition"], EN).to_dict()
    (rows,) = spec["datasets"].values()
    assert [(r["session"], r["count"]) for r in rows] == [(str(10 + n), n + 1) for n in range(6)]
    assert all(r["low"] < r["share"] < r["high"] for r in rows)


def test_marks_that_can_be_chosen_tell_session_and_value() -> None:
    for chart in (
        charts.chart_of(six_sessions(), "topic", EN, selectable=True),
        courses.course_chart(six_sessions(), "topic", ["corruption"], EN, selectable=True),
    ):
        (chosen,) = chart.to_dict()["params"]
        assert chosen["name"] == drawing.SELECTION
        assert chosen["select"]["fields"] == ["session", "value"]


def read_csv(content: bytes) -> Sequence[Sequence[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_files_hold_counts_shares_and_bounds() -> None:
    frame = points.counts_frame(two_sessions(), "strength", EN)
    table = read_csv(files.csv_bytes(frame))
    row = dict(zip(table[0], table[1], strict=True))
    assert (row["Session"], row["Code"], row["Strength"]) == ("9", "encourages", "encourages")
    assert (row["Count"], row["Recommendations of the session"], row["Share"]) == (
        "2",
        "3",
        "0.6667",
    )
    assert (
        float(row["Share, lower bound (95 %)"]) < 0.6667 < float(row["Share, upper bound (95 %)"])
    )
    assert row["Fewer than five"] == "yes"
    book = CalamineWorkbook.from_filelike(io.BytesIO(files.xlsx_bytes(frame, "Strength")))
    assert book.get_sheet_by_index(0).to_python()[1][6] == 2
    moves = points.tendencies_frame(tendencies(six_sessions()), "topic", ZH)
    assert read_csv(files.csv_bytes(moves))[1][-1] == "上升"


def test_an_article_is_named_with_its_instrument() -> None:
    assert name_of("article", "18", EN) == "article 18"
    assert name_of("article", "UNTOC:18", EN) == "UNTOC, article 18"
    assert name_of("article", "UNTOC:18", ZH).endswith("公约第18条")
    assert name_of("article", "none", ZH) == "未引条款"
    assert name_of("novelty", "strengthened", ZH) == "加强"
    assert name_of("concept", "1004676", ZH) == "外空"
