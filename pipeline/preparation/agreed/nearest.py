"""Which passages come near to a draft clause, in words and in content.

A search brings up candidates in both languages; they are put in order by the share of words that
they have in common with the draft, in the same order, by the cosine, and a little by their place in
the search. A passage of the other language is compared by its counterpart in the draft's language,
so that both lists become one. The weights were chosen on session 78 of the General Assembly.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.collection import Collection
from pipeline.lineage.words import Words, containment, similarity, words_of
from pipeline.preparation.agreed.draft import WORDED, Clause
from pipeline.records import LANGS, Heading, Lang, Match, Paragraph
from pipeline.records.lineage import Passage
from pipeline.search import Filters

_DEPTH = 50
"""Passages of each language that a search brings up for the whole draft, and half as many for each
of its parts."""
_SEARCHED = 0.1
"""What it counts to come first in the search, which knows rare words from usual ones; half as much
for a place of ``_HALVED``."""
_HALVED = 4
_UNCOMPARED = 0.15
"""What the cosine of a passage without counterpart is lowered by: wordings of one cosine have
about 0.3 less of their words in common, and count by half for each."""
_PART = 0.95
"""What a part of a draft counts beside all of it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A passage and how near it comes to ``clause``: ``nearness``, about 1 for its very words.

    ``compared`` are the paragraphs in the draft's language and ``words`` theirs, () and None where
    nothing is held in it; ``similarity`` and ``cosine`` as of ``AgreedWording``; ``recurs`` are
    other documents with the same passage, figures aside.
    """

    clause: Clause
    passage: Passage
    counterpart: tuple[Paragraph, ...]
    compared: tuple[Paragraph, ...]
    words: Words | None
    similarity: float | None
    cosine: float | None
    nearness: float
    recurs: tuple[Heading, ...]

    @property
    def key(self) -> tuple[str, Lang, int]:
        """Tells passages apart."""
        p = self.passage.paragraph
        return p.symbol, p.lang, p.ordinal


def nearest(
    collection: Collection, clauses: Sequence[Clause], k: int, filters: Filters
) -> tuple[Near, ...]:
    """Candidates for the first ``k`` places, the nearest first, every passage once.

    ``clauses`` are the whole draft, then its parts. A passage that stands in both languages comes
    in the draft's, unless several paragraphs of that language correspond to it or ``filters`` ask
    for the other language alone.
    """
    whole, *parts = clauses
    depth = max(_DEPTH, 2 * k)
    found: dict[tuple[str, Lang, int], Near] = {}
    for near in _candidates(collection, whole, LANGS, depth, filters):
        _keep(found, near)
    for part in parts:
        for near in _candidates(collection, part, (part.words.lang,), depth // 2, filters):
            _keep(found, replace(near, nearness=near.nearness * _PART))
    return tuple(sorted(found.values(), key=lambda near: -near.nearness))


def _keep(found: dict[tuple[str, Lang, int], Near], near: Near) -> None:
    held = found.get(near.key)
    if held is None or near.nearness > held.nearness:
        found[near.key] = near


def _candidates(
    collection: Collection, clause: Clause, langs: Sequence[Lang], depth: int, filters: Filters
) -> Iterator[Near]:
    result = collection.search(clause.text, langs=langs, k=depth, filters=filters, fold=True)
    for match in (*result.zh[:depth], *result.en[:depth]):
        if match.paragraph.role in WORDED:
            turn = not filters.lang or clause.words.lang in filters.lang
            yield _near(clause, _turned(collection, match, clause.words.lang) if turn else match)


def _turned(collection: Collection, match: Match, lang: Lang) -> Match:
    """``match`` in ``lang`` where one paragraph of it corresponds; of the documents in which the
    passage recurs those that have the same words in that language too."""
    others = match.counterpart
    if match.paragraph.lang == lang or len(others) != 1:
        return match
    heading = _heading(collection, others[0].symbol, lang)
    if heading is None:
        return match
    same = _same_words(collection, others[0]) if match.recurs else frozenset()
    recurs = (_heading(collection, h.symbol, lang) for h in match.recurs if h.symbol in same)
    return replace(
        match,
        paragraph=others[0],
        document=heading,
        counterpart=(match.paragraph,),
        recurs=tuple(h for h in recurs if h),
    )


def _same_words(collection: Collection, paragraph: Paragraph) -> frozenset[str]:
    """The symbols of the documents that have ``paragraph`` in its language, figures aside."""
    store = collection.state.store
    rows, headings = store.rows[paragraph.lang], store.headings()
    document = store.document_id(paragraph.symbol, paragraph.lang)
    own = rows[rows["document"] == document]["twin"]  # in the order of the paragraphs
    with_words = rows[rows["twin"] == own[paragraph.ordinal]]["document"]
    return frozenset(headings[key].symbol for key in with_words.tolist())


def _heading(collection: Collection, symbol: str, lang: Lang) -> Heading | None:
    def make() -> dict[tuple[str, Lang], Heading]:
        return {(h.symbol, h.lang): h for h in collection.documents()}

    return collection.state.once("headings", "", make).get((symbol, lang))


def _near(clause: Clause, match: Match) -> Near:
    lang, paragraph = clause.words.lang, match.paragraph
    compared = (paragraph,) if paragraph.lang == lang else match.counterpart
    cosine = match.cosine
    words = joined_words(compared) if compared else None
    same = similarity(clause.words, words) if words else None
    if words is None or same is None:
        nearness = (cosine or 0.0) - _UNCOMPARED
    else:
        wording = (same + max(same, containment(clause.words, words))) / 2
        nearness = (wording + (wording if cosine is None else cosine)) / 2
    nearness += _SEARCHED * (_HALVED - 1) / (_HALVED + match.rank - 2)
    return Near(
        clause,
        Passage(match.document, paragraph),
        match.counterpart,
        compared,
        words,
        same,
        cosine,
        nearness,
        match.recurs,
    )


def joined_words(paragraphs: Iterable[Paragraph]) -> Words:
    """The words of neighbouring ``paragraphs``, at least one, as of one."""
    first, *others = paragraphs
    if not others:
        return words_of(first)
    return words_of(replace(first, text="\n".join((first.text, *(p.text for p in others)))))
