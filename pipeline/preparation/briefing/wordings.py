"""The wordings on a subject that recur most, as they stand in the newest text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.collection import Collection
from pipeline.lineage.words import words_of
from pipeline.preparation.agreed.recurring import wording_key
from pipeline.preparation.standing import asked_by, endorsing, standing
from pipeline.records import Heading
from pipeline.records.lineage import Passage
from pipeline.records.preparation import AgreedWording
from pipeline.text.symbols import natural

MOST = 20
"""Wordings of one briefing."""
_LEAST = 2
"""Documents in which a wording must stand."""
_SHORTEST = 6
"""Words below which a passage is no clause."""


@dataclass(frozen=True, slots=True)
class _Wording:
    passage: Passage
    key: int
    recurs: tuple[Heading, ...]


def recurring(collection: Collection, ids: Iterable[int]) -> tuple[tuple[AgreedWording, ...], int]:
    """Of the passages of those ids, of one language, the wordings that stand in the most documents,
    at most ``MOST``, and how many recur at all."""
    found = _wordings(collection, ids)
    found.sort(key=lambda w: natural(w.passage.document.symbol))
    found.sort(key=lambda w: w.passage.document.date, reverse=True)
    found.sort(key=lambda w: -len(w.recurs))
    listed = found[:MOST]
    across = collection.state.store.counterparts([w.key for w in listed])
    out = []
    for rank, w in enumerate(listed, start=1):
        document, paragraph = w.passage.document, w.passage.paragraph
        out.append(
            AgreedWording(
                rank=rank,
                passage=w.passage,
                counterpart=across.get(w.key, ()),
                standing=standing(collection, document, paragraph),
                recommendation=asked_by(collection, document, paragraph),
                endorsed_by=endorsing(collection, document, paragraph),
                recurs=w.recurs,
                cosine=None,
                similarity=None,
                compared=(),
                changes=(),
            )
        )
    return tuple(out), len(found)


def _wordings(collection: Collection, ids: Iterable[int]) -> list[_Wording]:
    store = collection.state.store
    headings = {(h.symbol, h.lang): h for h in store.headings().values()}
    groups: dict[tuple[str, ...], list[tuple[int, Passage]]] = {}
    for key, paragraph in sorted(store.paragraphs_by_id(ids).items()):
        words = wording_key(words_of(paragraph))
        if len(words) >= _SHORTEST:
            passage = Passage(headings[paragraph.symbol, paragraph.lang], paragraph)
            groups.setdefault(words, []).append((key, passage))
    return [w for group in groups.values() if (w := _wording(group))]


def _wording(group: Sequence[tuple[int, Passage]]) -> _Wording | None:
    """The newest of ``group`` with the other documents; None where there are too few."""
    by_symbol = {p.document.symbol: p.document for _, p in group}
    if len(by_symbol) < _LEAST:
        return None
    key, newest = max(group, key=lambda at: (at[1].document.date, natural(at[1].document.symbol)))
    others = [h for h in by_symbol.values() if h.symbol != newest.document.symbol]
    others.sort(key=lambda h: (h.date, natural(h.symbol)), reverse=True)
    return _Wording(newest, key, tuple(others))
