"""Which earlier recommendation each later one takes up.

Within a series of texts one goes on from one, the pair that has most words in common first; what
is left may be a part of a recommendation that was split, or one of several that were merged. From
another series only a recommendation whose words were mostly taken over counts, and no formula that
many series share (requests for a report on "the present resolution").
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.lineage.candidates import Candidate, nearest, nearest_in
from pipeline.lineage.series import Calendar, Text, series_of
from pipeline.lineage.words import Words, containment, similarity

_LIKE = 0.45
"""Least similarity of a pair within a series, and from another series."""
_LIKE_ACROSS = 0.6
_AS_GOOD = 0.12
"""How much less alike the one of a later text may be than that of an older one, and still be the
one that was taken up."""
_AS_GOOD_ACROSS = 0.02
_OTHER_ARTICLES = 0.8
"""Least similarity of two that cite articles, and none in common."""
_CARRIED = 0.3
"""Share of a text's paragraphs that stand in an earlier one from which on the two are a series."""
_NEARLY = 0.75
"""Similarity from which on one was surely taken over: no other is looked for outside the series."""
_FORMULA = 3
"""Series in which the same words stand, from which on they are a formula."""
_PART = 0.55
"""Share of a part's words that must stand in the whole for a split or a merger, and of the whole's
words that only this part has."""
_OWN = 0.2


@dataclass(frozen=True, slots=True)
class Pair:
    """Rows of an earlier recommendation and of the later one that takes it up."""

    earlier: int
    later: int
    similarity: float
    same_series: bool
    shape: str = ""


@dataclass(frozen=True, slots=True)
class _Likely:
    earlier: int
    later: int
    similarity: float


