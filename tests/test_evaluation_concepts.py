"""The measure of concepts, on figures worked by hand; and that what is learned is learned."""

import numpy as np
import pytest

from evaluation.concepts import Tagged, concept_figures, fitted, matching, trained
from pipeline.encode import load_encoder
from pipeline.records import Lang
from pipeline.topics.nearest import ConceptModel


def tagged(symbol: str, direction: int, *concepts: str, lang: Lang = "en") -> Tagged:
    """A text whose vectors point in one of three directions."""
    vector = np.eye(3, dtype=np.float32)[direction]
    return Tagged(symbol, lang, vector, vector, frozenset(concepts), frozenset({*concepts, "goal"}))


def test_figures_are_those_worked_by_hand() -> None:
    """Direction 0 is near a, then b; direction 1 near b. Text 1 has a and x, which no training
    text has; text 2 has b. So one of the five is right in both, precision 1/5 each, recall 1/2 and
    1; of the likely ones (a alone, b alone) all are right."""
    weights = np.zeros((2, 6), dtype=np.float32)
    weights[0, 0], weights[1, 0], weights[1, 1] = 4, 1, 4
    model = ConceptModel("x@1", ("a", "b"), weights, np.full(2, -2, np.float32), 1.0, 0.0)
    texts = [tagged("A/1", 0, "a", "x"), tagged("A/2", 1, "b")]
    (found,) = concept_figures(model, texts).values()
    assert (found.texts, found.one, found.number, found.unseen, found.given) == (2, 2, 2, 1, 3)
    assert found.precision == pytest.approx(1 / 5)
    assert found.recall == pytest.approx(3 / 4)
    assert found.likely_precision == pytest.approx(1.0)
    assert found.likely_recall == pytest.approx(3 / 4)


def test_titles_that_were_there_before_are_told_from_new_ones() -> None:
    model = ConceptModel("x@1", ("a",), np.zeros((1, 6), np.float32), np.zeros(1, np.float32), 1, 0)
    texts = [tagged("A/1", 0, "a"), tagged("A/2", 1, "a"), tagged("A/3", 1, "a", lang="zh")]
    found = concept_figures(model, texts, [tagged("A/0", 0, "a")])
    assert {key: figures.texts for key, figures in found.items()} == {
        ("en", "all"): 2, ("en", "new"): 1, ("zh", "all"): 1, ("zh", "new"): 1,
    }  # fmt: skip


def test_symbols_are_chosen_by_pattern() -> None:
    texts = [tagged("A/RES/79/1", 0, "a"), tagged("S/RES/2719 (2024)", 0, "a")]
    assert matching(texts, ["S/RES/*(2024)"]) == (texts[1],)


def test_what_stands_with_a_concept_is_learned() -> None:
    codes = ("1004676", "1001328")  # outer space, corruption
    said = {
        codes[0]: ("Satellites circle the planet.", "Rockets leave for the Moon."),
        codes[1]: ("Officials took money.", "Bribes were paid to judges."),
    }
    encoder = load_encoder()

    def text(symbol: str, words: str, code: str) -> Tagged:
        vector = encoder.encode([words]).vectors[0]
        return Tagged(symbol, "en", vector, vector, frozenset({code}), frozenset({code}))

    known = [text(f"A/{c}/{n}", w, c) for c, words in said.items() for n, w in enumerate(words)]
    later = [
        text("B/1", "A satellite left the planet.", codes[0]),
        text("B/2", "A judge took bribes.", codes[1]),
        text("B/3", "Money for rockets and officials.", codes[1]),
        text("B/4", "The Moon and its money.", codes[0]),
    ]
    model = fitted(known)
    evidence = model.evidence(*(np.array([t.title for t in later[:2]]),) * 2)
    assert [model.codes[row.argmax()] for row in evidence] == list(codes)
    chances = trained(known, later)
    assert chances.slope > 0, "more evidence, more probable"
