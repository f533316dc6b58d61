"""Where on the other side the words stand that correspond to a place of this one.

Both sides of a bead are walked side by side from anchor to anchor: figures that both print, and
words that hardly ever stand without their counterpart (*submit* and 提交,
``lexicon/anchors.csv``). Of all anchors the heaviest chain that runs forward in both languages is
kept; between two anchors places are shared out evenly.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import lexicon
from pipeline.text.normalise import HAN

STEM = 6
"""Letters of an English word that count: *submit*, *submits*, *submitted* are one."""
_FAR = 0.35
"""Share of the side by which an anchor may stand off the diagonal."""
_CLOSE = 12
"""Characters off the diagonal that are always let pass."""
_MOST = 150
"""Anchors that are weighed; the heaviest are taken."""
_WORD = re.compile(r"[a-z]{3,}")
_HAN = re.compile(f"[{HAN}]{{2,}}")
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Course:
    """Places that correspond, in characters of either side, increasing in both, from the
    beginnings to the ends."""

    zh: tuple[float, ...]
    en: tuple[float, ...]

    def in_zh(self, at: float) -> float:
        """The Chinese place of an English one."""
        return _between(self.en, self.zh, at)

    def in_en(self, at: float) -> float:
        """The English place of a Chinese one."""
        return _between(self.zh, self.en, at)


@dataclass(frozen=True, slots=True)
class _Anchor:
    zh: float
    en: float
    weight: float


@lru_cache(maxsize=2)
def course(zh: str, en: str) -> Course:
    """The course of two sides; without anchors the straight line from end to end."""
    anchors = sorted(_anchors(zh, en), key=lambda a: -a.weight)[:_MOST]
    chain = _heaviest_chain(sorted(anchors, key=lambda a: (a.zh, a.en)))
    return Course(
        (0.0, *(a.zh for a in chain), float(max(1, len(zh)))),
        (0.0, *(a.en for a in chain), float(max(1, len(en)))),
    )


def units_zh(text: str) -> Iterator[tuple[int, str]]:
    """Pairs of neighbouring Han characters, each with its place."""
    for run in _HAN.finditer(text):
        for i in range(len(run.group()) - 1):
            yield run.start() + i, run.group()[i : i + 2]


def units_en(text: str) -> Iterator[tuple[int, str]]:
    """Stems of words of three letters and more, each with the place of its word's middle."""
    for word in _WORD.finditer(text.lower()):
        yield (word.start() + word.end()) // 2, word.group()[:STEM]


def _anchors(zh: str, en: str) -> Iterator[_Anchor]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, pair in units_zh(zh):
        places[pair].append(at)
    for figure in _FIGURE.finditer(zh):
        places[figure.group()].append(figure.start())
    length, ratio = max(1, len(zh)), max(1, len(zh)) / max(1, len(en))
    for figure in _FIGURE.finditer(en):
        if found := places.get(figure.group()):
            near = _nearest(found, figure.start() * ratio)
            yield _Anchor(near + 1, figure.start() + 1, 1 / len(found))
    for at, stem in units_en(en):
        for pair, share in _pairs().get(stem, ()):
            if found := places.get(pair):
                near = _nearest(found, at * ratio)
                off = abs(near - at * ratio)
                if off < _FAR * length or off < _CLOSE:
                    weight = share * max(0.1, 1 - off / length) / (1 if len(found) == 1 else 2)
                    yield _Anchor(near + 1, at, weight)


def _nearest(places: list[int], target: float) -> int:
    return min(places, key=lambda place: abs(place - target))


def _heaviest_chain(anchors: list[_Anchor]) -> list[_Anchor]:
    """The chain of greatest weight that strictly increases in both places; ``anchors`` sorted."""
    weights: list[float] = []
    back: list[int] = []
    zh, en = [a.zh for a in anchors], [a.en for a in anchors]
    for anchor in anchors:
        best, before = 0.0, -1
        own_zh, own_en = anchor.zh, anchor.en
        for j, weight in enumerate(weights):
            if weight > best and en[j] < own_en and zh[j] < own_zh:
                best, before = weight, j
        weights.append(best + anchor.weight)
        back.append(before)
    chain: list[_Anchor] = []
    at = max(range(len(anchors)), key=weights.__getitem__) if anchors else -1
    while at >= 0:
        chain.append(anchors[at])
        at = back[at]
    return chain[::-1]


def _between(own: tuple[float, ...], other: tuple[float, ...], at: float) -> float:
    right = min(max(bisect_right(own, at), 1), len(own) - 1)
    left = right - 1
    width = max(1e-9, own[right] - own[left])
    return other[left] + (other[right] - other[left]) * (at - own[left]) / width


@cache
def _pairs() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each English stem the Chinese pairs that stand with it, and how seldom either stands
    alone (0 to 1)."""
    out: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in lexicon.rows("anchors"):
        out[row["en"]].append((row["zh"], float(row["share"])))
    return {stem: tuple(pairs) for stem, pairs in out.items()}
