"""The part of a register that a briefing rests on, with its lineage: loaded and linked by itself.

The register of an index of 5,400 documents takes twelve seconds to load and a minute to link; what
a subject needs of it takes less than two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.lineage import Lineage, entries, lineage
from pipeline.lineage.nearby import nearby, of_their_series
from pipeline.records import Heading, Lang, Recommendation
from pipeline.records.lineage import Entry
from pipeline.state import State
from pipeline.store.register import register_at


@dataclass(frozen=True, slots=True)
class Recommending:
    """The paragraphs of one language in the register, by id ascending: their documents, ordinals,
    whether they recommend and are no conclusions, shapes (n,), and vectors of unit length, shape
    (n, dimensions)."""

    ids: NDArray[np.int64]
    documents: NDArray[np.int64]
    ordinals: NDArray[np.int64]
    asks: NDArray[np.bool_]
    vectors: NDArray[np.float32]

    def places(self, ids: Iterable[int]) -> NDArray[np.intp]:
        """The rows of those of ``ids`` that recommend, ascending."""
        wanted = np.array(sorted(ids), dtype=np.int64)
        return np.flatnonzero(np.isin(self.ids, wanted) & self.asks)


def recommending(state: State, lang: Lang) -> Recommending:
    """What recommends in ``lang``; kept with the state."""
    return state.once("recommending", lang, lambda: _recommending(state, lang))


def _recommending(state: State, lang: Lang) -> Recommending:
    store = state.store
    held = store.rows[lang]
    found = np.array(_of_both(state), dtype=np.int64).reshape(-1, 3)
    rows = np.searchsorted(held["id"], found[:, 0])
    inside = rows < len(held)
    inside[inside] = held["id"][rows[inside]] == found[inside, 0]
    found, rows = found[inside], rows[inside]
    vectors = store.vectors[lang].reconstruct(rows)
    asks = found[:, 2].astype(np.bool_)
    return Recommending(found[:, 0], held["document"][rows], found[:, 1], asks, vectors)


def _of_both(state: State) -> list[tuple[int, ...]]:
    """Id, ordinal and whether it is no conclusion, of the paragraphs of either language that stand
    in the register, by id."""
    query = (
        "SELECT p.id, p.ordinal, r.kind = 'recommendation' FROM recommendations AS r"
        " JOIN paragraphs AS p ON p.id = r.paragraph ORDER BY p.id"
    )
    return state.once("recommending ids", "", lambda: state.store.fetch(query))


class Part:
    """The documents of a register that entries of one language may be linked with."""

    def __init__(self, state: State, lang: Lang, chosen: Iterable[int]) -> None:
        """``chosen`` are ids of paragraphs in ``lang``."""
        self.lang = lang
        self._state = state
        held = recommending(state, lang)
        headings = state.store.headings()
        own = [(key, h) for key, h in headings.items() if h.lang == lang]
        places = held.places(chosen).tolist()
        rows = nearby(places, held.vectors) if places else np.empty(0, dtype=np.intp)
        whole = of_their_series(frozenset(held.documents[places].tolist()), own)
        at = {
            (headings[int(held.documents[row])].symbol, int(held.ordinals[row])): int(row)
            for row in np.union1d(rows, np.flatnonzero(np.isin(held.documents, list(whole))))
        }
        self.entries = tuple(
            entry
            for entry in entries(self._loaded(held, sorted(at.values()), whole), lang)
            if entry.key in at
        )
        """The register of the part, each entry with its counterpart."""
        vectors = held.vectors[[at[entry.key] for entry in self.entries]]
        self.lineage: Lineage = lineage(self.entries, vectors, state.ladder)
        """What became of them."""
        wanted = set(held.ids[places].tolist()) if places else set()
        self._by_key = {
            (headings[d].symbol, n): key
            for key, d, n in zip(
                held.ids.tolist(), held.documents.tolist(), held.ordinals.tolist(), strict=True
            )
            if key in wanted
        }

    def _loaded(
        self, held: Recommending, rows: Sequence[int], whole: frozenset[int]
    ) -> tuple[tuple[Heading, Recommendation], ...]:
        """The recommendations of the documents ``whole`` and of ``rows``, with those of the other
        language beside them."""
        store = self._state.store
        headings = store.headings()
        symbols = {headings[key].symbol for key in whole}
        both = [key for key, h in headings.items() if h.symbol in symbols]
        found = list(store.recommendations(both))
        single = [
            int(key)
            for key, document in zip(held.ids[rows], held.documents[rows], strict=True)
            if int(document) not in whole
        ]
        others = (other for some in store.counterpart_ids(single).values() for other in some)
        wanted = sorted({*single, *others})
        more = store.connected(lambda database: register_at(database, wanted))
        return self._state.ranked(
            [*found, *((headings[key], recommendation) for key, recommendation in more)]
        )

    def ids(self) -> Mapping[tuple[str, int], int]:
        """The id of each chosen paragraph by the key of its entry."""
        return self._by_key

    def chosen(self) -> Sequence[Entry]:
        """The entries of the chosen paragraphs, in the order of the register."""
        return [entry for entry in self.entries if entry.key in self._by_key]
