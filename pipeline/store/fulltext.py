"""Questions to the full-text tables: passages by the rarity of shared words, or by exact words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pipeline.records import Lang
from pipeline.store.reading import Store
from pipeline.store.schema import full_text_table
from pipeline.text.normalise import HAN
from pipeline.text.tokenise import BREAK, contains, grams, mark_of, marks, phrase_key, words

Column: TypeAlias = Literal["words", "grams", "marks"]

_ANY_HAN = re.compile(f"[{HAN}]")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_BUDGET = 12_000
"""Passages that a ranking looks at, some 15 milliseconds; the rarest words of the query come
first, and the words that would go beyond it, which hardly tell passages apart, are left out."""


@dataclass(frozen=True, slots=True)
class Term:
    """A token of the query in one column of the full-text table."""

    column: Column
    token: str

    @property
    def query(self) -> str:
        """As FTS5 wants it."""
        return f"{self.column} : {_quoted([self.token])}"


def query_terms(query: str, lang: Lang) -> tuple[Term, ...]:
    """The different words of ``query``, what it cites, and for Chinese its grams."""
    terms = [Term("words", word) for word in words(query, lang)]
    terms += [Term("marks", mark) for mark in marks(query)]
    if lang == "zh":
        terms += [Term("grams", gram) for gram in grams(query) if gram != BREAK]
    return tuple(dict.fromkeys(terms))


class FullText:
    """The full-text table of one language of one state."""

    def __init__(self, store: Store, lang: Lang) -> None:
        self._store = store
        self._lang = lang
        self._table = full_text_table(lang)
        self._counts: dict[Term, int] = {}

    def count(self, term: Term) -> int:
        """In how many passages the term stands."""
        if term not in self._counts:
            query = f"SELECT count(*) FROM {self._table} WHERE {self._table} MATCH ?"
            self._counts[term] = self._store.fetch(query, (term.query,))[0][0]
        return self._counts[term]

    def affordable(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """The terms that occur, rarest first, as far as the budget goes and at least one."""
        chosen: list[Term] = []
        spent = 0
        for term in sorted(terms, key=self.count):
            count = self.count(term)
            spent += count
            if chosen and spent > _BUDGET:
                break
            if count:
                chosen.append(term)
        return tuple(chosen)

    def ranked(self, terms: Sequence[Term], limit: int) -> list[int]:
        """Ids of at most ``limit`` passages with any of the terms, the best by BM25 first."""
        return self._matching(" OR ".join(f"({term.query})" for term in terms), limit)

    def verbatim(self, text: str, limit: int) -> list[int]:
        """Ids of at most ``limit`` passages that hold the words of ``text`` one after another,
        endings aside, the best by BM25 first; none for a single word."""
        tokens = grams(text) if self._lang == "zh" else words(text, "en")
        if len(tokens) < 2:
            return []
        column: Column = "grams" if self._lang == "zh" else "words"
        return self._matching(f"{column} : {_quoted(tokens)}", limit)

    def naming(self, symbol: str) -> list[int]:
        """Ids of the passages that name the symbol or number, the best by BM25 first."""
        return self._matching(Term("marks", mark_of(symbol)).query)

    def exact(self, phrase: str) -> list[int]:
        """Ids of every passage that contains ``phrase`` exactly, the best by BM25 first.

        White space, width, case and the form of quotation marks make no difference; a figure or
        a Latin word must match whole. Empty for a phrase without letters and digits.
        """
        key = phrase_key(phrase)
        pairs = grams(phrase) if self._lang == "zh" else []
        if any(pair != BREAK for pair in pairs):
            match = f"grams : {_quoted(pairs)}"
            if _HAN_ONLY.fullmatch(key):  # then the grams decide alone
                return self._matching(match)
        elif self._lang == "zh" and _ANY_HAN.search(key):  # lone characters have no grams
            return self._scan(key)
        else:
            match = f"words : {_quoted(words(phrase, self._lang))}"
        query = (
            f"SELECT f.rowid, p.text FROM {self._table} AS f JOIN paragraphs AS p"
            f" ON p.id = f.rowid WHERE {self._table} MATCH ? ORDER BY f.rank"
        )
        return _containing(key, self._store.fetch(query, (match,)))

    def _matching(self, match: str, limit: int = -1) -> list[int]:
        """Ids of the passages that FTS5 finds, the best by BM25 first; -1 is no limit."""
        if not match:
            return []
        query = f"SELECT rowid FROM {self._table} WHERE {self._table} MATCH ?"
        found = self._store.fetch(f"{query} ORDER BY rank LIMIT ?", (match, limit))
        return [key for (key,) in found]

    def _scan(self, key: str) -> list[int]:
        """Passages with ``key``, found by looking through all, in the order they are held."""
        query = (
            "SELECT p.id, p.text FROM paragraphs AS p JOIN documents AS d ON d.id = p.document"
            " WHERE d.lang = ? AND p.text LIKE ? ORDER BY p.id"
        )
        pattern = f"%{next(c for c in key if _ANY_HAN.match(c))}%"
        return _containing(key, self._store.fetch(query, (self._lang, pattern)))


def _containing(key: str, passages: Iterable[Sequence[Any]]) -> list[int]:
    return [
        found
        for found, text in passages
        if contains(text.casefold(), key) or contains(phrase_key(text), key)  # the quick way first
    ]


def _quoted(tokens: Sequence[str]) -> str:
    """Tokens as one FTS5 phrase."""
    return '"' + " ".join(tokens).replace('"', '""') + '"'
