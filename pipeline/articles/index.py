"""The article index of one state: built of its citations when first asked for, then kept."""

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeVar, cast

import numpy as np

from pipeline.articles.asked import Asked, article_of, read_key
from pipeline.articles.clauses import HeldInstrument, clause_edges, turned
from pipeline.articles.content import SHORTEST, ArticleText, article_text, by_title, by_vector
from pipeline.articles.counts import article_counts
from pipeline.articles.edges import Tie, citing_ties, edges_of, natural_provision
from pipeline.articles.graph import graph_of
from pipeline.articles.pointers import articles_held, pointers_of
from pipeline.articles.recalled import Named, held_as, named_documents, recall_edges
from pipeline.errors import UnknownProvision, UnknownSymbol
from pipeline.records import LANGS, Lang
from pipeline.records.articles import (
    ArticleAnswer,
    ArticleCount,
    ArticleGraph,
    ClauseEdge,
    HeldArticle,
    Pointer,
    RecallEdge,
)
from pipeline.records.paragraphs import key_of
from pipeline.store.citations import (
    Citing,
    HeldProvision,
    citing_act,
    citing_acts,
    citing_in,
    citing_provisions,
    held_provisions,
    numbers_of_acts,
)
from pipeline.store.reading import Store
from pipeline.text.normalise import detect_lang

_T = TypeVar("_T")


