from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers import asked as entry_of
from registers import found as lineage_of

from build import paragraph
from pipeline.records import Heading, Lang, Measure, Recommendation, TrendPoint
from pipeline.records.articles import Reference
from pipeline.records.lineage import Entry
from pipeline.records.topics import ConceptMatch
from pipeline.store.citations import Citing
from pipeline.topics.held import HeldConcepts
from pipeline.trend import (
    EARLIEST,
    NONE,
    filled,
    one_language,
    tendencies,
    trend,
    values_of,
)
from pipeline.trend.background import of_citations, of_concepts, of_lineage
from pipeline.trend.intervals import wilson
from pipeline.trend.tendency import mann_kendall


def heading(
    session: str, date: str, lang: Lang = "en", symbol: str = "", status: str = "final"
) -> Heading:
    return Heading(symbol or f"WG/{session}", lang, "t", "WG", session, date, status, "p", "s", 1)


def asked(strength: str, *addressees: str, articles: Sequence[str] = ()) -> Recommendation:
    return Recommendation(
        paragraph("words"), "recommendation", addressees, strength, "v", (), tuple(articles), (), ()
    )


def counted(points: Sequence[TrendPoint]) -> list[tuple[str, str, int, int]]:
    return [(p.session, p.value, p.count, p.total) for p in points]


def test_counts_with_their_denominators() -> None:
    rows = [
        (heading("2", "2020-05-01"), asked("should", "states")),
        (heading("2", "2020-05-01"), asked("should", "states", "unodc")),
        (heading("10", "2021-05-01"), asked("may", "states")),
    ]
    assert counted(trend(rows, "strength")) == [("2", "should", 2, 2), ("10", "may", 1, 1)]
    assert counted(trend(rows, "addressee")) == [
        ("2", "states", 2, 2), ("2", "unodc", 1, 2), ("10", "states", 1, 1),
    ]  # fmt: skip
    point = trend(rows, "strength")[0]
    assert (point.body, point.opened, point.share, point.is_few) == ("WG", "2020-05-01", 1.0, True)


def test_sessions_are_sorted_by_date_not_by_label() -> None:
    rows = [
        (heading("ES-11", "2022-03-02"), asked("may")),
        (heading("76", "2021-09-14"), asked("may")),
    ]
    assert [p.session for p in trend(rows, "strength")] == ["76", "ES-11"]


def test_the_earliest_date_opens_a_session() -> None:
    rows = [(heading("1", "2020-06-01"), asked("may")), (heading("1", "2020-05-01"), asked("may"))]
    assert {p.opened for p in trend(rows, "strength")} == {"2020-05-01"}
    assert [p.opened for p in trend([(heading("1", ""), asked("may"))], "strength")] == [""]


def test_conclusions_are_not_counted_and_nameless_ones_are_none() -> None:
    conclusion = replace(asked(""), kind="conclusion")
    rows = [(heading("1", ""), conclusion), (heading("1", ""), asked("may"))]
    (point,) = trend(rows, "addressee")
    assert (point.value, point.count, point.total) == (NONE, 1, 1)
    assert trend([], "topic") == ()
    for measure in ("concept", "novelty", "hedge", "article"):
        (point,) = trend(rows, measure)  # type: ignore[arg-type]  # measures all
        assert point.value == NONE


def test_drafts_are_counted_apart() -> None:
    rows = [
        (heading("8", "2017-10-01", status="draft"), asked("should")),
        (heading("8", "2017-11-01"), asked("should")),
        (heading("8", "2017-11-01"), asked("may")),
    ]
    points = trend(rows, "strength")
    assert [(p.column, p.value, p.count, p.total) for p in points] == [
        ("8 draft", "should", 1, 1), ("8", "may", 1, 2), ("8", "should", 1, 2),
    ]  # fmt: skip


def test_what_rests_on_an_ambiguous_word_is_counted_as_such() -> None:
    unsure = replace(asked("should"), is_resolved=False)
    rows = [(heading("1", "", "zh"), unsure), (heading("1", "", "zh"), asked("should"))]
    assert [(p.count, p.unresolved) for p in trend(rows, "strength")] == [(2, 1)]
    assert [p.unresolved for p in trend(rows, "addressee")] == [0]


