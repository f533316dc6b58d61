"""Agreed language: is a paragraph found when it is said in other words?

Operative paragraphs of a session are drawn, said in other words by rule (``paraphrasing``) and
asked for. Found is the paragraph itself or one of the same wording, figures aside.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias

from evaluation.preparation.paraphrasing import Paraphrase, half, paraphrase
from pipeline.collection import Collection
from pipeline.lineage.words import words_of
from pipeline.preparation import Preparation
from pipeline.preparation.agreed.recurring import wording_key
from pipeline.records import LANGS, Lang, Paragraph
from pipeline.records.preparation import AgreedWording
from pipeline.search import Filters

_SEED = 20
_LEAST: dict[Lang, int] = {"zh": 40, "en": 150}
"""Characters of a paragraph that is drawn."""
_DEPTH = 10

Level: TypeAlias = Literal["25 %", "40 %", "half"]
LEVELS: tuple[Level, ...] = ("25 %", "40 %", "half")
"""At least so many words changed or moved; ``half``: half of the paragraph at 25 %."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One level in one language, ``asked`` paragraphs of it: how many were found first, among the
    first three and the first ten; mean share of words changed, and seconds for each question.
    ``searched`` of them are among the first three of a search alone, ``across`` among the first
    three of the other language; both None where this was not looked at."""

    lang: Lang
    level: Level
    asked: int
    first: int
    third: int
    tenth: int
    changed: float
    seconds: tuple[float, ...]
    missed: tuple[Paraphrase, ...]
    searched: int | None = None
    across: int | None = None


def drawn(collection: Collection, session: str, lang: Lang, count: int) -> tuple[Paragraph, ...]:
    """``count`` operative paragraphs of the General Assembly's ``session``, drawn by a fixed seed
    from those long enough."""
    documents = [
        h for h in collection.documents()
        if (h.body, h.session, h.lang, h.kind) == ("GA", session, lang, "resolution")
    ]  # fmt: skip
    found = [
        p
        for h in sorted(documents, key=lambda h: h.symbol)
        for p in collection.paragraphs(h.symbol, lang)
        if p.role == "operative" and len(p.text) >= _LEAST[lang]
    ]
    return tuple(Random(_SEED).sample(found, min(count, len(found))))


def agreed_language(
    index: Path, session: str, count: int, levels: Sequence[Level] = LEVELS, beside: bool = False
) -> Iterator[Asked]:
    """Every one of ``levels`` in both languages, on paragraphs of ``session``; ``beside`` asks a
    search and the other language's texts as well."""
    with Collection.open(index) as held:
        for lang in LANGS:  # the first question of a language loads what later ones use
            Preparation(held).agreed(drawn(held, session, lang, 1)[0].text, lang, k=1)
        for level in levels:
            for lang in LANGS:
                said = _said(level, drawn(held, session, lang, count))
                row = _asked(held, level, said)
                yield _beside(held, row, said) if beside else row


def _said(level: Level, paragraphs: Sequence[Paragraph]) -> list[Paraphrase]:
    random = Random(_SEED)
    made = [paraphrase(p, 0.4 if level == "40 %" else 0.25, random) for p in paragraphs]
    return [half(m, random) for m in made] if level == "half" else made


@dataclass(frozen=True, slots=True)
class Across:
    """Paraphrases in ``lang`` asked of an index that holds the other language alone: how many found
    the paragraph of the same symbol and number, or one with its words, first and among the first
    three."""

    lang: Lang
    asked: int
    first: int
    third: int


def across(index: Path, alone: Path, session: str, count: int) -> Across:
    """Paragraphs of ``session`` in ``index`` that it holds in both languages, said in other words,
    asked of the index ``alone``, which holds one language."""
    with Collection.open(index) as both, Collection.open(alone) as one:
        other = one.documents()[0].lang
        lang: Lang = "en" if other == "zh" else "zh"
        random, ranks = Random(_SEED), []
        for p in drawn(both, session, lang, count):
            draft = paraphrase(p, 0.25, random).text
            wanted = {wording_key(words_of(c)) for c in _both(both, p) if c.lang == other}
            if not wanted:
                continue
            found = Preparation(one).agreed(draft, lang, k=3)
            keys = [wording_key(words_of(a.passage.paragraph)) for a in found]
            ranks.append(next((n for n, key in enumerate(keys, start=1) if key in wanted), 0))
    return Across(lang, len(ranks), sum(r == 1 for r in ranks), sum(r > 0 for r in ranks))


def _asked(held: Collection, level: Level, drafts: Sequence[Paraphrase]) -> Asked:
    ranks, seconds = [], []
    for said in drafts:
        start = time.perf_counter()
        found = Preparation(held).agreed(said.text, said.paragraph.lang, k=_DEPTH)
        seconds.append(time.perf_counter() - start)
        ranks.append(next((a.rank for a in found if _same(a, said.paragraph)), 0))
    return Asked(
        drafts[0].paragraph.lang,
        level,
        len(ranks),
        sum(rank == 1 for rank in ranks),
        sum(1 <= rank <= 3 for rank in ranks),
        sum(rank > 0 for rank in ranks),
        sum(said.changed for said in drafts) / len(drafts),
        tuple(seconds),
        tuple(said for said, rank in zip(drafts, ranks, strict=True) if not 1 <= rank <= 3),
    )


def _beside(held: Collection, row: Asked, drafts: Sequence[Paraphrase]) -> Asked:
    """``row`` with what a search alone finds, and the texts of the other language."""
    other = Filters(lang=("en",) if row.lang == "zh" else ("zh",))
    found = 0
    for said in drafts:
        beside = Preparation(held).agreed(said.text, row.lang, k=3, filters=other)
        both = _both(held, said.paragraph)
        found += any(_same(one, paragraph) for paragraph in both for one in beside)
    return replace(row, searched=sum(_by_search(held, s) for s in drafts), across=found)


def _same(found: AgreedWording, paragraph: Paragraph) -> bool:
    """Whether ``found`` is ``paragraph``, or the same wording elsewhere."""
    key = wording_key(words_of(paragraph))
    return any(
        (p.symbol, p.lang, p.ordinal) == (paragraph.symbol, paragraph.lang, paragraph.ordinal)
        or wording_key(words_of(p)) == key
        for p in (found.passage.paragraph, *found.compared, *found.counterpart)
        if p.lang == paragraph.lang
    )


def _both(held: Collection, paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """``paragraph`` and what corresponds to it in the other language."""
    sides = {lang: held.paragraphs(paragraph.symbol, lang) for lang in LANGS}
    is_zh = paragraph.lang == "zh"
    for bead in held.beads(paragraph.symbol):
        if paragraph.ordinal in (bead.zh if is_zh else bead.en):
            others = (
                (sides["en"][i] for i in bead.en) if is_zh else (sides["zh"][i] for i in bead.zh)
            )
            return (paragraph, *others)
    return (paragraph,)


def _by_search(held: Collection, said: Paraphrase) -> bool:
    """Whether the first three hits of a search, figures aside, have it: what ordering by wording
    adds."""
    lang = said.paragraph.lang
    key = wording_key(words_of(said.paragraph))
    found = held.search(said.text, langs=(lang,), k=3, fold=True)
    matches = (found.zh if lang == "zh" else found.en)[:3]
    return any(wording_key(words_of(m.paragraph)) == key for m in matches)
