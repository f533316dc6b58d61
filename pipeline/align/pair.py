"""Two sides taken together: their figures, lengths, and how near other paragraphs come to each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.align.features import Figures, Floats, Side, Vectors, lengths
from pipeline.align.table import Strip
from pipeline.align.weights import Weights

NEIGHBOURS = 4
USUAL_DENSITY = 0.45
"""Mean cosine of the next nearest paragraphs, for texts that have too few of them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and what is computed of them once; ``with_densities`` sets the densities."""

    zh: Side
    en: Side
    figures: Figures
    zh_lengths: Floats
    en_lengths: Floats
    weights: Weights
    zh_density: Floats
    en_density: Floats


def make_pair(zh: Side, en: Side, figures: Figures, weights: Weights) -> Pair:
    """A pair whose densities are the usual ones."""
    return Pair(
        zh,
        en,
        figures,
        lengths(zh, "zh"),
        lengths(en, "en"),
        weights,
        np.full(len(zh), USUAL_DENSITY),
        np.full(len(en), USUAL_DENSITY),
    )


def with_densities(pair: Pair, strips: Sequence[Strip]) -> Pair:
    """The pair with how near other paragraphs come to each, within the windows of the table."""
    zh = np.full((len(pair.zh), NEIGHBOURS + 1), -1.0)
    en = np.full((len(pair.en), NEIGHBOURS + 1), -1.0)
    for strip in strips:
        z = slice(strip.first, min(strip.last, len(pair.zh)))
        e = slice(strip.left, min(strip.right, len(pair.en)))
        if z.start >= z.stop or e.start >= e.stop:
            continue
        cosines = pair.zh.vectors[z] @ pair.en.vectors[e].T
        zh[z] = nearest(cosines)
        both = np.concatenate([en[e], nearest(cosines.T)], axis=1)
        en[e] = -np.sort(-both, axis=1)[:, : NEIGHBOURS + 1]
    return replace(pair, zh_density=density(zh), en_density=density(en))


def nearest(cosines: Vectors) -> Floats:
    """For each row the cosines of the nearest NEIGHBOURS + 1 columns, descending, -1 where there
    are fewer; shape (rows, NEIGHBOURS + 1)."""
    rows, columns = cosines.shape
    size = min(NEIGHBOURS + 1, columns)
    top = np.partition(cosines, columns - size, axis=1)[:, columns - size :]
    out = np.full((rows, NEIGHBOURS + 1), -1.0)
    out[:, :size] = -np.sort(-top, axis=1)
    return out


def density(top: Floats) -> Floats:
    """How near others come, given what ``nearest`` returns: the mean without the very nearest."""
    others = top[:, 1:]
    return np.asarray(np.where(others > -1.0, others, USUAL_DENSITY).mean(axis=1))
