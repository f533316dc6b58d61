"""A matrix as the rules fill it: passages on an article or a subject, their cells, their rows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.errors import UnknownSubject
from pipeline.preparation.legal_basis.measures import forms_meant
from pipeline.preparation.matrix.cells import cells_of
from pipeline.preparation.matrix.rows import rows_of
from pipeline.records import LANGS, Heading, Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.matrix import Matrix, MatrixCell
from pipeline.records.trace import file_name
from pipeline.store.citations import held_provisions
from pipeline.store.reading import Store
from pipeline.text.normalise import fold

MOST = 300
"""Passages that a matrix is filled from: those tied most closely, then the newest."""

_Found = dict[tuple[str, Lang, int], tuple[Passage, tuple[Paragraph, ...]]]


def matrix(collection: Collection, subject: str, lang: Lang = "en", most: int = MOST) -> Matrix:
    """The matrix on ``subject``, a provision (``UNTOC:19``) or words in either language, from at
    most ``most`` passages; one that is held in both languages counts in ``lang``.

    Raises UnknownProvision for a provision that nothing held concerns, and UnknownSubject for words
    that nothing held has.
    """
    found = _of_article(collection, subject, lang)
    about: frozenset[str] = frozenset()
    if found is None:
        found = _of_words(collection, subject, lang)
        about = frozenset(map(fold, _forms(subject)))
    from pipeline.preparation.briefing.digest import digest

    turned = _turned(collection.state.store, found, lang)
    kept = [pair for pair in turned if not _is_treaty(collection, pair[0])][:most]
    cells = [
        cell
        for passage, across in kept
        for cell in cells_of(passage, across, frozenset() if _is_titled(passage, about) else about)
    ]

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        return collection.encoder().encode(texts).vectors

    rows = rows_of([_without_folders(cell) for cell in cells], encode)
    return Matrix(subject.strip(), lang, rows, digest(collection.documents()))


def _without_folders(cell: MatrixCell) -> MatrixCell:
    """``cell`` with its file named without the folders of this machine: a matrix is sent to others,
    who have the file elsewhere."""
    if cell.passage is None:
        return cell
    document = cell.passage.document
    named = replace(document, path=file_name(document.path))
    return replace(cell, passage=replace(cell.passage, document=named))


def _of_article(collection: Collection, subject: str, lang: Lang) -> _Found | None:
    """The passages that concern a provision, the closest tie first, with those that stand under a
    heading that names it; None where ``subject`` names no provision."""
    from pipeline.articles.asked import read_key
    from pipeline.errors import UnknownProvision

    try:
        wanted = read_key(subject)
    except UnknownProvision:
        return None
    if not any(asked.provision for asked in wanted):
        return None
    edges = collection.articles(subject, first=lang).edges
    found: _Found = {}
    kinds = ("cites", "heading", "content")
    newest = sorted(edges, key=lambda e: _age(e.passage), reverse=True)
    for edge in sorted(newest, key=lambda e: kinds.index(e.kind)):
        _put(found, edge.passage, edge.counterpart)
    titles = {
        fold(row["form"])
        for row in lexicon.rows("article_titles")
        if any(asked.holds(row["instrument"], row["article"]) for asked in wanted)
    }
    documents = dict.fromkeys(edge.passage.document for edge in edges)
    _put_under(collection.state.store, found, documents, titles)
    return found


def _of_words(collection: Collection, subject: str, lang: Lang) -> _Found:
    """The passages with the words, or with another form of what they mean, the newest first, and
    those that stand under a heading with them."""
    from pipeline.store.fulltext import FullText

    store = collection.state.store
    forms = _forms(subject)
    found: _Found = {}
    for each in sorted(LANGS, key=lambda other: other != lang):
        text = FullText(store, each)
        asked = {key for form in forms for key in text.exact(form).tolist()}
        paragraphs, beside = store.paragraphs_by_id(asked), store.counterparts(asked)
        headings = {h.symbol: h for h in store.headings().values() if h.lang == each}
        pairs = [
            (Passage(headings[p.symbol], p), beside.get(key, ())) for key, p in paragraphs.items()
        ]
        for passage, across in sorted(pairs, key=lambda pair: _age(pair[0]), reverse=True):
            if not any((p.symbol, p.lang, p.ordinal) in found for p in across):
                _put(found, passage, across)
    if not found:
        shown = " ".join(subject.split())[:60] or "no words"
        raise UnknownSubject(f"{shown}: no passage held has these words")
    documents = dict.fromkeys(passage.document for passage, _ in found.values())
    _put_under(store, found, documents, {fold(form) for form in forms})
    return found


def _forms(subject: str) -> tuple[str, ...]:
    """``subject`` and what else it is called in either language, by the tables."""
    key = fold(subject)
    usual: dict[tuple[str, str], str] = {}
    for row in lexicon.rows("terms"):
        usual.setdefault((row["code"], row["lang"]), fold(row["form"]))
    # what is no concept's usual form may stand for others too: 没收 for a seizure
    codes = {code for (code, _), form in usual.items() if form == key}
    rows = [row for row in lexicon.rows("terms") if row["code"] in codes and row["use"] != "never"]
    named = [row["form"] for row in rows]
    return tuple(dict.fromkeys([subject.strip(), *named, *forms_meant(subject)]))


def _is_titled(passage: Passage, about: frozenset[str]) -> bool:
    """Whether the heading above a passage, or its document's title, has one of the words."""
    titles = fold(f"{passage.paragraph.heading}\n{passage.document.title}")
    return any(word in titles for word in about)


