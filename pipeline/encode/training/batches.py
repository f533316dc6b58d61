"""Pairs as token ids, and how they are put together into batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.encode.protocol import Vectors
from pipeline.encode.training.dictionary import Pair
from pipeline.encode.training.recipe import Recipe

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ids: TypeAlias = NDArray[np.int64]
GROUP = 28
"""Pairs for each anchor when neighbours are gathered: UN paragraphs recur from year to year and
from resolution to resolution, but seldom more often than that."""
ROWS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Bitext:
    """Tokenised pairs: ``en[i]`` and ``zh[i]`` are token ids, ``en_texts[i]`` and
    ``zh_texts[i]`` numbers that are equal exactly where the texts are."""

    en: tuple[Ids, ...]
    zh: tuple[Ids, ...]
    en_texts: Ids
    zh_texts: Ids

    def __len__(self) -> int:
        return len(self.en)


def tokenise(pairs: Sequence[Pair], tokeniser: "Tokenizer") -> Bitext:
    """Tokens of all pairs; a pair with an empty side is left out."""
    sides: list[list[Ids]] = []
    for texts in ([pair.en for pair in pairs], [pair.zh for pair in pairs]):
        encodings = tokeniser.encode_batch_fast(texts, add_special_tokens=False)
        sides.append([np.asarray(encoding.ids, dtype=np.int64) for encoding in encodings])
    kept = [i for i, (en, zh) in enumerate(zip(*sides, strict=True)) if len(en) and len(zh)]
    return Bitext(
        tuple(sides[0][i] for i in kept),
        tuple(sides[1][i] for i in kept),
        _numbered([pairs[i].en for i in kept]),
        _numbered([pairs[i].zh for i in kept]),
    )


def turns(paragraphs: int, entries: int, recipe: Recipe) -> tuple[int, int]:
    """Batches of paragraphs and of dictionary entries in one pass."""
    own = max(1, paragraphs // recipe.batch)
    return own, own // recipe.paragraph_batches if entries > 1 else 0


def one_pass(
    paragraphs: Bitext,
    entries: Bitext,
    supply: Iterator[Ids],
    order: Ids,
    recipe: Recipe,
    draw: np.random.Generator,
) -> Iterator[tuple[Bitext, Ids]]:
    """Batches of one pass shuffled: paragraphs cut from ``order``, entries from ``supply``."""
    own, others = turns(len(paragraphs), len(entries), recipe)
    size = min(recipe.batch, len(paragraphs))
    for turn in draw.permutation(own + others):
        if turn < own:
            yield paragraphs, order[turn * size : (turn + 1) * size]
        else:
            yield entries, next(supply)


def without_end(count: int, size: int, draw: np.random.Generator) -> Iterator[Ids]:
    """Batches without end, each number below ``count`` once before any comes again."""
    size = min(size, count)
    while True:
        order = draw.permutation(count)
        for first in range(0, count - size + 1, size):
            yield order[first : first + size]


def gathered(places: Vectors, recipe: Recipe, draw: np.random.Generator) -> Ids:
    """An order in which ``recipe.neighbours`` of the batches hold groups of near pairs.

    ``places`` are vectors of the pairs, shape (pairs, dimensions). Each pair goes with the
    nearest of some pairs drawn as anchors, and whole groups fill a batch, so that a paragraph
    has to be told from its near-duplicates and not only from strangers.
    """
    count, size = len(places), min(recipe.batch, len(places))
    anchors = places[draw.choice(count, max(1, count // GROUP), replace=False)]
    nearest = np.empty(count, dtype=np.int64)
    for first in range(0, count, ROWS_AT_ONCE):
        cosines = places[first : first + ROWS_AT_ONCE] @ anchors.T
        nearest[first : first + len(cosines)] = cosines.argmax(axis=1)
    order = np.lexsort((draw.random(count), draw.permutation(len(anchors))[nearest]))
    whole = count - count % size
    batches = draw.permutation(order[:whole].reshape(-1, size))
    together = round(len(batches) * recipe.neighbours)
    rest = np.concatenate([batches[together:].ravel(), order[whole:]])
    return np.concatenate([batches[:together].ravel(), draw.permutation(rest)])


def _numbered(texts: Sequence[str]) -> Ids:
    numbers: dict[str, int] = {}
    return np.asarray([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
