"""Training of token vectors by in-batch contrast, in torch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.encode.protocol import Vectors
from pipeline.encode.training.batches import (
    ROWS_AT_ONCE,
    Bitext,
    Ids,
    gathered,
    one_pass,
    turns,
    without_end,
)
from pipeline.encode.training.recipe import Recipe, Step
from pipeline.errors import EncoderError

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Parameter

OUT_OF_THE_RUNNING = -1e4
"""Logit of a pair that is no counterpart and no proper contrast either."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What is learned: a row and the logarithm of a weight for each token."""

    rows: "Parameter"
    weights: "Parameter"


def fit(
    paragraphs: Bitext,
    entries: Bitext,
    vocabulary: int,
    recipe: Recipe,
    progress: Callable[[Step], None] = lambda step: None,
) -> Vectors:
    """Token vectors with their weights folded in, float32 of shape (vocabulary, dimensions).

    A batch is smaller than the recipe's where there are fewer paragraphs than that; entries
    may be empty. Raises EncoderError where there are fewer than two paragraph pairs.
    """
    import torch

    if len(paragraphs) < 2:
        raise EncoderError(f"{len(paragraphs)} paragraph pairs to train on, at least 2 are needed")
    torch.manual_seed(recipe.seed)
    draw = np.random.default_rng(recipe.seed)
    start = _starting_weights((paragraphs, entries), vocabulary, recipe.rarity)
    table = _Table(
        torch.nn.Parameter(torch.randn(vocabulary, recipe.dimensions) * recipe.spread),
        torch.nn.Parameter(torch.from_numpy(start)),
    )
    adam = torch.optim.Adam([table.rows, table.weights], lr=recipe.learning_rate, fused=True)
    steps = recipe.passes * sum(turns(len(paragraphs), len(entries), recipe))
    fall = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.0, steps)
    supply = without_end(len(entries), recipe.batch, draw)
    for number in range(1, recipe.passes + 1):
        losses = []
        order = _order(paragraphs, table, number, recipe, draw)
        for bitext, chosen in one_pass(paragraphs, entries, supply, order, recipe, draw):
            zh, en = (
                _unit(table, [_thinned(side[i], recipe.token_dropout, draw) for i in chosen])
                for side in (bitext.zh, bitext.en)
            )
            loss = _contrast(zh, en, _twins(bitext, chosen), recipe.temperature)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            adam.step()
            fall.step()
            losses.append(loss.item())
        progress(Step("passes", number, recipe.passes, float(np.mean(losses))))
    folded = table.rows * torch.exp(table.weights)[:, None]
    return np.asarray(folded.detach().numpy(), dtype=np.float32)


def _order(
    paragraphs: Bitext, table: _Table, number: int, recipe: Recipe, draw: np.random.Generator
) -> Ids:
    """The order of pairs in pass ``number``: at random until vectors mean something."""
    import torch

    if number <= recipe.random_passes or recipe.neighbours <= 0:
        return draw.permutation(len(paragraphs))
    places = []
    with torch.no_grad():
        for first in range(0, len(paragraphs), ROWS_AT_ONCE):
            some = slice(first, first + ROWS_AT_ONCE)
            both = _unit(table, paragraphs.en[some]) + _unit(table, paragraphs.zh[some])
            places.append(both.numpy())
    return gathered(np.concatenate(places), recipe, draw)


def _starting_weights(
    bitexts: Sequence[Bitext], vocabulary: int, rarity: float
) -> NDArray[np.float32]:
    """log(a / (a + p)) for each token, p its share of all tokens of the training texts."""
    ids = np.concatenate([*chain.from_iterable((bitext.en + bitext.zh) for bitext in bitexts)])
    counts = np.bincount(ids, minlength=vocabulary)
    shares = counts / counts.sum()
    weights: NDArray[np.float32] = np.log(rarity / (rarity + shares)).astype(np.float32)
    return weights


def _unit(table: _Table, texts: Sequence[Ids]) -> "Tensor":
    """Unit vectors of the texts: weighted sums of their tokens, shape (texts, dimensions)."""
    import torch
    from torch.nn import functional

    starts = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    ids = torch.from_numpy(np.concatenate(texts))
    sums = functional.embedding_bag(
        ids,
        table.rows,
        torch.from_numpy(starts),
        mode="sum",
        per_sample_weights=torch.exp(table.weights[ids]),
    )
    return functional.normalize(sums, dim=1)


def _thinned(ids: Ids, share: float, draw: np.random.Generator) -> Ids:
    """The tokens without a random share of them; never without all."""
    kept = ids[draw.random(len(ids)) >= share]
    return kept if len(kept) else ids


def _twins(bitext: Bitext, chosen: Ids) -> NDArray[np.bool_]:
    """True off the diagonal where two pairs of a batch share a text: UN paragraphs recur word
    for word, and a recurrence is no wrong answer."""
    en, zh = bitext.en_texts[chosen], bitext.zh_texts[chosen]
    same: NDArray[np.bool_] = (en[:, None] == en[None, :]) | (zh[:, None] == zh[None, :])
    np.fill_diagonal(same, False)
    return same


def _contrast(zh: "Tensor", en: "Tensor", twins: NDArray[np.bool_], temperature: float) -> "Tensor":
    """Mean over both directions of the cross-entropy of finding one's own counterpart."""
    import torch
    from torch.nn import functional

    logits = (zh @ en.T / temperature).masked_fill(torch.from_numpy(twins), OUT_OF_THE_RUNNING)
    own = torch.arange(len(logits))
    return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2
