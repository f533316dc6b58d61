"""Alignment on vectors made by hand, where the answer is known, and on the sample convention."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import paragraph
from pipeline.align import (
    AGAINST,
    ALONE,
    CITATIONS,
    FIGURES,
    MOVED,
    SAME,
    VECTORS,
    Vectors,
    align,
    correspondence,
)
from pipeline.align.alternatives import alternatives
from pipeline.align.anchors import _longest_ascent
from pipeline.align.table import Strip, StripGains, forward, trace
from pipeline.records import Bead, Lang, Paragraph
from pipeline.text.passage import wording


def side(lang: Lang, numbers: list[str]) -> list[Paragraph]:
    """Paragraphs that are as long as counterparts are; "" is one without number."""
    return [
        paragraph(
            "x" * (120 if lang == "zh" else 481),
            lang,
            number=(n,) if n else (),
            role="paragraph",
            ordinal=i,
        )
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
    assert sorted(j for b in found for j in b.en) == list(range(en))
    kept = [j for b in found for j in b.en if b.why != MOVED]
    assert kept == sorted(kept)
    assert all(b.zh or b.en for b in found)
    assert all((b.cosine is None) == (not b.zh or not b.en) for b in found)


@pytest.mark.parametrize("hidden", [False, True])
def test_long_texts_come_out_as_in_a_whole_table(
    monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    random = np.random.default_rng(1)
    vectors = unit(*random.normal(size=(260, 32)).tolist())
    numbers = [str(n) for n in range(260)]
    kept = [k for k in range(260) if k not in {30, 31, 150}]
    zh, en = side("zh", [numbers[k] for k in kept]), side("en", numbers)
    whole = align(zh, en, vectors[kept], vectors, hidden)
    assert shape(whole) == [((kept.index(k),) if k in kept else (), (k,)) for k in range(260)]
    monkeypatch.setattr("pipeline.align.anchors.WHOLE_TABLE", 10)
    monkeypatch.setattr("pipeline.align.anchors.STRIP", 16)
    monkeypatch.setattr("pipeline.align.anchors.MARGIN", 6)
    monkeypatch.setattr("pipeline.align.table.KEPT", 0)
    assert shape(align(zh, en, vectors[kept], vectors, hidden)) == shape(whole)


def test_two_long_texts_that_share_nothing_are_cut_near_the_diagonal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(2)
    for name, value in (("WHOLE_TABLE", 10), ("LARGEST_GAP", 100), ("NARROWEST", 20)):
        monkeypatch.setattr(f"pipeline.align.anchors.{name}", value)
    for n, m, shared in ((300, 200, 0), (5, 400, 0), (400, 5, 0), (300, 400, 1)):
        zh, en = side("zh", [""] * n), side("en", [""] * m)
        rows = unit(*random.normal(size=(n + m, 16)).tolist())
        if shared:
            # one sure pair far off the diagonal
            rows[n + 380] = rows[20]
        found = align(zh, en, rows[:n], rows[n:])
        assert sorted(i for b in found for i in b.zh) == list(range(n))
        assert sorted(j for b in found for j in b.en) == list(range(m))
        assert not correspondence(found, zh, en).holds


def test_the_longest_ascent() -> None:
    assert _longest_ascent([(0, 0), (1, 5), (2, 1), (3, 2), (4, 9), (5, 3)]) == [
        (0, 0), (2, 1), (3, 2), (5, 3),
    ]  # fmt: skip
    assert _longest_ascent([]) == []


def test_words_leave_the_number_out() -> None:
    assert wording(paragraph("三、各缔约国应", "zh", label="三、")) == "各缔约国应"
    assert wording(paragraph("Article 16. Extradition", label="Article 16")) == "Extradition"
    assert wording(paragraph("Article 18", label="Article 18")) == ""


def test_one_to_three_and_one_to_four() -> None:
    parts = unit(*np.eye(5).tolist())
    for size in (3, 4):
        whole = unit([1.0] * size + [0.0] * (5 - size), [0, 0, 0, 0, 1])
        zh = [paragraph("x" * 40 * n, "zh", role="paragraph") for n in (size, 1)]
        rows = np.concatenate([parts[:size], parts[4:]])
        found = align(zh, side("en", [""] * (size + 1)), whole, rows)
        assert shape(found) == [((0,), tuple(range(size))), ((1,), (size,))]


def test_the_best_alternative_is_named_where_it_is_near() -> None:
    near = unit([1, 0, 0], [0.6, 0.8, 0])
    found = align(side("zh", [""]), side("en", ["", ""]), near[:1], near)
    assert shape(found)[0] == ((0,), (0,))
    assert found[0].runner_up is not None
    assert found[0].runner_up[1] != (0,)
    assert all(0.0 <= b.confidence <= 1.0 for b in found if b.confidence is not None)
    far = align(side("zh", ["1"]), side("en", ["1"]), EYE[:1], EYE[:1])
    assert far[0].confidence is not None
    assert found[0].confidence is not None
    assert far[0].confidence > found[0].confidence


def test_a_bead_says_what_both_sides_cite() -> None:
    zh = [paragraph("回顾第A/RES/79/1号文件，", "zh"), paragraph("拨款250万美元。", "zh")]
    en = [paragraph("Recalling A/RES/79/1,"), paragraph("Appropriates $2.5 million.")]
    found = align(zh, en, EYE[:2], EYE[:2])
    assert [b.why for b in found] == [CITATIONS, FIGURES]


def brute(zh: int, en: int, table: Vectors) -> float:
    """The best sum of gains over every monotone sequence of beads, by recursion."""
    sums = np.full((zh + 1, en + 1), -np.inf)
    sums[0, 0] = 0.0
    for i in range(zh + 1):
        for j in range(en + 1):
            for a in range(5):
                for b in range(5):
                    if (i or j) and a <= i and b <= j and (a * b or a + b == 1):
                        gain = table[a - 1, b - 1, i - a, j - b] if a * b else 0.0
                        sums[i, j] = max(sums[i, j], sums[i - a, j - b] + gain)
    return float(sums[zh, en])


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_the_table_finds_the_best_sum_in_strips_of_any_height(
    zh: int, en: int, height: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    table = random.normal(0, 2, size=(4, 4, zh, en)).astype(np.float32)
    for a in range(4):
        table[a, :, max(0, zh - a) :] = -np.inf
        table[:, a, :, max(0, en - a) :] = -np.inf

    def gains(rows: range, columns: range) -> Vectors:
        out = np.full((4, 4, len(rows), len(columns)), -np.inf, dtype=np.float32)
        part = table[:, :, rows.start : rows.stop, columns.start : columns.stop]
        out[:, :, : part.shape[2], : part.shape[3]] = part
        return out

    strips = [Strip(k, min(k + height, zh + 1), 0, en + 1) for k in range(0, zh + 1, height)]
    held = StripGains(gains, strips)
    sums = forward(strips, held)
    groups = trace(strips, sums)
    best = brute(zh, en, table)
    assert sums[-1].sums[-1, -1] == pytest.approx(best, abs=1e-4)
    found = sum(table[g.zh - 1, g.en - 1, g.i, g.j] for g in groups if g.zh and g.en)
    assert found == pytest.approx(best, abs=1e-4)
    for group, other in zip(groups, alternatives(strips, sums, held, groups), strict=True):
        if other is not None:
            assert other.lead >= 0.0
            assert other.group != group


def test_whether_two_texts_correspond() -> None:
    zh, en = side("zh", ["1", "2"]), side("en", ["1", "2"])
    same = correspondence(align(zh, en, EYE[:2], EYE[:2]), zh, en)
    assert (same.share, same.cosine, same.holds) == (1.0, pytest.approx(1.0), True)
    zh, en = side("zh", ["", ""]), side("en", ["", ""])
    other = correspondence(align(zh, en, EYE[:2], EYE[2:4]), zh, en)
    assert not other.holds
    assert correspondence(align(zh, [], EYE[:2], EYE[:0]), zh, []).share == 0.0
