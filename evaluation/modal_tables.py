"""Makes the anchors and the weights again by which modals and negations are compared.

Anchors are counted and weights fitted on the beads of the texts given; a bead whose words occurred
before is left out. Every modal, and every place that is or could be negated, is an example: its
clues and what stands there.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from evaluation.findings import TwoSided
from pipeline.compare import modal_clues, polarity_clues
from pipeline.compare.course import course, units_en, units_zh
from pipeline.compare.likely import STEPS, key
from pipeline.compare.modals import modals
from pipeline.compare.polarity import polarity
from pipeline.compare.sides import side
from pipeline.compare.usage import Usage, usage

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_LEAST_SHARE = 0.3
_OF_BEST = 0.6
_LEAST_SEEN = 12
_LONGEST = 1500
_IDLE = re.compile(
    r"(?:shall|should|must|may|might|can|could|will|would|not|cannot|without|unless|never)$"
)
"""Words compared themselves are no anchors."""
_LEAST_CLUES = 3
_RIDGE = 1.0
_ROUNDS = 100
_ROUNDS_TO_CHOOSE = 30


@dataclass(frozen=True, slots=True)
class Example:
    """The clues to a place, and the kind of what stands there."""

    clues: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model as ``likely`` reads it, with the number of examples it was fitted on."""

    kinds: tuple[str, ...]
    keys: NDArray[np.uint32]
    weights: NDArray[np.int8]
    unit: float
    prior: NDArray[np.float32]
    examples: int


def count_anchors(beads: Sequence[TwoSided]) -> list[tuple[str, str, float]]:
    """English stems and Chinese pairs of characters that stand in the same beads, with Dice's
    coefficient; the best of each stem and those nearly as good."""
    chinese, english = [], []
    for bead in _once(beads):
        zh, en = side(bead.zh, "zh").text, side(bead.en, "en").text
        if len(en) <= _LONGEST:
            chinese.append({pair for _, pair in units_zh(zh)})
            english.append({stem for _, stem in units_en(en) if not _IDLE.match(stem)})
    pairs, in_zh = _incidence(chinese)
    stems, in_en = _incidence(english)
    both = (in_en.T @ in_zh).tocsr()
    zh_counts = np.asarray(in_zh.sum(axis=0)).ravel()
    en_counts = np.asarray(in_en.sum(axis=0)).ravel()
    out = []
    for i, stem in enumerate(stems):
        part = slice(both.indptr[i], both.indptr[i + 1])
        counts, columns = both.data[part], both.indices[part]
        shares = 2 * counts / (en_counts[i] + zh_counts[columns])
        shares[counts < _LEAST_SEEN] = 0
        for k in np.argsort(-shares, kind="stable")[:3]:
            if shares[k] >= max(_LEAST_SHARE, _OF_BEST * shares.max()):
                out.append((stem, pairs[columns[k]], float(shares[k])))
    return sorted(out)


def _incidence(held: Sequence[set[str]]) -> tuple[list[str], "csr_matrix"]:
    """The units seen often enough, and for each bead (row) which of them (column) it holds."""
    from scipy.sparse import csr_matrix

    seen = Counter(unit for units in held for unit in units)
    names = sorted(unit for unit, n in seen.items() if n >= _LEAST_SEEN)
    place = {name: i for i, name in enumerate(names)}
    where = np.array([(i, place[u]) for i, units in enumerate(held) for u in units if u in place])
    ones = np.ones(len(where), dtype=np.float32)
    return names, csr_matrix((ones, (where[:, 0], where[:, 1])), shape=(len(held), len(names)))


