"""What two passages count, date and cite, compared by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.encoder.second_look import SIGNALS, counted
from pipeline.search.signals import NEUTRAL, Signals, agreement, signals

EN = (
    "Recalls resolution 61/305 of 4 May 2007, adopted at its sixty-first session, and article 7, "
    "paragraph 2, and allocates 250,000 dollars to the unit described in A/61/905."
)
ZH = (
    "回顾2007年5月4日第六十一届会议通过的第61/305号决议和第七条第二款，并为A/61/905所述单位划拨"
    "25万美元。"
)


def test_both_languages_give_the_same_dates_and_citations() -> None:
    en, zh = signals(EN, "en"), signals(ZH, "zh")
    assert en.dates == zh.dates == {"2007-05-04"}
    assert en.citations == zh.citations == {"61/305", "7(2)", "a/61/905"}
    assert {"61", "250000"} <= en.figures & zh.figures
    assert agreement(en, zh) == agreement(zh, en) == 1.0


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("第61/305号", "第61/306号"),
        ("2007年5月4日", "2007年5月9日"),
        ("第六十一届", "第六十二届"),
        ("25万", "26万"),
        ("第二款", "第三款"),
    ],
)
def test_one_changed_figure_lowers_the_agreement(printed: str, other: str) -> None:
    en, changed = signals(EN, "en"), signals(ZH.replace(printed, other), "zh")
    assert agreement(en, changed) < 1.0
    first, second = counted(
        en, np.array([0.90, 0.899], dtype=np.float32), [changed, signals(ZH, "zh")]
    )
    assert second > first


def test_numbers_in_words_answer_figures() -> None:
    """Two of two figures are held on the other side, which asks for none: twenty is one of its
    figures too, so three of three."""
    en, zh = signals("within 9 months and 20 days", "en"), signals("九个月零二十天内", "zh")
    assert (en.figures, zh.figures) == ({"9", "20"}, {"20"})
    assert agreement(en, zh) == 1.0


def test_round_numbers_and_small_ones_in_words_ask_for_nothing() -> None:
    for text in ("millions of girls", "one of both", "in December"):
        assert not len(signals(text, "en"))
    for text in ("数百万名女童", "第一，两者", "百分之五"):
        assert not len(signals(text, "zh"))


def test_a_query_without_signals_is_neutral() -> None:
    """The order of cosines stays, whatever the passages count."""
    asked = signals("mutual legal assistance", "en")
    numbered = signals("第18条", "zh")
    assert agreement(asked, numbered) == NEUTRAL
    values = counted(
        asked, np.array([0.5, 0.6, 0.5], dtype=np.float32), [numbered, numbered, asked]
    )
    assert values == pytest.approx([0.55, 0.65, 0.55])


def test_an_article_agrees_with_its_paragraph_and_a_day_with_its_date() -> None:
    whole = Signals(frozenset(), frozenset({"05-04"}), frozenset({"18"}), frozenset())
    part = Signals(frozenset(), frozenset({"2007-05-04"}), frozenset({"18(13)"}), frozenset())
    other = Signals(frozenset(), frozenset({"2007-05-05"}), frozenset({"19"}), frozenset())
    assert agreement(whole, part) == 1.0
    assert agreement(whole, other) == 0.0


def test_marks_of_footnotes_count_nothing() -> None:
    assert signals("Recalls the report¹² of the Board", "en") == signals(
        "Recalls the report of the Board", "en"
    )


TEXTS = st.sampled_from([EN, ZH, "", "on 3 June", "6月3日", "article 9", "第61/305号决议", "40"])


@given(st.lists(st.tuples(TEXTS, st.floats(-1, 1)), max_size=12), TEXTS)
def test_signals_add_at_most_their_weight(rows: list[tuple[str, float]], query: str) -> None:
    cosines = np.array([cosine for _, cosine in rows], dtype=np.float32)
    asked, found = signals(query, "en"), [signals(text, "zh") for text, _ in rows]
    added = counted(asked, cosines, found) - cosines
    assert ((added >= -1e-6) & (added <= SIGNALS + 1e-6)).all()
    for one in found:
        assert 0.0 <= agreement(one, asked) <= 1.0
