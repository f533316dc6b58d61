"""Which words of two passages correspond."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.words import measure_words, read_hand_links
from pipeline.encode import load_encoder
from pipeline.encode.static import StaticEncoder
from pipeline.errors import Unreadable
from pipeline.text.tokenise import word_spans
from pipeline.words import link_words, vectors_of_words, word_links
from shared import shared


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    loaded = load_encoder("built-in")
    assert isinstance(loaded, StaticEncoder)
    return loaded


def axes(*columns: int) -> np.ndarray:
    return np.eye(6, dtype=np.float32)[list(columns)]


def test_words_and_signs_are_spans_that_hold_everything_but_white_space() -> None:
    text = "请秘书处，向 UNODC's  staff 报告（18）。"
    pieces = [text[a:b] for a, b in word_spans(text)]
    assert pieces == [
        "请",
        "秘书处",
        "，",
        "向",
        "UNODC's",
        "staff",
        "报告",
        "（",
        "18",
        "）",
        "。",
    ]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40))
def test_spans_of_words_ascend_and_miss_nothing(text: str) -> None:
    spans = word_spans(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    held = {i for a, b in spans for i in range(a, b)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in held)


def test_words_with_one_vector_are_linked_wherever_they_stand() -> None:
    found = link_words(["甲", "乙", "丙"], ["b", "a", "c"], axes(0, 1, 2), axes(1, 0, 2))
    assert found == ((0, 1), (1, 0), (2, 2))


def test_of_two_equal_words_the_one_in_the_same_place_is_linked() -> None:
    found = link_words(["甲", "乙", "甲"], ["a", "b", "a"], axes(0, 1, 0), axes(0, 1, 0))
    assert found == ((0, 0), (1, 1), (2, 2))


def test_a_word_without_a_link_joins_the_phrase_beside_it() -> None:
    found = link_words(["甲", "乙"], ["a", "a", "b"], axes(0, 1), axes(0, 0, 1))
    assert found == ((0, 0), (0, 1), (1, 2))


def test_figures_and_signs_go_by_what_they_are() -> None:
    rows = np.zeros((3, 6), dtype=np.float32)
    assert link_words(["18", "，", "第"], ["18", ",", "the"], rows, rows)[:2] == ((0, 0), (1, 1))


def test_an_empty_side_has_no_link(encoder: StaticEncoder) -> None:
    assert word_links("", "words", encoder) == ()
    assert word_links("文字", " \n", encoder) == ()


def test_a_token_over_two_words_gives_each_its_share(encoder: StaticEncoder) -> None:
    text = "缔约国会议"
    whole = vectors_of_words(text, [(0, 5)], encoder)
    halves = vectors_of_words(text, [(0, 3), (3, 5)], encoder)
    assert np.allclose(whole[0], halves.sum(axis=0), atol=1e-5)


def test_the_words_of_a_clause_find_each_other(encoder: StaticEncoder) -> None:
    zh = "请秘书处向缔约国提供技术援助，以执行第18条。"
    en = "Requests the secretariat to provide technical assistance to States parties in implementing article 18."
    found = {(zh[slice(*link.zh)], en[slice(*link.en)]) for link in word_links(zh, en, encoder)}
    wanted = {
        ("秘书处", "secretariat"),
        ("提供", "provide"),
        ("技术", "technical"),
        ("18", "18"),
        ("条", "article"),
    }
    assert wanted <= found


def test_links_by_hand_are_read_and_files_that_do_not_fit_are_named(tmp_path: Path) -> None:
    texts, links = tmp_path / "t", tmp_path / "l"
    texts.write_text("甲 乙 ||| a b\n", encoding="utf-8")
    links.write_text("1-1 2p1\n", encoding="utf-8")
    (pair,) = read_hand_links(texts, links)
    assert (pair.zh, pair.en) == (("甲", "乙"), ("a", "b"))
    assert (pair.sure, pair.possible) == ({(0, 0)}, {(0, 0), (1, 0)})
    links.write_text("1-1\n1-1\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="2 lines of links for 1 pairs"):
        read_hand_links(texts, links)
    with pytest.raises(Unreadable, match="no such file"):
        read_hand_links(texts, tmp_path / "none")


@pytest.mark.shared
def test_the_error_rate_on_links_made_by_hand_is_as_reported(encoder: StaticEncoder) -> None:
    folder = shared("gold/word-alignment")
    pairs = read_hand_links(folder / "zhen.src-tgt", folder / "zhen.gold")
    assert measure_words(pairs[1::2], encoder).error_rate <= 0.25
