"""A query to passages: two rankings for each language by itself, fused; exact matches before them.

An index of both languages in one list buries the other language, so every language is ranked on
its own: by meaning (vectors) and by words (full text).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.encode import Encoder
from pipeline.errors import TongwenError, UnknownSymbol
from pipeline.records import LANGS, Heading, Lang, Match, Role
from pipeline.search.query import Question, fuse, read_question, serial_of, stem_of, tight_symbol
from pipeline.search.ranking import Hit, Mask, Side
from pipeline.store.fulltext import Term, query_terms
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES, day_number
from pipeline.text.normalise import detect_lang
from pipeline.text.tokenise import marks, words

_ALIGNED = 20
"""Hits in the query's own language whose counterparts are a ranking of the other language."""
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_COMMON = 0.01
"""Share of English passages from which a word of the query is too common to be looked up in
Chinese texts, where it stands in foreign names alone."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages count; an empty field lets all pass, several values any of them.

    Without ``role`` the content roles count. ``body`` holds codes, ``symbol`` symbols in any
    spelling; dates are ISO 8601, may stop at the year or month, and are inclusive; a document
    without a date passes no date.
    """

    lang: tuple[Lang, ...] = ()
    body: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    date_from: str = ""
    date_to: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits in both languages, each list ranked from 1 by itself."""

    zh: tuple[Match, ...] = ()
    en: tuple[Match, ...] = ()


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
    ) -> SearchResult:
        """The best ``k`` passages of each of ``langs``, and every exact match beyond ``k``.

        A bare symbol gives its document's passages and those that name it; words in quotes, in
        the languages that have them, the passages that contain them and no other; a Chinese term
        of two to six characters every passage that contains it, then the nearest in meaning.
        Exact matches are looked for in headings, footnotes and mastheads as well, unless roles are
        asked for; with ``fold`` those of the same words are one hit, as all other hits are.
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
            return SearchResult(**self._named(question, masks, fold))
        vector: NDArray[np.float32]
        vector = self._encoder().encode([question.text], kind="query").vectors[0]
        hits: dict[Lang, list[Hit]] = {}
        own = question.lang
        for lang in sorted(masks, key=lambda lang: lang != own):
            first = hits.get(own, [])[:_ALIGNED]
            ids = [int(self._sides[own].ids[hit.row]) for hit in first]
            hits[lang] = self._ranked(
                self._sides[lang], question, vector, masks[lang], k, ids, fold
            )
        return SearchResult(**{lang: self._sides[lang].matches(hits[lang]) for lang in masks})

    def _named(
        self, question: Question, masks: "dict[Lang, _Masks]", fold: bool
    ) -> dict[Lang, tuple[Match, ...]]:
        """What a bare symbol, or the bare number of a resolution, finds."""
        asked = question.symbol or question.serial
        tables = (self._symbols, self._stems) if question.symbol else (self._serials,)
        symbols = next((table[asked] for table in tables if asked in table), frozenset())
        hits = {
            lang: self._sides[lang].named(symbols, asked, mask.ranked, mask.exact, fold)
            for lang, mask in masks.items()
        }
        if not symbols and not any(hits.values()):
            raise UnknownSymbol(f"{asked}: no document of that symbol is held, and none names it")
        return {lang: self._sides[lang].matches(found) for lang, found in hits.items()}

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

    def _ranked(
        self,
        side: Side,
        question: Question,
        vector: NDArray[np.float32],
        masks: "_Masks",
        k: int,
        own: Sequence[int],
        fold: bool,
    ) -> list[Hit]:
        """Hits in ``side``: exact ones, best first, then by all rankings up to ``k``. ``own`` are
        the first paragraphs found in the query's language, when ``side`` is the other one."""
        mask = masks.ranked
        cosines = side.nearest(vector, mask, k) if vector.any() else {}
        rankings = {
            "dense": list(cosines),
            "words": side.by_words(self._terms(question, side), mask, k),
        }
        if side.lang != question.lang:
            rankings["aligned"] = side.aligned(own, mask)
        elif not (question.phrases or question.term):
            rankings["phrase"] = side.verbatim(question.text, mask)
        fused = {f.key: f.why for f in fuse(rankings)}
        phrases = _phrases(question, side.lang)
        rows = side.containing(phrases, masks.exact) if phrases else []
        place = {twin: number for number, twin in enumerate(fused)}
        exact = list(dict.fromkeys(side.twins[rows].tolist()))
        exact.sort(key=lambda twin: place.get(twin, len(place)))
        why = {twin: ("exact", *fused.get(twin, ())) for twin in exact}
        hits = side.hits(why, side.only(rows), cosines, fold)
        if question.phrases and (hits or question.lang == side.lang):
            return hits
        rest = [twin for twin in fused if twin not in why][: max(0, k - len(hits))]
        return hits + side.hits({twin: fused[twin] for twin in rest}, mask, cosines)

    def _terms(self, question: Question, side: Side) -> tuple[Term, ...]:
        """The words to look up: all in the query's own language, in the other one only symbols,
        long numbers, and Latin words that tell something."""
        if side.lang == question.lang:
            return query_terms(question.text, side.lang)
        english = self._sides["en"]
        plain = (Term("words", word) for word in words(question.text, "en"))
        telling = (
            term
            for term in dict.fromkeys(plain)
            if term.token.isascii()
            and (len(term.token) > 3 or not term.token.isdigit())
            and english.text.count(term) <= _COMMON * len(english.twins)
        )
        return (*(Term("marks", mark) for mark in marks(question.text)), *telling)


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


def documents_passing(store: Store, filters: Filters) -> frozenset[int] | None:
    """Ids of the documents that pass all but ``role``; None where every one does.

    Raises UnknownSymbol for a symbol that is not held, TongwenError for a date that is none.
    """
    if filters == Filters(role=filters.role):
        return None
    headings = store.headings()
    symbols = {tight_symbol(symbol) for symbol in filters.symbol}
    held = {tight_symbol(h.symbol) for h in headings.values()} if symbols else set()
    if symbols - held:
        raise UnknownSymbol(f"{min(symbols - held)}: no document of that symbol is held")
    first, last = _day(filters.date_from, "0"), _day(filters.date_to, "9")

    def passes(heading: Heading) -> bool:
        day = day_number(heading.date)
        return (
            (not filters.lang or heading.lang in filters.lang)
            and (not filters.body or heading.body in filters.body)
            and (not filters.session or heading.session in filters.session)
            and (not symbols or tight_symbol(heading.symbol) in symbols)
            and day >= first
            and (not last or 0 < day <= last)
        )

    return frozenset(key for key, heading in headings.items() if passes(heading))


def _day(date: str, missing: str) -> int:
    """A date to filter by as a number, 0 for none given; TongwenError for what is no date."""
    if not date:
        return 0
    if not _DATE.fullmatch(date):
        raise TongwenError(f"{date}: a date is written 2012, 2012-11 or 2012-11-14")
    return day_number(date, missing)


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
