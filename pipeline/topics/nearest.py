"""Concepts for a text that carries none: those whose texts its vectors resemble.

A linear map, learned by ``python -m evaluation concepts train``, gives each concept an evidence
from two unit vectors of a text, that of its title and the mean of its paragraphs; ``concepts.md``
beside the weights says from what and with what error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import EncoderError
from pipeline.records.topics import ConceptMatch
from pipeline.topics.headings import matched

WEIGHTS = Path(__file__).with_name("concepts.npz")
FIRST = 5
"""How many concepts are looked at, the most probable first."""
LIKELY = 0.5
"""Probability from which on a concept counts as one of the text's."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ConceptModel:
    """The learned map. ``codes`` are n concepts, ``weights`` of shape (n, 2 x dimensions) is a row
    for title and mean paragraph, ``bias`` of shape (n,); the probability of an evidence e is
    1 / (1 + exp(-(``slope`` e + ``offset``))). ``encoder`` names the vectors it takes."""

    encoder: str
    codes: tuple[str, ...]
    weights: Vectors
    bias: Vectors
    slope: float
    offset: float

    def evidence(self, titles: Vectors, means: Vectors) -> Vectors:
        """Evidence of each concept for each text, shape (texts, concepts)."""
        found: Vectors = evidence_input(titles, means) @ self.weights.T + self.bias
        return found

    def probability(self, evidence: Vectors) -> Vectors:
        """Of each evidence, from 0 to 1."""
        found: Vectors = 1 / (1 + np.exp(-(self.slope * evidence + self.offset)))
        return found


def evidence_input(titles: Vectors, means: Vectors) -> Vectors:
    """Title and mean paragraph side by side, shape (texts, 2 x dimensions), each brought to unit
    length; for a text without a title (a row of zeros) the mean stands for it, and the reverse."""
    one, other = _unit(titles), _unit(means)
    one, other = (
        np.where(_is_blank(one), other, one),
        np.where(_is_blank(other), one, other),
    )
    return np.hstack([one, other])


def nearest(
    titles: Vectors, means: Vectors, encoder: str, first: int = FIRST
) -> tuple[tuple[ConceptMatch, ...], ...]:
    """For each text its ``first`` most probable concepts, the most probable first.

    ``titles`` and ``means`` are the vectors of titles and the sums or means of those of the
    paragraphs, shape (texts, dimensions), by the encoder of that name. A text of which both are
    zeros has none. Raises EncoderError for an encoder that the map was not learned with.
    """
    model = concept_model()
    if not fits(encoder):
        raise EncoderError(
            f"{encoder}: concepts are found with {model.encoder} alone; with another encoder those"
            " count that the texts carry"
        )
    probability = model.probability(model.evidence(titles, means))
    is_empty = _is_blank(titles)[:, 0] & _is_blank(means)[:, 0]
    return tuple(
        () if empty else _best(model.codes, row, first)
        for row, empty in zip(probability, is_empty, strict=True)
    )


def fits(encoder: str) -> bool:
    """Whether concepts can be found with vectors of the encoder of that name."""
    return encoder == concept_model().encoder


def _best(codes: Sequence[str], probability: Vectors, first: int) -> tuple[ConceptMatch, ...]:
    order = np.argsort(-probability, kind="stable")[:first]
    return tuple(matched(codes[n], float(probability[n])) for n in order)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Vectors = np.divide(
        vectors, lengths, out=np.zeros_like(vectors, dtype=np.float32), where=lengths > 0
    )
    return found


def _is_blank(vectors: Vectors) -> NDArray[np.bool_]:
    return np.logical_not(vectors.any(axis=1, keepdims=True))


@cache
def concept_model() -> ConceptModel:
    """The map that is shipped, read once."""
    return read_model(WEIGHTS)


def read_model(path: Path) -> ConceptModel:
    """The map at ``path``, its weights kept in 8 bits with a scale a concept; EncoderError where
    there is none."""
    try:
        with np.load(path, allow_pickle=False) as held:
            weights = held["weights"].astype(np.float32) * held["scales"][:, None]
            return ConceptModel(
                str(held["encoder"]),
                tuple(str(code) for code in held["codes"]),
                weights.astype(np.float32),
                held["bias"].astype(np.float32),
                float(held["slope"]),
                float(held["offset"]),
            )
    except (OSError, ValueError, KeyError) as error:
        raise EncoderError(f"{path}: no concepts in it ({error})") from None


def write_model(model: ConceptModel, path: Path) -> None:
    """Write ``model`` to ``path``."""
    scales = np.maximum(np.abs(model.weights).max(axis=1), 1e-9) / 127
    np.savez_compressed(
        path,
        encoder=np.array(model.encoder),
        codes=np.array(model.codes),
        weights=np.round(model.weights / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
        bias=model.bias.astype(np.float32),
        slope=np.array(model.slope),
        offset=np.array(model.offset),
    )