def write_anchors(path: Path, anchors: Iterable[tuple[str, str, float]], source: str) -> None:
    """Write the table of anchors."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["en", "zh", "share", "source"])
        writer.writerows((en, zh, f"{share:.2f}", source) for en, zh, share in anchors)


def examples(beads: Sequence[TwoSided]) -> dict[str, list[Example]]:
    """The examples for each model, by its name."""
    texts: defaultdict[str, list[TwoSided]] = defaultdict(list)
    for bead in beads:
        texts[bead.en[0].symbol].append(bead)
    whole = {s: usage([p for b in found for p in b.en]) for s, found in texts.items()}
    out: defaultdict[str, list[Example]] = defaultdict(list)
    for bead in _once(beads):
        for name, example in _of_bead(bead, whole[bead.en[0].symbol]):
            out[name].append(example)
    return dict(out)


def fit(found: Sequence[Example], most: int) -> Fitted:
    """Multinomial logistic regression with a ridge, then again on the ``most`` weightiest clues;
    weights in bytes."""
    kinds = tuple(sorted({e.kind for e in found}))
    seen = Counter(clue for e in found for clue in e.clues)
    names = [clue for clue, n in seen.items() if n >= _LEAST_CLUES]
    rounds = _ROUNDS_TO_CHOOSE if len(names) > most else _ROUNDS
    weights, prior = _regression(found, names, kinds, rounds)
    if len(names) > most:
        centred = np.abs(weights - weights.mean(axis=1, keepdims=True)).max(axis=1)
        counts = np.array([seen[name] for name in names])
        best = np.argsort(-centred * np.sqrt(counts))[:most]
        names = [names[i] for i in best]
        weights, prior = _regression(found, names, kinds, _ROUNDS)
    keys = np.array([key(name) for name in names], dtype=np.uint32)
    _, order = np.unique(keys, return_index=True)
    unit = float(np.abs(weights).max()) / STEPS
    steps = np.round(weights[order] / unit).astype(np.int8)
    return Fitted(kinds, keys[order], steps, unit, prior.astype(np.float32), len(found))


def write_models(path: Path, models: dict[str, Fitted]) -> None:
    """Write the models into one file."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, m in models.items():
        arrays |= {
            f"{name}.kinds": np.array(m.kinds),
            f"{name}.keys": m.keys,
            f"{name}.weights": m.weights,
            f"{name}.unit": np.array(m.unit),
            f"{name}.prior": m.prior,
        }
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def _once(beads: Iterable[TwoSided]) -> Iterator[TwoSided]:
    seen: set[tuple[str, str]] = set()
    for bead in beads:
        words = ("".join(p.text for p in bead.zh), " ".join(p.text for p in bead.en))
        if words not in seen:
            seen.add(words)
            yield bead


def _of_bead(bead: TwoSided, whole: Usage) -> Iterator[tuple[str, Example]]:
    zh, en = side(bead.zh, "zh").text, side(bead.en, "en").text
    run = course(zh, en)
    passage = modal_clues.Passage(zh, en, modals(zh, "zh"), modals(en, "en"), run, bead.en, whole)
    for i, modal in enumerate(passage.zh_modals):
        yield "modal-zh", Example(frozenset(modal_clues.clues_zh(passage, i)), modal.kind)
    for i, modal in enumerate(passage.en_modals):
        yield "modal-en", Example(frozenset(modal_clues.clues_en(passage, i)), modal.kind)
    both = polarity_clues.Negations(zh, en, polarity(zh, "zh"), polarity(en, "en"), run)
    for place in both.in_zh.places:
        if polarity_clues.is_answerable(both, place, is_english=False):
            clues = frozenset(polarity_clues.clues_zh(both, place))
            yield "negated-zh", Example(clues, str(place.is_negated))
    for place in both.in_en.places:
        if polarity_clues.is_answerable(both, place, is_english=True):
            clues = frozenset(polarity_clues.clues_en(both, place))
            yield "negated-en", Example(clues, str(place.is_negated))


def _regression(
    found: Sequence[Example], names: Sequence[str], kinds: Sequence[str], rounds: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights of shape (clues, kinds) and of the kinds without a clue."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    place = {name: i for i, name in enumerate(names)}
    rows = [(i, place[c]) for i, e in enumerate(found) for c in e.clues if c in place]
    rows += [(i, len(names)) for i in range(len(found))]
    where = np.array(rows).T
    shape = (len(found), len(names) + 1)
    table = csr_matrix((np.ones(where.shape[1], dtype=np.float64), where), shape=shape)
    right = np.array([kinds.index(e.kind) for e in found])
    everyone = np.arange(len(found))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(-1, len(kinds))
        logits = table @ weights
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        total = chances.sum(axis=1, keepdims=True)
        chances /= total
        cost = (np.log(total[:, 0]) - logits[everyone, right]).sum()
        chances[everyone, right] -= 1
        slope = table.T @ chances + _RIDGE * weights
        return float(cost + _RIDGE / 2 * (flat @ flat)), slope.ravel()

    start = np.zeros((len(names) + 1) * len(kinds))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    weights = best.x.reshape(-1, len(kinds))
    return weights[:-1], weights[-1]
