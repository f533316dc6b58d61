"""One query on the passages of one language: every ranking by itself, then all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.search.cited import asks_alone, concerned
from pipeline.search.covering import Covering, Group, Values, best_rows, evened, word_groups
from pipeline.search.crowds import crowds, is_paragraph
from pipeline.search.everyday import everyday_groups, without_everyday
from pipeline.search.filters import Mask
from pipeline.search.fusion import Direction, Fused, fuse, total_of, weight
from pipeline.search.side import Found, Side
from pipeline.search.signals import agreement, signals
from pipeline.search.translated import forms_group, other_groups
from pipeline.search.wanted import Query
from pipeline.store.fulltext import Ids
from pipeline.store.reading import Store

_DEPTH = 100
"""Passages that each ranking brings up."""
_LONG_AND_SHORT = 4
"""Times as many are brought up before their lengths are looked at."""
_ALIGNED = 60
"""Passages of the query's own language whose counterparts are a ranking of the other one."""
_EXPECTED = 0.3
"""Share of the words that the tables translate by which a passage in the own language would hold
the query's words: the tables give more than what one counterpart has. Chosen with the weights."""
_ALONE = 8.0
"""How much more it counts that a passage concerns a provision where nothing else is asked for."""
_COMPARED = 40
"""Passages whose figures, dates and citations are compared with the query's."""

