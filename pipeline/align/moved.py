"""Paragraphs that stand elsewhere on the other side: what a monotone sequence of beads leaves alone
on both sides although it corresponds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.align.features import Codes, choose, choose_figures
from pipeline.align.gains import singles
from pipeline.align.pair import Pair
from pipeline.align.table import Group

CLEAR = 6.0
"""Gain from which two paragraphs left alone are taken for one that was moved: log-odds, the
constant of a two-sided bead included."""
LEAD = 3.0
"""How far the gain must be ahead of that of any other pair with one of the two."""
MOST = 800
"""Paragraphs left alone on a side beyond which the texts differ too much to speak of moves."""


@dataclass(frozen=True, slots=True)
class Move:
    """A Chinese and an English paragraph, and how far their gain is ahead of any other's."""

    i: int
    j: int
    lead: float


def moves(pair: Pair, groups: Sequence[Group]) -> tuple[Move, ...]:
    """Pairs of paragraphs, both from one-sided groups, that are each other's clear counterparts."""
    zh = np.array([s.i for s in groups if not s.en], dtype=np.int64)
    en = np.array([s.j for s in groups if not s.zh], dtype=np.int64)
    if not len(zh) or not len(en) or max(len(zh), len(en)) > MOST:
        return ()
    table = singles(_subset(pair, zh, en)).astype(np.float64)
    out = []
    for row, column in enumerate(table.argmax(axis=1)):
        gain = float(table[row, column])
        others = (*np.delete(table[row], column), *np.delete(table[:, column], row), 0.0)
        lead = gain - float(max(others))
        if gain >= CLEAR and lead >= LEAD:
            out.append(Move(int(zh[row]), int(en[column]), lead))
    return tuple(out)


def _subset(pair: Pair, zh: Codes, en: Codes) -> Pair:
    """The pair as if those paragraphs alone were there; how near others come stays the same."""
    return replace(
        pair,
        zh=choose(pair.zh, zh),
        en=choose(pair.en, en),
        figures=choose_figures(pair.figures, zh, en),
        zh_lengths=pair.zh_lengths[zh],
        en_lengths=pair.en_lengths[en],
        zh_density=pair.zh_density[zh],
        en_density=pair.en_density[en],
    )
