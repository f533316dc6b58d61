"""One state of an index and what has been computed of it: kept until another state holds.

A search needs few of the rooms that answer from a state, so each is imported by what first asks it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.encode import Encoder
from pipeline.records import LANGS, Heading, Lang, Measure, Recommendation
from pipeline.search import Searcher
from pipeline.store.reading import Store
from pipeline.store.register import recommending
from pipeline.text.symbols import natural

if TYPE_CHECKING:
    from pipeline.articles import ArticleIndex
    from pipeline.lineage import Lineage
    from pipeline.recommend import Ladder
    from pipeline.records.lineage import Entry, Kin, Request
    from pipeline.topics.held import HeldConcepts
    from pipeline.trend import Background

_T = TypeVar("_T")


class State:
    """The register, its lineage and its requests, each computed when first asked for, once,
    whichever threads ask."""

    def __init__(self, store: Store, encoder: Callable[[], Encoder]) -> None:
        self.store = store
        self.searcher = Searcher(store, encoder)
        self._encoder = encoder
        self._lock = threading.Lock()
        self._locks: dict[tuple[str, str], threading.RLock] = {}
        self._kept: dict[tuple[str, str], object] = {}

    @property
    def articles(self) -> ArticleIndex:
        """What concerns which provision."""
        from pipeline.articles import ArticleIndex

        return self.once("articles", "", lambda: ArticleIndex(self.store))

    @property
    def recommendations(self) -> tuple[tuple[Heading, Recommendation], ...]:
        """All of them, in the order in which their documents were taken in."""
        return self.once("all", "", lambda: self.ranked(self.store.recommendations()))

    @cached_property
    def ladder(self) -> Ladder:
        """The ladder of strengths: the index's own, else the built-in one."""
        from pipeline.recommend import ladder_of

        return ladder_of(self.store.folder)

    def ranked(
        self, rows: Iterable[tuple[Heading, Recommendation]]
    ) -> tuple[tuple[Heading, Recommendation], ...]:
        """``rows`` with the strengths that the ladder of the index gives."""
        from pipeline.recommend import built_in, by_ladder

        if self.ladder is built_in():
            return tuple(rows)
        return tuple((document, by_ladder(found, self.ladder)) for document, found in rows)

    @property
    def counted(self) -> tuple[tuple[Heading, Recommendation], ...]:
        """Those that trends count: each text in one language, English before Chinese."""
        from pipeline.trend import one_language

        return self.once("counted", "", lambda: one_language(self.recommendations))

    def register(self, lang: Lang) -> tuple[Entry, ...]:
        """The recommendations held in ``lang`` by symbol, each with its counterpart."""
        return self.once("register", lang, lambda: self._register(lang))

    def lineage(self, lang: Lang) -> Lineage:
        """What became of the register of ``lang`` from session to session."""
        return self.once("lineage", lang, lambda: self._lineage(lang))

    def _lineage(self, lang: Lang) -> Lineage:
        from pipeline.lineage import lineage

        return lineage(self.register(lang), self.vectors(lang), self.ladder)

    def requests(self, lang: Lang) -> tuple[Request, ...]:
        """What the register of ``lang`` asks by when, and what answers it."""
        return self.once("requests", lang, lambda: self._requests(lang))

    def concepts(self) -> HeldConcepts:
        """The UNBIS concepts of every document."""
        from pipeline.topics.held import concepts_held

        return self.once("concepts", "", lambda: concepts_held(self.store, self._encoder))

    def background(self, measure: Measure) -> Background:
        """What the register is counted by for ``measure`` beyond its own rows."""
        from pipeline.trend import NO_BACKGROUND
        from pipeline.trend.background import of_concepts

        if measure == "concept":
            return self.once(measure, "", lambda: of_concepts(self.concepts()))
        if measure == "novelty":
            return self.once(measure, "", self._novelty)
        if measure == "article":
            return self.once(measure, "", self._cited_articles)
        return NO_BACKGROUND

    def _cited_articles(self) -> Background:
        from pipeline.store.citations import citing_provisions
        from pipeline.trend.background import of_citations

        cited = self.store.connected(citing_provisions)
        return of_citations(self.store.headings(), cited)

    def _novelty(self) -> Background:
        from pipeline.trend.background import of_lineage

        held = {document.lang for document, _ in self.counted}
        return of_lineage(self.counted, [self.lineage(lang) for lang in LANGS if lang in held])

    def kin(self, entry: Entry, k: int) -> tuple[Kin, ...]:
        """The ``k`` rows of other texts that come nearest to ``entry``, the nearest first."""
        from pipeline.lineage import kin

        lang = entry.recommendation.paragraph.lang
        found = kin(entry, self.register(lang), self.vectors(lang))
        nearest = sorted(found, key=lambda one: (-(one.cosine + one.similarity), one.entry.key))
        return tuple(nearest[:k])

    def vectors(self, lang: Lang) -> NDArray[np.float32]:
        """The vectors of the register of ``lang``, one row an entry, as the index holds them."""
        wanted = [entry.key for entry in self.register(lang)]
        ids = self.store.connected(lambda database: recommending(database, lang))
        keys = np.array([ids[key] for key in wanted], dtype=np.int64)
        rows = np.searchsorted(self.store.rows[lang]["id"], keys)
        return self.store.vectors[lang].reconstruct(rows)

    def _register(self, lang: Lang) -> tuple[Entry, ...]:
        from pipeline.lineage import entries

        found = entries(self.recommendations, lang)
        place = {s: natural(s) for s in {entry.document.symbol for entry in found}}
        return tuple(sorted(found, key=lambda e: (place[e.document.symbol], e.key[1])))

    def _requests(self, lang: Lang) -> tuple[Request, ...]:
        from pipeline.lineage import requests
        from pipeline.records.lineage import Passage

        held = self.store.headings().values()
        passages = [
            Passage(heading, paragraph)
            for heading in held
            if heading.lang == lang
            for paragraph in self.store.paragraphs(heading.symbol, lang)
            if paragraph.role == "preambular"
        ]
        return requests(self.register(lang), self.lineage(lang), passages)

    def once(self, name: str, lang: str, make: Callable[[], _T]) -> _T:
        """What ``make`` gives at the first call with this ``name`` and ``lang``; kept from then.
        Whoever asks for the same meanwhile waits for it; whoever asks for something else does
        not."""
        key = name, lang
        if key not in self._kept:
            with self._lock:
                lock = self._locks.setdefault(key, threading.RLock())
            with lock:
                if key not in self._kept:
                    self._kept[key] = make()
        return cast(_T, self._kept[key])
