"""Passages about an article that cite nothing of it: by its title's words, by vectors of its text.

Both are weaker than a citation and marked ``content``. A title (``lexicon/article_titles.csv``
holds those that are distinctive enough; "scope of application" is none) counts in the texts of the
organ in which the parties to the instrument assemble, in texts that cite it more often than any
other instrument with titles, and in passages that cite another provision of it. A vector counts
where the index holds the instrument, the article is the nearest one of it, and near enough.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline import lexicon
from pipeline.articles.asked import Asked, article_of
from pipeline.articles.edges import Tie
from pipeline.records import CONTENT_ROLES, LANGS, Heading, Lang
from pipeline.records.paragraphs import key_of
from pipeline.store.citations import Citing, HeldProvision
from pipeline.store.columns import chunks, marks
from pipeline.store.reading import Store
from pipeline.text.citations import treaty_of
from pipeline.text.normalise import fold
from pipeline.text.passage import wording

NEAREST = 0.70
"""Least cosine of a passage and its nearest paragraph of an instrument. With the citations of
General Assembly resolutions of sessions 74-77 hidden, 24 of 26 articles found so were those cited
(of 0.65 and more, 39 of 49), and 2 in 100 of those cited were found."""
CANDIDATES = 200
"""Passages looked at for each paragraph of an article."""
SHORTEST: dict[Lang, int] = {"en": 40, "zh": 14}
"""Characters below which a paragraph of an instrument, such as a title, says too little."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The paragraphs of an instrument in one language, as ``vectors`` of shape (n, dimensions), and
    the article that each belongs to."""

    instrument: str
    lang: Lang
    documents: frozenset[int]
    articles: tuple[str, ...]
    vectors: NDArray[np.float32]


def article_text(store: Store, held: Sequence[HeldProvision], lang: Lang) -> ArticleText:
    """The articles of the instrument whose provisions are ``held``, at least one, in ``lang``;
    where none is in ``lang``, in the other language, since both have one space of vectors."""
    chosen = [h for h in held if h.lang == lang] or list(held)
    texts = store.paragraphs_by_id([h.paragraph for h in chosen])
    chosen = [h for h in chosen if len(wording(texts[h.paragraph])) >= SHORTEST[chosen[0].lang]]
    found = chosen[0].lang if chosen else lang
    ids = np.array([h.paragraph for h in chosen], dtype=np.int64)
    rows = np.searchsorted(store.rows[found]["id"], ids)
    return ArticleText(
        held[0].provision.instrument,
        found,
        frozenset(h.document for h in held),
        tuple(article_of(h.provision.provision) for h in chosen),
        store.vectors[found].reconstruct(rows),
    )


@cache
def titles(lang: Lang) -> dict[str, tuple[tuple[str, str], ...]]:
    """Article and folded form of the titles of each instrument, in the order of the table."""
    out: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("article_titles"):
        if row["lang"] == lang:
            out.setdefault(row["instrument"], []).append((row["article"], fold(row["form"])))
    return {code: tuple(rows) for code, rows in out.items()}


def by_title(store: Store, asked: Asked, rows: Iterable[Citing]) -> Iterator[Tie]:
    """Ties of passages that hold words of the title of an article asked for."""
    headings = store.headings()
    rows = list(rows)
    passages = {(r.paragraph, r.reference.instrument) for r in rows}
    for instrument, documents in related(rows, headings).items():
        forms: dict[Lang, list[tuple[str, str]]] = {
            lang: [
                (a, form)
                for a, form in titles(lang).get(instrument, ())
                if asked.holds(instrument, a)
            ]
            for lang in LANGS
        }
        if any(forms.values()):
            found = _holding(store, instrument, sorted(documents), forms, headings)
            bound = _bound(rows, headings, instrument)
            yield from (
                tie
                for tie in found
                if tie.document in bound or (tie.paragraph, instrument) in passages
            )


def related(rows: Iterable[Citing], headings: Mapping[int, Heading]) -> dict[str, set[int]]:
    """The documents that have to do with each instrument that has titles."""
    out: dict[str, set[int]] = {code: set() for code in {**titles("zh"), **titles("en")}}
    for row in rows:
        if row.reference.instrument in out:
            out[row.reference.instrument].add(row.document)
    for key, heading in headings.items():
        if (code := treaty_of(heading.symbol, heading.body)) in out:
            out[code].add(key)
    return out


def _bound(rows: Sequence[Citing], headings: Mapping[int, Heading], instrument: str) -> set[int]:
    """The documents that have more to do with ``instrument`` than with any other."""
    counts: dict[int, Counter[str]] = {}
    for row in rows:
        if row.reference.instrument in {**titles("zh"), **titles("en")}:
            counts.setdefault(row.document, Counter())[row.reference.instrument] += 1
    bound = {d for d, found in counts.items() if found[instrument] == max(found.values())}
    return bound | {k for k, h in headings.items() if treaty_of(h.symbol, h.body) == instrument}


def _holding(
    store: Store,
    instrument: str,
    documents: Sequence[int],
    forms: Mapping[Lang, Sequence[tuple[str, str]]],
    headings: Mapping[int, Heading],
) -> Iterator[Tie]:
    for chunk in chunks(documents):
        query = (
            "SELECT id, document, role, text FROM paragraphs"
            f" WHERE document IN ({marks(chunk)}) ORDER BY id"
        )
        for key, document, role, text in store.fetch(query, chunk):
            if role not in CONTENT_ROLES:
                continue
            low = text.casefold()
            for article, form in forms[headings[document].lang]:
                at = low.find(form)
                if at >= 0 and len(low) == len(text):
                    end = at + len(form)
                    yield Tie(
                        key,
                        document,
                        key_of(instrument, article),
                        "content",
                        at,
                        end,
                    )


def by_vector(store: Store, asked: Asked, text: ArticleText, lang: Lang) -> Iterator[Tie]:
    """Ties of passages in ``lang`` whose nearest article of the instrument is one asked for."""
    wanted = [n for n, a in enumerate(text.articles) if asked.holds(text.instrument, a)]
    if not wanted:
        return
    held = store.vectors[lang]
    near: set[int] = set()
    for n in wanted:
        rows, cosines = held.search(text.vectors[n], CANDIDATES)
        near.update(int(row) for row in rows[cosines >= NEAREST])
    candidates = sorted(near)
    cosines = held.reconstruct(candidates) @ text.vectors.T
    nearest = cosines.argmax(axis=1) if candidates else np.empty(0, dtype=np.int64)
    facts = store.rows[lang][candidates]
    for at, (fact, best) in enumerate(zip(facts, nearest, strict=True)):
        article = text.articles[int(best)]
        if int(fact["document"]) in text.documents or not asked.holds(text.instrument, article):
            continue
        yield Tie(
            int(fact["id"]),
            int(fact["document"]),
            key_of(text.instrument, article),
            "content",
            cosine=float(cosines[at, best]),
        )
