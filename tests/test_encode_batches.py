"""Batches: nothing lost, nothing twice, and neighbours together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encode.training.batches import Bitext, gathered, one_pass, turns, without_end
from pipeline.encode.training.recipe import Recipe


def bitext(count: int) -> Bitext:
    ids = tuple(np.array([number]) for number in range(count))
    return Bitext(ids, ids, np.arange(count), np.arange(count))


@given(count=st.integers(2, 400), batch=st.integers(1, 64), share=st.floats(0, 1))
def test_gathering_only_reorders(count: int, batch: int, share: float) -> None:
    draw = np.random.default_rng(0)
    places = draw.normal(size=(count, 3)).astype(np.float32)
    order = gathered(places, Recipe(batch=batch, neighbours=share), draw)
    assert sorted(order) == list(range(count))


def test_near_duplicates_share_a_batch() -> None:
    """Two bundles of 28 vectors each, far apart, and two anchors: where these stand in different
    bundles, in 28 of 55 draws, no batch of 28 mixes the bundles. A random order mixes always."""
    bundle = np.repeat(np.array([[1, 0], [0, 1]], dtype=np.float32), 28, axis=0)
    places = bundle + np.random.default_rng(1).normal(size=(56, 2), scale=0.01).astype(np.float32)
    pure = {0.0: 0, 1.0: 0}
    for share in pure:
        for seed in range(40):
            draw = np.random.default_rng(seed)
            order = gathered(places, Recipe(batch=28, neighbours=share), draw)
            pure[share] += len({int(number) // 28 for number in order[:28]}) == 1
    assert pure[0.0] == 0
    assert pure[1.0] >= 10


def test_a_pass_holds_every_paragraph_batch_and_half_as_many_of_entries() -> None:
    recipe = Recipe(batch=4)
    paragraphs, entries = bitext(19), bitext(6)
    draw = np.random.default_rng(0)
    supply = without_end(len(entries), recipe.batch, draw)
    order = draw.permutation(19)
    seen = list(one_pass(paragraphs, entries, supply, order, recipe, draw))
    own = [chosen for source, chosen in seen if source is paragraphs]
    others = [chosen for source, chosen in seen if source is entries]
    assert (len(own), len(others)) == turns(19, 6, recipe) == (4, 2)
    assert sorted(np.concatenate(own)) == sorted(order[:16])


def test_turns_without_entries_or_with_few_paragraphs() -> None:
    assert turns(5000, 0, Recipe()) == (4, 0)
    assert turns(10, 100, Recipe()) == (1, 0)


def test_batches_without_end_show_all_before_any_comes_again() -> None:
    supply = without_end(6, 3, np.random.default_rng(0))
    for _ in range(3):
        assert sorted(np.concatenate([next(supply), next(supply)])) == [0, 1, 2, 3, 4, 5]
