"""Questions on provisions and on the chain of resolutions, a part of ``Collection``."""

from pipeline.records import Lang
from pipeline.records.articles import ArticleAnswer, ArticleCount, ArticleGraph, RecallEdge
from pipeline.state import State


class ArticleQuestions:
    """What a collection answers about articles; ``_state`` is the state that holds."""

    _state: State

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
