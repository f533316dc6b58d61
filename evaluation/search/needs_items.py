"""The judged collection as items: what is judged once, though it stands in several passages.

An item is a passage with its aligned counterpart in the other language and with the passages of
the same words, whose letters are the same once figures, punctuation and white space are gone: the
yearly recurrence of a paragraph is one item in both languages. A text too short for that, of fewer
than ten letters, is an item with its counterpart alone. Every ranking is folded to items before it
is measured, so that no system gains or loses by showing or hiding recurrences.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.search.needs import Judged, digest
from pipeline.errors import InputError
from pipeline.records import CONTENT_ROLES, LANGS, Lang, Paragraph
from pipeline.store.reading import Store, open_store
from pipeline.text.normalise import fold
from pipeline.text.passage import wording

_SHORTEST = 10
"""Letters below which equal words say too little to be one passage that recurs."""


@dataclass(frozen=True, slots=True)
class Found:
    """Judgements by need and item; ``moved`` were found by their words at another ordinal, and
    ``lost`` are no longer in the collection, or not in those words."""

    grades: Mapping[str, Mapping[int, int]]
    moved: int
    lost: tuple[Judged, ...]


class Passages:
    """All paragraphs of an index by id, with the item of each."""

    def __init__(self, index: Path) -> None:
        """Read the index in ``index``, which is wholly in memory then: for collections of some
        ten thousand passages. NoIndex and the like as of ``open_store``."""
        store = open_store(index)
        try:
            self.paragraphs: dict[int, Paragraph] = {}
            self.rows: dict[Lang, tuple[int, ...]] = {}
            for lang in LANGS:
                ids = tuple(int(key) for key in store.rows[lang]["id"])
                self.paragraphs |= store.paragraphs_by_id(ids)
                self.rows[lang] = ids
            self.items = _items(self.paragraphs, store)
            headings = store.headings().values()
            self.dates = {(h.symbol, h.lang): h.date for h in headings}
            self._vectors = {lang: store.vectors[lang] for lang in LANGS}
        finally:
            store.close()

    def content(self, lang: Lang) -> tuple[int, ...]:
        """Ids of the passages of ``lang`` whose role is a content role, in order."""
        paragraphs = self.paragraphs
        return tuple(key for key in self.rows[lang] if paragraphs[key].role in CONTENT_ROLES)

    def vectors(self, lang: Lang) -> NDArray[np.float32]:
        """The index's own vectors of ``content(lang)``, shape (n, dimensions)."""
        keys = self.rows[lang]
        wanted = set(self.content(lang))
        return self._vectors[lang].reconstruct(
            [row for row, key in enumerate(keys) if key in wanted]
        )

    @cached_property
    def at(self) -> dict[tuple[str, Lang, int], int]:
        """The id of the paragraph at a symbol, language and ordinal."""
        return {(p.symbol, p.lang, p.ordinal): key for key, p in self.paragraphs.items()}

    @cached_property
    def members(self) -> dict[int, tuple[int, ...]]:
        """The ids that make up each item, English before Chinese, the newest first."""
        found: dict[int, list[int]] = {}
        for key, item in self.items.items():
            found.setdefault(item, []).append(key)
        return {item: tuple(self._in_order(keys)) for item, keys in found.items()}

    def _in_order(self, keys: Iterable[int]) -> list[int]:
        by_date = sorted(keys, reverse=True, key=lambda key: self._date(self.paragraphs[key]))
        return sorted(by_date, key=lambda key: self.paragraphs[key].lang)  # "en" before "zh"

    def _date(self, paragraph: Paragraph) -> str:
        return self.dates[paragraph.symbol, paragraph.lang]

    def first_items(self, keys: Iterable[int], k: int) -> list[int]:
        """The first ``k`` different items of a ranking of ids."""
        return list(dict.fromkeys(self.items[key] for key in keys))[:k]

    def has(self, item: int, lang: Lang) -> bool:
        """Whether the item can be shown in ``lang``."""
        return any(self.paragraphs[key].lang == lang for key in self.members[item])

    def found(self, judgements: Sequence[Judged]) -> Found:
        """Which items the judgements are about; of two grades for one item the higher one holds.

        A passage whose ordinal now has other words is looked for by its words in its document.
        """
        by_words: dict[tuple[str, str, str], int] | None = None
        grades: dict[str, dict[int, int]] = {}
        moved, lost = 0, []
        for row in judgements:
            key = self.at.get((row.symbol, row.lang, row.ordinal))
            if key is None or digest(self.paragraphs[key]) != row.words:
                if by_words is None:
                    by_words = {
                        (p.symbol, p.lang, digest(p)): k for k, p in self.paragraphs.items()
                    }
                key = by_words.get((row.symbol, row.lang, row.words))
                if key is None:
                    lost.append(row)
                    continue
                moved += 1
            of_need = grades.setdefault(row.need, {})
            item = self.items[key]
            of_need[item] = max(row.grade, of_need.get(item, 0))
        if not grades:
            raise InputError("judgements", "none is about a passage of this index")
        return Found(grades, moved, tuple(lost))

    def judged(self, need: str, item: int, grade: int) -> Judged:
        """The judgement as a row, named by the item's first member."""
        p = self.paragraphs[self.members[item][0]]
        return Judged(need, p.symbol, p.lang, p.ordinal, digest(p), grade)


def _items(paragraphs: Mapping[int, Paragraph], store: Store) -> dict[int, int]:
    """The item of every paragraph: the smallest id in it."""
    parent = {key: key for key in paragraphs}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(first: int, second: int) -> None:
        one, other = sorted((root(first), root(second)))
        parent[other] = one

    first_of: dict[tuple[Lang, str], int] = {}
    for key, paragraph in paragraphs.items():
        letters = "".join(c for c in fold(wording(paragraph)) if c.isalpha())
        if len(letters) >= _SHORTEST:
            join(key, first_of.setdefault((paragraph.lang, letters), key))
    for key, others in store.counterpart_ids(paragraphs).items():
        for other in others:
            if paragraphs[key].role in CONTENT_ROLES and paragraphs[other].role in CONTENT_ROLES:
                join(key, other)
    return {key: root(key) for key in parent}