def test_paragraphs_of_one_article_count_once() -> None:
    rows = [(heading("1", ""), asked("may", articles=("18(13)", "18(14)", "UNCAC:46(1)", "7")))]
    assert [p.value for p in trend(rows, "article")] == ["18", "7", "UNCAC:46"]


def test_an_article_is_told_with_the_instrument_that_its_paragraph_cites() -> None:
    def citing(ordinal: int, instrument: str, provision: str, is_heading: bool = False) -> Citing:
        reference = Reference(
            ordinal, instrument, provision, "named", is_heading, "", "", "", (), 0, 1
        )
        return Citing(1, 1, "item", reference)

    document = heading("1", "2001-01-01")
    item = asked("may", articles=("18(13)", "19", "20"))
    ordinal = item.paragraph.ordinal
    cited = [
        citing(ordinal, "UNTOC", "18(13)"),
        citing(ordinal, "UNCAC", "18(1)"),
        citing(ordinal, "CN-CRIMINAL-LAW", "19"),
        citing(ordinal, "UNLISTED", "19"),
        citing(ordinal, "UNTOC", "20", is_heading=True),
        citing(ordinal + 1, "UNTOC", "19"),
    ]
    background = of_citations({1: document}, cited)
    assert values_of(document, item, "article", background) == ("UNTOC:18", "UNCAC:18", "19", "20")


def test_one_language_counts_each_text_once() -> None:
    both = [(heading("1", "", lang, "X/1"), asked("may")) for lang in ("en", "zh")]
    alone = [(heading("2", "", "zh", "X/2"), asked("may"))]
    kept = one_language([*both, *alone])
    assert [(d.symbol, d.lang) for d, _ in kept] == [("X/1", "en"), ("X/2", "zh")]


def test_documents_count_under_the_concepts_they_carry_and_the_likely_ones_found() -> None:
    def concept(code: str, probability: float | None = None) -> ConceptMatch:
        how = "keyword" if probability is None else "nearest"
        return ConceptMatch(code, code, code, how, probability)  # type: ignore[arg-type]

    held = HeldConcepts(
        {
            "WG/1": (concept("tides"), concept("lamps")),
            "WG/2": (concept("tides", 0.9), concept("fog", 0.2)),
        },
        frozenset({"WG/2"}),
        True,
    )
    rows = [
        (heading("1", "2001-01-01"), asked("may")), (heading("1", "2001-01-01"), asked("may")),
        (heading("2", "2002-01-01"), asked("may")),
    ]  # fmt: skip
    points = trend(rows, "concept", of_concepts(held))
    assert counted(points) == [("1", "lamps", 2, 2), ("1", "tides", 2, 2), ("2", "tides", 1, 1)]
    assert [p.nearest for p in points] == [0, 0, 1]


def test_what_is_taken_up_is_told_from_what_is_new() -> None:
    light = "Encourages States to light every lighthouse at dusk"
    entries: list[Entry] = [
        entry_of("10", light),
        entry_of("11", light),
        entry_of("11", "Requests States to count the seals on every rock", "requests", number=2),
    ]
    rows = [(e.document, e.recommendation) for e in entries]
    points = trend(rows, "novelty", of_lineage(rows, [lineage_of(*entries)]))
    assert counted(points) == [
        ("10", EARLIEST, 1, 1), ("11", "new", 1, 2), ("11", "repeated", 1, 2),
    ]  # fmt: skip
    assert tendencies(points)[0].sessions == 1, "nothing can be told of the first session"


def test_intervals_are_those_of_the_library() -> None:
    from scipy.stats import binomtest

    for count, total in ((0, 1), (1, 1), (0, 7), (3, 4), (24, 24), (5, 24), (517, 9032)):
        found = binomtest(count, total).proportion_ci(method="wilson")
        assert wilson(count, total) == pytest.approx((found.low, found.high), abs=1e-9)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(pair: tuple[int, int]) -> None:
    count, total = pair
    low, high = wilson(count, total)
    assert 0 <= low <= count / total + 1e-12
    assert count / total - 1e-12 <= high <= 1


