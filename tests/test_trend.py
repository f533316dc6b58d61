from dataclasses import replace

from build import paragraph
from pipeline.records import Heading, Lang, Recommendation, TrendPoint
from pipeline.trend import NONE, one_language, trend


def heading(session: str, date: str, lang: Lang = "en", symbol: str = "") -> Heading:
    return Heading(symbol or f"WG/{session}", lang, "t", "WG", session, date, "final", "p", "s", 1)


def asked(strength: str, *addressees: str) -> Recommendation:
    return Recommendation(
        paragraph("words"), "recommendation", addressees, strength, "v", (), (), (), ()
    )


def test_counts_with_their_denominators() -> None:
    rows = [
        (heading("2", "2020-05-01"), asked("should", "states")),
        (heading("2", "2020-05-01"), asked("should", "states", "unodc")),
        (heading("10", "2021-05-01"), asked("may", "states")),
    ]
    assert trend(rows, "strength") == (
        TrendPoint("WG", "2", "2020-05-01", "strength", "should", 2, 2),
        TrendPoint("WG", "10", "2021-05-01", "strength", "may", 1, 1),
    )
    assert [(p.value, p.count, p.total) for p in trend(rows, "addressee")] == [
        ("states", 2, 2), ("unodc", 1, 2), ("states", 1, 1),
    ]  # fmt: skip


def test_sessions_are_sorted_by_date_not_by_label() -> None:
    rows = [
        (heading("ES-11", "2022-03-02"), asked("may")),
        (heading("76", "2021-09-14"), asked("may")),
    ]
    assert [p.session for p in trend(rows, "strength")] == ["76", "ES-11"]


def test_the_earliest_date_opens_a_session() -> None:
    rows = [(heading("1", "2020-06-01"), asked("may")), (heading("1", "2020-05-01"), asked("may"))]
    assert {p.opened for p in trend(rows, "strength")} == {"2020-05-01"}


def test_conclusions_are_not_counted_and_nameless_ones_are_none() -> None:
    conclusion = replace(asked(""), kind="conclusion")
    rows = [(heading("1", ""), conclusion), (heading("1", ""), asked("may"))]
    (point,) = trend(rows, "addressee")
    assert (point.value, point.count, point.total) == (NONE, 1, 1)
    assert trend([], "topic") == ()


def test_one_language_counts_each_text_once() -> None:
    both = [(heading("1", "", lang, "X/1"), asked("may")) for lang in ("en", "zh")]
    alone = [(heading("2", "", "zh", "X/2"), asked("may"))]
    kept = one_language([*both, *alone])
    assert [(d.symbol, d.lang) for d, _ in kept] == [("X/1", "en"), ("X/2", "zh")]
