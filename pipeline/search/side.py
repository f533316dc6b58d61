"""One language of one state: its passages by meaning, by words, word for word, and by symbol.

Passages of the same words are twins and make one hit, the newest of them, so that a recurring
paragraph does not fill the list; rankings are therefore lists of twin numbers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pipeline.records import CONTENT_ROLES, Lang, Match, Role
from pipeline.search.covering import Values
from pipeline.search.filters import Mask
from pipeline.search.postings import Postings
from pipeline.search.query import numbers_of, serial_of, stem_of
from pipeline.store.fulltext import FullText, Ids
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES

_MOST_VERBATIM = 5_000
"""Passages with all words of the query in a row beyond which that tells nothing."""


_HEADINGS: tuple[Role, ...] = ("title", "chapter", "section", "heading", "article", "annex")
_MARKED = 50
"""Hits of a list whose counterparts are marked."""
_MOST_FITTED = 30
"""Recurrences among which the one that fits the figures of the query is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of one language, each with what it is worth in one ranking, the greatest first."""

    rows: NDArray[np.intp]
    values: Values


@dataclass(frozen=True, slots=True)
class Hit:
    """A row to show, why, its cosine to the query where it was ranked by meaning, and the other
    documents with the same words, the newest first."""

    row: int
    why: tuple[str, ...]
    cosine: float | None = None
    recurs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """Which of several passages of the same words is shown: ``cited`` tells what rows are worth for
    the provisions asked for, ``numbers`` are those of the query."""

    numbers: frozenset[str]
    cited: Mapping[int, float]


class Side:
    """The passages of one language. Rows count from 0 in the order of paragraph ids."""

    def __init__(self, store: Store, lang: Lang) -> None:
        self.lang = lang
        self.text = FullText(store, lang)
        self._store = store
        self.vectors = store.vectors[lang]
        rows = store.rows[lang]
        self.ids, self.documents, self.twins, self.dates, self._roles = (
            np.ascontiguousarray(rows[name]) for name in ("id", "document", "twin", "date", "role")
        )
        self.postings = Postings(self.text, self.ids)

    @cached_property
    def content(self) -> Mask:
        """Rows of the content roles."""
        return self.with_roles(CONTENT_ROLES)

    def with_roles(self, roles: Iterable[Role]) -> Mask:
        """Rows of those roles."""
        return np.isin(self._roles, [ROLES.index(role) for role in roles])

    @cached_property
    def in_both(self) -> Mask:
        """Rows of the documents that are held in the other language too."""
        headings = self._store.headings()
        others = {h.symbol for h in headings.values() if h.lang != self.lang}
        keys = [key for key, heading in headings.items() if heading.symbol in others]
        return np.isin(self.documents, keys)

    def rows_of(self, ids: Sequence[int] | Ids, mask: Mask) -> NDArray[np.intp]:
        """Rows of those paragraph ids that pass, in the order of the ids."""
        rows = np.searchsorted(self.ids, np.asarray(ids, dtype=np.int64))
        return rows[mask[rows]]

    def nearest(self, vector: NDArray[np.float32], mask: Mask, depth: int) -> NDArray[np.intp]:
        """The ``depth`` rows nearest in meaning, or as many as pass."""
        return self.vectors.search(vector, depth, mask)[0].astype(np.intp)

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.intp]) -> Values:
        """The cosine of each of ``rows`` to ``vector``."""
        return np.asarray(self.vectors.reconstruct(rows) @ vector, dtype=np.float32)

    def verbatim(self, text: str) -> NDArray[np.intp]:
        """Rows that hold the words of ``text`` one after another; none where so many do that it
        tells nothing."""
        ids = self.text.verbatim(text, _MOST_VERBATIM)
        return self.rows_among(ids if len(ids) < _MOST_VERBATIM else ids[:0])

    def above(self, rows: NDArray[np.intp], values: Values) -> Values:
        """For each of ``rows`` the value of the heading under which it stands, 0 without one."""
        headings = self._headings[rows]
        return np.where(headings >= 0, values[headings], np.float32(0))

    @cached_property
    def _headings(self) -> NDArray[np.intp]:
        """For each row that of the nearest heading or title before it in its document, or -1."""
        wanted = [ROLES.index(role) for role in _HEADINGS]
        headings = np.flatnonzero(np.isin(self._roles, wanted))
        place = np.searchsorted(headings, np.arange(len(self.ids))) - 1
        if not len(headings):
            return np.full(len(self.ids), -1, dtype=np.intp)
        found = headings[np.maximum(place, 0)]
        inside = (place >= 0) & (self.documents[found] == self.documents)
        return np.where(inside, found, -1)

    def rows_among(self, ids: Ids) -> NDArray[np.intp]:
        """The rows of those of ``ids`` that are of this language, in their order."""
        rows = self.rows_held(ids)
        return rows[rows >= 0]

    def rows_held(self, ids: Ids) -> NDArray[np.intp]:
        """The row of each of ``ids``, -1 for those of the other language."""
        rows = np.minimum(np.searchsorted(self.ids, ids), max(0, len(self.ids) - 1))
        return np.where(self.ids[rows] == ids, rows, -1) if len(self.ids) else rows * 0 - 1

    def containing(self, phrases: Sequence[str], mask: Mask) -> NDArray[np.intp]:
        """Rows with every one of ``phrases`` (at least one) word for word, in their order."""
        first, *others = (self.rows_of(self.text.exact(phrase), mask) for phrase in phrases)
        for rows in others:
            first = np.intersect1d(first, rows, assume_unique=True)
        return first

    def only(self, rows: NDArray[np.intp]) -> Mask:
        """The mask that lets those rows pass."""
        mask = np.zeros(len(self.twins), dtype=np.bool_)
        mask[rows] = True
        return mask

    def recurrences(self, twins: Sequence[int], mask: Mask) -> list[list[int]]:
        """For each twin the rows that pass, at least one of which must, the newest first."""
        starts = np.searchsorted(self._twins_by_age, twins)
        stops = np.searchsorted(self._twins_by_age, twins, side="right")
        found = (
            self._by_age[start:stop][::-1]
            for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        )
        return [rows[mask[rows]].tolist() for rows in found]

    @cached_property
    def _twins_by_age(self) -> NDArray[np.int64]:
        """The twins of the rows in the order of ``_by_age``, ascending."""
        return self.twins[self._by_age]

    @cached_property
    def ages(self) -> NDArray[np.intp]:
        """The place of each row in ``_by_age``: of two rows of a twin the newer has the greater."""
        places = np.empty(len(self.twins), dtype=np.intp)
        places[self._by_age] = np.arange(len(places))
        return places

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
            for row in self.rows_of(self.text.naming(name), everywhere).tolist():
                if int(self.documents[row]) not in keys:
                    why.setdefault(int(self.twins[row]), f"names {name}")
        others = everywhere & ~np.isin(self.documents, keys)
        reasons = {twin: (reason,) for twin, reason in why.items()}
        naming = self.hits(reasons, others) if fold else self._apart(reasons, others)
        return [*(Hit(row, ("symbol",)) for row in own), *naming]

    def _apart(self, why: Mapping[int, tuple[str, ...]], mask: Mask) -> list[Hit]:
        """A hit for every passage of the twins in order, with the reasons given."""
        every = zip(why.values(), self.recurrences(list(why), mask), strict=True)
        return [Hit(row, reasons) for reasons, rows in every for row in rows]

    def hits(
        self,
        why: Mapping[int, tuple[str, ...]],
        mask: Mask,
        cosines: Mapping[int, float | None] = MappingProxyType({}),
        fit: Fit | None = None,
    ) -> list[Hit]:
        """A hit for each of the twins in order, with the reasons given, its cosine if it has one,
        and the other documents that have the same words. Shown is the passage that is worth most in
        ``fit.cited``, has most of ``fit.numbers`` and is the newest.
        """
        numbers, cited = (fit.numbers, fit.cited) if fit else (frozenset[str](), {})
        out: list[Hit] = []
        for (twin, reasons), rows in zip(
            why.items(), self.recurrences(list(why), mask), strict=True
        ):
            most = max(cited.get(row, 0.0) for row in rows) if cited else 0.0
            best = [row for row in rows if cited.get(row, 0.0) == most] if cited else rows
            row = self._fitting(best, numbers) if numbers and len(best) > 1 else best[0]
            others = dict.fromkeys(self.documents[rows].tolist())
            others.pop(int(self.documents[row]))
            out.append(Hit(row, reasons, cosines.get(twin), tuple(others)))
        return out

    def _fitting(self, rows: Sequence[int], numbers: frozenset[str]) -> int:
        """The first of ``rows`` that has most of ``numbers``, among the newest ``_MOST_FITTED``."""
        ids = [int(self.ids[row]) for row in rows[:_MOST_FITTED]]
        held = self._store.paragraphs_by_id(ids)
        shared = [len(numbers.intersection(numbers_of(held[key].text))) for key in ids]
        return rows[shared.index(max(shared))]

    def texts(self, rows: NDArray[np.intp]) -> list[str]:
        """The text of each of ``rows``."""
        ids = self.ids[rows].tolist()
        held = self._store.paragraphs_by_id(ids)
        return [held[key].text for key in ids]

    def matches(
        self,
        hits: Sequence[Hit],
        marked: Callable[[str, Lang], tuple[tuple[int, int], ...]],
        before: int = 0,
    ) -> tuple[Match, ...]:
        """``hits``, ``before`` of which there are others, with passage, document, the aligned
        passages of the other language, and what ``marked`` says of their words."""
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
                marked(paragraphs[key].text, self.lang),
                tuple(headings[other] for other in hit.recurs),
                tuple(marked(p.text, p.lang) for p in counterparts.get(key, ()))
                if rank <= _MARKED
                else (),
            )
            for rank, (key, hit) in enumerate(zip(ids, hits, strict=True), start=before + 1)
        )
