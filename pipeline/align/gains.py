"""How much is gained by taking a few paragraphs of each side as one bead: log-odds that they
correspond, summed from language-neutral evidence.

The cosine of the two sides of a bead is that of the sums of their paragraphs' vectors, weighted by
length; it is set against how near other paragraphs come (a margin, as in bitext mining: Artetxe and
Schwenk 2019), so that boilerplate, which is near to everything, does not pass for a counterpart.
The ratio of lengths follows Gale and Church (1993): squared difference over a variance, which is
larger for short texts. Figures, symbols, the punctuation at the end and the role add to that; so do
numbers, unless they are hidden.
"""

import numpy as np

from pipeline.align.evidence import Evidence, evidence_for
from pipeline.align.features import LARGEST, Floats, Side, Vectors
from pipeline.align.pair import Pair
from pipeline.align.weights import Weights

MEAN_RATIO = 1.38
"""Logarithm of English over Chinese characters, the median of the texts named in
``lexicon/alignment.csv``."""
VARIANCE = (0.012, 2.0)
"""Variance of that logarithm: a constant, and a part that falls with the Chinese characters."""
FARTHEST = 16.0
"""Squared standard deviations beyond which a length ratio is no worse."""
MOST_FIGURES = 8.0
"""Weight of figures in common beyond which more of them tell no more."""
MOST_OTHERS = 4.0
"""The same for figures of one side alone, among them stray page numbers and footnotes."""


def gains(pair: Pair, zh: range, en: range) -> Vectors:
    """Gains of the beads that begin in ``zh`` and ``en``: float32 of shape
    (LARGEST, LARGEST, len(zh), len(en)), where ``[a, b, i, j]`` holds a + 1 Chinese paragraphs from
    ``zh[i]`` on and b + 1 English ones from ``en[j]`` on; -inf where the text ends before."""
    evidence = evidence_for(pair, zh, en)
    out = np.full((LARGEST, LARGEST, len(zh), len(en)), -np.inf, dtype=np.float32)
    for a in range(LARGEST):
        rows = min(len(zh), len(pair.zh) - a - zh.start)
        if rows <= 0:
            break
        for b in range(LARGEST):
            columns = min(len(en), len(pair.en) - b - en.start)
            if columns <= 0:
                break
            z = slice(zh.start, zh.start + rows)
            e = slice(en.start, en.start + columns)
            out[a, b, :rows, :columns] = _shape(pair, evidence, a, b, z, e)
    return out


def singles(pair: Pair) -> Vectors:
    """Gains of one and one for all paragraphs, shape (n, m)."""
    rows, columns = range(len(pair.zh)), range(len(pair.en))
    whole = slice(0, len(rows)), slice(0, len(columns))
    return _shape(pair, evidence_for(pair, rows, columns), 0, 0, *whole)


def _shape(pair: Pair, evidence: Evidence, a: int, b: int, z: slice, e: slice) -> Vectors:
    """Gains of one shape."""
    w = pair.weights
    rows, columns = z.stop - z.start, e.stop - e.start
    norms = pair.zh.norms[z, a, None] * pair.en.norms[None, e, b]
    out = w.cosine * evidence.at(evidence.products, a, b, rows, columns) / norms
    out += _by_row(pair, a, b, z)[:, None]
    out += _by_column(pair, b, e)[None, :]
    out += _length(pair, a, b, z, e)
    out += _kinds(evidence, a, b, rows, columns)
    out += _figures(pair, evidence, a, b, z, e)
    if evidence.is_numbered:
        out += _numbers(pair, evidence, a, b, z, e)
    if a or b:
        out += w.weakest * _weakest(evidence, a, b, rows, columns)
        out += _joined(pair.zh, a, z, w)[:, None] + _joined(pair.en, b, e, w)[None, :]
        if not (a and b):
            out += w.as_broken * _as_broken(pair, a, b, z, e)
    if evidence.bare is not None and a == b == 0:
        out += w.both_bare * evidence.bare[:rows, :columns]
    return out


def _weakest(evidence: Evidence, a: int, b: int, rows: int, columns: int) -> Vectors:
    """How near that paragraph of each longer side comes to the whole of the other which comes
    least near, against how near it comes to others; nothing for a side of one paragraph."""
    out = np.zeros((rows, columns), dtype=np.float32)
    if a:
        table = evidence.zh_nearness[b]
        out += np.minimum.reduce([table[k : k + rows, :columns] for k in range(a + 1)])
    if b:
        table = evidence.en_nearness[a]
        out += np.minimum.reduce([table[:rows, k : k + columns] for k in range(b + 1)])
    return out


def _joined(side: Side, beyond: int, place: slice, w: Weights) -> Vectors:
    """What speaks for taking neighbours as one, on one side: lines that go on, bare numbers."""
    last = slice(place.start + beyond, place.stop + beyond)
    broken = side.goes_on[last] - side.goes_on[place]
    # a number that stands alone in a line opens what follows it
    bare = _mean(side.is_bare.astype(np.float64), beyond - 1, place) * beyond if beyond else 0.0
    return np.asarray(w.goes_on * broken + w.with_bare * bare, dtype=np.float32)