def series(counts: Sequence[int], total: int = 10, value: str = "a") -> list[TrendPoint]:
    return [
        TrendPoint(
            "WG", str(n), f"20{n:02}-01-01", "topic", value, count, total, *wilson(count, total)
        )
        for n, count in enumerate(counts, 10)
        if count
    ]


@pytest.mark.parametrize(
    ("counts", "tau", "p", "direction"),
    [
        ((1, 2, 3, 4, 5), 1.0, 2 / 120, "rising"),
        ((6, 5, 4, 3, 2, 1), -1.0, 2 / 720, "falling"),
        ((1, 2, 3, 5, 4), 0.8, 10 / 120, "none"),
        ((4, 4, 4, 4, 4), None, None, "none"),
        ((1, 2, 3, 4), None, None, "too few"),
    ],
)
def test_a_perfect_order_has_the_p_of_its_permutations(
    counts: Sequence[int], tau: float | None, p: float | None, direction: str
) -> None:
    """Of the orders of five distinct shares one rises throughout and one falls: p = 2/120; four
    more on each side have one exchange of neighbours."""
    (found,) = tendencies(series(counts))
    assert found.direction == direction
    assert found.tau == (None if tau is None else pytest.approx(tau))
    assert found.p == (None if p is None else pytest.approx(p))


def test_a_session_without_the_value_counts_none_of_its_total() -> None:
    held = [*series((0, 0, 0, 4, 5)), *series((9, 9, 9, 9, 9), value="b")]
    rising = next(t for t in tendencies(held) if t.value == "a")
    assert (rising.sessions, rising.earlier, rising.earlier_total) == (5, 0, 20)
    assert (rising.later, rising.later_total, rising.change) == (9, 20, 0.45)


def test_rising_values_come_first_and_falling_ones_last() -> None:
    held = [
        *series((5, 4, 3, 2, 1), value="down"), *series((1, 2, 3, 4, 5), value="up"),
        *series((2, 1, 3, 2, 2), value="flat"), *series((1, 3, 5, 7, 9), value="steep"),
    ]  # fmt: skip
    assert [t.value for t in tendencies(held)] == ["steep", "up", "flat", "down"]


def test_a_draft_counts_in_a_tendency_only_where_nothing_else_is_held() -> None:
    final = series((1, 2, 3))
    draft = replace(final[1], is_draft=True, count=9)
    assert tendencies([*final, draft]) == tendencies(final)
    alone = replace(final[2], is_draft=True)
    assert tendencies([*final[:2], alone])[0].sessions == 3


def test_a_special_session_is_counted_and_is_no_step_of_a_series() -> None:
    regular = series((1, 2, 3, 4, 5))
    special = replace(regular[0], session="ES-11", opened="2012-06-01", count=9)
    assert tendencies([*regular, special]) == tendencies(regular)


@given(st.lists(st.integers(0, 6), min_size=2, max_size=8))
def test_a_series_read_backwards_has_the_opposite_tau(counts: list[int]) -> None:
    tau, p = mann_kendall(counts)
    back, same = mann_kendall(counts[::-1])
    if tau is None or back is None:
        assert len(set(counts)) == 1
        return
    assert back == pytest.approx(-tau)
    assert same == pytest.approx(p)


def test_a_course_has_a_point_in_every_session() -> None:
    held = [*series((0, 2, 0)), *series((1, 1, 1), value="b")]
    points = filled(held, ["a"])
    assert [(p.session, p.count, p.total) for p in points] == [
        ("10", 0, 10), ("11", 2, 10), ("12", 0, 10),
    ]  # fmt: skip
    assert points[0].low == 0.0 < points[0].high


def test_the_measures_are_listed_once() -> None:
    from typing import get_args

    from pipeline.trend import MEASURES

    assert get_args(Measure) == MEASURES
