"""One text of an index, to be read: its words, its notes, and where its words lead."""

from dataclasses import dataclass

from pipeline.errors import UnknownSymbol
from pipeline.opened import OpenIndex
from pipeline.records import Document, Heading, Lang, Paragraph
from pipeline.records.articles import HeldArticle, Pointer


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in one language: ``paragraphs`` are all of ``document``, in order; ``pointers`` and
    ``articles`` as of ``ArticleIndex``; ``recommendations`` are how many rows it has in the
    register."""

    heading: Heading
    document: Document
    paragraphs: tuple[Paragraph, ...]
    pointers: tuple[Pointer, ...]
    articles: tuple[HeldArticle, ...]
    recommendations: int


def read_text(held: OpenIndex, symbol: str, lang: Lang) -> Reading:
    """The text of ``symbol`` in ``lang``; UnknownSymbol where it is not held so."""
    state = held.state
    document, key = state.store.document(symbol, lang), state.store.document_id(symbol, lang)
    if document is None or key is None:
        raise UnknownSymbol(f"{symbol} ({lang}): no such document is held")
    return Reading(
        state.store.headings()[key],
        document,
        state.store.paragraphs(symbol, lang),
        state.articles.pointers(symbol, lang),
        state.articles.articles_held(symbol, lang),
        len(state.store.recommendations([key])),
    )
