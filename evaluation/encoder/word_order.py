"""Whether the words of two passages follow in the same order, by the vectors of their tokens.

A mean of token vectors is the same for every order of the same words. Between passages that are
equally near this tells which is built like the query; it says little where the words differ. It is
measured here and no part of the search.
"""

import numpy as np

from pipeline.encode.protocol import Vectors

WEIGHT = 0.02
"""What full agreement adds to a cosine: enough to part equals. Chosen on validation texts
(``evaluation/reports/encoder.md``)."""
REACH = 0.05
"""Passages further than this behind the first are not looked at: more than the weight could make
up for."""
_OFF_DIAGONAL = 0.3
"""Cost of a likeness at the other end of the passage."""


def in_order(query: Vectors, passage: Vectors) -> float:
    """How like the tokens of two texts are and how far they follow in the same order, in
    [-1.3, 1]; both float32 of shape (tokens, dimensions), the length of a row being its weight.
    Every token counts with its likest on the other side, the cosine less ``_OFF_DIAGONAL`` times
    how far apart the two stand as shares of their texts. 0 where a side is empty."""
    if not len(query) or not len(passage):
        return 0.0
    weights, others = np.linalg.norm(query, axis=1), np.linalg.norm(passage, axis=1)
    if not weights.any() or not others.any():
        return 0.0
    likeness = _unit(query, weights) @ _unit(passage, others).T
    likeness -= _OFF_DIAGONAL * np.abs(_places(len(query))[:, None] - _places(len(passage)))
    own = np.average(likeness.max(axis=1), weights=weights)
    other = np.average(likeness.max(axis=0), weights=others)
    return float(own + other) / 2


def _unit(rows: Vectors, lengths: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(lengths, 1e-9)[:, None], dtype=np.float32)


def _places(count: int) -> Vectors:
    """The middle of each of ``count`` tokens as a share of the text."""
    return ((np.arange(count) + 0.5) / count).astype(np.float32)