_NOTHING_FOUND = Found(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The candidates of one mask: rows, ascending, and the values of every ranking for them."""

    mask: Mask
    depth: int
    rows: NDArray[np.intp]
    rankings: dict[str, Values]


@dataclass(frozen=True, slots=True)
class _Near:
    """The rows of one mask that are nearest in meaning."""

    mask: Mask
    depth: int
    rows: NDArray[np.intp]


class Ranking:
    """The rankings of one query in one language."""

    def __init__(
        self, store: Store, side: Side, query: Query, mirror: "Mirror | None" = None
    ) -> None:
        """``mirror`` is what the query's own language tells of this one, if this is the other."""
        self._store = store
        self.side = side
        self.query = query
        self._mirror = mirror
        own = side.lang == query.question.lang
        self.direction: Direction = "own" if own else "other"
        self._kept: _Kept | None = None
        self._near: _Near | None = None
        self._counted: Mask | None = None
        self._shares: dict[str, Values] = {}
        self._coverings = {
            name: Covering(side.postings, len(side.ids), groups)
            for name, groups in self._groups().items()
            if groups
        }

    def _groups(self) -> dict[str, Sequence[Group]]:
        """What is looked up in the full text, by the name of the ranking."""
        lang, asked = self.side.lang, self.query.question.lang
        concepts = self.query.concepts
        terms = [forms_group(several, lang) for c in concepts if (several := c.forms(lang))]
        spoken = everyday_groups(self.query, lang)
        text = without_everyday(self.query.question.text, concepts)
        if self.direction == "own":
            words = (*word_groups(text, lang, alone=not spoken), *spoken)
            return {"words": words, "terms": terms}
        return {"translated": (*other_groups(text, asked), *spoken), "terms": terms}

    def ranked(self, mask: Mask, k: int) -> list[Fused]:
        """At least ``k`` twins of ``mask`` where so many are found, best first."""
        depth, held = max(_DEPTH, 2 * k), int(np.count_nonzero(mask))
        while True:
            kept = self._candidates(mask, depth)
            fused = fuse(self.side.twins[kept.rows], kept.rankings, self.direction)
            if len(fused) >= k or depth >= held:
                return fused
            depth *= 4

    def best(self, mask: Mask) -> NDArray[np.intp]:
        """The best rows of ``mask``, the best first."""
        kept = self._candidates(mask, _DEPTH)
        total = total_of(kept.rankings, self.direction)
        return kept.rows[np.argsort(-total, kind="stable")[:_ALIGNED]]

    def worth(self, rows: NDArray[np.intp], mask: Mask) -> Values:
        """What any rows are worth in all rankings together, words being as rare as in ``mask``."""
        return total_of(self._values(rows, self._covered(mask)), self.direction)

    @property
    def cited(self) -> dict[int, float]:
        """What rows are worth for the provisions asked for."""
        found = self._concerned
        return dict(zip(found.rows.tolist(), found.values.tolist(), strict=True))

    def _candidates(self, mask: Mask, depth: int) -> _Kept:
        """The rows that any ranking brings up, and what each is worth in every one."""
        if self._kept and self._kept.depth == depth and np.array_equal(self._kept.mask, mask):
            return self._kept
        covered, question = self._covered(mask), self.query.question
        brought = [_passing(found.rows, mask) for found in (self._concerned, self._verbatim)]
        brought += [self._best_even(values, mask, depth) for values in covered.values()]
        if self.query.vector.any():
            brought += self._nearest(mask, depth)
        if self._mirror:
            brought.append(_passing(self.side.rows_among(self._mirror.brought), mask))
        rows = np.unique(np.concatenate(brought))
        rankings = self._values(rows, covered)
        if self._mirror and len(rows):
            rankings["aligned"] = self._mirror.values(self.side.ids[rows], rankings)
            if self.query.vector.any() and is_paragraph(question.text, question.lang):
                held = self.side.vectors.reconstruct(rows)
                crowded = crowds(self.query.vector, held, self._mirror.around)
                rankings["crowded"] = np.minimum(0, -crowded)  # it takes off, and is no reason
        if len(self.query.signals) and len(rows):
            rankings["signals"] = self._agreeing(rows, total_of(rankings, self.direction))
        self._kept = _Kept(mask, depth, rows, rankings)
        return self._kept

    def around(self, mask: Mask) -> NDArray[np.float32]:
        """Vectors of the rows of ``mask`` nearest in meaning, one of each twin."""
        rows = np.concatenate([_NOTHING_FOUND.rows, *self._nearest(mask, _DEPTH)])
        _, first = np.unique(self.side.twins[rows], return_index=True)
        return self.side.vectors.reconstruct(rows[first])

    def _nearest(self, mask: Mask, depth: int) -> list[NDArray[np.intp]]:
        """The rows nearest in meaning: those of documents held in both languages, which the other
        language asks for as well, and the rest."""
        both = mask & self.side.in_both
        found = []
        for part in (both, mask & ~both):
            kept = self._near
            if kept and kept.depth == depth and np.array_equal(kept.mask, part):
                found.append(kept.rows)
            elif part.any():
                rows = self.side.nearest(self.query.vector, part, depth)
                found.append(rows)
                if part is both:
                    self._near = _Near(part, depth, rows)
        return found

    def _covered(self, mask: Mask) -> dict[str, Values]:
        """What every row holds of each list of groups. Words are as rare as in the documents held
        in both languages where these are most of what is held, so that it is reckoned once."""
        both = mask & self.side.in_both
        counted = both if 2 * np.count_nonzero(both) >= np.count_nonzero(mask) else mask
        if self._counted is None or not np.array_equal(self._counted, counted):
            self._counted = counted
            self._shares = {name: c.values(counted) for name, c in self._coverings.items()}
        return self._shares

    def _even(self, rows: NDArray[np.intp]) -> Values:
        """The factor of each row's length."""
        return evened(self.side.postings.lengths(rows), self.side.lang)

    def _values(self, rows: NDArray[np.intp], covered: Mapping[str, Values]) -> dict[str, Values]:
        """What each of ``rows`` is worth in every ranking but those that need the others."""
        rankings = {"dense": np.zeros(len(rows), dtype=np.float32)}
        if self.query.vector.any():
            rankings["dense"] = self.side.cosines(self.query.vector, rows)
        if covered:
            even = self._even(rows)
            rankings |= {name: values[rows] * even for name, values in covered.items()}
        if (words := covered.get("words", covered.get("translated"))) is not None:
            rankings["heading"] = self.side.above(rows, words)
        given = {"cites": self._concerned, "phrase": self._verbatim}
        rankings |= {name: _at(found, rows) for name, found in given.items() if len(found.rows)}
        return rankings

    def _best_even(self, values: Values, mask: Mask, depth: int) -> NDArray[np.intp]:
        """The ``depth`` best rows that pass, once their lengths count."""
        rows = best_rows(values, _LONG_AND_SHORT * depth, mask)
        return rows[np.argsort(-values[rows] * self._even(rows), kind="stable")[:depth]]

    def _agreeing(self, rows: NDArray[np.intp], total: Values) -> Values:
        """How far the figures, dates and citations of the best rows agree with the query's; 0 for
        the others."""
        best = np.argsort(-total, kind="stable")[:_COMPARED]
        values = np.zeros(len(rows), dtype=np.float32)
        values[best] = [
            agreement(self.query.signals, signals(text, self.side.lang))
            for text in self.side.texts(rows[best])
        ]
        return values

    @cached_property
    def _concerned(self) -> Found:
        """The passages that concern a provision asked for."""
        worth: dict[int, float] = {}
        for asked in self.query.provisions:
            for key, value in concerned(self._store, asked).items():
                worth[key] = max(value, worth.get(key, 0.0))
        ids = np.fromiter(sorted(worth), dtype=np.int64, count=len(worth))
        rows = self.side.rows_held(ids)
        values = np.array([worth[key] for key in ids.tolist()], dtype=np.float32)
        if asks_alone(self.query.question.text, self.query.question.lang, self.query.provisions):
            values *= _ALONE
        return Found(rows[rows >= 0], values[rows >= 0])

    @cached_property
    def _verbatim(self) -> Found:
        """The passages that hold the words of the query in a row."""
        question = self.query.question
        if self.direction == "other" or question.phrases or question.term:
            return _NOTHING_FOUND
        rows = self.side.verbatim(question.text)
        return Found(rows, np.ones(len(rows), dtype=np.float32))


class Mirror:
    """What the query's own language tells of the passages of the other one: what their
    counterparts are worth there. Only documents held in both languages count, so that what is held
    in one alone changes nothing."""

    def __init__(self, store: Store, own: Ranking, mask: Mask) -> None:
        """``mask`` are the rows of the own language that pass."""
        self._store = store
        self._own = own
        self._mask = mask & own.side.in_both

    @cached_property
    def brought(self) -> Ids:
        """Ids of the counterparts of the best passages of the own language, in order."""
        if not self._mask.any():
            return np.empty(0, dtype=np.int64)
        best = self._own.side.ids[self._own.best(self._mask)].tolist()
        found = self._store.counterpart_ids(best)
        every = {other for others in found.values() for other in others}
        return np.array(sorted(every), dtype=np.int64)

    @cached_property
    def around(self) -> NDArray[np.float32]:
        """Vectors of the passages of the own language that are nearest to the query."""
        return self._own.around(self._mask)

    def values(self, ids: Ids, rankings: Mapping[str, Values]) -> Values:
        """What the best counterpart of each of ``ids`` is worth; for those without one, what their
        own ``rankings`` let expect."""
        found = self._store.counterpart_ids(ids.tolist())
        others = np.array(sorted({o for several in found.values() for o in several}), np.int64)
        rows = self._own.side.rows_held(others)
        others, rows = others[rows >= 0], rows[rows >= 0]
        worth = dict(zip(others.tolist(), self._own.worth(rows, self._mask).tolist(), strict=True))
        values = _expected(rankings)
        for at, key in enumerate(ids.tolist()):
            if several := [worth[other] for other in found.get(key, ()) if other in worth]:
                values[at] = max(several)
        return values


def _expected(rankings: Mapping[str, Values]) -> Values:
    """What a counterpart would be worth: as near in meaning, and of the words a part of what the
    tables translate."""
    values = weight("own", "dense") * rankings["dense"]
    for name, own in (("translated", "words"), ("heading", "heading")):
        if name in rankings:
            values = values + _EXPECTED * weight("own", own) * rankings[name]
    return np.asarray(values, dtype=np.float32)


def _passing(rows: NDArray[np.intp], mask: Mask) -> NDArray[np.intp]:
    return rows[mask[rows]]


def _at(found: Found, rows: NDArray[np.intp]) -> Values:
    """The values of ``found``, whose rows ascend, at ``rows``; 0 where it has none."""
    place = np.minimum(np.searchsorted(found.rows, rows), len(found.rows) - 1)
    return np.where(found.rows[place] == rows, found.values[place], np.float32(0))
