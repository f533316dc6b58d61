"""Pairs of terms mined from corresponding passages: worked by hand on invented ones."""

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.terms.mining import GOLD, drawn, judged, recall
from pipeline import lexicon
from pipeline.encode import load_encoder
from pipeline.encode.protocol import Encoder
from pipeline.errors import TongwenError
from pipeline.records import Heading, Paragraph
from pipeline.records.documents import Lang
from pipeline.records.lineage import Passage
from pipeline.records.terms import Term, TermForm
from pipeline.terms.mining import MinedPair, mine
from pipeline.terms.mining_accepted import Shapes, accepted, shapes
from pipeline.terms.mining_grams import candidates_of
from pipeline.terms.mining_pairs import Pairs
from pipeline.terms.mining_tokens import compared, tokens_of
from pipeline.terms.mining_words import links, passage_words, translations
from pipeline.terms.table import TermTable, built_in

TEXTS = (
    ("各国的船坞检查员应当登记每艘货船", "Dock inspectors of the States register every cargo ship"),
    ("船坞检查员每年报告两次", "Dock inspectors report twice a year"),
    ("委员会感谢船坞检查员的工作", "The Commission thanks the dock inspectors for the work"),
    ("海关培训船坞检查员和引航员", "Customs trains dock inspectors and pilots"),
    ("货船载运粮食", "A cargo ship carries grain"),
    ("货船等候引航员", "The cargo ship waits for pilots"),
    ("港口为货船收费", "The harbour charges a cargo ship"),
    ("海关检查货船", "Customs searches the cargo ship"),
    ("引航员在港口居住", "Pilots live at the harbour"),
    ("港口关闭三天", "The harbour closes for three days"),
    ("港口需要海关", "The harbour needs customs"),
    ("粮食十分昂贵", "Grain is dear"),
)


def passage(text: str, lang: Lang, symbol: str = "X/1", date: str = "2020-01-01") -> Passage:
    heading = Heading(symbol, lang, "", "X", "1", date, "", "", "", 1)
    return Passage(heading, Paragraph(symbol, lang, 0, "text", (), "", "", "", 0, len(text), text))


def passages(texts: tuple[tuple[str, str], ...] = TEXTS) -> list[tuple[Passage, Passage]]:
    return [
        (passage(zh, "zh", f"X/{n}"), passage(en, "en", f"X/{n}"))
        for n, (zh, en) in enumerate(texts)
    ]


def table_with(code: str, zh: str, en: str) -> TermTable:
    forms = (
        TermForm(code, "zh", zh, "variant", (), "", "", ""),
        TermForm(code, "en", en, "variant", (), "", "", ""),
    )
    return TermTable([Term(code, forms)])


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def mined(encoder: Encoder) -> tuple[MinedPair, ...]:
    return mine(passages(), table_with("ship", "货船", "cargo ships"), encoder)


def pair(mined: tuple[MinedPair, ...], zh: str) -> MinedPair:
    return next(found for found in mined if found.zh == zh)


def test_a_term_of_two_words_is_found_whole(mined: tuple[MinedPair, ...]) -> None:
    found = pair(mined, "船坞检查员")
    assert found.en.lower() == "dock inspectors"
    assert (found.together, found.zh_passages, found.en_passages) == (4, 4, 4)
    assert found.dice == 1.0
    assert found.is_usual


def test_pieces_of_a_term_are_no_terms(mined: tuple[MinedPair, ...]) -> None:
    assert not {"船坞", "检查员"} & {found.zh for found in mined}
    assert not {"dock", "inspectors"} & {found.en.lower() for found in mined}


def test_what_the_table_has_is_marked_and_comes_last(mined: tuple[MinedPair, ...]) -> None:
    assert pair(mined, "货船").known == ("ship",)
    assert [bool(found.known) for found in mined] == sorted(bool(found.known) for found in mined)


def test_the_example_is_a_passage_that_has_both(mined: tuple[MinedPair, ...]) -> None:
    for found in mined:
        assert found.zh in found.zh_example.paragraph.text
        assert found.en.lower() in found.en_example.paragraph.text.lower()
        assert found.zh_example.paragraph.symbol == found.en_example.paragraph.symbol


def test_the_likelihood_is_that_of_the_four_counts(mined: tuple[MinedPair, ...]) -> None:
    # 4 passages of 12 have both, 8 neither: 2 (4 ln(4 / (16/12)) + 8 ln(8 / (64/12)))
    expected = 2 * (4 * math.log(4 / (16 / 12)) + 8 * math.log(8 / (64 / 12)))
    assert pair(mined, "船坞检查员").likelihood == pytest.approx(expected)


