"""In which rows of one language a term stands."""

import threading
from collections import OrderedDict
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.store.fulltext import FullText, Ids, Term

Rows: TypeAlias = NDArray[np.intp]

_MOST = 3_000_000
"""Rows that are kept in all: 24 megabytes."""
_ONE_BY_ONE = 3_000
"""Rows whose lengths are looked up one by one; whoever asks for more reads those of all rows, which
costs as much."""


class Postings:
    """The rows of terms and the lengths of rows. What was looked up last is kept, since common
    words, which take longest, come with most queries; threads may share it."""

    def __init__(self, text: FullText, ids: Ids) -> None:
        """``ids`` are those of the rows."""
        self._text = text
        self._ids = ids
        self._rows: OrderedDict[Term, Rows] = OrderedDict()
        self._lock = threading.Lock()
        self._kept = 0
        self._asked = 0
        self._lengths: NDArray[np.float32] | None = None

    @cached_property
    def _places(self) -> NDArray[np.int32]:
        """The row of each id; of ids that are none of this language, 0."""
        places = np.zeros(int(self._ids[-1]) + 1 if len(self._ids) else 0, dtype=np.int32)
        places[self._ids] = np.arange(len(self._ids), dtype=np.int32)
        return places

    def rows(self, term: Term) -> Rows:
        """The rows in which ``term`` stands, ascending."""
        with self._lock:
            if term in self._rows:
                self._rows.move_to_end(term)
                return self._rows[term]
        found = self._places[self._text.ids(term)].astype(np.intp)
        with self._lock:
            self._kept += len(found) - len(self._rows.pop(term, found[:0]))
            self._rows[term] = found
            while self._kept > _MOST:
                self._kept -= len(self._rows.popitem(last=False)[1])
        return found

    def lengths(self, rows: Rows) -> NDArray[np.float32]:
        """How many words each of ``rows`` has."""
        self._asked += len(rows)
        if self._lengths is None and self._asked > _ONE_BY_ONE:
            self._lengths = self._text.all_lengths()
        if self._lengths is None:
            return self._text.lengths(self._ids[rows])
        return self._lengths[rows]
