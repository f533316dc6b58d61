"""The provisions that a subject rests on, in both languages as far as they are held."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.articles.asked import article_of, covers
from pipeline.articles.edges import natural_provision
from pipeline.collection import Collection
from pipeline.preparation.briefing.onsubject import OnSubject
from pipeline.records import Heading, Lang, Paragraph
from pipeline.records.paragraphs import key_of
from pipeline.records.preparation import BriefedProvision
from pipeline.store.citations import HeldProvision

MOST = 20
"""Provisions of one briefing."""
_LIKE = 0.75
"""Least similarity of an article of another instrument that is listed beside the one that a subject
is the title of."""


def briefed_provisions(
    collection: Collection,
    found: OnSubject,
    cited: Counter[str],
    lang: Lang,
) -> tuple[tuple[BriefedProvision, ...], int]:
    """At most ``MOST`` provisions, and how many there are.

    First those asked for or entitled as the subject, each with the articles of other instruments
    that correspond; then the articles whose own words name it, or the one paragraph of an article
    that does; the most ``cited`` by the recommendations listed first.
    """
    index = collection.state.articles
    held = sorted(index.held(), key=lambda h: h.lang != lang)
    why: dict[str, str] = {}
    for key in found.keys:
        why.setdefault(key, str(cited[key]) if cited[key] else key)
    for h in held:
        if words := found.headed.get(h.paragraph):
            article = article_of(h.provision.provision)
            why.setdefault(key_of(h.provision.instrument, article), words)
    for key in list(why)[:1]:  # the others are its like, or stand there for their own words
        for edge in index.clauses(key.partition(":")[0]):
            if edge.first == article_of(key) and edge.similarity >= _LIKE:
                why.setdefault(edge.second, key)
    first = list(why)
    for key, words in _naming(held, found.named):
        if not any(article_of(key) == article_of(other) for other in first):
            why.setdefault(key, words)
    rest = [key for key in why if key not in first]
    rest.sort(key=lambda key: (-cited[key], *_natural(key)))
    every = [key for key in [*first, *rest] if _is_held(key, held)]
    return tuple(_briefed(collection, key, held, why[key]) for key in every[:MOST]), len(every)


def _naming(held: Sequence[HeldProvision], named: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """The articles in which the subject is named, or of a longer one the only paragraph that names
    it, each with the words; the first of several as in ``held``."""
    found: dict[str, dict[str, str]] = {}
    for h in held:
        if words := named.get(h.paragraph):
            own = h.provision
            article = key_of(own.instrument, article_of(own.provision))
            found.setdefault(article, {}).setdefault(key_of(own.instrument, own.provision), words)
    for article, keys in found.items():
        only = next(iter(keys))
        yield (only if len(keys) == 1 else article), keys[only]


def _natural(key: str) -> tuple[object, ...]:
    instrument, _, provision = key.partition(":")
    return instrument, natural_provision(provision)


def _is_held(key: str, held: Iterable[HeldProvision]) -> bool:
    return any(_is_of(key, h) for h in held)


def _is_of(key: str, held: HeldProvision) -> bool:
    instrument, _, provision = key.partition(":")
    own = held.provision
    return own.instrument == instrument and covers(provision, own.provision)


def _briefed(
    collection: Collection, key: str, held: Sequence[HeldProvision], why: str
) -> BriefedProvision:
    of_key = [h for h in held if _is_of(key, h)]
    zh_document, zh = _text(collection, of_key, "zh")
    en_document, en = _text(collection, of_key, "en")
    return BriefedProvision(key, zh_document, zh, en_document, en, why)


def _text(
    collection: Collection, held: Sequence[HeldProvision], lang: Lang
) -> tuple[Heading | None, tuple[Paragraph, ...]]:
    """The paragraphs of a provision in ``lang``, of the document that has the most of it; its first
    run alone, since notes on an article may stand under its number further down."""
    store = collection.state.store
    counts = Counter(h.document for h in held if h.lang == lang)
    if not counts:
        return None, ()
    document = min(counts, key=lambda key: (-counts[key], key))
    chosen = [h for h in held if h.document == document]
    texts = store.paragraphs_by_id([h.paragraph for h in chosen])
    ordered = sorted((texts[h.paragraph] for h in chosen), key=lambda p: p.ordinal)
    run = [ordered[0]]
    for paragraph in ordered[1:]:
        if paragraph.role == "article":
            break
        run.append(paragraph)
    return store.headings()[document], tuple(run)
