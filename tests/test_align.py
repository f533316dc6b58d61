"""Alignment on vectors made by hand, where the answer is known, and on the sample convention."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import paragraph
from pipeline.align import (
    AGAINST,
    ALONE,
    SAME,
    VECTORS,
    Vectors,
    _longest_ascent,
    align,
)
from pipeline.records import Bead, Lang, Paragraph
from pipeline.text.passage import wording


def side(lang: Lang, numbers: list[str]) -> list[Paragraph]:
    """Paragraphs of equal length; "" is one without number."""
    return [
        paragraph("x" * 40, lang, number=(n,) if n else (), role="paragraph", ordinal=i)
        for i, n in enumerate(numbers)
    ]


def unit(*rows: list[float]) -> Vectors:
    """Rows in the plane of a few basis directions, made unit length."""
    table = np.array(rows, dtype=np.float32)
    return table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)


EYE = np.eye(6, dtype=np.float32)


def shape(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(b.zh, b.en) for b in beads]


def test_equal_texts_pair_one_to_one() -> None:
    found = align(side("zh", ["1", "2", "3"]), side("en", ["1", "2", "3"]), EYE[:3], EYE[:3])
    assert shape(found) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert {b.why for b in found} == {SAME}
    assert all(b.cosine == pytest.approx(1.0) for b in found)


def test_a_paragraph_in_one_language_alone_shifts_nothing() -> None:
    zh = side("zh", ["1", "2", "3"])
    en = side("en", ["1", "2", "3", "4"])
    found = align(zh, en, EYE[[0, 1, 3]], EYE[[0, 1, 2, 3]])
    assert shape(found) == [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), (3,))]
    assert [b.why for b in found] == [SAME, SAME, ALONE, AGAINST]
    assert found[2].cosine is None


def test_one_to_two() -> None:
    halves = unit([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0])
    whole = unit([1, 1, 0, 0], [0, 0, 1, 0])
    found = align(side("zh", ["", ""]), side("en", ["", "", ""]), whole, halves)
    assert shape(found) == [((0,), (0, 1)), ((1,), (2,))]
    assert {b.why for b in found} == {VECTORS}


def test_numbers_decide_where_vectors_do_not() -> None:
    near = unit([1, 0.2, 0], [1, 0, 0.2])
    found = align(side("zh", ["7", "8"]), side("en", ["7", "8"]), near, near[::-1])
    assert shape(found) == [((0,), (0,)), ((1,), (1,))]


def test_a_place_is_no_number_that_could_contradict() -> None:
    zh = [paragraph("x" * 40, "zh", number=("art.1", "1"), role="paragraph")]
    en = [paragraph("x" * 40, "en", number=("art.1", "text.1"), role="text")]
    assert [b.why for b in align(zh, en, EYE[:1], EYE[:1])] == [VECTORS]


def test_hidden_numbers_are_not_looked_at() -> None:
    found = align(side("zh", ["1", "2"]), side("en", ["5", "6"]), EYE[:2], EYE[:2], True)
    assert shape(found) == [((0,), (0,)), ((1,), (1,))]
    assert {b.why for b in found} == {VECTORS}


def test_a_footnote_is_no_counterpart_of_a_paragraph() -> None:
    zh = [paragraph("x" * 40, "zh", role="footnote", number=("fn.1",))]
    en = [paragraph("x" * 40, "en", role="paragraph", number=("1",))]
    assert [b.why for b in align(zh, en, EYE[:1], unit([0.2, 1, 0, 0, 0, 0]))] == [ALONE, ALONE]


def test_an_empty_side() -> None:
    assert shape(align([], side("en", ["1"]), EYE[:0], EYE[:1])) == [((), (0,))]
    assert align([], [], EYE[:0], EYE[:0]) == ()


def test_rows_must_match_paragraphs() -> None:
    with pytest.raises(ValueError, match=r"1\+1 paragraphs, 2\+1 rows"):
        align(side("zh", ["1"]), side("en", ["1"]), EYE[:2], EYE[:1])


@settings(deadline=None)
@given(st.integers(0, 7), st.integers(0, 7), st.integers(0, 2**32 - 1))
def test_every_paragraph_is_in_exactly_one_bead_in_order(zh: int, en: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    numbers = [str(n) for n in range(8)]
    found = align(
        side("zh", numbers[:zh]),
        side("en", numbers[:en]),
        unit(*random.normal(size=(zh, 4)).tolist()) if zh else np.zeros((0, 4), np.float32),
        unit(*random.normal(size=(en, 4)).tolist()) if en else np.zeros((0, 4), np.float32),
    )
    assert [i for b in found for i in b.zh] == list(range(zh))
    assert [j for b in found for j in b.en] == list(range(en))
    assert all(b.zh or b.en for b in found)
    assert all((b.cosine is None) == (not b.zh or not b.en) for b in found)


def test_long_texts_are_cut_at_anchors_and_come_out_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(1)
    vectors = unit(*random.normal(size=(60, 32)).tolist())
    numbers = [str(n) for n in range(60)]
    zh, en = side("zh", numbers[:30] + numbers[31:]), side("en", numbers)
    zh_vectors = np.delete(vectors, 30, axis=0)
    whole = align(zh, en, zh_vectors, vectors)
    monkeypatch.setattr("pipeline.align.LARGEST_TABLE", 10)
    assert align(zh, en, zh_vectors, vectors) == whole
    assert shape(align(zh, en, zh_vectors, vectors, True)) == shape(whole)
    assert ((), (30,)) in shape(whole)


def test_the_longest_ascent() -> None:
    assert _longest_ascent([(0, 0), (1, 5), (2, 1), (3, 2), (4, 9), (5, 3)]) == [
        (0, 0), (2, 1), (3, 2), (5, 3),
    ]  # fmt: skip
    assert _longest_ascent([]) == []


def test_words_leave_the_number_out() -> None:
    assert wording(paragraph("三、各缔约国应", "zh", label="三、")) == "各缔约国应"
    assert wording(paragraph("Article 16. Extradition", label="Article 16")) == "Extradition"
    assert wording(paragraph("Article 18", label="Article 18")) == ""
