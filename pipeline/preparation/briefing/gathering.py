"""The passages of an index that are on a subject: by their own words, by the heading above them, by
the title of their document.

A form that the tables give counts by itself where most passages that hold it have a counterpart
that names the subject too, by one of its names where there are any; else (被判刑人, of the transfer
of sentenced persons) it counts only where the counterpart does. The subject's own words always
count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.preparation.briefing.naming import halves, names_loosely, spellings, telling
from pipeline.preparation.briefing.subject import Facet, Form, Subject
from pipeline.records import CONTENT_ROLES, LANGS, Heading, Lang
from pipeline.store.columns import chunks, marks
from pipeline.store.fulltext import FullText, Term
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES
from pipeline.text.tokenise import contains, phrase_key

_CONFIRMED = 0.7
"""Share of the passages with a form whose counterparts name the subject, from which on the form
counts by itself."""
_ENOUGH = 2 / 3
"""Share of what a subject of several concepts and words names, weighted by rarity, that a passage
must name; of its concepts all."""
_CONTENT = np.array([role in CONTENT_ROLES for role in ROLES])
_SIGNPOSTS = np.array(
    [role in {"chapter", "section", "heading", "article", "annex"} for role in ROLES]
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """``passages``: the ids of the passages on a subject, of both languages, with the form that
    each names itself; ``headed``: of those that stand below a heading that names it, ``titled``: in
    a document whose title does, with the form that this names."""

    passages: Mapping[int, str]
    headed: Mapping[int, str]
    titled: Mapping[int, str]


class Gathering:
    """Looks up a subject in one state of an index."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts = {lang: FullText(store, lang) for lang in LANGS}

    def of(self, subject: Subject) -> Gathered:
        """What is on ``subject``."""
        found = self._facet(subject.whole) if subject.whole else Gathered({}, {}, {})
        if not subject.facets:
            return found
        named = {**self._several(subject.facets), **found.passages}
        return Gathered(named, found.headed, found.titled)

    def _facet(self, facet: Facet) -> Gathered:
        """The passages that name ``facet``, and those that stand below what does."""
        hits = {form: self._holding(form) for form in facet.forms}
        named: dict[int, str] = {}
        for lang in LANGS:
            own = [form for form in facet.forms if form.lang == lang]
            others = [form for form in facet.forms if form.lang != lang]
            names = [form for form in others if form.is_name] or others
            across = _all(hits[form] for form in names)
            for form in own:
                for key in self._sure(form, hits[form], across, lang):
                    named.setdefault(key, form.words)
        found = set(named.values())
        sure = [form for form in facet.forms if form.words in found or form.is_asked]
        return Gathered(named, dict(self._below_headings(sure)), dict(self._in_documents(sure)))

    def _sure(
        self, form: Form, found: NDArray[np.int64], across: frozenset[int], lang: Lang
    ) -> list[int]:
        """Of the passages ``found`` to hold ``form`` those that are on the subject."""
        keys: list[int] = found[_CONTENT[self._roles(found, lang)]].tolist()
        if form.is_asked:
            return keys
        other = self._store.counterpart_ids(keys)
        paired = [key for key in keys if key in other]
        agreeing = [key for key in paired if any(o in across for o in other[key])]
        if not paired or len(agreeing) >= _CONFIRMED * len(paired):
            return keys
        return agreeing

    def _holding(self, form: Form) -> NDArray[np.int64]:
        """Ids of all paragraphs that name ``form``, whatever their role, ascending."""
        text = self._texts[form.lang]
        found = [text.exact(spelling) for spelling in spellings(form)]
        loose: NDArray[np.int64] | None = None
        if wanted := telling(form):
            for word in wanted:
                ids = text.ids(Term("words", word))
                loose = ids if loose is None else np.intersect1d(loose, ids)
        elif two := halves(form):
            loose = np.intersect1d(text.exact(two[0]), text.exact(two[1]))
        if loose is not None:
            more = np.setdiff1d(loose, np.concatenate(found))
            held = self._store.paragraphs_by_id(more.tolist())
            near = [key for key, p in held.items() if names_loosely(p.text, form)]
            found.append(np.array(near, dtype=np.int64))
        return np.unique(np.concatenate(found))

    def _roles(self, ids: NDArray[np.int64], lang: Lang) -> NDArray[np.uint8]:
        rows = self._store.rows[lang]
        found: NDArray[np.uint8] = rows["role"][np.searchsorted(rows["id"], ids)]
        return found

    def _below_headings(self, forms: Iterable[Form]) -> Iterable[tuple[int, str]]:
        """Content below headings that name one of ``forms``."""
        for form in forms:
            lang, text = form.lang, self._texts[form.lang]
            ids = _joined([text.exact(spelling) for spelling in spellings(form)])
            ids = ids[_SIGNPOSTS[self._roles(ids, lang)]]
            rows = self._store.rows[lang]
            documents = np.unique(rows["document"][np.searchsorted(rows["id"], ids)])
            keys = [phrase_key(spelling) for spelling in spellings(form)]
            for chunk in chunks(documents.tolist()):
                query = (
                    "SELECT id, role, heading FROM paragraphs"
                    f" WHERE document IN ({marks(chunk)}) AND heading <> '' ORDER BY id"
                )
                for key, role, heading in self._store.fetch(query, chunk):
                    if role in CONTENT_ROLES and _any(phrase_key(heading), keys):
                        yield key, form.words

    def _in_documents(self, forms: Iterable[Form]) -> Iterable[tuple[int, str]]:
        """Content of the symbols whose title, in one language, names one of ``forms``. The annex of
        a resolution has titles of its own and is left to them."""
        titled = self.titled(forms)
        by_symbol = {heading.symbol: form for heading, form in titled}
        keys = [k for k, h in self._store.headings().items() if h.symbol in by_symbol]
        for chunk in chunks(keys):
            query = f"SELECT id, document, role FROM paragraphs WHERE document IN ({marks(chunk)})"
            for key, document, role in self._store.fetch(f"{query} ORDER BY id", chunk):
                if role in CONTENT_ROLES:
                    yield key, by_symbol[self._store.headings()[document].symbol]

    def titled(self, forms: Iterable[Form]) -> list[tuple[Heading, str]]:
        """The documents whose title names one of ``forms``, each with the first that it names."""
        wanted = [(form, [phrase_key(spelling) for spelling in spellings(form)]) for form in forms]
        out = []
        for heading in self._store.headings().values():
            title = phrase_key(heading.title)
            named = (
                form.words
                for form, keys in wanted
                if form.lang == heading.lang and (_any(title, keys) or names_loosely(title, form))
            )
            if form := next(named, ""):
                out.append((heading, form))
        return out

    def _several(self, facets: tuple[Facet, ...]) -> dict[int, str]:
        """The passages that name all concepts of ``facets`` and enough of their other words."""
        out: dict[int, str] = {}
        held = [self._facet(facet) for facet in facets]
        count = sum(len(rows) for rows in self._store.rows.values())
        weights = [float(np.log1p(count / (len(one.passages) + 1))) for one in held]
        least = _ENOUGH * sum(weights)
        told = [n for n, facet in enumerate(facets) if facet.is_told]
        if not told:
            return out  # words alone: only where they stand together
        said = [{**one.titled, **one.headed, **one.passages} for one in held]
        for key in sorted(set().union(*(held[n].passages for n in told))):
            having = [n for n, words in enumerate(said) if key in words]
            if set(told) <= set(having) and sum(weights[n] for n in having) >= least:
                out[key] = "; ".join(dict.fromkeys(said[n][key] for n in having))
        return out


def _joined(found: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.unique(np.concatenate(found))


def _all(found: Iterable[NDArray[np.int64]]) -> frozenset[int]:
    return frozenset(key for ids in found for key in ids.tolist())


def _any(text: str, keys: Iterable[str]) -> bool:
    return any(contains(text, key) for key in keys)
