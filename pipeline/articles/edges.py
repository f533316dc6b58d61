"""Passages that cite a provision, by their own words or by the heading above them alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.articles.asked import Asked, article_of
from pipeline.records import (
    CONTENT_ROLES,
    CitationReason,
    Heading,
    Lang,
    Paragraph,
    Recommendation,
    Role,
)
from pipeline.records.articles import ArticleEdge, EdgeKind
from pipeline.records.lineage import Passage
from pipeline.store.citations import Citing, HeldProvision
from pipeline.store.reading import Store

CITING_ROLES: frozenset[Role] = CONTENT_ROLES | {"footnote"}
"""Roles whose paragraphs are passages; a heading that cites counts by what stands below it."""
KINDS: tuple[EdgeKind, ...] = ("cites", "heading", "content")
"""From the strongest tie to the weakest."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge by ids, before its texts are fetched; fields as of ``ArticleEdge``."""

    paragraph: int
    document: int
    key: str
    kind: EdgeKind
    start: int = -1
    end: int = -1
    reason: CitationReason = ""
    cosine: float | None = None


def citing_ties(
    rows: Iterable[Citing], asked: Asked, held: Sequence[HeldProvision] = ()
) -> tuple[Tie, ...]:
    """The ties of passages that cite what is asked for, each passage once for a key, the stronger
    kind and the first place. A provision's own text does not cite it: "paragraph 5 of this article"
    stands in that article already (``held`` are the provisions of which texts are held)."""
    own = {h.paragraph: (h.provision.instrument, article_of(h.provision.provision)) for h in held}
    ties: dict[tuple[int, str], Tie] = {}
    for row in rows:
        r = row.reference
        if row.role not in CITING_ROLES or not r.is_provision:
            continue
        if not asked.holds(r.instrument, r.provision):
            continue
        if own.get(row.paragraph) == (r.instrument, article_of(r.provision)):
            continue
        kind: EdgeKind = "heading" if r.is_heading else "cites"
        tie = Tie(row.paragraph, row.document, r.key, kind, r.start, r.end, r.reason)
        ties.setdefault((row.paragraph, r.key), tie)
    return tuple(ties.values())


def edges_of(
    store: Store, ties: Sequence[Tie], lang: Lang | None = None, first: Lang = "en"
) -> tuple[ArticleEdge, ...]:
    """``ties`` with their texts, in the order of instrument and provision, kind, date and place.

    With ``lang`` those of one language; without, a passage held in both languages comes in that
    which goes ``first``, and in the other only where the first has no such tie.
    """
    headings = store.headings()
    kept = [t for t in ties if lang in {None, headings[t.document].lang}]
    if lang is None:
        kept = _once(store, kept, headings, first)
    paragraphs = store.paragraphs_by_id(dict.fromkeys(t.paragraph for t in kept))
    across = store.counterparts(dict.fromkeys(t.paragraph for t in kept))
    asking = _recommendations(store, kept)
    edges = [
        _edge(
            tie,
            Passage(headings[tie.document], paragraphs[tie.paragraph]),
            asking.get((tie.document, paragraphs[tie.paragraph].ordinal)),
            across.get(tie.paragraph, ()),
        )
        for tie in kept
    ]
    return tuple(sorted(edges, key=_place))


def _once(
    store: Store, ties: Sequence[Tie], headings: dict[int, Heading], first: Lang
) -> list[Tie]:
    before = {(t.paragraph, t.key) for t in ties if headings[t.document].lang == first}
    across = store.counterpart_ids({t.paragraph for t in ties})
    return [
        t
        for t in ties
        if headings[t.document].lang == first
        or not any((other, t.key) in before for other in across.get(t.paragraph, ()))
    ]


def _recommendations(store: Store, ties: Sequence[Tie]) -> dict[tuple[int, int], Recommendation]:
    wanted = sorted({t.document for t in ties})
    ids = {(h.symbol, h.lang): key for key, h in store.headings().items()}
    return {
        (ids[heading.symbol, heading.lang], found.paragraph.ordinal): found
        for heading, found in store.recommendations(wanted)
    }


def _edge(
    tie: Tie,
    passage: Passage,
    recommendation: Recommendation | None,
    counterpart: tuple[Paragraph, ...],
) -> ArticleEdge:
    text = passage.paragraph.text
    said = text[tie.start : tie.end] if tie.start >= 0 else ""
    if tie.kind == "heading":
        said = passage.paragraph.heading
    return ArticleEdge(
        key=tie.key,
        kind=tie.kind,
        passage=passage,
        words=said,
        start=tie.start,
        end=tie.end,
        reason=tie.reason,
        cosine=tie.cosine,
        recommendation=recommendation,
        counterpart=counterpart,
    )


def _place(edge: ArticleEdge) -> tuple[object, ...]:
    instrument, _, provision = edge.key.partition(":")
    document = edge.passage.document
    return (
        instrument,
        natural_provision(provision),
        KINDS.index(edge.kind),
        document.date,
        document.symbol,
        document.lang,
        edge.passage.paragraph.ordinal,
    )


def natural_provision(provision: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts provisions as they stand in their text: 9 before 10, 18(4) before 18(13)."""
    pieces = re.findall(r"\d+|[^\d()]+", provision)
    return tuple((int(p), "") if p.isdigit() else (0, p) for p in pieces)