def _put(found: _Found, passage: Passage, across: tuple[Paragraph, ...]) -> None:
    p = passage.paragraph
    found.setdefault((p.symbol, p.lang, p.ordinal), (passage, across))


def _turned(store: Store, found: _Found, lang: Lang) -> list[tuple[Passage, tuple[Paragraph, ...]]]:
    """Each passage in ``lang`` where one paragraph of it corresponds, once, its counterpart in the
    other language beside it."""
    headings = {(h.symbol, h.lang): h for h in store.headings().values()}
    out: dict[Paragraph, tuple[Passage, tuple[Paragraph, ...]]] = {}
    for passage, across in found.values():
        if passage.paragraph.lang != lang and len(across) == 1:
            document = headings[across[0].symbol, lang]
            passage, across = Passage(document, across[0]), (passage.paragraph,)
        out.setdefault(passage.paragraph, (passage, across))
    return list(out.values())


def _put_under(
    store: Store, found: _Found, documents: Sequence[Heading] | dict[Heading, None], words: set[str]
) -> None:
    """Add the passages of ``documents`` that stand under a heading with one of ``words``."""
    for document in documents:
        wanted = [
            p
            for p in store.paragraphs(document.symbol, document.lang)
            if (p.symbol, p.lang, p.ordinal) not in found
            and any(word in fold(p.heading) for word in words)
        ]
        held = store.counterparts(_ids(store, document, wanted)) if wanted else {}
        for key, paragraph in _ids(store, document, wanted).items():
            _put(found, Passage(document, paragraph), held.get(key, ()))


def _ids(store: Store, document: Heading, wanted: Sequence[Paragraph]) -> dict[int, Paragraph]:
    """``wanted``, paragraphs of one document, by the ids they have in the store."""
    number = store.document_id(document.symbol, document.lang)
    rows = store.fetch("SELECT id, ordinal FROM paragraphs WHERE document = ?", (number,))
    by_ordinal = {ordinal: key for key, ordinal in rows}
    return {by_ordinal[p.ordinal]: p for p in wanted}


def _age(passage: Passage) -> tuple[str, str, int]:
    return passage.document.date, passage.document.symbol, -passage.paragraph.ordinal


def _is_treaty(collection: Collection, passage: Passage) -> bool:
    """Whether a passage is part of an instrument's own text, which argues nothing."""
    if passage.paragraph.role in {"preambular", "operative"}:
        return False
    return (passage.document.symbol, passage.document.lang) in _treaties(collection)


def _treaties(collection: Collection) -> frozenset[tuple[str, Lang]]:
    def make() -> frozenset[tuple[str, Lang]]:
        store = collection.state.store
        held = {h.document for h in store.connected(held_provisions)}
        return frozenset((h.symbol, h.lang) for key, h in store.headings().items() if key in held)

    return collection.state.once("treaties held", "", make)