def test_a_passage_that_recurs_counts_once(encoder: Encoder) -> None:
    again = tuple((f"{n}. {zh}。", f"{n}. {en};") for n in (2020, 2021) for zh, en in TEXTS)
    once, thrice = passages(), passages((*TEXTS, *again))
    table = TermTable([])
    counts = [
        {(p.zh, p.en.lower()): p.together for p in mine(found, table, encoder)}
        for found in (once, thrice)
    ]
    assert counts[0] == counts[1]


def test_of_what_recurs_the_newest_is_quoted(encoder: Encoder) -> None:
    old = passages()
    new = [
        (passage(zh, "zh", f"Y/{n}", "2024-05-01"), passage(en, "en", f"Y/{n}", "2024-05-01"))
        for n, (zh, en) in enumerate(TEXTS)
    ]
    found = mine([*old, *new], TermTable([]), encoder)
    assert {p.zh_example.paragraph.symbol[0] for p in found} == {"Y"}


def test_the_order_of_the_passages_does_not_matter(
    mined: tuple[MinedPair, ...], encoder: Encoder
) -> None:
    back = mine(passages()[::-1], table_with("ship", "货船", "cargo ships"), encoder)
    assert {(p.zh, p.en.lower(), p.together) for p in back} == {
        (p.zh, p.en.lower(), p.together) for p in mined
    }


@pytest.mark.parametrize(
    "texts",
    [
        (),
        (("", ""),),
        (("货船", ""), ("", "cargo ship")),
        (("1234", "5678"), ("，。", ";.")),
        (("Łódź ☃ cargo", "货船 ☃ 港口"),) * 4,
        (("= 1 + 1", "=cmd|' /C calc'!A0"),) * 4,
    ],
)
def test_texts_without_terms_give_nothing(
    texts: tuple[tuple[str, str], ...], encoder: Encoder
) -> None:
    assert mine(passages(texts), TermTable([]), encoder) == ()


def test_one_passage_is_no_evidence(encoder: Encoder) -> None:
    with pytest.raises(TongwenError, match="--least 1"):
        mine(passages(), TermTable([]), encoder, 1)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), max_size=30), st.integers(2, 4))
def test_counts_agree_whatever_the_texts(texts: list[tuple[str, str]], least: int) -> None:
    for found in mine(passages(tuple(texts)), TermTable([]), load_encoder(), least):
        assert least <= found.together <= min(found.zh_passages, found.en_passages)
        assert 0 < found.dice <= 1
        assert -1.001 <= found.cosine <= 1.001


def test_candidates_end_where_a_term_can_end() -> None:
    texts = ["The transfer of sentenced persons and the seizure of the goods"] * 3
    tokens = tokens_of(texts, "en")
    found = candidates_of(tokens, 2)
    forms = {found.printed(number) for number in range(len(found))}
    assert "transfer of sentenced persons" in forms or forms == set()
    assert not any(form.split()[0].lower() in {"the", "of", "and"} for form in forms)
    assert not any(form.split()[-1].lower() in {"the", "of", "and"} for form in forms)


def test_a_piece_goes_and_a_word_of_its_own_stays() -> None:
    texts = [
        "Status of Women",
        "a Commission on the Status of Women",
        "their Status of Women",
        "Women work",
        "some Women",
    ]
    found = candidates_of(tokens_of(texts, "en"), 2)
    forms = {found.printed(number) for number in range(len(found))}
    assert "Status of Women" in forms
    assert "Women" in forms
    assert "Status" not in forms  # it always goes on across "of"


def test_the_shape_of_a_candidate_is_that_of_its_words_and_neighbours() -> None:
    texts = ["The cargo ship of grain", "every cargo ship waits", "grain"]
    found = candidates_of(tokens_of(texts, "en"), 2)
    numbers = {found.printed(number).lower(): number for number in range(len(found))}
    shape = shapes(found, np.array([numbers["cargo ship"]]))
    assert (shape.meanings.tolist(), shape.words.tolist()) == ([2], [2])
    assert shape.characters.tolist() == [len("cargo ship")]
    assert shape.is_joined.tolist() == [False]
    assert shape.left.tolist() == [1.0]  # the, every
    assert shape.right.tolist() == [0.5]  # of; waits


def evidence(dice: list[float], together: int = 8) -> Pairs:
    """Pairs of one Chinese candidate with several English ones whose words are not known."""
    count = len(dice)
    none = np.zeros(count)
    return Pairs(
        np.zeros(count, dtype=np.int64),
        np.arange(count),
        np.full(count, together),
        np.array(dice),
        known=none,
        inside=none,
        covered=none,
        outside=none,
        share=np.array(dice),
    )


def shape_of(meanings: list[int], is_open: float = 1.0) -> Shapes:
    words = np.array(meanings)
    share = np.full(len(words), is_open)
    return Shapes(words, words, words * 2, np.zeros(len(words), dtype=bool), share, share)


