"""One state of an index and what has been computed of it: kept until another state holds."""

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.encode import Encoder
from pipeline.lineage import Lineage, entries, lineage, requests
from pipeline.records import Heading, Lang, Recommendation
from pipeline.records.lineage import Entry, Passage, Request
from pipeline.search import Searcher
from pipeline.store.reading import Store
from pipeline.store.register import recommending
from pipeline.vectors import Vectors, vectors_name

_T = TypeVar("_T")


class State:
    """The register, its lineage and its requests, each computed when first asked for, once,
    whichever threads ask."""

    def __init__(self, store: Store, encoder: Callable[[], Encoder]) -> None:
        self.store = store
        self.searcher = Searcher(store, encoder)
        self._lock = threading.RLock()
        self._kept: dict[tuple[str, Lang], object] = {}

    @cached_property
    def recommendations(self) -> tuple[tuple[Heading, Recommendation], ...]:
        """All of them, in the order in which their documents were taken in."""
        return self.store.recommendations()

    def register(self, lang: Lang) -> tuple[Entry, ...]:
        """The recommendations held in ``lang``, each with its counterpart."""
        return self._once("register", lang, lambda: entries(self.recommendations, lang))

    def lineage(self, lang: Lang) -> Lineage:
        """What became of the register of ``lang`` from session to session."""
        return self._once("lineage", lang, lambda: lineage(self.register(lang), self.vectors(lang)))

    def requests(self, lang: Lang) -> tuple[Request, ...]:
        """What the register of ``lang`` asks by when, and what answers it."""
        return self._once("requests", lang, lambda: self._requests(lang))

    def vectors(self, lang: Lang) -> NDArray[np.float32]:
        """The vectors of the register of ``lang``, one row an entry, as the index holds them."""
        wanted = [entry.key for entry in self.register(lang)]
        ids = self.store.connected(lambda database: recommending(database, lang))
        keys = np.array([ids[key] for key in wanted], dtype=np.int64)
        rows = np.searchsorted(self.store.rows[lang]["id"], keys)
        return Vectors(self.store.path / vectors_name(lang)).reconstruct(rows)

    def _requests(self, lang: Lang) -> tuple[Request, ...]:
        held = self.store.headings().values()
        passages = [
            Passage(heading, paragraph)
            for heading in held
            if heading.lang == lang
            for paragraph in self.store.paragraphs(heading.symbol, lang)
            if paragraph.role == "preambular"
        ]
        return requests(self.register(lang), self.lineage(lang), passages)

    def _once(self, name: str, lang: Lang, make: Callable[[], _T]) -> _T:
        with self._lock:
            if (name, lang) not in self._kept:
                self._kept[name, lang] = make()
            return cast(_T, self._kept[name, lang])
