"""The way in for the command line and the app: one index, opened and asked; an answer imports the
rooms behind it when it is first asked for, so that a search waits for its own alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.encode.protocol import Reranker
from pipeline.errors import UnknownSymbol
from pipeline.opened import OpenIndex
from pipeline.records import (
    LANGS,
    Bead,
    Body,
    Document,
    Heading,
    Lang,
    Match,
    Measure,
    Paragraph,
    Recommendation,
    Refusal,
    Remark,
    Tendency,
    TrendPoint,
)
from pipeline.review import (
    Quality,
    Reviewed,
    ReviewLog,
    is_pair,
    judgement,
    key_links,
    quality,
    reviewed,
    reviewed_match,
)
from pipeline.search import Filters, SearchResult, documents_passing
from pipeline.store.remarks import RemarkCount

if TYPE_CHECKING:
    from pipeline.exchange import Unit
    from pipeline.lineage import Lineage
    from pipeline.recommend import Ladder
    from pipeline.records.articles import ArticleAnswer, ArticleCount, ArticleGraph, RecallEdge
    from pipeline.records.lineage import Entry, Kin, Request
    from pipeline.records.topics import ConceptMatch
    from pipeline.trend import Background


@dataclass(frozen=True, slots=True)
class Holding:
    """A symbol and what is held of it; None for the language that is missing."""

    symbol: str
    zh: Heading | None
    en: Heading | None


class Collection(OpenIndex):
    """What may be asked of an open index."""

    def search(
        self,
        query: str,
        *,
        langs: Sequence[Lang] = LANGS,
        k: int = 10,
        filters: Filters | None = None,
        fold: bool = False,
        expand: bool = True,
        reranker: Reranker | None = None,
    ) -> SearchResult:
        """Passages for ``query`` in each of ``langs``, with their counterparts as they stand after
        review; see ``Searcher.search``."""
        state = self._state
        store, paragraphs = state.store, state.store.paragraphs  # matches are read from it later on
        found = state.searcher.search(
            query,
            langs=langs,
            k=k,
            filters=filters,
            fold=fold,
            expand=expand,
            reranker=reranker,
        )
        log = self.reviews().read()
        judged = frozenset(made.symbol for made in log.judgements)
        if not judged:
            return found

        def after_review(match: Match) -> Match:
            return reviewed_match(match, judged, after, paragraphs)

        @cache
        def after(symbol: str) -> Reviewed:
            zh, en = paragraphs(symbol, "zh"), paragraphs(symbol, "en")
            return reviewed(store.beads(symbol), zh, en, log.of(symbol))

        zh, en = found.zh.mapped(after_review), found.en.mapped(after_review)
        return SearchResult(zh, en, found.expansions)

    def documents(self) -> tuple[Heading, ...]:
        """Every document held, in the order in which they were taken in."""
        return tuple(self._state.store.headings().values())

    def bodies(self) -> tuple[Body, ...]:
        """The bodies that the corpora taken in name themselves; others are in ``lexicon``."""
        return self._state.store.bodies()

    def refusals(self) -> tuple[Refusal, ...]:
        """Files that were met and not taken in, with the reason; () where all were."""
        return self._state.store.refusals()

    def remarks(self, symbol: str, lang: Lang) -> tuple[Remark, ...]:
        """What was taken out of a document, word for word, and what is doubtful in it; () where
        nothing is or it is not held."""
        return self._state.store.remarks(symbol, lang)

    def remark_counts(self) -> tuple[RemarkCount, ...]:
        """How many remarks of each kind each document has, in the order of the documents."""
        return self._state.store.remark_counts()

    def document(self, symbol: str, lang: Lang) -> Document | None:
        """A document as its reader gave it; None where it is not held."""
        return self._state.store.document(symbol, lang)

    def paragraphs(self, symbol: str, lang: Lang) -> tuple[Paragraph, ...]:
        """The paragraphs of a document in order; empty where it is not held."""
        return self._state.store.paragraphs(symbol, lang)

    def beads(self, symbol: str) -> tuple[Bead, ...]:
        """How the two languages of a symbol correspond; empty where one of them is not held."""
        return self._state.store.beads(symbol)

    def reviewed(self, symbol: str) -> Reviewed:
        """The beads of a symbol as they stand after review; without judgements, as computed."""
        zh, en = self.paragraphs(symbol, "zh"), self.paragraphs(symbol, "en")
        return reviewed(self.beads(symbol), zh, en, self.reviews().read().of(symbol))

    def reviews(self) -> ReviewLog:
        """The judgements of people on this index, which outlive its states."""
        return ReviewLog(self._folder)

    def take_corrected(
        self, symbol: str, name: str, units: Sequence[Unit], reviewer: str, reason: str = ""
    ) -> tuple[int, int]:
        """Let the alignment ``units``, read from the file ``name``, stand in place of the one that
        holds; how many of its rows changed, and how many it has.

        Raises UnknownSymbol for a text not held in both languages, InputError for words that are
        not its paragraphs, TongwenError where the reviewer is not named.
        """
        from pipeline.exchange import beads_of_units

        zh, en = self.paragraphs(symbol, "zh"), self.paragraphs(symbol, "en")
        if not zh or not en:
            raise UnknownSymbol(f"{symbol}: not held in both languages in {self._folder}")
        wanted = beads_of_units(name, units, zh, en)
        standing = {(b.zh, b.en) for b in self.reviewed(symbol).beads}
        changed = [(b.zh, b.en) for b in wanted if (b.zh, b.en) not in standing]
        if changed:
            log = self.reviews()
            links, when = key_links(changed, zh, en), log.moment()
            log.add([judgement(symbol, "relink", reviewer, links=links, reason=reason, made=when)])
        return len(changed), len(wanted)

    def quality(self) -> Quality:
        """How the alignment does as far as people have looked, counted over the texts judged."""
        log = self.reviews().read().judgements
        judged = dict.fromkeys(j.symbol for j in log if not is_pair(j.symbol))
        return quality((self.beads(symbol), self.reviewed(symbol)) for symbol in judged)

    def held(self) -> tuple[Holding, ...]:
        """Every symbol in order, with the languages it is held in."""
        by_symbol: dict[str, dict[Lang, Heading]] = {}
        for heading in self.documents():
            by_symbol.setdefault(heading.symbol, {})[heading.lang] = heading
        return tuple(
            Holding(symbol, found.get("zh"), found.get("en"))
            for symbol, found in sorted(by_symbol.items())
        )

    def recommendations(
        self, filters: Filters | None = None
    ) -> tuple[tuple[Heading, Recommendation], ...]:
        """Recommendations and conclusions with their documents, in the order of the documents;
        those of the documents that pass ``filters``, whose ``role`` is not looked at."""
        passing = documents_passing(self._state.store, filters or Filters())
        if passing is None:
            return self._state.recommendations
        return self._state.ranked(self._state.store.recommendations(sorted(passing)))

    def ladder(self) -> Ladder:
        """Which verbs are stronger than which: ``ladder.csv`` in the folder of the index, else the
        built-in ladder; Unreadable for a file that is none."""
        return self._state.ladder

    def register(self, lang: Lang, filters: Filters | None = None) -> tuple[Entry, ...]:
        """The recommendations held in ``lang`` with their counterparts in the other language;
        those of the documents that pass ``filters``."""
        found = self._state.register(lang)
        passing = documents_passing(self._state.store, filters or Filters())
        if passing is None:
            return found
        headings = self._state.store.headings()
        symbols = {headings[key].symbol for key in passing if headings[key].lang == lang}
        return tuple(entry for entry in found if entry.document.symbol in symbols)

    def lineage(self, lang: Lang) -> Lineage:
        """What became of the recommendations held in ``lang``, from session to session."""
        return self._state.lineage(lang)

    def kin(self, entry: Entry, k: int = 10) -> tuple[Kin, ...]:
        """The recommendations of other texts that come nearest to ``entry``, a row of the register,
        in content, whatever their wording: the nearest first."""
        return self._state.kin(entry, k)

    def requests(self, lang: Lang) -> tuple[Request, ...]:
        """Who was asked to do what by when, in the texts held in ``lang``, and what answers it."""
        return self._state.requests(lang)

    def trends(
        self, measure: Measure, filters: Filters | None = None, status: str = ""
    ) -> tuple[TrendPoint, ...]:
        """Recommendations counted by session, each text in one language, English before Chinese,
        since Chinese 应 alone does not tell how strong a recommendation is. Drafts are counted
        apart from all else; with a ``status`` documents of that one alone count."""
        from pipeline.trend import one_language, trend

        if filters is None and not status:
            rows = self._state.counted
        else:
            found = self.recommendations(filters)
            rows = one_language(row for row in found if status in {"", row[0].status})
        return trend(rows, measure, self.trend_background(measure))

    def counted(self) -> tuple[tuple[Heading, Recommendation], ...]:
        """The recommendations and conclusions of each text in one language, as ``trends`` has
        them."""
        return self._state.counted

    def tendencies(self, measure: Measure, filters: Filters | None = None) -> tuple[Tendency, ...]:
        """Where the shares of each body and value tend, rising ones first; see ``tendencies``."""
        from pipeline.trend import tendencies

        return tendencies(self.trends(measure, filters))

    def trend_background(self, measure: Measure) -> Background:
        """What recommendations are counted by for ``measure`` and do not hold themselves: the
        concepts of their documents, their lineage. The latter takes a while at the first call."""
        return self._state.background(measure)

    def concepts(self, symbol: str) -> tuple[ConceptMatch, ...]:
        """The UNBIS concepts of a document, in both languages the same: those that a file carries,
        else the five nearest; () where it is not held, or carries none and the index was built
        with an encoder that cannot tell."""
        return self._state.concepts().by_symbol.get(symbol, ())

    def finds_concepts(self) -> bool:
        """Whether the encoder of the index can tell concepts of documents that carry none."""
        return self._state.concepts().can_find

    def articles(
        self, key: str, lang: Lang | None = None, first: Lang | None = None
    ) -> ArticleAnswer:
        """The passages that concern a provision and all below it, and the articles of other
        instruments that correspond.

        ``key`` is ``18(13)``, ``UNTOC:18``, 第十八条第十三款 or "article 18, paragraph 13"; without
        ``lang`` a passage held in both languages comes in that which goes ``first`` (that of
        ``key``), with its counterpart. Raises UnknownProvision where nothing held cites or contains
        it.
        """
        return self._state.articles.answer(key, lang, first)

    def article_index(self, instrument: str = "") -> tuple[ArticleCount, ...]:
        """How many passages of each session cite which article, of one instrument or of all."""
        return self._state.articles.counts(instrument)

    def article_graph(
        self, key: str, lang: Lang | None = None, labels: Lang = "en"
    ) -> ArticleGraph:
        """``articles`` with the documents that the passages stand in and those that these name, as
        nodes and links, citations in the language ``labels``."""
        return self._state.articles.graph(key, lang, labels)

    def recalled(self, symbol: str) -> tuple[RecallEdge, ...]:
        """The resolutions, decisions and documents that a text held names, in order; UnknownSymbol
        where it is not held."""
        return self._state.articles.recalled(symbol)

    def recalling(self, symbol: str) -> tuple[RecallEdge, ...]:
        """The texts held that name a document, whether it is held or not."""
        return self._state.articles.recalling(symbol)
