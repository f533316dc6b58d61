"""Two language versions of one text become beads: paragraphs that correspond.

The gains of ``gains`` say how well a few paragraphs of each side go together, the dynamic programme
of ``table`` finds the monotone sequence of beads up to four and four whose gains sum to the most,
``alternatives`` how far each is ahead of the next best, and ``moved`` links what is left alone on
both sides and stands elsewhere. Numbers count for much, since UN texts number paragraphs
identically in all languages, but words that agree far better elsewhere outweigh them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.align.alternatives import Alternative, alternatives
from pipeline.align.anchors import strips
from pipeline.align.confidence import LARGEST_LEAD, confidence
from pipeline.align.features import Vectors, make_figures, make_sides
from pipeline.align.gains import gains
from pipeline.align.moved import Move, moves
from pipeline.align.pair import Pair, make_pair, with_densities
from pipeline.align.reasons import reason
from pipeline.align.table import Group, StripGains, forward, trace
from pipeline.align.weights import weights
from pipeline.records import Bead, Paragraph
from pipeline.records.reasons import ALONE, MOVED

NEAR = 12.0
"""Lead up to which the best alternative is named as the runner-up of a bead."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the pieces of both sides are to be taken."""

    hide_numbers: bool
    of_sentences: bool


def align(
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    zh_vectors: Vectors,
    en_vectors: Vectors,
    hide_numbers: bool = False,
    of_sentences: bool = False,
) -> tuple[Bead, ...]:
    """The beads of two versions; every paragraph is in exactly one, by its ordinal.

    Chinese ordinals ascend from bead to bead, and so do English ones but for beads whose ``why`` is
    ``moved``: such a bead stands where its Chinese paragraph does. ``zh_vectors`` and
    ``en_vectors`` hold one unit row for each paragraph, made of its ``wording`` (``text.passage``);
    a row of zeros stands for a paragraph without words. With ``hide_numbers`` the number paths are
    not looked at; ``of_sentences`` says that the pieces are sentences of one paragraph, which have
    a confidence of their own. Raises ``ValueError`` where rows and paragraphs do not match.
    """
    if len(zh) != len(zh_vectors) or len(en) != len(en_vectors):
        raise ValueError(
            f"{len(zh)}+{len(en)} paragraphs, {len(zh_vectors)}+{len(en_vectors)} rows"
        )
    if not len(zh) or not len(en):
        alone = [Bead((i,), (), ALONE, None, 1.0) for i in range(len(zh))]
        return (*alone, *(Bead((), (j,), ALONE, None, 1.0) for j in range(len(en))))
    sides = make_sides(zh, en, zh_vectors, en_vectors, hide_numbers)
    figures = make_figures(*sides)
    table = strips(*sides, figures)
    pair = with_densities(make_pair(*sides, figures, weights()), table)
    held = StripGains(lambda rows, columns: gains(pair, rows, columns), table)
    sums = forward(table, held)
    groups = trace(table, sums)
    others = alternatives(table, sums, held, groups)
    moved = {move.i: move for move in moves(pair, groups)}
    return _beads(pair, groups, others, moved, _Reading(hide_numbers, of_sentences))


def _beads(
    pair: Pair,
    groups: Sequence[Group],
    others: Sequence[Alternative | None],
    moved: dict[int, Move],
    reading: _Reading,
) -> tuple[Bead, ...]:
    gone = {move.j for move in moved.values()}
    out = []
    for group, other in zip(groups, others, strict=True):
        if not group.zh and group.j in gone:
            continue
        if not group.en and group.i in moved:
            out.append(_moved_bead(pair, moved[group.i], reading))
        else:
            out.append(_bead(pair, group, other, reading))
    return tuple(out)


def _moved_bead(pair: Pair, move: Move, reading: _Reading) -> Bead:
    cosine = float(pair.zh.vectors[move.i] @ pair.en.vectors[move.j])
    sure = confidence(MOVED, move.lead, reading.of_sentences)
    return Bead((move.i,), (move.j,), MOVED, _clip(cosine), sure)


def _bead(pair: Pair, group: Group, other: Alternative | None, reading: _Reading) -> Bead:
    zh, en = _ordinals(group)
    sides = [pair.zh.paragraphs[i] for i in zh], [pair.en.paragraphs[j] for j in en]
    why = reason(*sides, reading.hide_numbers)
    lead = LARGEST_LEAD if other is None else other.lead
    near = other is not None and other.lead <= NEAR
    return Bead(
        zh,
        en,
        why,
        _cosine(pair, group) if zh and en else None,
        confidence(why, lead, reading.of_sentences),
        _ordinals(other.group) if other is not None and near else None,
    )


def _ordinals(group: Group) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(range(group.i, group.i + group.zh)), tuple(range(group.j, group.j + group.en))


def _cosine(pair: Pair, group: Group) -> float:
    """Cosine of the two sides, each the sum of its paragraphs weighted by length."""
    zh = pair.zh.weighted[group.i : group.i + group.zh].sum(axis=0)
    en = pair.en.weighted[group.j : group.j + group.en].sum(axis=0)
    length = float(np.linalg.norm(zh) * np.linalg.norm(en))
    return _clip(float(zh @ en) / length) if length else 0.0


def _clip(cosine: float) -> float:
    return float(np.clip(cosine, -1.0, 1.0))
