"""One paragraph, several renderings: what recurs in the same words in one language and differs in
the other.

A paragraph recurs where its words do, figures, punctuation and case aside (the twin numbers of the
store). Renderings are one where they differ in no more than that, in 的 and 之, in Han numerals, in
English articles, or in the months of English dates, which are figures in Chinese. Only paragraphs
that are linked one to one count.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.redline import redline
from pipeline.records import CONTENT_ROLES, Heading, Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.terms import Rendering, Term, Variance, VarianceAnswer
from pipeline.store.columns import chunks, marks
from pipeline.store.fulltext import FullText
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES
from pipeline.terms.table import standing
from pipeline.text.normalise import fold

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TRIVIAL = {
    "zh": re.compile(r"[\W\d_的之〇零一二三四五六七八九十百千两]+"),
    "en": re.compile(rf"(?<=\d ){_MONTH}\b|\b{_MONTH}(?= \d)|\b(?:the|an?)\b|[\W\d_]+"),
}
"""What two renderings may differ in and be one."""
_OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Recurrences:
    """The linked paragraphs of ``lang`` that recur: row by row the id of one, that of the paragraph
    it is linked to, and the number of its group and of its rendering, all shape (n,), in the order
    of the groups; and for each group the documents and the renderings it has, shape (groups,)."""

    lang: Lang
    ids: _Ints
    others: _Ints
    groups: _Ints
    renderings: _Ints
    documents: _Ints
    counts: _Ints

    @property
    def share(self) -> float:
        """The share of the paragraphs that recur which have several renderings, in [0, 1]."""
        return float((self.counts > 1).mean()) if len(self.counts) else 0.0


def recurrences(store: Store, lang: Lang) -> Recurrences:
    """What recurs in ``lang``, with its renderings; all texts are gone through once."""
    own, other = _linked(store, lang)
    _, groups = np.unique(own["twin"], return_inverse=True)
    documents = _different(groups, own["document"])
    kept = documents[groups] > 1
    own, other, groups = own[kept], other[kept], groups[kept]
    numbers, groups = np.unique(groups, return_inverse=True)
    renderings = _renderings(store, _OTHER[lang], other, groups)
    order = np.argsort(groups, kind="stable")
    return Recurrences(
        lang,
        own["id"][order],
        other["id"][order],
        groups[order],
        renderings[order],
        documents[numbers],
        _different(groups, renderings),
    )


def holding_words(store: Store, words: str, terms: Sequence[Term], lang: Lang) -> frozenset[int]:
    """Ids of the paragraphs in ``lang`` that hold ``words`` as they stand, or a form of one of
    ``terms``."""
    full_text = FullText(store, lang)
    forms = {form.form for term in terms for form in standing(term, lang)}
    return frozenset(key for form in {words, *forms} for key in full_text.exact(form).tolist())


def variances(
    store: Store,
    held: Recurrences,
    among: Iterable[int] | None = None,
    most: int = 20,
    start: int = 0,
) -> VarianceAnswer:
    """The paragraphs with several renderings, those with the most first, then those in the most
    documents, from number ``start`` (of 0) at most ``most``; of those ``among`` which are the ids
    of one or its counterpart (None: of all)."""
    chosen = np.ones(len(held.counts), dtype=bool)
    if among is not None:
        wanted = np.fromiter(among, dtype=np.int64)
        chosen[:] = False
        chosen[held.groups[np.isin(held.ids, wanted) | np.isin(held.others, wanted)]] = True
    found = np.flatnonzero(chosen & (held.counts > 1))
    order = np.lexsort((found, -held.documents[found], -held.counts[found]))
    headings = {(h.symbol, h.lang): h for h in store.headings().values()}
    asked = found[order][start : start + most].tolist()
    first = [_variance(store, held, group, headings) for group in asked]
    return VarianceAnswer(tuple(first), len(found), int(chosen.sum()))


def _linked(store: Store, lang: Lang) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """The rows of the paragraphs in ``lang`` that hold words somebody adopted and are linked one to
    one, and the rows of what they are linked to."""
    rows, others = store.rows[lang], store.rows[_OTHER[lang]]
    found = store.fetch("SELECT paragraph, other FROM counterparts")
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    pairs = pairs[np.isin(pairs[:, 0], rows["id"])]
    for side in (0, 1):
        keys, place, count = np.unique(pairs[:, side], return_inverse=True, return_counts=True)
        pairs = pairs[count[place] == 1] if len(keys) else pairs
    own = rows[np.searchsorted(rows["id"], pairs[:, 0])]
    other = others[np.searchsorted(others["id"], pairs[:, 1])]
    holds = np.isin(own["role"], [ROLES.index(role) for role in CONTENT_ROLES])
    return own[holds], other[holds]


def _renderings(store: Store, lang: Lang, other: NDArray[np.void], groups: _Ints) -> _Ints:
    """A number for each wording of ``other``; texts are read only where twins tell several."""
    _, twins = np.unique(other["twin"], return_inverse=True)
    several = _different(groups, twins)[groups] > 1
    keys: dict[str, int] = {}
    by_id: dict[int, int] = {}
    for chunk in chunks(other["id"][several]):
        query = f"SELECT id, label, text FROM paragraphs WHERE id IN ({marks(chunk)})"
        for key, label, text in store.fetch(query, chunk):
            folded = _TRIVIAL[lang].sub("", fold(text.removeprefix(label)))
            by_id[key] = keys.setdefault(folded, len(keys))
    numbers = twins + len(keys)
    numbers[several] = [by_id[key] for key in other["id"][several].tolist()]
    return numbers


def _different(groups: _Ints, values: _Ints) -> _Ints:
    """How many different ``values`` each of ``groups``, numbers from 0, has."""
    pairs = np.unique(np.stack([groups, values], axis=1), axis=0)
    return np.bincount(pairs[:, 0].astype(np.int64), minlength=int(groups.max(initial=-1)) + 1)


def _variance(
    store: Store, held: Recurrences, group: int, headings: Mapping[tuple[str, Lang], Heading]
) -> Variance:
    rows = slice(*np.searchsorted(held.groups, [group, group + 1]).tolist())
    ids, others = held.ids[rows].tolist(), held.others[rows].tolist()
    paragraphs = store.paragraphs_by_id([*ids, *others])

    def newest_first(keys: Iterable[int]) -> list[Paragraph]:
        found = [paragraphs[key] for key in keys]
        place = [(headings[p.symbol, p.lang].date, p.symbol, -p.ordinal) for p in found]
        return [
            p for _, p in sorted(zip(place, found, strict=True), key=lambda x: x[0], reverse=True)
        ]

    by_rendering: dict[int, list[int]] = {}
    for key, rendering in zip(others, held.renderings[rows].tolist(), strict=True):
        by_rendering.setdefault(rendering, []).append(key)
    wordings = sorted(
        map(newest_first, by_rendering.values()), key=lambda w: (-len(w), w[0].symbol)
    )
    usual = wordings[0][0]
    newest = newest_first(ids)
    return Variance(
        Passage(headings[newest[0].symbol, held.lang], newest[0]),
        int(held.documents[group]),
        tuple(
            Rendering(
                wording[0],
                tuple(dict.fromkeys(headings[p.symbol, p.lang] for p in wording)),
                () if wording[0] is usual else redline(usual.text, wording[0].text, usual.lang),
            )
            for wording in wordings
        ),
    )
