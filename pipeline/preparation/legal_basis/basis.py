"""What the texts held offer a request for a measure, each part word for word."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.preparation.legal_basis.measures import find_measure, provisions_of
from pipeline.preparation.legal_basis.provisions import provision_of
from pipeline.records import CONTENT_ROLES, Heading, Lang, Paragraph, Recommendation
from pipeline.records.lineage import Passage
from pipeline.records.matrix import BasisPassage, LegalBasis, Measure
from pipeline.store.citations import citing_provisions, held_provisions
from pipeline.store.reading import Store
from pipeline.text.tokenise import contains, phrase_key

MOST = 20
"""Recommendations, and model provisions, that are given: the newest."""
_OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}


def legal_basis(
    collection: Collection, measure: str, lang: Lang = "en", most: int = MOST
) -> LegalBasis:
    """Treaty articles, recommendations and model provisions on ``measure``, a name or everyday
    words in either language; recommendations and models the newest first, at most ``most`` each,
    in ``lang`` where they are held in it.

    Raises TongwenError for words that mean no measure of the table, with the nearest names.
    """
    found = find_measure(measure)
    listed = [(key, provision_of(collection, *key)) for key in provisions_of(found)]
    passages = _newest_first(
        [*_passages(collection.state.store, found, lang), *_citing(collection, found, lang)]
    )
    models = [p for p in passages if _model_words(p)]
    asking = _recommending(collection, [p for p in passages if p not in models])
    return LegalBasis(
        found,
        lang,
        tuple(provision for _, provision in listed if provision),
        tuple(f"{code}:{place}" for (code, place), provision in listed if not provision),
        tuple(asking[:most]),
        tuple(models[:most]),
    )


def _passages(store: Store, measure: Measure, lang: Lang) -> list[BasisPassage]:
    """Passages that name the measure and speak of criminal matters, of two languages that of
    ``lang``."""
    instruments = {held.document for held in store.connected(held_provisions)}
    found: list[BasisPassage] = []
    taken: set[int] = set()
    for each in (lang, _OTHER[lang]):
        forms = measure.forms_zh if each == "zh" else measure.forms_en
        ids = [key for key in _holding(store, forms, each) if key not in taken]
        across = store.counterpart_ids(ids)
        taken.update(other for key in ids for other in across.get(key, ()))
        texts, beside = store.paragraphs_by_id(ids), store.counterparts(ids)
        documents = {h.symbol: key for key, h in store.headings().items() if h.lang == each}
        for key in ids:
            paragraph = texts[key]
            document = documents[paragraph.symbol]
            if paragraph.role not in CONTENT_ROLES or not _is_criminal(paragraph):
                continue
            if document in instruments and paragraph.role not in {"preambular", "operative"}:
                continue
            passage = Passage(store.headings()[document], paragraph)
            found.append(BasisPassage(passage, beside.get(key, ()), _said(paragraph, forms), ""))
    return found


def _newest_first(found: Sequence[BasisPassage]) -> list[BasisPassage]:
    """``found`` in order of date, of those with the same words the newest alone."""
    newest: dict[str, BasisPassage] = {}
    for passage in sorted(found, key=_newest, reverse=True):
        newest.setdefault(_wording(passage.passage.paragraph), passage)
    return list(newest.values())


def _citing(collection: Collection, measure: Measure, lang: Lang) -> list[BasisPassage]:
    """Passages that cite one of the paragraphs listed for the measure; one that cites the
    whole article may be about anything in it, and counts where the article is listed."""
    from pipeline.articles.asked import Asked
    from pipeline.articles.edges import citing_ties, edges_of

    store = collection.state.store
    held = store.connected(held_provisions)
    found = []
    for instrument, provision in provisions_of(measure):
        rows = store.connected(partial(citing_provisions, instrument=instrument))
        ties = citing_ties(rows, Asked(instrument, provision), held)
        found += [
            BasisPassage(edge.passage, edge.counterpart, edge.words, "")
            for edge in edges_of(store, [t for t in ties if t.kind == "cites"], first=lang)
            if edge.recommendation is not None
        ]
    return found


def _holding(store: Store, forms: Sequence[str], lang: Lang) -> tuple[int, ...]:
    from pipeline.store.fulltext import FullText

    text = FullText(store, lang)
    return tuple(dict.fromkeys(key for form in forms for key in text.exact(form).tolist()))


def _newest(found: BasisPassage) -> tuple[str, str, int]:
    paragraph = found.passage.paragraph
    return found.passage.document.date, paragraph.symbol, -paragraph.ordinal


def _wording(paragraph: Paragraph) -> str:
    """The words without figures and number, so that what recurs each year is one."""
    key = phrase_key(paragraph.text.removeprefix(paragraph.label))
    return "".join(c for c in key if not c.isdigit()).strip(" .、．")


def _said(paragraph: Paragraph, forms: Sequence[str]) -> str:
    """The words of the paragraph that name the measure, as they stand in it."""
    for form in sorted(forms, key=len, reverse=True):
        at = paragraph.text.casefold().find(form.casefold())
        if at >= 0:
            return paragraph.text[at : at + len(form)]
    return ""


def _is_criminal(paragraph: Paragraph) -> bool:
    """Whether the paragraph or the heading above it speaks of cooperation in criminal matters."""
    key = phrase_key(f"{paragraph.heading}\n{paragraph.text}")
    return any(word in key for word in _words("criminal", paragraph.lang))


def _model_words(found: BasisPassage) -> bool:
    paragraph = found.passage.paragraph
    key = phrase_key(paragraph.text)
    return any(contains(key, word) for word in _words("model", paragraph.lang))


@cache
def _words(kind: str, lang: Lang) -> tuple[str, ...]:
    """The words of one kind of ``lexicon/basis_words.csv``, as ``phrase_key`` spells them."""
    rows: Iterable[dict[str, str]] = lexicon.rows("basis_words")
    return tuple(phrase_key(r["form"]) for r in rows if (r["kind"], r["lang"]) == (kind, lang))


def _recommending(collection: Collection, passages: Sequence[BasisPassage]) -> list[BasisPassage]:
    """Those of ``passages`` that recommend something, with their strength."""
    asked = dict(_asking(collection, [p.passage.document for p in passages]))
    found = []
    for each in passages:
        p = each.passage.paragraph
        entry = asked.get((p.symbol, p.lang, p.ordinal))
        if entry is not None and entry.kind == "recommendation" and entry.strength:
            found.append(BasisPassage(each.passage, each.counterpart, each.words, entry.strength))
    return found


def _asking(
    collection: Collection, documents: Sequence[Heading]
) -> Iterator[tuple[tuple[str, Lang, int], Recommendation]]:
    store = collection.state.store
    held = (store.document_id(d.symbol, d.lang) for d in dict.fromkeys(documents))
    wanted = [key for key in held if key is not None]
    for heading, found in collection.state.ranked(store.recommendations(wanted)):
        yield (heading.symbol, heading.lang, found.paragraph.ordinal), found
