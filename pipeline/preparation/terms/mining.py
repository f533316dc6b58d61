"""The corresponding passages of an index, mined for pairs of terms."""

from collections.abc import Iterator

from pipeline.collection import Collection
from pipeline.encode import BUILT_IN, load_encoder
from pipeline.records import CONTENT_ROLES, Role
from pipeline.records.lineage import Passage
from pipeline.search import Filters, documents_passing
from pipeline.terms.mining import MinedPair, mine
from pipeline.terms.table import table_of

ROLES: frozenset[Role] = CONTENT_ROLES | {
    "title",
    "heading",
    "chapter",
    "section",
    "article",
    "annex",
}
"""What is read: words somebody adopted, and the headings above them."""


def mined_terms(held: Collection, filters: Filters, least: int) -> tuple[MinedPair, ...]:
    """The pairs mined from the documents that pass ``filters``; see ``terms.mining.mine``. The
    vectors are those of the built-in model, whichever encoder the index has. () where no document
    is held in both languages."""
    store = held.state.store

    def made() -> tuple[MinedPair, ...]:
        passages = tuple(corresponding(held, filters))
        return mine(passages, table_of(store.folder), load_encoder(BUILT_IN), least)

    return held.state.once("mined", f"{filters} {least}", made)


def corresponding(held: Collection, filters: Filters) -> Iterator[tuple[Passage, Passage]]:
    """Pairs of one Chinese and one English passage that are aligned with each other and no other,
    as they stand after review, of the documents that pass ``filters``."""
    headings = held.state.store.headings()
    passing = documents_passing(held.state.store, filters)
    english = {h.symbol: h for h in headings.values() if h.lang == "en"}
    reviewed = {judgement.symbol for judgement in held.reviews().read().judgements}
    for key, heading in headings.items():
        other = english.get(heading.symbol)
        if heading.lang != "zh" or other is None or (passing is not None and key not in passing):
            continue
        symbol = heading.symbol
        beads = held.reviewed(symbol).beads if symbol in reviewed else held.beads(symbol)
        zh, en = held.paragraphs(symbol, "zh"), held.paragraphs(symbol, "en")
        for bead in beads:
            if len(bead.zh) == len(bead.en) == 1 and zh[bead.zh[0]].role in ROLES:
                yield Passage(heading, zh[bead.zh[0]]), Passage(other, en[bead.en[0]])
