"""What a training run is given, every choice in one place, and what it reports on the way."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Recipe:
    """Choices of one training run; the defaults gave the shipped model.

    Tokeniser: a Unigram model of ``pieces`` tokens of at most ``piece_length`` characters over
    both languages, after NFKC and lower case, split at white space, punctuation and between
    digits and letters. ``single_digits`` splits numbers into digits. Of the pieces found the
    ``kept`` likeliest stay, single characters before all others; 0 keeps every one.

    Vectors: ``dimensions`` numbers a token, drawn with standard deviation ``spread``, times a
    learned weight that starts at a/(a+p) for a token of relative frequency p, where a is
    ``rarity`` (Arora, Liang and Ma 2017, smooth inverse frequency).

    Loss: in a batch of ``batch`` pairs each text must find its own counterpart by softmax over
    cosines divided by ``temperature``, in both directions. ``token_dropout`` is the share of
    tokens left out of a text in a step. After every ``paragraph_batches`` batches of
    paragraphs comes one of dictionary entries. After ``random_passes`` passes the share
    ``neighbours`` of the paragraph batches is put together from near-duplicates. Adam starts
    at ``learning_rate`` and falls to 0 in a straight line over ``passes`` passes through the
    paragraphs.
    """

    pieces: int = 40_000
    kept: int = 0
    piece_length: int = 14
    single_digits: bool = True
    dimensions: int = 256
    spread: float = 0.1
    rarity: float = 1e-4
    temperature: float = 0.10
    passes: int = 24
    batch: int = 1024
    learning_rate: float = 0.02
    token_dropout: float = 0.1
    paragraph_batches: int = 2
    neighbours: float = 0.5
    random_passes: int = 2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """How far a training run has come: ``done`` of ``total`` in ``stage``.

    ``total`` is 0 where it is not known; ``loss`` is the mean of the pass just finished.
    """

    stage: Literal["files", "pieces", "passes"]
    done: int
    total: int = 0
    loss: float | None = None
