"""Tables of what each pair of paragraphs has in common, summed for each shape of bead."""

from dataclasses import dataclass

import numpy as np

from pipeline.align.features import LARGEST, SIGNPOST, Figures, Floats, Vectors
from pipeline.align.pair import Pair

_REACH = LARGEST - 1

FULL_LENGTH = {"zh": 30, "en": 120}
"""Characters, the allowance of ``features`` among them, from which a cosine tells in full."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Tables over pairs of single paragraphs, each LARGEST - 1 wider on both sides than asked for,
    summed over boxes of a + 1 by b + 1 for each shape; None where nothing but zero stands in one.
    """

    products: tuple[Vectors, ...]
    figures: tuple[Vectors, ...] | None
    numbers: tuple[Vectors, ...] | None
    places: tuple[Vectors, ...] | None
    bare: Vectors | None
    zh_nearness: tuple[Vectors, ...]
    en_nearness: tuple[Vectors, ...]
    endings: Vectors
    roles: Vectors
    classes: Vectors
    is_numbered: bool

    def at(self, table: tuple[Vectors, ...], a: int, b: int, rows: int, columns: int) -> Vectors:
        return table[a * LARGEST + b][:rows, :columns]


def evidence_for(pair: Pair, zh: range, en: range) -> Evidence:
    zh_end = min(zh.stop + _REACH, len(pair.zh))
    en_end = min(en.stop + _REACH, len(pair.en))
    z, e = slice(zh.start, zh_end), slice(en.start, en_end)
    products = pair.zh.weighted[z] @ pair.en.weighted[e].T
    same = (pair.zh.numbers[z, None] == pair.en.numbers[None, e]) & (pair.zh.numbers[z, None] > 0)
    printed = pair.zh.is_printed[z, None] & pair.en.is_printed[None, e]
    bare = pair.zh.is_bare[z, None] & pair.en.is_bare[None, e]
    boxes = _boxes(products)
    zh_norms, en_norms = pair.zh.norms[z], pair.en.norms[e]
    return Evidence(
        boxes,
        _boxes_if(_shared(pair.figures, range(zh.start, zh_end), range(en.start, en_end))),
        _boxes_if((same & printed).astype(np.float32)),
        _boxes_if((same & ~printed).astype(np.float32)),
        bare.astype(np.float32) if bare.any() else None,
        tuple(
            (
                boxes[b] / (zh_norms[:, 0, None] * en_norms[None, :, b])
                - pair.zh_density[z, None].astype(np.float32)
            )
            * _telling(pair.zh_lengths[z, 0], FULL_LENGTH["zh"])[:, None]
            for b in range(LARGEST)
        ),
        tuple(
            (
                boxes[a * LARGEST] / (zh_norms[:, a, None] * en_norms[None, :, 0])
                - pair.en_density[None, e].astype(np.float32)
            )
            * _telling(pair.en_lengths[e, 0], FULL_LENGTH["en"])[None, :]
            for a in range(LARGEST)
        ),
        _endings(pair, z, e),
        np.where(
            pair.zh.roles[z, None] == pair.en.roles[None, e], pair.weights.same_role, 0
        ).astype(np.float32),
        _classes(pair, z, e),
        bool(pair.zh.numbers[z].any() and pair.en.numbers[e].any()),
    )


def _boxes_if(table: Vectors) -> tuple[Vectors, ...] | None:
    return _boxes(table) if table.any() else None


def _boxes(table: Vectors) -> tuple[Vectors, ...]:
    """Sums over boxes of 1 to LARGEST rows by 1 to LARGEST columns; what lies beyond counts 0."""
    rows, columns = table.shape
    padded = np.zeros((rows + _REACH, columns + _REACH), dtype=np.float32)
    padded[:rows, :columns] = table
    out = []
    tall = np.zeros((rows, columns + _REACH), dtype=np.float32)
    for a in range(LARGEST):
        tall = tall + padded[a : a + rows]
        wide = np.zeros((rows, columns), dtype=np.float32)
        for b in range(LARGEST):
            wide = wide + tall[:, b : b + columns]
            out.append(wide)
    return tuple(out)


def _shared(figures: Figures, zh: range, en: range) -> Vectors:
    """Weight of the figures that each pair of paragraphs has in common."""
    table = np.zeros((len(zh), len(en)), dtype=np.float32)
    for row, i in zip(table, zh, strict=True):
        for weight, places in figures.shared[i]:
            first, last = np.searchsorted(places, (en.start, en.stop))
            if first < last:
                row[places[first:last] - en.start] += weight
    return table


def _classes(pair: Pair, z: slice, e: slice) -> Vectors:
    """What the classes of the roles say: words and signposts are told apart less surely."""
    w = pair.weights
    zh, en = pair.zh.classes[z, None], pair.en.classes[None, e]
    guessed = (zh + en == SIGNPOST) & ((zh == 0) | (en == 0))
    out = np.where(guessed, w.signpost_class, w.other_class)
    return np.where(zh == en, 0.0, out).astype(np.float32)


def _telling(lengths: Floats, full: int) -> Vectors:
    """How much the cosine of a paragraph tells: less where it is short."""
    return np.asarray(np.minimum(1.0, np.exp(lengths) / full), dtype=np.float32)


def _endings(pair: Pair, z: slice, e: slice) -> Vectors:
    zh, en = pair.zh.endings[z, None], pair.en.endings[None, e]
    differ = np.where(zh == en, np.float32(pair.weights.same_ending), pair.weights.other_ending)
    only = np.where((zh > 0) != (en > 0), pair.weights.one_ending, 0.0)
    return np.where((zh > 0) & (en > 0), differ, only).astype(np.float32)
