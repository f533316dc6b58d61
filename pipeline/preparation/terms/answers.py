"""What an open index says of terms: the lens, the variance, the check of one text."""

from collections.abc import Sequence

from pipeline.collection import Collection
from pipeline.errors import UnknownSymbol, UnknownTerm
from pipeline.records import LANGS, Document, Lang
from pipeline.records.lineage import Passage
from pipeline.records.terms import FormUse, Term, TermAlert, TermLens, VarianceAnswer
from pipeline.state import State
from pipeline.store.reading import Store
from pipeline.terms.consistency import Counted, Others, alerts, others_of
from pipeline.terms.lens import ad_hoc, lens, uses_of
from pipeline.terms.table import TermTable, table_of
from pipeline.terms.variance import Recurrences, holding_words, recurrences, variances
from pipeline.text.normalise import detect_lang


def table_of_index(held: Collection) -> TermTable:
    """The built-in table with the user's own over it."""
    return table_of(held.state.store.folder)


def lens_on(held: Collection, words: str, places: int) -> TermLens:
    """The concept that ``words`` name, by a form or by its code, in the texts held; words that no
    table has are looked up as they are. UnknownTerm where they name nothing and stand nowhere."""
    named = table_of_index(held).named(words)
    if named:
        return lens(held.state.store, named[0], places, named[1:])
    asked = " ".join(words.split())
    found = lens(held.state.store, ad_hoc(asked, detect_lang(asked)), places)
    if not any(use.occurrences for use in found.forms):
        raise UnknownTerm(f"{asked or 'no words'}: no term of the table, and in no text held")
    return found


def variance_in(
    held: Collection, words: str, lang: Lang, most: int, start: int = 0
) -> VarianceAnswer:
    """The paragraphs recurring in ``lang`` with several renderings; with ``words`` those that, or
    whose renderings, hold them or a form of the concept they name."""
    state = held.state
    recurring = _recurrences(state, lang)
    if not words.strip():
        return variances(state.store, recurring, most=most, start=start)
    terms = table_of_index(held).named(words)
    ids = [key for side in LANGS for key in holding_words(state.store, words.strip(), terms, side)]
    if not ids:
        raise UnknownTerm(f"{words.strip()}: in no text held")
    return variances(state.store, recurring, ids, most, start)


def _recurrences(state: State, lang: Lang) -> Recurrences:
    return state.once("recurrences", lang, lambda: recurrences(state.store, lang))


def check_held(held: Collection, symbol: str, lang: Lang | None) -> tuple[TermAlert, ...]:
    """Alerts on a text held, in ``lang`` or in both languages, against the table, the texts held
    and the other language. UnknownSymbol where it is not held."""
    store = held.state.store
    passages: list[Passage] = []
    for side in LANGS if lang is None else (lang,):
        passages += passages_of(store, symbol, side)
    if not passages:
        raise UnknownSymbol(
            f"{symbol.strip() or 'no symbol'}: not held{f' in {lang}' if lang else ''}"
        )
    zh, en = held.paragraphs(symbol, "zh"), held.paragraphs(symbol, "en")
    return check_passages(held, passages, others_of(held.reviewed(symbol).beads, zh, en))


def passages_of(store: Store, symbol: str, lang: Lang) -> list[Passage]:
    """The paragraphs of a text held with its heading; none where it is not held."""
    heading = next(
        (h for h in store.headings().values() if (h.symbol, h.lang) == (symbol, lang)), None
    )
    return [Passage(heading, p) for p in store.paragraphs(symbol, lang)] if heading else []


def check_passages(
    held: Collection, passages: Sequence[Passage], others: Others | None = None
) -> tuple[TermAlert, ...]:
    """Alerts on ``passages``, of texts held or not, against the table and the texts held."""
    return alerts(passages, table_of_index(held), counted_in(held), others)


def counted_in(held: Collection) -> Counted:
    """The use of a concept's forms in the texts held, counted once for each state."""
    state = held.state

    def uses(term: Term, lang: Lang) -> tuple[FormUse, ...]:
        name = f"uses of {term.code} {hash(term)}"
        return state.once(name, lang, lambda: uses_of(state.store, term, lang))

    def newest(body: str) -> str:
        dates = (h.date[:4] for h in state.store.headings().values() if h.body == body)
        return max(dates, default="")

    return Counted(uses, newest)


def check_documents(
    held: Collection | None, document: Document, other: Document | None
) -> tuple[TermAlert, ...]:
    """Alerts on texts that are not held, against the table and the texts held; without an index
    against the built-in table alone. See ``term_files.check_documents``."""
    from pipeline.encode import load_encoder
    from pipeline.preparation.terms import files as term_files

    if held is None:
        return term_files.check_documents(
            document, other, table_of(None), lambda: load_encoder("built-in")
        )
    table, counted = table_of_index(held), counted_in(held)
    return term_files.check_documents(document, other, table, held.encoder, counted)
