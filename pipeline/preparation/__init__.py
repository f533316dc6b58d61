"""What a delegation prepares a meeting with, asked of an open collection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.collection import Collection
from pipeline.records import Document, Lang
from pipeline.records.events import Event
from pipeline.records.lineage import Passage
from pipeline.records.matrix import LegalBasis, Matrix, MatrixFault, Measure
from pipeline.records.networks import NetworkCandidate, NetworkCount, NetworkTimeline
from pipeline.records.practices import Practice
from pipeline.records.preparation import AgreedWording, Briefing, Range
from pipeline.records.terms import (
    Term,
    TermAlert,
    TermForm,
    TermLens,
    TermPassages,
    VarianceAnswer,
)
from pipeline.search import Filters

if TYPE_CHECKING:
    from pipeline.preparation.matrix import MatrixLog
    from pipeline.terms.mining import MinedPair
    from pipeline.terms.own import TakenIn


class Preparation:
    """Answers built on those of a collection; what takes long to compute is kept with the
    collection's state, so that making one of these costs nothing."""

    def __init__(self, collection: Collection) -> None:
        self._held = collection

    def agreed(
        self,
        draft: str,
        lang: Lang | None = None,
        *,
        k: int = 10,
        filters: Filters | None = None,
        without: str = "",
    ) -> tuple[AgreedWording, ...]:
        """The wordings that come nearest to ``draft``, a clause in either language, those that an
        organ adopted first, each redlined against it; see ``preparation.agreed``."""
        from pipeline.preparation.agreed import agreed

        return agreed(self._held, draft, lang, k, filters, without)

    def terms(self, words: str = "") -> tuple[Term, ...]:
        """The concepts of the table of terms, the user's own ``terms.csv`` over the built-in one;
        with ``words`` those with a form or code that holds them."""
        from pipeline.preparation.terms.answers import table_of_index

        return table_of_index(self._held).containing(words)

    def own_terms(self) -> frozenset[str]:
        """The codes of the concepts that the user's own table sets or takes out."""
        from pipeline.preparation.terms.answers import table_of_index

        return table_of_index(self._held).own

    def lens(self, words: str, places: int = 10) -> TermLens:
        """One concept, by a form or its code: each form with its counts by body and year and the
        newest ``places``; UnknownTerm for words that are nowhere."""
        from pipeline.preparation.terms.answers import lens_on

        return lens_on(self._held, words, places)

    def term_passages(
        self,
        term: Term,
        form: TermForm,
        year: str = "",
        sense: str | None = None,
        *,
        start: int = 0,
        most: int = 20,
    ) -> TermPassages:
        """The passages with one form of a concept, as a lens has it, those of the same words once;
        see ``terms.lens.passages_with``."""
        from pipeline.terms.lens import passages_with

        return passages_with(self._held.state.store, term, form, year, sense, start, most)

    def variance(
        self, words: str = "", lang: Lang = "en", most: int = 20, start: int = 0
    ) -> VarianceAnswer:
        """The paragraphs that recur in ``lang`` and are rendered in several ways in the other
        language, from number ``start`` (of 0), with ``words`` those that hold them; UnknownTerm
        for words that are nowhere."""
        from pipeline.preparation.terms.answers import variance_in

        return variance_in(self._held, words, lang, most, start)

    def check(self, symbol: str, lang: Lang | None = None) -> tuple[TermAlert, ...]:
        """What in the terms of a text held needs care; UnknownSymbol for one that is not."""
        from pipeline.preparation.terms.answers import check_held

        return check_held(self._held, symbol, lang)

    def check_passages(self, passages: Sequence[Passage]) -> tuple[TermAlert, ...]:
        """The same of passages of any texts, held or not, without the other language."""
        from pipeline.preparation.terms.answers import check_passages

        return check_passages(self._held, passages)

    def check_documents(
        self, document: Document, other: Document | None = None
    ) -> tuple[TermAlert, ...]:
        """The same of a text that is not held or, with ``other``, of both its language versions,
        each against the other; InputError for two of one language."""
        from pipeline.preparation.terms.answers import check_documents

        return check_documents(self._held, document, other)

    def take_terms(self, name: str, content: bytes) -> tuple[TakenIn, ...]:
        """Put the terms of a file (CSV, Excel or TBX, by the ending of its ``name``) into the own
        table of this index; what became of each, see ``terms.own.take_in``."""
        from pipeline.exchange.term_files import terms_from
        from pipeline.terms.own import take_in

        return take_in(self._held.state.store.folder, name, terms_from(name, content))

    def mined_terms(self, filters: Filters | None = None, least: int = 3) -> tuple[MinedPair, ...]:
        """Pairs of terms that correspond in the aligned passages of the documents that pass
        ``filters``, each together in ``least`` passages of different words, those that the table
        has not first; see ``terms.mining.mine``. Takes minutes over a large index, once."""
        from pipeline.preparation.terms.mining import mined_terms

        return mined_terms(self._held, filters or Filters(), least)

    def briefing(self, subject: str, lang: Lang, range_: Range | None = None) -> Briefing:
        """What the texts held within ``range_`` have on ``subject``, an article, a topic or an
        agenda item in words of either language, passages in ``lang`` first; see
        ``preparation.briefing``."""
        from pipeline.preparation.briefing import briefing

        return briefing(self._held, subject, lang, range_ or Range())

    def matrix(self, subject: str, lang: Lang = "en") -> Matrix:
        """The issues matrix on a provision or on words, as the rules fill it; UnknownProvision or
        UnknownSubject where nothing held concerns it."""
        from pipeline.preparation.matrix import matrix

        return matrix(self._held, subject, lang)

    def matrices(self) -> MatrixLog:
        """The matrices that people kept with this index, which outlive its states."""
        from pipeline.preparation.matrix import MatrixLog

        return MatrixLog(self._held.state.store.folder)

    def matrix_faults(self, matrix: Matrix) -> tuple[MatrixFault, ...]:
        """The quotations of ``matrix`` that no longer stand in the index."""
        from pipeline.preparation.matrix import checked

        return checked(self._held, matrix)

    def legal_basis(self, measure: str, lang: Lang = "en") -> LegalBasis:
        """Articles, recommendations and model provisions on a measure, by a name or everyday words
        in either language; TongwenError, with the nearest names, for words that are none."""
        from pipeline.preparation.legal_basis import legal_basis

        return legal_basis(self._held, measure, lang)

    def measures(self) -> tuple[Measure, ...]:
        """Every measure that has a legal basis listed."""
        from pipeline.preparation.legal_basis import measures

        return measures()

    def networks(self) -> tuple[NetworkCount, ...]:
        """Which bodies, networks, programmes and tools are named how often, by body and session;
        the most named first."""
        from pipeline.preparation.networks import network_counts

        return network_counts(self._held.state)

    def network(self, name: str, lang: Lang | None = None, first: Lang = "en") -> NetworkTimeline:
        """Every passage that names one of them, by date, those held in both languages in ``first``;
        TongwenError for a name not listed."""
        from pipeline.preparation.networks import network_timeline

        return network_timeline(self._held.state, name, lang, first)

    def network_candidates(self) -> tuple[NetworkCandidate, ...]:
        """Names that look like those of networks and that no table has, for a person to add."""
        from pipeline.preparation.networks.candidates import network_candidates

        return network_candidates(self._held.state.store)

    def practices(
        self, key_or_subject: str = "", lang: Lang | None = None, first: Lang | None = None
    ) -> tuple[Practice, ...]:
        """Passages on good practices and lessons learned: all, those that concern a provision, or
        those that hold the words of a subject; with ``first`` that language is in front where it
        is held. See ``preparation.practices``."""
        from pipeline.preparation.practices import practices

        return practices(self._held.state, key_or_subject, lang, first)

    def events(self, symbol: str, lang: Lang | None = None) -> tuple[Event, ...]:
        """The events and instruments that a text held names with a date, by date, in ``lang``, else
        in English where it is held so; UnknownSymbol where it is not held."""
        from pipeline.preparation.events.held import events_held

        return events_held(self._held.state, symbol, lang)
