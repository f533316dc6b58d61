"""Ways to search measured on judged needs: nDCG@10 and recall@10 in all directions, ir-measures.

A ranking is folded to items (see ``needs_items``) and its first ten count. What was not judged
counts as grade 0, and ``judged`` says which share of the first ten was. nDCG takes the grade as the
gain; recall counts items of grade 1 and 2, of which a need may have more than ten. A need counts in
a direction where an item of grade 1 or 2 can be shown in the language of the answer.

Whether the fused search differs from another way is told by a paired randomisation test over the
needs (two-sided, 20,000 draws), corrected by Holm's method over the comparisons of one call of
``contrasts``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluation.search.needs import FIRST, Need, write_table
from evaluation.search.needs_items import Passages
from evaluation.search.rivals import System
from pipeline.records import LANGS, Lang

_DRAWS = 20_000
_SEED = 7
Grades: TypeAlias = Mapping[str, Mapping[int, int]]
"""Grades of items by need."""


@dataclass(frozen=True, slots=True)
class OfNeed:
    """One need in one direction: figures in [0, 1], ``judged`` None where nothing was found."""

    need: str
    ndcg: float
    recall: float
    judged: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """How ``system`` does where needs worded in ``asked`` are answered in ``wanted``."""

    system: str
    asked: Lang
    wanted: Lang
    needs: tuple[OfNeed, ...]

    @property
    def direction(self) -> str:
        """``zh>en``."""
        return f"{self.asked}>{self.wanted}"

    @property
    def ndcg(self) -> float:
        """Mean over the needs; 0 without any."""
        return _mean(need.ndcg for need in self.needs)

    @property
    def recall(self) -> float:
        """Mean over the needs; 0 without any."""
        return _mean(need.recall for need in self.needs)

    @property
    def judged(self) -> float:
        """Mean over the needs for which something was found."""
        return _mean(need.judged for need in self.needs if need.judged is not None)


@dataclass(frozen=True, slots=True)
class Contrast:
    """The fused search beside ``other``: mean difference in nDCG@10 over ``needs`` needs, its
    ``p``, and ``holm``, the same corrected for the number of comparisons."""

    direction: str
    other: str
    needs: int
    difference: float
    p: float
    holm: float


def measure(
    needs: Sequence[Need], systems: Sequence[System], passages: Passages, grades: Grades
) -> tuple[Way, ...]:
    """Every system in every direction, the directions of one system together."""
    return tuple(
        way(system, asked, wanted, needs, passages, grades)
        for system in systems
        for asked in LANGS
        for wanted in LANGS
    )


def way(
    system: System,
    asked: Lang,
    wanted: Lang,
    needs: Sequence[Need],
    passages: Passages,
    grades: Grades,
) -> Way:
    """One system in one direction."""
    showable = {
        need.id: {i: g for i, g in grades.get(need.id, {}).items() if passages.has(i, wanted)}
        for need in needs
    }
    counted = [need for need in needs if any(showable[need.id].values())]
    rankings = {
        need.id: passages.first_items(system.ranked(need.wording(asked), asked, wanted), FIRST)
        for need in counted
    }
    return Way(system.name, asked, wanted, figures(rankings, showable))


def figures(rankings: Mapping[str, Sequence[int]], grades: Grades) -> tuple[OfNeed, ...]:
    """nDCG@10, recall@10 and the share judged of each ranking, by the grades of its need, in the
    order of the rankings."""
    if not rankings:
        return ()
    import ir_measures
    from ir_measures import R, nDCG

    of_grade = [
        ir_measures.Qrel(need, str(item), grade)
        for need in rankings
        for item, grade in grades[need].items()
    ]
    run = [
        ir_measures.ScoredDoc(need, str(item), -float(rank))
        for need, items in rankings.items()
        for rank, item in enumerate(items)
    ]
    found = {
        (metric.query_id, str(metric.measure)): float(metric.value)
        for metric in ir_measures.iter_calc([nDCG @ FIRST, R @ FIRST], of_grade, run)
    }
    return tuple(
        OfNeed(
            need,
            found[need, str(nDCG @ FIRST)],
            found[need, str(R @ FIRST)],
            _mean(item in grades[need] for item in items[:FIRST]) if items else None,
        )
        for need, items in rankings.items()
    )


def contrasts(ways: Sequence[Way], fused: str, others: Collection[str]) -> tuple[Contrast, ...]:
    """The system ``fused`` beside each of ``others``, direction by direction; p values are
    corrected for all these comparisons.

    A system that ranks as another does in a direction, such as a translated BM25 within one
    language, is compared once.
    """
    by_name: dict[str, dict[str, Way]] = {}
    for one in ways:
        by_name.setdefault(one.direction, {})[one.system] = one
    found: list[Contrast] = []
    for direction, held in by_name.items():
        ours = held[fused]
        seen: set[tuple[OfNeed, ...]] = set()
        for name, other in held.items():
            if name in others and other.needs not in seen:
                seen.add(other.needs)
                found.append(_contrast(direction, ours, other))
    return _corrected(found)


def _contrast(direction: str, ours: Way, other: Way) -> Contrast:
    mine = np.array([need.ndcg for need in ours.needs])
    theirs = np.array([need.ndcg for need in other.needs])
    difference = float(np.mean(mine - theirs)) if len(mine) else 0.0
    p = _p_value(mine - theirs)
    return Contrast(direction, other.system, len(mine), difference, p, p)


def _p_value(differences: NDArray[np.float64]) -> float:
    """Two-sided p of the mean difference under random signs; 1 for all 0 and for a single one."""
    from scipy import stats

    if len(differences) < 2 or not np.any(differences):
        return 1.0
    found = stats.permutation_test(
        (differences,),
        lambda values, axis: np.mean(values, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_DRAWS,
        alternative="two-sided",
        rng=np.random.default_rng(_SEED),
    )
    return float(found.pvalue)


def _corrected(found: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """With p values by Holm (1979): the i-th smallest of n times n - i + 1, never falling."""
    order = sorted(range(len(found)), key=lambda number: found[number].p)
    holm: dict[int, float] = {}
    least = 0.0
    for place, number in enumerate(order):
        least = max(least, min(1.0, found[number].p * (len(found) - place)))
        holm[number] = least
    return tuple(replace(one, holm=holm[number]) for number, one in enumerate(found))


def write_ways(path: Path, ways: Sequence[Way]) -> None:
    """Write one row for each need, direction and system: need, direction, system, nDCG@10,
    recall@10, share judged ("" where nothing was found)."""
    rows = (
        (n.need, w.direction, w.system, round(n.ndcg, 4), round(n.recall, 4), _rounded(n.judged))
        for w in ways
        for n in w.needs
    )
    write_table(path, ("need", "direction", "system", "ndcg", "recall", "judged"), sorted(rows))


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 4)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.0
