"""The register, its lineage and its requests, with what is computed of them kept while the index
stands."""

from dataclasses import replace

import streamlit as st

from pipeline.collection import Collection
from pipeline.lineage import Lineage, endorsements, endorses
from pipeline.records import Lang
from pipeline.records.lineage import Endorsed, Endorsement, Entry, Kin, Request
from pipeline.strings import Strings
from pipeline.views.register.choices import CHOICES, Choice, Wanted, matching, of_either, offered
from ui.comparing.pairs import state_of
from ui.keep import kept


def register_of(held: Collection, lang: Lang) -> tuple[Entry, ...]:
    """The rows read from the texts in ``lang``, and from the other language's where a text is held
    in that alone."""
    return _register_of(state_of(held), lang, held)


@kept(4)
def _register_of(state: str, lang: Lang, _held: Collection) -> tuple[Entry, ...]:
    other: Lang = "en" if lang == "zh" else "zh"
    return of_either(_held.register(lang), _held.register(other))


def matching_of(held: Collection, lang: Lang, wanted: Wanted) -> tuple[Entry, ...]:
    """The rows of ``register_of`` that have what is wanted."""
    return _matching_of(state_of(held), lang, wanted, held)


@kept(16)
def _matching_of(state: str, lang: Lang, wanted: Wanted, _held: Collection) -> tuple[Entry, ...]:
    return matching(register_of(_held, lang), wanted)


def offered_of(held: Collection, lang: Lang) -> dict[Choice, dict[str, int]]:
    """For each choice the codes that rows have, with their numbers of rows."""
    return _offered_of(state_of(held), lang, held)


@kept(4)
def _offered_of(state: str, lang: Lang, _held: Collection) -> dict[Choice, dict[str, int]]:
    entries = register_of(_held, lang)
    return {choice: offered(entries, choice, _held.ladder().codes) for choice in CHOICES}


def lineage_of(held: Collection, lang: Lang, say: Strings) -> Lineage:
    """The lineage of the texts in ``lang``; what is being done stands on the page meanwhile."""
    rows = f"{len(held.register(lang)):,}"
    with st.spinner(say("recommendations.linking", n=rows)):
        return held.lineage(lang)


def requests_of(held: Collection, lang: Lang, say: Strings) -> tuple[Request, ...]:
    """The requests of the texts in ``lang``; what is being done stands on the page meanwhile."""
    lineage_of(held, lang, say)
    rows = f"{len(held.register(lang)):,}"
    with st.spinner(say("recommendations.answering", n=rows)):
        return held.requests(lang)


def kin_of(held: Collection, entry: Entry, say: Strings) -> tuple[Kin, ...]:
    """Recommendations of other texts like ``entry`` in content; what is being done stands on the
    page meanwhile."""
    rows = f"{len(held.register(entry.recommendation.paragraph.lang)):,}"
    with st.spinner(say("lineage.kin.reading", n=rows)):
        return _kin_of(state_of(held), entry.recommendation.paragraph.lang, *entry.key, held, entry)


@kept(100)
def _kin_of(
    state: str, lang: Lang, symbol: str, ordinal: int, _held: Collection, _entry: Entry
) -> tuple[Kin, ...]:
    return _held.kin(_entry)


def endorsements_of(held: Collection, symbol: str, lang: Lang) -> tuple[Endorsement, ...]:
    """What the operative paragraphs of a document endorse; () where it is not held."""
    return _endorsements_of(state_of(held), symbol, lang, held)


def endorsed_by(held: Collection, symbol: str, lang: Lang) -> tuple[Endorsement, ...]:
    """The operative paragraphs of other documents that endorse recommendations of this one, each
    with those alone."""
    return tuple(
        replace(one, recommendations=taken, sources=(symbol,), stubs=())
        for one in _all_endorsements(state_of(held), lang, held)
        if (taken := tuple(item for item in one.recommendations if _is_of(item, symbol)))
        and one.entry.document.symbol != symbol
    )


def _is_of(item: Endorsed, symbol: str) -> bool:
    return item.source is not None and item.source.document.symbol == symbol


@kept(4)
def _all_endorsements(state: str, lang: Lang, _held: Collection) -> tuple[Endorsement, ...]:
    endorsing = (e for e in _held.register(lang) if endorses(e.recommendation.paragraph))
    symbols = dict.fromkeys(entry.document.symbol for entry in endorsing)
    return tuple(one for symbol in symbols for one in endorsements_of(_held, symbol, lang))


@kept(64)
def _endorsements_of(
    state: str, symbol: str, lang: Lang, _held: Collection
) -> tuple[Endorsement, ...]:
    document = _held.document(symbol, lang)
    if document is None:
        return ()
    return endorsements(document, _held.paragraphs(symbol, lang), _held.register(lang))
