"""Words whose presence on one side of a bead tells what stands on the other, learned from beads.

For each word the forms of the other language that hold it (at least ``_SHARE`` of the beads with
the form have the word) are chosen greedily until hardly a bead with the word lacks all of them.
They are chosen on each half of the beads by itself, and a word is kept where what was chosen on one
half answers for it on the other; the table has what either half gave.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from evaluation.tables import Sides, as_csv
from pipeline import lexicon
from pipeline.records import Lang
from pipeline.text.equivalents import english_words
from pipeline.text.tokenise import words

_HAN = re.compile(r"[㐀-鿿]+$")
_FEWEST = 10
"""Beads of the half that must hold a word or a form for it to be counted."""
_SHARE = 0.15
_MOST_FORMS = 8
_GAIN = 0.003
"""Share of a word's beads that a further form must add."""
_LACKING = 0.12
"""Share of beads without an answer above which a word tells too little to be kept."""
_COMMON = 0.15
"""Share of all beads above which a form answers by chance."""


Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A word, what answers for it, and of the beads that held it how many had no answer."""

    lang: Lang
    form: str
    answers: tuple[str, ...]
    seen: int
    lacking: int


@dataclass(frozen=True, slots=True)
class _Index:
    """Bead ``i`` holds the terms ``ids[starts[i]:starts[i + 1]]``; ``names`` of the terms."""

    names: tuple[str, ...]
    ids: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    held_by: npt.NDArray[np.int64]

    def of(self, beads: Ints) -> tuple[npt.NDArray[np.int32], Ints]:
        """The terms of ``beads``, and for each the place of its bead."""
        parts = [self.ids[self.starts[i] : self.starts[i + 1]] for i in beads]
        sizes = [len(p) for p in parts]
        return np.concatenate(parts), np.repeat(np.arange(len(beads)), sizes)


def equivalents_table(sides: Sequence[Sides]) -> str:
    """``lexicon/equivalents.csv`` made again, as CSV."""
    source = lexicon.rows("equivalents")[0]["source"]
    return as_csv(
        [
            {
                "lang": e.lang,
                "form": e.form,
                "answers": ";".join(e.answers),
                "seen": str(e.seen),
                "lacking": str(e.lacking),
                "source": source,
            }
            for e in learn_equivalents([(zh.text, en.text) for zh, en in sides])
        ]
    )


def learn_equivalents(pairs: Sequence[tuple[str, str]]) -> tuple[Equivalent, ...]:
    """The equivalents of Chinese and English texts, both ways; English before Chinese, each in
    alphabetical order."""
    zh = [frozenset(w for w in words(a, "zh") if _HAN.match(w)) for a, _ in pairs]
    en = [frozenset(english_words(b)) for _, b in pairs]
    longer = [frozenset(w for w in text if len(w) > 1) for text in zh]
    texts = [a for a, _ in pairs]
    return (*_learned("en", en, zh, texts), *_learned("zh", longer, en, en))


def _learned(
    lang: Lang,
    own: Sequence[frozenset[str]],
    other: Sequence[frozenset[str]],
    held: Sequence[Container[str]],
) -> Iterator[Equivalent]:
    """The equivalents of one language; ``held`` tells what a bead's other side has."""
    half = len(own) // 2
    first, second = slice(half), slice(half, None)
    chosen: dict[str, dict[str, None]] = {}
    for learning, counting in ((first, second), (second, first)):
        found = dict(_chosen(own[learning], other[learning]))
        for one in _counted(lang, found, own[counting], held[counting]):
            chosen.setdefault(one.form, {}).update(dict.fromkeys(one.answers))
    merged = {form: tuple(answers) for form, answers in chosen.items()}
    return _counted(lang, merged, own, held)


def _chosen(
    own: Sequence[frozenset[str]], other: Sequence[frozenset[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    mine, theirs = _index(own), _index(other)
    order = np.argsort(mine.ids, kind="stable")
    beads = np.repeat(np.arange(len(own)), np.diff(mine.starts))[order]
    bounds = np.searchsorted(mine.ids[order], np.arange(len(mine.names) + 1))
    common = theirs.held_by > _COMMON * len(own)
    for i, name in enumerate(mine.names):
        holding = beads[bounds[i] : bounds[i + 1]]
        terms, places = theirs.of(holding)
        counts = np.bincount(terms, minlength=len(theirs.names))
        fit = (counts >= _SHARE * theirs.held_by) & (counts >= _GAIN * len(holding)) & ~common
        shares = np.where(fit & (counts > 1), counts / theirs.held_by, 0.0)
        if answers := _cover(terms, places, shares, len(holding)):
            yield name, tuple(theirs.names[a] for a in answers)


def _cover(
    terms: npt.NDArray[np.int32],
    places: npt.NDArray[np.int64],
    shares: npt.NDArray[np.float64],
    beads: int,
) -> list[int]:
    """Terms chosen greedily, each the one that most of the beads still without one hold, less the
    more it also stands in beads without the word; ``shares`` are 0 for what is not to be chosen."""
    kept = shares[terms] > 0
    terms, places = terms[kept], places[kept]
    open_ = np.ones(beads, bool)
    chosen: list[int] = []
    while len(terms) and len(chosen) < _MOST_FORMS:
        gains = np.bincount(terms)
        best = int((gains * shares[: len(gains)]).argmax())
        if gains[best] < max(2, _GAIN * beads):
            break
        chosen.append(best)
        open_[places[terms == best]] = False
        still = open_[places]
        terms, places = terms[still], places[still]
    return chosen if open_.sum() <= 1.5 * _LACKING * beads else []


def _index(texts: Sequence[frozenset[str]]) -> _Index:
    held = Counter(term for text in texts for term in text)
    names = tuple(sorted(t for t, n in held.items() if n >= _FEWEST))
    ids = {name: i for i, name in enumerate(names)}
    rows = [sorted(ids[t] for t in text if t in ids) for text in texts]
    starts = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter((i for row in rows for i in row), np.int32, int(starts[-1]))
    return _Index(names, flat, starts, np.array([held[n] for n in names]))


def _counted(
    lang: Lang,
    chosen: dict[str, tuple[str, ...]],
    own: Sequence[frozenset[str]],
    other: Sequence[Container[str]],
) -> Iterator[Equivalent]:
    seen: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for mine, theirs in zip(own, other, strict=True):
        for form in mine & chosen.keys():
            seen[form] += 1
            lacking[form] += not any(a in theirs for a in chosen[form])
    for form in sorted(chosen):
        if seen[form] >= _FEWEST and lacking[form] <= _LACKING * seen[form]:
            yield Equivalent(lang, form, chosen[form], seen[form], lacking[form])