class ArticleIndex:
    """Answers questions on one state of an index; threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._kept: dict[tuple[str, ...], object] = {}

    def answer(
        self, words: str, lang: Lang | None = None, first: Lang | None = None
    ) -> ArticleAnswer:
        """What concerns the provision that ``words`` ask for, and all below it.

        Without ``lang`` a passage held in both languages comes in that which goes ``first``, if not
        given the language of ``words``. Raises UnknownProvision where the words name no provision,
        or nothing held cites or contains it.
        """
        wanted = read_key(words)
        ties: dict[tuple[int, str], Tie] = {}
        for asked in wanted:
            for tie in self._ties(asked):
                ties.setdefault((tie.paragraph, tie.key), tie)
        edges = edges_of(self._store, tuple(ties.values()), lang, first or detect_lang(words))
        keys = self._keys(wanted, [tie.key for tie in ties.values()])
        if not keys:
            named = ", ".join(asked.key for asked in wanted)
            raise UnknownProvision(f"{named}: nothing held cites it, and no instrument held has it")
        articles = dict.fromkeys(article_of(key) for key in keys)
        clauses = tuple(
            edge
            for key in articles
            for edge in self.clauses(key.partition(":")[0])
            if key in {edge.first, edge.first.partition(":")[0]}
        )
        return ArticleAnswer(words, keys, edges, clauses)

    def _ties(self, asked: Asked) -> tuple[Tie, ...]:
        return self._once(("ties", asked.key), lambda: self._found(asked))

    def _found(self, asked: Asked) -> tuple[Tie, ...]:
        cited = citing_ties(self._citing(), asked, self.held())
        told = {(tie.paragraph, article_of(tie.key)) for tie in cited}
        near = [tie for tie in self._about(asked) if (tie.paragraph, tie.key) not in told]
        return (*cited, *self._outside_instruments(near))

    def _outside_instruments(self, ties: Sequence[Tie]) -> Iterator[Tie]:
        """``ties`` without those of the texts of instruments, which are linked by their maps, and
        of lines too short to be about anything."""
        texts = {h.document for h in self.held()}
        paragraphs = self._store.paragraphs_by_id(dict.fromkeys(t.paragraph for t in ties))
        for tie in ties:
            found = paragraphs[tie.paragraph]
            adopts = found.role in {"preambular", "operative"}
            if (adopts or tie.document not in texts) and len(found.text) >= SHORTEST[found.lang]:
                yield tie

    def _about(self, asked: Asked) -> Iterator[Tie]:
        """Ties by content, of an article as a whole. What a passage cites of an instrument is what
        it is about: its vector tells nothing more."""
        if not asked.provision or article_of(asked.provision) != asked.provision:
            return
        yield from by_title(self._store, asked, self._citing())
        for code in self.instruments():
            if asked.instrument in {"", code}:
                citing = {r.paragraph for r in self._citing() if r.reference.instrument == code}
                for lang in LANGS:
                    near = by_vector(self._store, asked, self._text(code, lang), lang)
                    yield from (tie for tie in near if tie.paragraph not in citing)

    def _text(self, code: str, lang: Lang) -> ArticleText:
        """The articles of an instrument held, in ``lang`` where it is held so."""
        return self._once(
            ("text", code, lang),
            lambda: article_text(
                self._store, [h for h in self.held() if h.provision.instrument == code], lang
            ),
        )

    def _keys(self, wanted: Sequence[Asked], found: Sequence[str]) -> tuple[str, ...]:
        """The provisions asked for, one for each instrument that has it, the most cited first."""
        held = {(h.provision.instrument, h.provision.provision) for h in self.held()}
        counts: dict[str, int] = {}
        for asked in wanted:
            for key in found:
                instrument, _, provision = key.partition(":")
                if asked.holds(instrument, provision):
                    named = key_of(instrument, asked.provision)
                    counts[named] = counts.get(named, 0) + 1
            for instrument, provision in held:
                if asked.holds(instrument, provision):
                    counts.setdefault(key_of(instrument, asked.provision), 0)
        return tuple(sorted(counts, key=lambda key: (-counts[key], key)))

    def graph(self, words: str, lang: Lang | None, labels: Lang) -> ArticleGraph:
        """``answer`` as nodes and links, with the documents that its passages' documents name;
        passages are labelled in ``labels``."""
        answer = self.answer(words, lang, labels)
        symbols = dict.fromkeys(edge.passage.document.symbol for edge in answer.edges)
        recalls = (edge for symbol in symbols for edge in self.recalled(symbol))
        return graph_of(answer, recalls, labels)

    def counts(self, instrument: str = "") -> tuple[ArticleCount, ...]:
        """How many passages cite which article, by session; of one instrument or of all."""
        found = self._once(
            ("counts",),
            lambda: article_counts(self._citing(), self._store.headings(), self.held()),
        )
        return tuple(c for c in found if instrument in {"", c.instrument})

    def pointers(self, symbol: str, lang: Lang) -> tuple[Pointer, ...]:
        """Where the words of a text lead; () where it is not held."""
        document = self._store.document_id(symbol, lang)
        if document is None:
            return ()
        rows = self._store.connected(lambda database: citing_in(database, document))
        headings = self._store.headings()
        places = cache(self._store.paths)
        return pointers_of(rows, document, headings, self.held(), self._held_as(), places)

    def articles_held(self, symbol: str, lang: Lang) -> tuple[HeldArticle, ...]:
        """The articles of instruments that a text holds, and how often each is cited."""
        document = self._store.document_id(symbol, lang)
        own = [h for h in self.held() if h.document == document]
        cited: dict[str, int] = {}
        for code in dict.fromkeys(h.provision.instrument for h in own):
            for count in self._counts_of(code):
                key = key_of(code, count.provision)
                cited[key] = cited.get(key, 0) + count.cites + count.heading
        return () if document is None else articles_held(document, own, cited)

    def _counts_of(self, code: str) -> tuple[ArticleCount, ...]:
        """``counts`` of one instrument, of whose citations alone it is made."""

        def made() -> tuple[ArticleCount, ...]:
            rows = self._store.connected(lambda database: citing_provisions(database, code))
            return article_counts(rows, self._store.headings(), self.held(), code)

        return self._once(("counts", code), made)

    def held(self) -> tuple[HeldProvision, ...]:
        """The provisions whose text is held, in the order in which they were stored."""
        return self._once(("held",), lambda: tuple(self._store.connected(held_provisions)))

    def instruments(self) -> tuple[str, ...]:
        """The instruments whose text is held, in order."""
        return tuple(sorted({h.provision.instrument for h in self.held()}))

    def clauses(self, instrument: str) -> tuple[ClauseEdge, ...]:
        """The articles of other instruments held that correspond to those of ``instrument``, in its
        order; () where it is not held."""
        return self._once(("clauses", instrument), lambda: self._clauses(instrument))

    def _clauses(self, instrument: str) -> tuple[ClauseEdge, ...]:
        if instrument not in self.instruments():
            return ()
        found = [
            edge
            for other in self.instruments()
            if other != instrument
            for edge in self._pair(min(instrument, other), max(instrument, other), instrument)
        ]
        return tuple(
            sorted(
                found, key=lambda e: (natural_provision(e.first.partition(":")[2]), -e.similarity)
            )
        )

    def _pair(self, first: str, second: str, of: str) -> tuple[ClauseEdge, ...]:
        edges = self._once(
            ("pair", first, second),
            lambda: clause_edges(self._instrument(first), self._instrument(second)),
        )
        return edges if of == first else turned(edges)

    def _instrument(self, code: str) -> HeldInstrument:
        """The text of an instrument, in English where it is held so, of the document that holds the
        most of it."""
        held = [h for h in self.held() if h.provision.instrument == code]
        sizes: dict[tuple[bool, int], int] = {}
        for h in held:
            sizes[h.lang == "en", h.document] = sizes.get((h.lang == "en", h.document), 0) + 1
        _, document = max(sizes, key=lambda at: (at[0], sizes[at], -at[1]))
        chosen = [h for h in held if h.document == document]
        ids = [h.paragraph for h in chosen]
        texts = self._store.paragraphs_by_id(ids)
        lang = chosen[0].lang
        rows = np.searchsorted(self._store.rows[lang]["id"], np.array(ids, dtype=np.int64))
        vectors = self._store.vectors[lang].reconstruct(rows)
        return HeldInstrument(code, tuple(texts[key] for key in ids), vectors)

    def recalled(self, symbol: str) -> tuple[RecallEdge, ...]:
        """The documents that the text of ``symbol`` names, in the order of its words, in one
        language, English before Chinese. Raises UnknownSymbol where it is not held."""
        ids = self._documents(symbol)
        return self._recall([n for n in self._named() if n.document == ids[0]])

    def recalling(self, symbol: str) -> tuple[RecallEdge, ...]:
        """The documents held that name that of ``symbol``, held or not, by date, each in one
        language, English before Chinese."""
        held, headings = self._held_as(), self._store.headings()
        targets = [symbol, *(target for target, named in held.items() if named == symbol)]
        rows = self._store.connected(lambda database: citing_act(database, targets))
        english = {h.symbol for h in headings.values() if h.lang == "en"}
        found = [
            n
            for n in named_documents([*self._numbers(), *rows], headings)
            if symbol in {n.target, held.get(n.target)}
            and (headings[n.document].lang == "en" or headings[n.document].symbol not in english)
        ]
        return self._recall(sorted(found, key=lambda n: headings[n.document].date))

    def _documents(self, symbol: str) -> list[int]:
        ids = {lang: self._store.document_id(symbol, lang) for lang in ("en", "zh")}
        found = [key for key in ids.values() if key is not None]
        if not found:
            raise UnknownSymbol(f"{symbol}: no document of that symbol is held")
        return found

    def _recall(self, named: Sequence[Named]) -> tuple[RecallEdge, ...]:
        return recall_edges(self._store, named, self._held_as())

    def _named(self) -> tuple[Named, ...]:
        return self._once(("named",), lambda: named_documents(self._acts(), self._store.headings()))

    def _held_as(self) -> dict[str, str]:
        return self._once(("held as",), lambda: held_as(self._numbers(), self._store.headings()))

    def _numbers(self) -> tuple[Citing, ...]:
        return self._once(("numbers",), lambda: tuple(self._store.connected(numbers_of_acts)))

    def _acts(self) -> tuple[Citing, ...]:
        return self._once(("acts",), lambda: tuple(self._store.connected(citing_acts)))

    def _citing(self) -> tuple[Citing, ...]:
        return self._once(("citing",), lambda: tuple(self._store.connected(citing_provisions)))

    def _once(self, name: tuple[str, ...], make: Callable[[], _T]) -> _T:
        with self._lock:
            if name not in self._kept:
                self._kept[name] = make()
            return cast(_T, self._kept[name])