def _as_broken(pair: Pair, a: int, b: int, z: slice, e: slice) -> Vectors:
    """Where one paragraph could be broken into the lines that the other side has: the same marks
    within it and at its end as within and at the end of those."""
    zh = pair.zh.marks[z.start + a + 1 : z.stop + a + 1] - pair.zh.marks[z]
    en = pair.en.marks[e.start + b + 1 : e.stop + b + 1] - pair.en.marks[e]
    return np.asarray(zh[:, None] == en[None, :], dtype=np.float32)


def _by_row(pair: Pair, a: int, b: int, z: slice) -> Vectors:
    """What depends on the Chinese side alone, with the constants of the shape."""
    w = pair.weights
    constant = w.offset + w.pair + w.extra * (a + b) + w.both_many * min(a, b)
    density = _mean(pair.zh_density, a, z) * w.density / 2
    return np.asarray(density + constant, dtype=np.float32)


def _by_column(pair: Pair, b: int, e: slice) -> Vectors:
    return np.asarray(_mean(pair.en_density, b, e) * pair.weights.density / 2, dtype=np.float32)


def _mean(values: Floats, beyond: int, place: slice) -> Floats:
    """Mean of ``beyond`` + 1 neighbouring values, for each place."""
    shifted = [values[place.start + k : place.stop + k] for k in range(beyond + 1)]
    return np.asarray(np.mean(shifted, axis=0))


def _length(pair: Pair, a: int, b: int, z: slice, e: slice) -> Vectors:
    zh = pair.zh_lengths[z, a].astype(np.float32)
    en = pair.en_lengths[e, b].astype(np.float32)
    over = VARIANCE[0] + VARIANCE[1] / np.exp(zh)
    squares = (en[None, :] - zh[:, None] - MEAN_RATIO) ** 2 / over[:, None]
    return np.asarray(pair.weights.length * np.minimum(squares, FARTHEST), dtype=np.float32)


def _kinds(evidence: Evidence, a: int, b: int, rows: int, columns: int) -> Vectors:
    """Endings of the last paragraphs, roles of the first, classes of both."""
    last = slice(a, a + rows), slice(b, b + columns)
    classes = evidence.classes[:rows, :columns]
    if a or b:
        classes = np.minimum(classes, evidence.classes[last])
    return evidence.endings[last] + evidence.roles[:rows, :columns] + classes


def _figures(pair: Pair, evidence: Evidence, a: int, b: int, z: slice, e: slice) -> Vectors:
    """Figures in common, and those that only one side has."""
    w, figures = pair.weights, pair.figures
    zh = figures.zh[z.start + a + 1 : z.stop + a + 1] - figures.zh[z]
    en = figures.en[e.start + b + 1 : e.stop + b + 1] - figures.en[e]
    alone = zh[:, None] + en[None, :]
    if evidence.figures is None:
        return np.asarray(w.other_figures * np.minimum(alone, MOST_OTHERS), dtype=np.float32)
    shared = evidence.at(evidence.figures, a, b, *alone.shape)
    alone = np.clip(alone - 2 * shared, 0, MOST_OTHERS)
    both = np.minimum(shared, MOST_FIGURES)
    return np.asarray(w.shared_figures * both + w.other_figures * alone, dtype=np.float32)


def _numbers(pair: Pair, evidence: Evidence, a: int, b: int, z: slice, e: slice) -> Vectors:
    """Numbers printed on both sides, numbers that contradict each other, places."""
    w = pair.weights
    rows, columns = z.stop - z.start, e.stop - e.start
    out = np.zeros((rows, columns), dtype=np.float32)
    zh = _count(pair.zh, a, z)
    en = _count(pair.en, b, e)
    mean = (zh[:, None] + en[None, :]) / 2
    against = np.where((zh[:, None] > 0) & (en[None, :] > 0), mean, 0)
    if evidence.numbers:
        same = np.minimum(evidence.at(evidence.numbers, a, b, rows, columns), min(a, b) + 1)
        out += w.same_number * same
        against = np.maximum(against - same, 0)
    if evidence.places:
        out += w.same_place * evidence.at(evidence.places, a, b, rows, columns)
    return np.asarray(out + w.other_number * against, dtype=np.float32)


def _count(side: Side, beyond: int, place: slice) -> Vectors:
    """How many of ``beyond`` + 1 neighbouring paragraphs print a number, for each place."""
    printed = ((side.numbers > 0) & side.is_printed).astype(np.float32)
    shifted = [printed[place.start + k : place.stop + k] for k in range(beyond + 1)]
    return np.asarray(np.sum(shifted, axis=0), dtype=np.float32)
