"""A query to passages: rankings for each language by itself, fused; exact matches before them.

An index of both languages in one list buries the other language, so every language is ranked on
its own. What was found in the query's language tells through its counterparts what to look for in
the other one; only documents held in both count for that, so that however many more are held in
the query's language, the other one's list stays as it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.encode import Encoder
from pipeline.encode.protocol import Reranker
from pipeline.errors import TongwenError, UnknownSymbol
from pipeline.records import LANGS, Expansion, Lang
from pipeline.search.cited import provisions_asked
from pipeline.search.concepts import concepts
from pipeline.search.everyday import officially
from pipeline.search.filters import Filters, Mask, documents_passing
from pipeline.search.hits import Exact, Hits
from pipeline.search.matches import Matches
from pipeline.search.query import (
    Question,
    numbers_of,
    read_question,
    serial_of,
    stem_of,
    tight_symbol,
)
from pipeline.search.ranking import Mirror, Ranking
from pipeline.search.results import SearchResult
from pipeline.search.side import Fit, Hit, Side
from pipeline.search.signals import signals
from pipeline.search.spans import Marker
from pipeline.search.wanted import NOTHING, Query
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES
from pipeline.text.normalise import detect_lang

_RERANKED = 50
"""Passages of each language that a reranker reads: each is a run of a model."""


class Searcher:
    """Answers queries on one state of an index; ``encoder`` is called when first needed."""

    def __init__(self, store: Store, encoder: Callable[[], Encoder]) -> None:
        self._store = store
        self._encoder = encoder
        self._sides = {lang: Side(store, lang) for lang in LANGS}

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
        """The best ``k`` passages of each of ``langs``, and every exact match beyond ``k``.

        A bare symbol gives its document's passages and those that name it; words in quotes, in
        the languages that have them, the passages that contain them and no other; a Chinese term
        of two to six characters every passage that contains it, then the nearest in meaning.
        Exact matches are looked for in headings, footnotes and mastheads as well, unless roles are
        asked for; with ``fold`` those of the same words are one hit, as all other hits are.
        With ``expand`` the other forms of the concepts that the query names are looked up as well,
        and told. ``reranker`` puts the first fifty of each language in its own order, behind the
        exact matches.
        Raises TongwenError for an empty query and an unknown role; UnknownSymbol for a bare
        symbol that is neither held nor named, and for a symbol in ``filters`` that is not held.
        """
        chosen = filters or Filters()
        question = read_question(query)
        documents = documents_passing(self._store, chosen)
        masks = {
            lang: _masks(self._sides[lang], chosen, documents)
            for lang in langs
            if not chosen.lang or lang in chosen.lang
        }
        if question.symbol or question.serial:
            return self._named(question, masks, fold, k)
        asked = self._asked(question, expand)
        own = Ranking(self._store, self._sides[question.lang], asked)
        mirror = Mirror(self._store, own, self._evidence(question.lang, chosen))
        found = {
            lang: own if lang == question.lang else Ranking(self._store, side, asked, mirror)
            for lang, side in self._sides.items()
            if lang in masks
        }
        wanted = _Wanted(k, fold, reranker)
        hits = {lang: _hits(found[lang], masks[lang], wanted) for lang in masks}
        expansions = tuple(e for concept in asked.concepts for e in concept.expansions)
        return _result(hits, Marker(asked, self._encoder()), k, expansions)

    def _asked(self, question: Question, expand: bool) -> Query:
        """What ``question`` looks for."""
        text, lang = question.text, question.lang
        named = concepts(text, lang) if expand else ()
        vector = self._vector(text, officially(text, lang, named))
        counted = signals(text, lang) if numbers_of(text) else NOTHING
        return Query(question, vector, named, provisions_asked(text, lang), counted)

    def _vector(self, text: str, official: str) -> NDArray[np.float32]:
        """The vector of ``text``; midway to that of its ``official`` wording where it has one."""
        texts = list(dict.fromkeys((text, official)))
        vectors = self._encoder().encode(texts, kind="query").vectors
        if len(texts) == 1:
            return np.asarray(vectors[0])
        vector = vectors.mean(axis=0)
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)

    def _evidence(self, lang: Lang, filters: Filters) -> Mask:
        """The rows of the query's own language that tell what to look for in the other one."""
        documents = documents_passing(self._store, replace(filters, lang=()))
        return _masks(self._sides[lang], filters, documents).ranked

    def _named(
        self, question: Question, masks: "dict[Lang, _Masks]", fold: bool, k: int
    ) -> SearchResult:
        """What a bare symbol, or the bare number of a resolution, finds."""
        asked = question.symbol or question.serial
        tables = (self._symbols, self._stems) if question.symbol else (self._serials,)
        symbols = next((table[asked] for table in tables if asked in table), frozenset())
        hits = {
            lang: Hits(side, None, side.named(symbols, asked, mask.ranked, mask.exact, fold))
            for lang, mask in masks.items()
            for side in (self._sides[lang],)
        }
        if not symbols and not any(hits.values()):
            raise UnknownSymbol(f"{asked}: no document of that symbol is held, and none names it")
        return _result(hits, Marker(Query(question), None), k)

    @cached_property
    def _symbols(self) -> dict[str, frozenset[str]]:
        """The symbols held, by their spelling in a query."""
        return _grouped(self._held, tight_symbol)

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        """The symbols held, by their spelling without the letters of one of several texts."""
        return _grouped(self._held, lambda symbol: tight_symbol(stem_of(symbol)))

    @cached_property
    def _serials(self) -> dict[str, frozenset[str]]:
        """The symbols of resolutions and decisions held, by their number."""
        return _grouped(self._held, serial_of)

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(heading.symbol for heading in self._store.headings().values())


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How many hits are wanted, and in what form."""

    k: int
    fold: bool
    reranker: Reranker | None


def _result(
    hits: Mapping[Lang, Hits], marker: Marker, k: int, expansions: tuple[Expansion, ...] = ()
) -> SearchResult:
    zh, en = (hits[lang].matches(marker.spans, k) if lang in hits else Matches() for lang in LANGS)
    return SearchResult(zh, en, expansions)


def _hits(ranking: Ranking, masks: "_Masks", wanted: _Wanted) -> Hits:
    """Hits in one language: exact ones, best first, then by all rankings up to ``wanted.k``."""
    side, question = ranking.side, ranking.query.question
    is_own = side.lang == question.lang
    fused = {f.key: f for f in ranking.ranked(masks.ranked, wanted.k)}
    fit = Fit(numbers_of(question.text), ranking.cited)
    exact = None
    if phrases := _phrases(question, side.lang):
        rows = side.containing(phrases, masks.exact)
        exact = Exact(side, rows, fused, fit, wanted.fold)
    if question.phrases and (exact or is_own):
        return Hits(side, exact)
    more = max(0, wanted.k - (len(exact) if exact else 0))
    read = max(more, _RERANKED) if wanted.reranker and more else more
    held = frozenset(exact.twins.tolist()) if exact and read else frozenset()
    rest = [twin for twin in fused if twin not in held][:read]
    why = {twin: fused[twin].why for twin in rest}
    found = side.hits(why, masks.ranked, {twin: fused[twin].cosine for twin in rest}, fit)
    if wanted.reranker and found:
        found = _reranked(found, side, question.text, wanted.reranker)
    return Hits(side, exact, found[:more])


def _reranked(hits: Sequence[Hit], side: Side, query: str, reranker: Reranker) -> list[Hit]:
    """The first ``_RERANKED`` of ``hits`` as ``reranker`` orders them, then the others."""
    first = list(hits[:_RERANKED])
    relevance = reranker.relevance(query, side.texts(np.array([hit.row for hit in first], np.intp)))
    order = np.argsort(-relevance, kind="stable").tolist()
    ordered = [
        replace(first[at], why=(*first[at].why, f"reranked {rank}"))
        for rank, at in enumerate(order, start=1)
    ]
    return [*ordered, *hits[_RERANKED:]]


def _grouped(symbols: Iterable[str], spell: Callable[[str], str]) -> dict[str, frozenset[str]]:
    by_spelling: dict[str, set[str]] = {}
    for symbol in symbols:
        by_spelling.setdefault(spell(symbol), set()).add(symbol)
    return {spelling: frozenset(group) for spelling, group in by_spelling.items()}


def _phrases(question: Question, lang: Lang) -> tuple[str, ...]:
    """What must stand word for word in passages of ``lang``."""
    if question.term and lang == "zh":
        return (question.term,)
    return tuple(
        phrase for phrase in question.phrases if lang == "zh" or detect_lang(phrase) == "en"
    )


@dataclass(frozen=True, slots=True)
class _Masks:
    """The rows that pass: those that are ranked, and those among which exact matches count."""

    ranked: Mask
    exact: Mask


def _masks(side: Side, filters: Filters, documents: frozenset[int] | None) -> _Masks:
    """The rows of ``side`` that pass."""
    unknown = sorted(set(filters.role) - set(ROLES))
    if unknown:
        raise TongwenError(f"{unknown[0]}: no such role; there are {', '.join(ROLES)}")
    ranked = side.with_roles(filters.role) if filters.role else side.content
    exact = ranked if filters.role else np.ones(len(side.twins), dtype=np.bool_)
    if documents is None:
        return _Masks(ranked, exact)
    held = np.isin(side.documents, np.fromiter(documents, dtype=np.int64))
    return _Masks(ranked & held, exact & held)