class Linker:
    """The texts of one register in one language, and what they take up from one another.

    Rows stand in the order of the texts, which are sorted by time: so ``texts`` gives them.
    """

    def __init__(
        self,
        found: Sequence[Text],
        words: Sequence[Words],
        articles: Sequence[frozenset[str]],
        vectors: NDArray[np.float32],
    ) -> None:
        self._texts = found
        self._words = words
        self._articles = articles
        self._vectors = vectors
        self._calendar = Calendar(found)
        self._text_of = [n for n, text in enumerate(found) for _ in text.rows]
        self._gists = [_gist(w) for w in words]
        self._formulas = self._shared()
        self.goes_on: dict[int, tuple[int, ...]] = {}
        """For each text those of its series that are earlier, the latest first."""

    def pairs(self) -> tuple[Pair, ...]:
        """All pairs, by the later text's time and row."""
        out: list[Pair] = []
        for n in range(len(self._texts)):
            out.extend(self._of_text(n))
        return tuple(out)

    def _shared(self) -> frozenset[tuple[str, ...]]:
        """Words that stand in several series, numbers left out."""
        seen: defaultdict[tuple[str, ...], set[tuple[str, frozenset[str]]]] = defaultdict(set)
        for text in self._texts:
            for row in text.rows:
                seen[self._gists[row]].add(series_of(text))
        return frozenset(gist for gist, of in seen.items() if len(of) >= _FORMULA)

    def _of_text(self, n: int) -> Iterator[Pair]:
        text = self._texts[n]
        series = self._calendar.series(n)
        likely = self._likely(n, series)
        carried = self._carried(n, likely)
        more = [m for m in carried if m not in series]
        series = sorted([*series, *more], reverse=True)
        self.goes_on[n] = tuple(series)
        for m in more:
            likely += self._compared(nearest_in(self._vectors, text.rows, self._texts[m].rows))
        yield from self._chosen(list(dict.fromkeys(likely)), frozenset(series))

    def _likely(self, n: int, series: list[int]) -> list[_Likely]:
        text = self._texts[n]
        likely: list[_Likely] = []
        for m in series:
            likely += self._compared(nearest_in(self._vectors, text.rows, self._texts[m].rows))
        found = {p.later for p in likely if p.similarity >= _NEARLY}
        rows = [row for row in text.rows if row not in found]
        likely += self._compared(nearest(self._vectors, rows, self._barred(n)))
        return likely

    def _barred(self, n: int) -> NDArray[np.bool_]:
        """For each row of what is older than text ``n`` whether it is of the same session."""
        end = self._calendar.end(n)
        barred = np.zeros(self._texts[end].rows[0], dtype=np.bool_)
        for m in self._calendar.same_session(n):
            if m < end:
                rows = self._texts[m].rows
                barred[rows[0] : rows[-1] + 1] = True
        return barred

    def _compared(self, candidates: Iterable[Candidate]) -> list[_Likely]:
        words = self._words
        found = [
            _Likely(c.earlier, c.later, similarity(words[c.earlier], words[c.later]))
            for c in candidates
        ]
        return [p for p in found if p.similarity >= self._least(p)]

    def _least(self, p: _Likely) -> float:
        one, other = self._articles[p.earlier], self._articles[p.later]
        return _OTHER_ARTICLES if one and other and not one & other else _LIKE

    def _carried(self, n: int, likely: Sequence[_Likely]) -> list[int]:
        """Earlier texts of the same body from which much of this one is taken over."""
        text = self._texts[n]
        taken: defaultdict[int, set[int]] = defaultdict(set)
        for p in likely:
            if p.similarity >= _NEARLY and self._gists[p.later] not in self._formulas:
                taken[self._text_of[p.earlier]].add(p.later)
        least = max(2.0, _CARRIED * len(text.rows))
        body = text.heading.body
        return [
            m for m, rows in taken.items()
            if len(rows) >= least and self._texts[m].heading.body == body
        ]  # fmt: skip

    def _chosen(self, likely: Sequence[_Likely], series: frozenset[int]) -> Iterator[Pair]:
        inside = [p for p in likely if self._text_of[p.earlier] in series]
        across = [
            p for p in likely
            if self._text_of[p.earlier] not in series and p.similarity >= _LIKE_ACROSS
            and self._gists[p.later] not in self._formulas
        ]  # fmt: skip
        linked = self._one_to_one(_latest(inside, self._text_of))
        pairs = [Pair(p.earlier, p.later, p.similarity, True) for p in linked]
        pairs = [*pairs, *self._parts(pairs, inside)]
        done = {p.later for p in pairs}
        left = [p for p in across if p.later not in done]
        for p in _latest(left, self._text_of, _AS_GOOD_ACROSS).values():
            pairs.append(Pair(p[0].earlier, p[0].later, p[0].similarity, False))
        yield from sorted(pairs, key=lambda p: (p.later, p.earlier))

    def _one_to_one(self, ranked: Mapping[int, Sequence[_Likely]]) -> list[_Likely]:
        """Each later row with the first of its candidates that no pair more alike has."""
        every = sorted(
            (p for ps in ranked.values() for p in ps),
            key=lambda p: (-p.similarity, p.later, p.earlier),
        )
        rank = {(p.later, p.earlier): i for ps in ranked.values() for i, p in enumerate(ps)}
        taken: dict[int, _Likely] = {}
        used: set[int] = set()
        for depth in range(max((len(ps) for ps in ranked.values()), default=0)):
            for p in every:
                is_free = p.later not in taken and p.earlier not in used
                if is_free and rank[p.later, p.earlier] == depth:
                    taken[p.later] = p
                    used.add(p.earlier)
        return list(taken.values())

    def _parts(self, pairs: Sequence[Pair], inside: Sequence[_Likely]) -> Iterator[Pair]:
        """Second parts of what was split or merged, each with a link of its own."""
        words = self._words
        by_earlier = {p.earlier: p for p in pairs}
        by_later = {p.later: p for p in pairs}
        for p in inside:
            if p.later not in by_later and p.earlier in by_earlier:
                first = by_earlier[p.earlier]
                if self._is_part(words[p.later], words[p.earlier], words[first.later]):
                    yield Pair(p.earlier, p.later, p.similarity, True, "split")
            elif p.earlier not in by_earlier and p.later in by_later:
                first = by_later[p.later]
                if self._text_of[first.earlier] == self._text_of[p.earlier] and self._is_part(
                    words[p.earlier], words[p.later], words[first.earlier]
                ):
                    yield Pair(p.earlier, p.later, p.similarity, True, "merged")

    @staticmethod
    def _is_part(part: Words, whole: Words, other: Words) -> bool:
        """Whether most of ``part`` stands in ``whole``, and much of it not in ``other``."""
        if containment(part, whole) < _PART or not whole.pairs:
            return False
        own = (part.pairs & whole.pairs) - other.pairs
        return len(own) / len(whole.pairs) >= _OWN


def _latest(
    likely: Iterable[_Likely], text_of: Sequence[int], as_good: float = _AS_GOOD
) -> dict[int, list[_Likely]]:
    """The candidates of each later row: those of the latest text that are about as much alike as
    the best first."""
    by_row: defaultdict[int, dict[int, _Likely]] = defaultdict(dict)
    for p in likely:
        by_row[p.later][p.earlier] = p
    out = {}
    for row, found in by_row.items():
        best = max(p.similarity for p in found.values())
        order = sorted(
            found.values(),
            key=lambda p: (
                p.similarity < best - as_good,
                -text_of[p.earlier] if p.similarity >= best - as_good else 0,
                -p.similarity,
                p.earlier,
            ),
        )
        out[row] = order
    return out


def _gist(words: Words) -> tuple[str, ...]:
    """Words without numbers and ordinals of sessions, in the order of the text."""
    return tuple(w for w in words.tokens if not w.isdigit() and not w.endswith(("ieth", "th")))
