"""One wording once: passages that differ in figures and in what joins them to the one before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.collection import Collection
from pipeline.lineage.words import Words, similarity, words_of
from pipeline.preparation.agreed.nearest import Near, joined_words
from pipeline.preparation.standing import standing
from pipeline.records import Heading
from pipeline.records.lineage import Passage
from pipeline.records.preparation import Standing

FIRMEST: tuple[Standing, ...] = (
    "treaty", "adopted", "endorsed", "recommended", "draft", "other"
)  # fmt: skip
"""From what is most agreed to what is least."""
_SETTLED = FIRMEST[:3]
_LOOKED_THROUGH = 8
"""Recurrences of a passage in which one is looked for that is settled, or no part of the draft."""
_NUMBER = re.compile(
    r"\d+|[〇零一二三四五六七八九十百千]"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ieth)"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth"
)


def wording_key(words: Words) -> tuple[str, ...]:
    """What is the same for wordings that differ in figures and numerals alone: the number of the
    session, of the resolution, the year."""
    return tuple(token for token in words.tokens if not _NUMBER.fullmatch(token))


def folded(collection: Collection, found: Sequence[Near], without: str = "") -> tuple[Near, ...]:
    """``found`` with passages of one wording as one, in the place of the nearest of them. Shown is
    the firmest and of these the newest; ``recurs`` has the other documents, the newest first. The
    document ``without``, a symbol, does not count.

    A passage held in the other language alone is one with another whose counterpart has its words.
    """
    across = {
        wording_key(joined_words(near.counterpart)): wording_key(near.words)
        for near in found
        if near.counterpart and near.words
    }
    groups: dict[object, list[Near]] = {}
    for near in found:
        key = wording_key(near.words or words_of(near.passage.paragraph))
        if near.words is None:
            key = across.get(key, key)
        groups.setdefault(key or near.key, []).append(near)
    ones = (_one(collection, group, without) for group in groups.values())
    return tuple(near for near in ones if near)


def _one(collection: Collection, group: Sequence[Near], without: str) -> Near | None:
    def firmness(near: Near) -> tuple[bool, bool, int, str]:
        document, rank = near.passage.document, _rank(collection, near.passage)
        return document.symbol != without, near.words is not None, -rank, document.date

    shown = max(group, key=firmness) if len(group) > 1 else group[0]
    shown = replace(shown, nearness=max(near.nearness for near in group))
    others = [
        h for near in group for h in (near.passage.document, *near.recurs) if h.symbol != without
    ]
    if shown.passage.document.symbol == without:
        found = _elsewhere(collection, shown, others, len(FIRMEST))
    else:
        found = shown
        if _rank(collection, shown.passage) >= len(_SETTLED):
            found = _elsewhere(collection, shown, others, len(_SETTLED)) or shown
    return found and replace(found, recurs=_newest(others, found.passage.document))


def _elsewhere(
    collection: Collection, near: Near, others: Sequence[Heading], below: int
) -> Near | None:
    """The wording of ``near`` as one of ``others`` has it, with a standing before the one at that
    place of ``FIRMEST``; None where none has."""
    if near.words is None or near.compared != (near.passage.paragraph,):
        return None
    lang, key = near.passage.paragraph.lang, wording_key(near.words)
    same_lang = [h for h in _newest(others, near.passage.document) if h.lang == lang]
    for heading in same_lang[:_LOOKED_THROUGH]:
        for paragraph in collection.paragraphs(heading.symbol, lang):
            passage, words = Passage(heading, paragraph), words_of(paragraph)
            if wording_key(words) == key and _rank(collection, passage) < below:
                return replace(
                    near,
                    passage=passage,
                    counterpart=(),
                    compared=(paragraph,),
                    words=words,
                    similarity=similarity(near.clause.words, words),
                )
    return None


def _rank(collection: Collection, passage: Passage) -> int:
    return FIRMEST.index(standing(collection, passage.document, passage.paragraph))


def _newest(headings: Iterable[Heading], shown: Heading) -> tuple[Heading, ...]:
    """``headings`` without ``shown``, each text once, the newest first."""
    once = {h.symbol: h for h in headings if h.symbol != shown.symbol}
    return tuple(sorted(once.values(), key=lambda h: h.date, reverse=True))
