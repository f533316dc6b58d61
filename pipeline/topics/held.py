"""The concepts of every document of an index."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.encode import Encoder
from pipeline.records import CONTENT_ROLES, LANGS, Keyword, Lang
from pipeline.records.topics import ConceptMatch
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES
from pipeline.topics.headings import concepts_of
from pipeline.topics.nearest import fits, nearest

_CONTENT = np.array([role in CONTENT_ROLES for role in ROLES])


@dataclass(frozen=True, slots=True)
class HeldConcepts:
    """The concepts of each symbol held: those that a version of it carries, else the five nearest.

    ``nearest`` names the symbols of the latter. Where ``can_find`` is False the index was built
    with another encoder, and symbols that carry none have none.
    """

    by_symbol: Mapping[str, tuple[ConceptMatch, ...]]
    nearest: frozenset[str]
    can_find: bool


@dataclass(frozen=True, slots=True)
class _Untagged:
    key: int
    symbol: str
    title: str


def concepts_held(store: Store, encoder: Callable[[], Encoder]) -> HeldConcepts:
    """The concepts of the documents in ``store``; ``encoder`` is called where titles are to be
    encoded. Both languages of a symbol share theirs; those found are found in the English text
    where it is held."""
    carried: dict[str, tuple[ConceptMatch, ...]] = {}
    every: defaultdict[str, dict[Lang, _Untagged]] = defaultdict(dict)
    for key, symbol, lang, title, keywords in store.fetch(
        "SELECT id, symbol, lang, title, keywords FROM documents"
    ):
        every[symbol][lang] = _Untagged(key, symbol, title)
        found = concepts_of(Keyword(*k) for k in json.loads(keywords))
        if found or symbol not in carried:
            carried[symbol] = found
    can_find = fits(store.manifest.encoder)
    missing = {symbol: held for symbol, held in every.items() if not carried[symbol]}
    if can_find:
        for lang in reversed(LANGS):
            held = (own[lang] for own in missing.values() if lang in own)
            wanted = [untagged for untagged in held if not carried[untagged.symbol]]
            carried.update(_found(store, lang, wanted, encoder))
    return HeldConcepts(carried, frozenset(missing) if can_find else frozenset(), can_find)


def _found(
    store: Store, lang: Lang, wanted: Sequence[_Untagged], encoder: Callable[[], Encoder]
) -> Iterable[tuple[str, tuple[ConceptMatch, ...]]]:
    """The nearest concepts of documents of one language."""
    if not wanted:
        return ()
    rows, vectors = store.rows[lang], store.vectors[lang]
    is_content = _CONTENT[rows["role"]]
    held = rows["document"]
    means = np.zeros((len(wanted), vectors.dimensions), dtype=np.float32)
    for mean, document in zip(means, wanted, strict=True):
        own = np.flatnonzero((held == document.key) & is_content)
        mean[:] = vectors.reconstruct(own).sum(axis=0)
    titles = encoder().encode([document.title for document in wanted]).vectors
    found = nearest(titles, means, store.manifest.encoder)
    return zip((document.symbol for document in wanted), found, strict=True)
