"""How crowded the place of a passage is, worked by hand on directions in a plane."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.encoder.second_look import CROWDS, apart
from pipeline.encode.protocol import Vectors
from pipeline.search.crowds import PARAGRAPH, crowds, is_paragraph


def at(*degrees: float) -> Vectors:
    turns = np.radians(degrees)
    return np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)


def test_the_mean_of_the_four_nearest() -> None:
    """To 0° the texts at 0° (the query), 60°, 60°, 90° and 120° have cosines 1, .5, .5, 0, -.5."""
    [crowded] = crowds(at(0)[0], at(0), at(60, 60, 90, 120))
    assert crowded == pytest.approx((1 + 0.5 + 0.5 + 0) / 4)


def test_a_text_that_is_the_query_counts_once() -> None:
    """The query alone is held: nothing else is around."""
    [alone] = crowds(at(0)[0], at(60), at(0, 0, 0))
    assert alone == pytest.approx(0.5)


def test_what_is_near_to_all_goes_behind_what_is_near_to_the_query() -> None:
    """10° is nearer to the query at 0° than -12° is, but four texts at 20° are near to it too:
    .985 - half of .985 against .978 - half of (.978 + 3 * .848) / 4 = .440."""
    passages, query = at(10, -12), at(0)[0]
    cosines = passages @ query
    assert cosines[0] > cosines[1]
    first, second = apart(cosines, crowds(query, passages, at(20, 20, 20, 20)))
    assert (first, second) == pytest.approx((0.9848 / 2, 0.9781 - 0.8803 / 2), abs=1e-3)
    assert first < second


def test_nothing_around_changes_no_order() -> None:
    passages, query = at(10, 50, 30), at(0)[0]
    cosines = passages @ query
    left = apart(cosines, crowds(query, passages, at()[:0].reshape(0, 2)))
    assert left == pytest.approx(cosines * (1 - CROWDS))


@given(st.lists(st.floats(0, 360), min_size=1, max_size=9), st.lists(st.floats(0, 360), max_size=9))
def test_one_cosine_a_passage(passages: list[float], around: list[float]) -> None:
    crowded = crowds(at(0)[0], at(*passages), at(*around))
    assert crowded.shape == (len(passages),)
    assert (np.abs(crowded) <= 1 + 1e-6).all()


def test_only_a_query_as_long_as_a_paragraph_looks_at_crowds() -> None:
    assert not is_paragraph("缔约国应当相互给予司法协助", "zh")
    assert is_paragraph("缔" * PARAGRAPH["zh"], "zh")
    assert not is_paragraph("缔" * PARAGRAPH["zh"], "en")
