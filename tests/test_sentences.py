"""Sentences of one paragraph, worked by hand, and their alignment."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align import SAME, align_sentences
from pipeline.encode import load_encoder
from pipeline.records import Lang
from pipeline.text.sentences import opening_item, sentences


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        (
            "en",
            "See para. 1 and art. 3 of Treaty No. 5. It binds.",
            ["See para. 1 and art. 3 of Treaty No. 5.", "It binds."],
        ),
        ("en", "The answer was no. We left.", ["The answer was no.", "We left."]),
        ("en", "A/RES/79/1. Up by 3.5 per cent.", ["A/RES/79/1.", "Up by 3.5 per cent."]),
        (
            "en",
            "Mr. Li (see vol. 2. Also p. 3) left. He said “Go. Now.” and ran.",
            ["Mr. Li (see vol. 2. Also p. 3) left.", "He said “Go. Now.” and ran."],
        ),
        (
            "en",
            "5. Each Party shall act: (a) at sea; and (b) on land.",
            ["5. Each Party shall act:", "(a) at sea; and", "(b) on land."],
        ),
        ("en", "The States listed;¹ the others.", ["The States listed;¹", "the others."]),
        (
            "zh",
            "缔约国应：㈠ 通报；㈡ 协商。此外，应报告。",
            ["缔约国应：", "㈠ 通报；", "㈡ 协商。", "此外，应报告。"],
        ),
        (
            "zh",
            "他说：“走。快走。”随后离开（见注；下同）。",
            ["他说：“走。快走。”", "随后离开（见注；下同）。"],
        ),
        ("zh", "占3.5%；见《公约。评注》第二条！", ["占3.5%；", "见《公约。评注》第二条！"]),
        ("zh", "  ", []),
    ],
)
def test_sentences(lang: Lang, text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, lang)] == wanted


@given(st.text("ab1. ;:(（)）。；“”㈠\n", max_size=60), st.sampled_from(["zh", "en"]))
def test_sentences_hold_all_that_is_no_white_space_in_order(text: str, lang: Lang) -> None:
    found = sentences(text, lang)
    assert "".join(text[a:b] for a, b in found).replace(" ", "").replace("\n", "") == text.replace(
        " ", ""
    ).replace("\n", "")
    assert all(a < b for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


def test_opening_item() -> None:
    assert [opening_item(t) for t in ("(a) fish", "㈡ 鱼", "（三）鱼", "2. fish", "fish")] == [
        "(a)", "㈡", "（三）", "2.", "",
    ]  # fmt: skip


def test_items_of_two_paragraphs_are_linked_by_their_place_in_them() -> None:
    zh = "各缔约国应：㈠ 公布捕捞配额；㈡ 检查渔船。船长应保存航海日志。"
    en = (
        "Each State Party shall: (a) publish the fishing quotas; (b) inspect fishing vessels. "
        "The master shall keep the logbook."
    )
    found = align_sentences(zh, en, load_encoder())
    pairs = [
        ("".join(zh[a:b] for a, b in bead.zh), " ".join(en[a:b] for a, b in bead.en))
        for bead in found
    ]
    assert pairs == [
        ("各缔约国应：", "Each State Party shall:"),
        ("㈠ 公布捕捞配额；", "(a) publish the fishing quotas;"),
        ("㈡ 检查渔船。", "(b) inspect fishing vessels."),
        ("船长应保存航海日志。", "The master shall keep the logbook."),
    ]
    assert [bead.why for bead in found][1:3] == [SAME, SAME]
    # the largest lead of sentences is 2: 1 / (1 + exp(-(0.95 + 2.46 * 2)))
    assert max(bead.confidence or 0.0 for bead in found) == pytest.approx(0.9972, abs=1e-4)


def test_an_empty_text_has_no_sentence_and_leaves_the_other_alone() -> None:
    assert align_sentences("", "", load_encoder()) == ()
    found = align_sentences("", "Fish.", load_encoder())
    assert [(b.zh, b.en, b.cosine) for b in found] == [((), ((0, 5),), None)]
