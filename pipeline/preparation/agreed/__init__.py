"""Agreed language: the adopted wordings that come nearest to a draft clause, redlined."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.collection import Collection
from pipeline.preparation.agreed.draft import clauses
from pipeline.preparation.agreed.nearest import Near, nearest
from pipeline.preparation.agreed.recurring import folded
from pipeline.preparation.standing import asked_by, endorsing, standing
from pipeline.records import Change, Lang, Paragraph
from pipeline.records.preparation import AgreedWording, Standing
from pipeline.search import Filters

_BEHIND: dict[Standing, float] = {"recommended": 0.03, "draft": 0.08, "other": 0.12}
"""How much nearer words that nobody adopted must come to stand before words that somebody did."""
_LEAST_LOOKED_AT = 24
"""Wordings whose standing is looked up, at least: it may move one up by a few places."""


def agreed(
    collection: Collection,
    draft: str,
    lang: Lang | None = None,
    k: int = 10,
    filters: Filters | None = None,
    without: str = "",
) -> tuple[AgreedWording, ...]:
    """At most ``k`` wordings that come nearest to ``draft``, a clause in the language ``lang``, by
    default that of its letters; those that an organ adopted before others that come as near.

    A wording that recurs is shown once. ``without`` is the symbol of a document that does not
    count, since the draft is part of it. Raises TongwenError for a draft without words, one that is
    nothing but a symbol, one of more than 20,000 characters, and what ``search`` refuses.
    """
    parts = clauses(draft, lang)
    near = nearest(collection, parts, k, filters or Filters())
    looked_at = max(_LEAST_LOOKED_AT, 2 * k)
    found = folded(collection, near[: 2 * looked_at], without)[:looked_at]
    stood = [(n, standing(collection, n.passage.document, n.passage.paragraph)) for n in found]
    stood.sort(key=lambda pair: _BEHIND.get(pair[1], 0.0) - pair[0].nearness)
    return tuple(
        _wording(collection, near, how, rank) for rank, (near, how) in enumerate(stood[:k], start=1)
    )


def _wording(collection: Collection, near: Near, how: Standing, rank: int) -> AgreedWording:
    document, paragraph = near.passage.document, near.passage.paragraph
    near = _with_counterpart(collection, near)
    return AgreedWording(
        rank=rank,
        passage=near.passage,
        counterpart=near.counterpart,
        standing=how,
        recommendation=asked_by(collection, document, paragraph),
        endorsed_by=endorsing(collection, document, paragraph),
        recurs=near.recurs,
        cosine=near.cosine,
        similarity=near.similarity,
        compared=near.compared,
        changes=_changes(near.clause.text, near.compared),
        draft=near.clause.text,
    )


def _with_counterpart(collection: Collection, near: Near) -> Near:
    """``near`` with all that corresponds to its passage after review: what a search found may be
    one of several paragraphs."""
    paragraph = near.passage.paragraph
    found: list[Paragraph] = []
    other: Lang = "en" if paragraph.lang == "zh" else "zh"
    across = collection.paragraphs(paragraph.symbol, other)
    for bead in collection.reviewed(paragraph.symbol).beads if across else ():
        own, others = (bead.zh, bead.en) if other == "en" else (bead.en, bead.zh)
        if paragraph.ordinal in own:
            found += (across[ordinal] for ordinal in others)
    return replace(near, counterpart=tuple(found) or near.counterpart)


def _changes(draft: str, compared: Iterable[Paragraph]) -> tuple[Change, ...]:
    from pipeline.compare.redline import redline

    held = tuple(compared)
    return redline(draft, "\n".join(p.text for p in held), held[0].lang) if held else ()
