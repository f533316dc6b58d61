"""The passages on a subject within a range, by language, with what puts them there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pipeline.articles.asked import read_key
from pipeline.collection import Collection
from pipeline.preparation.briefing.gathering import Gathering
from pipeline.preparation.briefing.subject import Subject
from pipeline.records import LANGS, Lang
from pipeline.records.articles import ArticleEdge
from pipeline.records.preparation import Range
from pipeline.search import Filters, documents_passing
from pipeline.store.citations import citing_provisions
from pipeline.store.columns import chunks, marks
from pipeline.store.reading import Store


@dataclass(frozen=True, slots=True)
class OnSubject:
    """``why`` has for each passage id of either language within the range what puts it on the
    subject; ``named`` are those, in or out of the range, whose own words do, with these words,
    ``alone`` those of them that nothing else puts there, ``headed`` those below a heading that
    names it; ``keys`` the provisions that it is about, the most cited first."""

    why: Mapping[int, str]
    named: Mapping[int, str]
    alone: Mapping[int, str]
    headed: Mapping[int, str]
    keys: tuple[str, ...]


def on_subject(collection: Collection, subject: Subject, lang: Lang, range_: Range) -> OnSubject:
    """What is on ``subject``; passages of edges come in ``lang`` where they are held so. Raises
    UnknownProvision for a provision that nothing held cites or contains, TongwenError for a date
    that is none."""
    store = collection.state.store
    passing = documents_passing(
        store,
        Filters(
            body=range_.bodies,
            session=range_.sessions,
            date_from=range_.date_from,
            date_to=range_.date_to,
        ),
    )
    gathered = Gathering(store).of(subject)
    keys, concerned = _concerned(collection, subject, lang)
    other = {**gathered.titled, **gathered.headed, **concerned}
    why = {**other, **gathered.passages}
    alone = {key: said for key, said in gathered.passages.items() if key not in other}
    if passing is not None:
        inside = _documents(store, why)
        why = {key: said for key, said in why.items() if inside[key] in passing}
    return OnSubject(why, gathered.passages, alone, gathered.headed, keys)


def of_language(store: Store, found: Mapping[int, str], lang: Lang) -> dict[int, str]:
    """``found`` in ``lang``: the passages held so, and the counterparts in it of the others."""
    documents = _documents(store, found)
    headings = store.headings()
    own = {key: why for key, why in found.items() if headings[documents[key]].lang == lang}
    rest = [key for key in found if key not in own]
    for key, others in sorted(store.counterpart_ids(rest).items()):
        for other in others:
            own.setdefault(other, found[key])
    return own


def only_in(store: Store, found: Mapping[int, str], lang: Lang) -> dict[int, str]:
    """Those of ``found`` that stand in texts held in ``lang`` alone."""
    headings = store.headings()
    other: Lang = LANGS[1 - LANGS.index(lang)]
    both = {h.symbol for h in headings.values() if h.lang == other}
    documents = _documents(store, found)
    return {
        key: why
        for key, why in found.items()
        if headings[documents[key]].lang == lang and headings[documents[key]].symbol not in both
    }


def _concerned(
    collection: Collection, subject: Subject, lang: Lang
) -> tuple[tuple[str, ...], dict[int, str]]:
    """The provisions that ``subject`` asks for with the passages that concern them, or those that
    it is the title of with the passages that cite them; of each passage id what tells."""
    store = collection.state.store
    if subject.provisions:
        answer = collection.state.articles.answer(subject.words, None, lang)
        return answer.keys, dict(_ids_of(store, answer.edges))
    found: dict[int, str] = {}
    for key in subject.articles:
        (asked,) = read_key(key)
        of_instrument = partial(citing_provisions, instrument=asked.instrument)
        for citing in store.connected(of_instrument):
            own = citing.reference
            if not own.is_heading and asked.holds(own.instrument, own.provision):
                found.setdefault(citing.paragraph, own.key)
    return subject.articles, found


def _ids_of(store: Store, edges: Iterable[ArticleEdge]) -> Iterator[tuple[int, str]]:
    """The id of each edge's passage, with the key that it cites or the words that tell."""
    ids = {(h.symbol, h.lang): key for key, h in store.headings().items()}
    for edge in edges:
        p = edge.passage.paragraph
        query = "SELECT id FROM paragraphs WHERE document = ? AND ordinal = ?"
        near = "" if edge.cosine is None else f" {edge.cosine:.2f}"
        said = edge.key if edge.kind == "cites" else edge.words or f"{edge.key}{near}"
        yield int(store.fetch(query, (ids[p.symbol, p.lang], p.ordinal))[0][0]), said


def _documents(store: Store, ids: Iterable[int]) -> dict[int, int]:
    """The document of each of those paragraphs."""
    found: dict[int, int] = {}
    for chunk in chunks(ids):
        query = f"SELECT id, document FROM paragraphs WHERE id IN ({marks(chunk)})"
        found.update((int(a), int(b)) for a, b in store.fetch(query, chunk))
    return found
