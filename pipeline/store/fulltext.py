"""Questions to the full-text tables: which passages hold a word, a phrase, a symbol."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Lang
from pipeline.store.columns import chunks
from pipeline.store.columns import marks as marks_of
from pipeline.store.reading import Store
from pipeline.store.schema import full_text_table
from pipeline.text.normalise import HAN
from pipeline.text.tokenise import BREAK, contains, grams, mark_of, phrase_key, words

Column: TypeAlias = Literal["words", "grams", "marks"]

_ANY_HAN = re.compile(f"[{HAN}]")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_LONGEST = 64
"""Words of a phrase that are looked up; the passages found are then read for the rest."""

Ids: TypeAlias = NDArray[np.int64]
"""Paragraph ids in ascending order, shape (n,)."""
_NO_IDS: Ids = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Term:
    """A token of the query in one column of the full-text table, or several, joined by spaces, that
    stand one after another."""

    column: Column
    token: str

    @property
    def query(self) -> str:
        """As FTS5 wants it."""
        return f"{self.column} : {_quoted([self.token])}"


class FullText:
    """The full-text table of one language of one state."""

    def __init__(self, store: Store, lang: Lang) -> None:
        self._store = store
        self._lang = lang
        self._table = full_text_table(lang)

    def ids(self, term: Term, limit: int = -1) -> Ids:
        """Ids of the passages in which the term stands, in their order, at most ``limit`` of them;
        -1 is no limit."""
        return self._ids(term.query, limit)

    def lengths(self, ids: Ids) -> NDArray[np.float32]:
        """How many words each of those passages has, in the order of ``ids``."""
        counts = dict.fromkeys(ids.tolist(), 0)
        for chunk in chunks(counts):
            query = f"SELECT id, sz FROM {self._table}_docsize WHERE id IN ({marks_of(chunk)})"
            counts.update(
                (key, _first_number(sizes)) for key, sizes in self._store.fetch(query, chunk)
            )
        return np.fromiter(counts.values(), dtype=np.float32, count=len(counts))

    def all_lengths(self) -> NDArray[np.float32]:
        """How many words each passage has, in the order of their ids. The numbers come as one text,
        of each the first three bytes, which are enough for two million."""
        query = (
            "SELECT group_concat(hex(substr(sz, 1, 3)), '') FROM"
            f" (SELECT sz FROM {self._table}_docsize ORDER BY id)"
        )
        found = bytes.fromhex(self._store.fetch(query)[0][0] or "")
        first, second, third = np.frombuffer(found, np.uint8).reshape(-1, 3).T.astype(np.int64)
        two = (first & 0x7F) << 7 | second & 0x7F
        three = two << 7 | third & 0x7F
        several = np.where(second < 0x80, two, three)
        return np.where(first < 0x80, first, several).astype(np.float32)

    def verbatim(self, text: str, limit: int) -> Ids:
        """Ids of at most ``limit`` passages that hold the words of ``text`` one after another,
        endings aside; none for a single word and for more than ``_LONGEST`` words."""
        tokens = grams(text) if self._lang == "zh" else words(text, "en")
        if not 1 < len(tokens) <= _LONGEST:
            return _NO_IDS
        column: Column = "grams" if self._lang == "zh" else "words"
        return self.ids(Term(column, " ".join(tokens)), limit)

    def naming(self, symbol: str) -> Ids:
        """Ids of the passages that name the symbol or number, in their order."""
        return self.ids(Term("marks", mark_of(symbol)))

    def exact(self, phrase: str) -> Ids:
        """Ids of every passage that contains ``phrase`` exactly, in their order.

        White space, width, case and the form of quotation marks make no difference; a figure or
        a Latin word must match whole. Empty for a phrase without letters and digits.
        """
        key = phrase_key(phrase)
        pairs = grams(phrase) if self._lang == "zh" else []
        if any(pair != BREAK for pair in pairs):
            match = f"grams : {_quoted(pairs[:_LONGEST])}"
            if _HAN_ONLY.fullmatch(key) and len(pairs) <= _LONGEST:  # then the grams decide alone
                return self._ids(match)
        elif self._lang == "zh" and _ANY_HAN.search(key):  # lone characters have no grams
            return self._scan(key)
        elif not (tokens := words(phrase, self._lang)):
            return _NO_IDS
        else:
            match = f"words : {_quoted(tokens[:_LONGEST])}"
        # between spaces it stands as asked for; only the other passages are read
        query = (
            "SELECT f.rowid, CASE WHEN instr(' ' || lower(p.text) || ' ', ?) THEN NULL"
            f" ELSE p.text END FROM {self._table} AS f JOIN paragraphs AS p"
            f" ON p.id = f.rowid WHERE {self._table} MATCH ? ORDER BY f.rowid"
        )
        return _containing(key, self._store.fetch(query, (f" {key} ", match)))

    def _ids(self, match: str, limit: int = -1) -> Ids:
        """Ids of the passages that FTS5 finds. They come as one text, which is ten times as quick
        as one row each."""
        query = (
            "SELECT group_concat(rowid) FROM"
            f" (SELECT rowid FROM {self._table} WHERE {self._table} MATCH ? LIMIT ?)"
        )
        found = self._store.fetch(query, (match, limit))[0][0]
        return np.fromstring(found, dtype=np.int64, sep=",") if found else _NO_IDS

    def _scan(self, key: str) -> Ids:
        """Passages with ``key``, found by looking through all, in the order they are held."""
        query = (
            "SELECT p.id, p.text FROM paragraphs AS p JOIN documents AS d ON d.id = p.document"
            " WHERE d.lang = ? AND p.text LIKE ? ORDER BY p.id"
        )
        pattern = f"%{next(c for c in key if _ANY_HAN.match(c))}%"
        return _containing(key, self._store.fetch(query, (self._lang, pattern)))


def _containing(key: str, passages: Iterable[Sequence[Any]]) -> Ids:
    """Ids of ``passages`` that hold ``key``; without a text those that are known to."""
    found = (
        found
        for found, text in passages
        if text is None
        or contains(text.casefold(), key)
        or contains(phrase_key(text), key)  # the quick way first
    )
    return np.fromiter(found, dtype=np.int64)


def _first_number(sizes: bytes) -> int:
    """The first of SQLite's numbers of variable length: seven bits a byte, the highest first."""
    value = 0
    for byte in sizes:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value


def _quoted(tokens: Sequence[str]) -> str:
    """Tokens as one FTS5 phrase."""
    return '"' + " ".join(tokens).replace('"', '""') + '"'
