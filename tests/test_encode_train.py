"""Training on an invented language pair small enough to learn in a second."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.encode.static import is_static, read_static
from pipeline.encode.training.batches import tokenise
from pipeline.encode.training.dictionary import Pair
from pipeline.encode.training.fit import fit
from pipeline.encode.training.pieces import UNKNOWN, train_tokeniser
from pipeline.encode.training.recipe import Recipe, Step
from pipeline.encode.training.save import save
from pipeline.errors import EncoderError

RECIPE = Recipe(
    pieces=300, dimensions=24, passes=25, batch=32, learning_rate=0.05, token_dropout=0.0
)
SYLLABLES = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
SIGNS = [chr(0x4E00 + 37 * number) for number in range(len(SYLLABLES))]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Steps this small cost more in threads waiting for each other than in work."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def sentences(count: int, seed: int) -> list[Pair]:
    """Four words each; the n-th syllable of one language is the n-th sign of the other."""
    draw = np.random.default_rng(seed)
    chosen = draw.integers(0, len(SYLLABLES), size=(count, 4))
    return [
        Pair(" ".join(SYLLABLES[i] for i in row), "，".join(SIGNS[i] for i in row))
        for row in chosen
    ]


def test_unseen_sentences_find_their_counterparts(tmp_path: Path) -> None:
    pairs, entries = (
        sentences(400, seed=1),
        [Pair(*two) for two in zip(SYLLABLES, SIGNS, strict=True)],
    )
    texts = [text for pair in pairs for text in (pair.en, pair.zh)]
    tokeniser = train_tokeniser(texts, RECIPE)
    assert tokeniser.token_to_id(UNKNOWN) == 0
    steps: list[Step] = []
    vectors = fit(
        tokenise(pairs, tokeniser), tokenise(entries, tokeniser), tokeniser.get_vocab_size(),
        RECIPE, steps.append,
    )  # fmt: skip
    assert [step.done for step in steps] == list(range(1, 26))
    assert steps[0].loss is not None and steps[-1].loss is not None
    assert steps[-1].loss < steps[0].loss / 2

    size = save(tokeniser, vectors, tmp_path / "model")
    assert size == sum(p.stat().st_size for p in (tmp_path / "model").rglob("*") if p.is_file())
    assert is_static(tmp_path / "model")
    encoder = read_static(tmp_path / "model")
    unseen = sentences(100, seed=2)
    zh = encoder.encode([pair.zh for pair in unseen]).vectors
    en = encoder.encode([pair.en for pair in unseen]).vectors
    assert np.mean((zh @ en.T).argmax(axis=1) == np.arange(100)) >= 0.95

    from sentence_transformers import SentenceTransformer

    oracle = SentenceTransformer(str(tmp_path / "model"), device="cpu").float()
    expected = oracle.encode([pair.zh for pair in unseen])
    np.testing.assert_allclose(zh, expected, atol=1e-5)


def test_the_same_seed_gives_the_same_vectors() -> None:
    pairs = sentences(40, seed=3)
    tokeniser = train_tokeniser((text for pair in pairs for text in (pair.en, pair.zh)), RECIPE)
    recipe = Recipe(dimensions=8, passes=2, batch=16)
    runs = [
        fit(tokenise(pairs, tokeniser), tokenise([], tokeniser), tokeniser.get_vocab_size(), recipe)
        for _ in range(2)
    ]
    np.testing.assert_array_equal(runs[0], runs[1])


def test_digits_stand_apart() -> None:
    pairs = sentences(40, seed=3)
    tokeniser = train_tokeniser(
        [*(pair.en for pair in pairs), "resolution 2720 of 2017", "A/RES/79/243"], RECIPE
    )
    pieces = tokeniser.encode("Resolution 2720", add_special_tokens=False).tokens
    assert pieces[-4:] == ["2", "7", "2", "0"]


def test_the_likeliest_pieces_stay_and_cut_every_text_that_all_of_them_cut() -> None:
    """Every single character and what is unknown stay, then pieces by their probability."""
    texts = [pair.en.replace(" ", "") for pair in sentences(200, seed=4)]
    every = train_tokeniser(texts, RECIPE)
    characters = {piece for piece in every.get_vocab() if len(piece) == 1}
    count = 1 + len(characters) + 7
    few = train_tokeniser(texts, replace(RECIPE, kept=count))
    assert few.get_vocab_size() == count < every.get_vocab_size()
    assert few.token_to_id(UNKNOWN) == 0
    assert characters <= few.get_vocab().keys() <= every.get_vocab().keys()
    cut = few.encode("".join(texts), add_special_tokens=False).tokens
    assert UNKNOWN not in cut and "".join(cut) == "".join(texts)


def test_one_pair_is_too_little() -> None:
    pairs = sentences(40, seed=3)
    tokeniser = train_tokeniser((pair.en for pair in pairs), RECIPE)
    with pytest.raises(EncoderError, match="1 paragraph pairs"):
        fit(tokenise(pairs[:1], tokeniser), tokenise([], tokeniser), 300, RECIPE)


def test_recurring_texts_are_no_wrong_answers() -> None:
    """Two pairs with the same Chinese text: neither may push the other away, so both English
    texts end up at the Chinese one's side."""
    pairs = [Pair("ba", "一"), Pair("de", "一"), Pair("fi", "二"), Pair("go", "三")]
    tokeniser = train_tokeniser((t for p in sentences(60, 5) + pairs for t in (p.en, p.zh)), RECIPE)
    recipe = Recipe(dimensions=8, passes=100, batch=4, learning_rate=0.05, token_dropout=0.0)
    bitext = tokenise(pairs, tokeniser)
    rows = fit(bitext, tokenise([], tokeniser), tokeniser.get_vocab_size(), recipe)
    one = rows[bitext.zh[0]].sum(axis=0)
    cosines = [
        float(one @ en / np.linalg.norm(one) / np.linalg.norm(en))
        for en in (rows[ids].sum(axis=0) for ids in bitext.en)
    ]
    assert min(cosines[:2]) > max(cosines[2:]) + 0.3
