"""How far the words of a passage are agreed, by the document it stands in and what endorses it.

A draft is told by its status, its symbol (``L.``) or, of an annex, its title. The text of an
instrument is what the index holds as provisions, and any annex or document without an organ that
has articles. What a resolution or decision says is adopted; the recommendations of a report, and
those that stand in the annex of a resolution, are endorsed where an operative paragraph that is
held says so. Only the documents in question are read, once each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.collection import Collection
from pipeline.records import LANGS, Document, Heading, Lang, Paragraph, Recommendation
from pipeline.records.lineage import Endorsement, Entry, Passage
from pipeline.records.preparation import Standing
from pipeline.store.citations import held_provisions

_ACTS = frozenset({"resolution", "decision", "presidential-statement", "declaration"})
"""Kinds of documents by which an organ adopts words."""
_ACT_SYMBOL = re.compile(r"/(?:RES|DEC|PRST)/")
_DRAFT_SYMBOL = re.compile(r"/L\.\d")
_DRAFT_TITLE = re.compile(
    r"^(?:(?:revised|proposed|preliminary) )?draft\b|草案|草稿", re.IGNORECASE
)
"""A title that says its text is a draft: Draft international covenant … / ……公约草案."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What is known of one document: by ordinal its recommendations and what endorses them, and the
    ordinals of its paragraphs that are the text of an instrument or of a draft in an annex."""

    recommendations: dict[int, Recommendation]
    endorsed_by: dict[int, tuple[Passage, ...]]
    of_instrument: frozenset[int]
    of_draft: frozenset[int]


def standing(collection: Collection, document: Heading, paragraph: Paragraph) -> Standing:
    """How far the words of ``paragraph``, which stands in ``document``, are agreed."""
    read = _read(collection, document)
    is_draft = document.status == "draft" or document.kind.startswith("draft-")
    if is_draft or _DRAFT_SYMBOL.search(document.symbol) or paragraph.ordinal in read.of_draft:
        return "draft"
    if paragraph.ordinal in read.endorsed_by:
        return "endorsed"
    if paragraph.ordinal in read.of_instrument and document.kind != "declaration":
        return "treaty"
    if _is_act(document) or document.status == "adopted":
        return "adopted"
    asked = read.recommendations.get(paragraph.ordinal)
    if document.body and asked and asked.kind == "recommendation":
        return "recommended"
    return "other"


def endorsing(
    collection: Collection, document: Heading, paragraph: Paragraph
) -> tuple[Passage, ...]:
    """The operative paragraphs held in its language that endorse ``paragraph``; () where none
    does."""
    return _read(collection, document).endorsed_by.get(paragraph.ordinal, ())


def asked_by(
    collection: Collection, document: Heading, paragraph: Paragraph
) -> Recommendation | None:
    """What ``paragraph`` recommends, its strength taken from the English where 应 leaves it open;
    None where it recommends nothing."""
    return _read(collection, document).recommendations.get(paragraph.ordinal)


def _is_act(document: Heading) -> bool:
    """Whether ``document`` is one by which an organ adopts words."""
    return document.kind in _ACTS or _ACT_SYMBOL.search(document.symbol) is not None


def _read(collection: Collection, document: Heading) -> _Read:
    return collection.state.once(
        f"standing:{document.symbol}", document.lang, lambda: _of(collection, document)
    )


def _of(collection: Collection, heading: Heading) -> _Read:
    paragraphs = collection.paragraphs(heading.symbol, heading.lang)
    own = _entries(collection, heading.symbol, heading.lang)
    endorsed: dict[int, list[Passage]] = {}
    for endorsement in _endorsements(collection, heading, paragraphs, own):
        act = Passage(endorsement.entry.document, endorsement.entry.recommendation.paragraph)
        for found in endorsement.recommendations:
            for entry in (found.entry, found.source):
                if entry and entry.document.symbol == heading.symbol:
                    passages = endorsed.setdefault(entry.recommendation.paragraph.ordinal, [])
                    if act not in passages:
                        passages.append(act)
    instrument, draft = _instruments(collection, heading, paragraphs)
    return _Read(
        {e.recommendation.paragraph.ordinal: e.recommendation for e in own},
        {ordinal: tuple(passages) for ordinal, passages in endorsed.items()},
        instrument,
        draft,
    )


def _entries(collection: Collection, symbol: str, lang: Lang) -> tuple[Entry, ...]:
    """The register of one text in ``lang``, each row with its counterpart."""
    from pipeline.lineage import entries

    state = collection.state
    held = (state.store.document_id(symbol, each) for each in LANGS)
    rows = state.store.recommendations([key for key in held if key is not None])
    return entries(state.ranked(rows), lang)


def _endorsements(
    collection: Collection,
    heading: Heading,
    paragraphs: Sequence[Paragraph],
    own: Sequence[Entry],
) -> Iterator[Endorsement]:
    """Of a resolution what it endorses in its annex; of any other text what resolutions and
    decisions that name it endorse of it."""
    from pipeline.lineage import endorsements, endorses

    if not own:
        return
    if _is_act(heading):
        if any(endorses(e.recommendation.paragraph) for e in own):
            document = collection.document(heading.symbol, heading.lang)
            if document:
                yield from endorsements(document, paragraphs, own)
        return
    for document in _acts_naming(collection, heading):
        register = (*_entries(collection, document.symbol, heading.lang), *own)
        across = collection.paragraphs(document.symbol, heading.lang)
        yield from endorsements(document, across, register)


def _acts_naming(collection: Collection, heading: Heading) -> Iterator[Document]:
    """The resolutions and decisions in the language of ``heading`` that name its symbol, or one of
    the symbols joined in it."""
    from pipeline.store.fulltext import FullText

    store = collection.state.store
    text = FullText(store, heading.lang)
    symbols = dict.fromkeys((heading.symbol, *heading.symbol.split("-")))
    found = [text.naming(symbol).tolist() for symbol in symbols if "/" in symbol]
    named = store.paragraphs_by_id(dict.fromkeys(key for ids in found for key in ids)).values()
    acts = {h.symbol for h in store.headings().values() if _is_act(h)}
    for symbol in dict.fromkeys(p.symbol for p in named if p.symbol in acts):
        document = collection.document(symbol, heading.lang)
        if document and symbol != heading.symbol:
            yield document


def _instruments(
    collection: Collection, heading: Heading, paragraphs: Sequence[Paragraph]
) -> tuple[frozenset[int], frozenset[int]]:
    """The ordinals that are text of an instrument, and those of a draft in an annex. What stands
    outside the annexes of a resolution is its own text, whatever it quotes."""
    held = _held_provisions(collection).get((heading.symbol, heading.lang), frozenset())
    instrument: set[int] = set()
    draft: set[int] = set()
    for group in _texts(paragraphs):
        inside = {p.ordinal for p in group}
        is_annex = group[0].role == "annex"
        if is_annex and any(_DRAFT_TITLE.search(title) for title in _titles(group)):
            draft |= inside
        elif (is_annex or not _is_act(heading)) and (
            inside & held or any(p.role == "article" for p in group)
        ):
            instrument |= inside
    if instrument and not heading.body:  # an instrument by itself, its annexes and all
        instrument = {p.ordinal for p in paragraphs} - draft
    return frozenset(instrument), frozenset(draft)


def _texts(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, ...]]:
    """The document before its annexes, then each annex."""
    starts = [i for i, p in enumerate(paragraphs) if p.role == "annex"]
    cuts = [0, *starts, len(paragraphs)]
    for start, stop in pairwise(cuts):
        if start < stop:
            yield tuple(paragraphs[start:stop])


def _titles(group: Sequence[Paragraph]) -> Iterator[str]:
    """The words that head an annex: those of its own line and of the titles that follow it."""
    for p in group:
        if p.role not in {"annex", "title"} and p.number[1:] != ("title",):
            return
        yield p.text


def _held_provisions(collection: Collection) -> dict[tuple[str, str], frozenset[int]]:
    """By symbol and language the ordinals of paragraphs that are the text of a provision."""

    def make() -> dict[tuple[str, str], frozenset[int]]:
        store = collection.state.store
        headings = store.headings()
        found: dict[tuple[str, str], set[int]] = {}
        for held in store.connected(held_provisions):
            key = headings[held.document].symbol, held.lang
            found.setdefault(key, set()).add(held.provision.ordinal)
        return {key: frozenset(ordinals) for key, ordinals in found.items()}

    return collection.state.once("held provisions", "", make)