@pytest.mark.parametrize(
    ("cosine", "meanings", "is_open", "is_term"),
    [
        (0.65, 2, 1.0, True),  # eight passages, Dice .6, cosine .65: enough for few words
        (0.35, 2, 1.0, False),  # not near enough
        (0.65, 4, 1.0, False),  # too many words
        (0.65, 2, 0.2, False),  # nearly always within a longer form
    ],
)
def test_terms_of_few_words_need_less(
    cosine: float, meanings: int, is_open: float, is_term: bool
) -> None:
    shape = shape_of([meanings], is_open)
    usual, others = accepted(evidence([0.6]), np.array([cosine]), shape, shape)
    assert (usual.tolist(), others.tolist()) == ([is_term], [False])


def test_a_form_of_two_words_goes_before_one_word_that_is_as_near() -> None:
    pairs = replace(evidence([0.91, 0.91]), covered=np.ones(2))
    zh, en = shape_of([1, 1]), shape_of([1, 2])
    usual, others = accepted(pairs, np.array([0.60, 0.58]), zh, en)
    assert usual.tolist() == [False, True]
    assert others.tolist() == [False, False]  # *developing* is not near enough to stand beside it


def test_a_second_rendering_stands_beside_the_first() -> None:
    pairs = replace(evidence([0.9, 0.6]), covered=np.array([1.0, 0.0]))
    shape = shape_of([2, 2])
    usual, others = accepted(pairs, np.array([0.9, 0.8]), shape, shape)
    assert (usual.tolist(), others.tolist()) == ([True, False], [False, True])


def test_a_long_form_needs_its_words_covered() -> None:
    shape = shape_of([6])
    for covered, is_term in ((0.65, False), (0.75, True)):
        pairs = replace(evidence([0.9]), covered=np.array([covered]))
        usual, others = accepted(pairs, np.array([0.9]), shape, shape)
        assert (usual.tolist(), others.tolist()) == ([is_term], [False])


def test_words_that_translate_each_other_are_linked(encoder: Encoder) -> None:
    zh = tokens_of([zh for zh, _ in TEXTS], "zh")
    en = tokens_of([en for _, en in TEXTS], "en")
    zh_words, en_words = passage_words(zh), passage_words(en)
    known = translations(zh, en, zh_words, en_words, encoder)
    linked = links(zh_words, en_words, known)
    pairs = {
        (zh.words[word], en.words[other])
        for word, other in zip(zh_words.word, linked.zh, strict=True)
        if other >= 0
    }
    assert ("海关", "custom") in pairs
    assert ("粮食", "grain") in pairs


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("the Charter", "Charter", "en"),
        ("States Parties", "State party", "en"),
        ("reservation to", "reservations", "en"),
        ("缔约国", "缔约国", "zh"),
    ],
)
def test_forms_are_compared_without_inflection(one: str, other: str, lang: Lang) -> None:
    assert compared(one, lang) == compared(other, lang)


def test_the_table_of_edges_names_each_word_once() -> None:
    rows = [(row["lang"], row["form"]) for row in lexicon.rows("term_edges")]
    assert len(rows) == len(set(rows))
    assert {row["place"] for row in lexicon.rows("term_edges")} <= {
        *("and", "both", "clause", "start", "end", "either")
    }


def test_recall_counts_concepts_that_stand_often_enough(mined: tuple[MinedPair, ...]) -> None:
    table = table_with("ship", "货船", "cargo ship")
    found = recall(mined, passages(), table)  # five pairs of passages have both
    assert (found.concepts, found.missed, found.share) == (1, (), 1.0)
    halves = [found.half(number).concepts for number in (0, 1)]
    assert sorted(halves) == [0, 1]
    absent = recall((), passages(), table)
    assert (absent.missed, absent.share) == ((("ship", 5),), 0.0)


def test_a_sample_is_the_same_whatever_the_order(mined: tuple[MinedPair, ...]) -> None:
    assert drawn(mined, 3, 7) == drawn(mined[::-1], 3, 7)
    assert len(drawn(mined, 300, 7)) == len(mined)


def test_judgements_are_laid_over_pairs(mined: tuple[MinedPair, ...], tmp_path: Path) -> None:
    gold = tmp_path / "gold.csv"
    gold.write_text("zh,en,right,comment\n货船,cargo ships,1,\n", encoding="utf-8")
    told = judged(mined, gold)
    assert (told.judged, told.right, len(told.unread)) == (1, 1, len(mined) - 1)


def test_the_gold_says_yes_or_no_of_each_pair_once() -> None:
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [(compared(row["zh"], "zh"), compared(row["en"], "en")) for row in rows]
    assert len(keys) == len(set(keys)) >= 300
    assert {row["right"] for row in rows} == {"0", "1"}


def test_the_built_in_table_is_known_by_its_forms() -> None:
    assert built_in().named("司法协助")
