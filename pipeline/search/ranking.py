"""One language of one state: its passages by meaning, by words, word for word, and by symbol.

Passages of the same words are twins and make one hit, the newest of them, so that a recurring
paragraph does not fill the list; rankings are therefore lists of twin numbers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.records import CONTENT_ROLES, Lang, Match, Role
from pipeline.search.query import serial_of, stem_of
from pipeline.store.fulltext import FullText, Term
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES
from pipeline.vectors import Vectors, vectors_name

Mask: TypeAlias = NDArray[np.bool_]
"""One truth a row: whether the passage may be shown."""

_DEPTH = 100
"""Hits that each ranking gives to the fusion; deeper ones add too little to be seen."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row to show, why, and its cosine to the query where it was ranked by meaning."""

    row: int
    why: tuple[str, ...]
    cosine: float | None = None


class Side:
    """The passages of one language. Rows count from 0 in the order of paragraph ids."""

    def __init__(self, store: Store, lang: Lang) -> None:
        self.lang = lang
        self.text = FullText(store, lang)
        self._store = store
        self.vectors = Vectors(store.path / vectors_name(lang))
        rows = store.rows[lang]
        self.ids, self.documents, self.twins, self.dates, self._roles = (
            np.ascontiguousarray(rows[name]) for name in ("id", "document", "twin", "date", "role")
        )

    @cached_property
    def content(self) -> Mask:
        """Rows of the content roles."""
        return self.with_roles(CONTENT_ROLES)

    def with_roles(self, roles: Iterable[Role]) -> Mask:
        """Rows of those roles."""
        return np.isin(self._roles, [ROLES.index(role) for role in roles])

    def rows_of(self, ids: Sequence[int], mask: Mask) -> list[int]:
        """Rows of those paragraph ids that pass, in the order of the ids."""
        rows = np.searchsorted(self.ids, np.asarray(ids, dtype=np.int64))
        passing: list[int] = rows[mask[rows]].tolist()
        return passing

    def nearest(self, vector: NDArray[np.float32], mask: Mask, k: int) -> dict[int, float]:
        """At least ``k`` twins where so many pass, each with its cosine, the best first."""
        depth, held = max(_DEPTH, 2 * k), int(mask.sum())
        while True:
            rows, cosines = self.vectors.search(vector, depth, mask)
            found: dict[int, float] = {}
            for twin, cosine in zip(self.twins[rows].tolist(), cosines.tolist(), strict=True):
                found.setdefault(twin, cosine)
            if len(found) >= k or depth >= held:
                return found
            depth *= 4

    def by_words(self, terms: Sequence[Term], mask: Mask, k: int) -> list[int]:
        """At least ``k`` twins where so many have any of the terms, the best by BM25 first."""
        affordable = self.text.affordable(terms)
        limit = max(_DEPTH, 2 * k)
        while True:
            ids = self.text.ranked(affordable, limit)
            found = list(dict.fromkeys(self.twins[self.rows_of(ids, mask)].tolist()))
            if len(found) >= k or len(ids) < limit:
                return found
            limit *= 8

    def verbatim(self, text: str, mask: Mask) -> list[int]:
        """Twins that hold the words of ``text`` one after another, the best by BM25 first."""
        ids = self.text.verbatim(text, _DEPTH)
        return list(dict.fromkeys(self.twins[self.rows_of(ids, mask)].tolist()))

    def aligned(self, ids: Sequence[int], mask: Mask) -> list[int]:
        """Twins of the counterparts of those paragraphs of the other language, in their order."""
        found = self._store.counterpart_ids(ids)
        others = [other for key in ids for other in found.get(key, ())]
        return list(dict.fromkeys(self.twins[self.rows_of(others, mask)].tolist()))

    def containing(self, phrases: Sequence[str], mask: Mask) -> list[int]:
        """Rows with every one of ``phrases`` (at least one) word for word, best by BM25 first."""
        first, *others = (self.rows_of(self.text.exact(phrase), mask) for phrase in phrases)
        common = set(first).intersection(*others)
        return [row for row in first if row in common]

    def only(self, rows: Sequence[int]) -> Mask:
        """The mask that lets those rows pass."""
        mask = np.zeros(len(self.twins), dtype=np.bool_)
        mask[np.asarray(rows, dtype=np.int64)] = True
        return mask

    def recurrences(self, twins: Sequence[int], mask: Mask) -> list[list[int]]:
        """For each twin the rows that pass, at least one of which must, the newest first."""
        order = self._by_age[mask[self._by_age]]
        sorted_twins = self.twins[order]
        starts = np.searchsorted(sorted_twins, twins)
        stops = np.searchsorted(sorted_twins, twins, side="right")
        return [
            order[start:stop][::-1].tolist()
            for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        ]

    @cached_property
    def _by_age(self) -> NDArray[np.intp]:
        """Rows sorted by twin, within a twin by date, the first row of a date last."""
        return np.lexsort((-np.arange(len(self.twins)), self.dates, self.twins))

    def named(
        self, symbols: Collection[str], asked: str, mask: Mask, everywhere: Mask, fold: bool
    ) -> list[Hit]:
        """Every passage of the documents of ``symbols`` in order, then those that name one of
        them, or the symbol or number ``asked`` for, in full or as ``resolution 79/243`` does,
        among the rows of ``everywhere``."""
        headings = self._store.headings()
        keys = [key for key, heading in headings.items() if heading.symbol in symbols]
        own = np.flatnonzero(mask & np.isin(self.documents, keys)).tolist()
        names = [*sorted(symbols), asked]
        names += [stem_of(name) for name in names]
        why: dict[int, str] = {}
        for name in dict.fromkeys((*names, *filter(None, map(serial_of, names)))):
            for row in self.rows_of(self.text.naming(name), everywhere):
                if int(self.documents[row]) not in keys:
                    why.setdefault(int(self.twins[row]), f"names {name}")
        others = everywhere & ~np.isin(self.documents, keys)
        reasons = {twin: (reason,) for twin, reason in why.items()}
        naming = self.hits(reasons, others, fold=fold)
        return [*(Hit(row, ("symbol",)) for row in own), *naming]

    def hits(
        self,
        why: Mapping[int, tuple[str, ...]],
        mask: Mask,
        cosines: Mapping[int, float] = MappingProxyType({}),
        fold: bool = True,
    ) -> list[Hit]:
        """Hits for the twins in order, with the reasons given and their cosine if they have one.

        Folded, a twin is shown once, by its newest passage, with the number of other documents
        that have the same words; else every passage is a hit of its own.
        """
        out: list[Hit] = []
        for (twin, reasons), rows in zip(
            why.items(), self.recurrences(list(why), mask), strict=True
        ):
            if fold:
                others = len(set(self.documents[rows].tolist())) - 1
                also = (f"also in {others} document{'s' if others > 1 else ''}",) if others else ()
                out.append(Hit(rows[0], (*reasons, *also), cosines.get(twin)))
            else:
                out += [Hit(row, reasons, cosines.get(twin)) for row in rows]
        return out

    def matches(self, hits: Sequence[Hit]) -> tuple[Match, ...]:
        """``hits`` with passage, document and the aligned passages of the other language."""
        ids = [int(self.ids[hit.row]) for hit in hits]
        paragraphs = self._store.paragraphs_by_id(ids)
        counterparts = self._store.counterparts(ids)
        headings = self._store.headings()
        return tuple(
            Match(
                paragraphs[key],
                headings[int(self.documents[hit.row])],
                rank,
                hit.cosine,
                hit.why,
                counterparts.get(key, ()),
            )
            for rank, (key, hit) in enumerate(zip(ids, hits, strict=True), start=1)
        )
