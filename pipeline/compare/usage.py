"""Which modals the rest of a text uses: in a treaty every 应 is *shall*, in a plan of action
*should*."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.modals import modals
from pipeline.records import Paragraph
from pipeline.text.passage import wording

NEIGHBOURS = 4
"""Paragraphs on either side that count as near."""
_WHOLE, _BODY = "", "body"
_MOST = 4
"""Greatest step of a ratio: 4 stands for about fifty to one and more."""


@dataclass(frozen=True, slots=True)
class _Use:
    ordinal: int
    part: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """The modals of an English text, paragraph by paragraph in order, and their numbers in the
    whole (under ``""``) and in each annex."""

    uses: tuple[_Use, ...]
    counts: Mapping[str, Counter[str]]

    def clues(self, own: Collection[Paragraph]) -> Iterator[str]:
        """How often *shall*, *should* and *must* stand to one another outside ``own``: in the whole
        text, in the same annex, and near by."""
        part, close, inside = self._around(own)
        yield from ratios("text", self.counts[_WHOLE] - inside)
        yield from ratios("part", self.counts.get(part, Counter()) - inside)
        ordinals = {p.ordinal for p in own}
        near = [u for u in close if u.part == part and u.ordinal not in ordinals]
        yield from ratios("near", Counter(kind for use in near for kind in use.kinds))

    def prefers(self, own: Collection[Paragraph], one: str, other: str) -> bool:
        """Whether the same annex, outside ``own``, uses ``one`` more often than ``other``."""
        counts = self.alongside(own)
        return counts[one] > counts[other]

    def alongside(self, own: Collection[Paragraph]) -> Counter[str]:
        """How often each kind is used in the same annex outside ``own``."""
        part, _, inside = self._around(own)
        return self.counts.get(part, Counter()) - inside

    def _around(self, own: Collection[Paragraph]) -> tuple[str, tuple[_Use, ...], Counter[str]]:
        """The annex of ``own``, what is used in it and near by, and the modals of ``own``."""
        ordinals = {p.ordinal for p in own}
        first, last = min(ordinals, default=0), max(ordinals, default=0)
        part = next((_part(p) for p in own), _BODY)
        start = bisect_left(self.uses, first - NEIGHBOURS, key=lambda use: use.ordinal)
        end = bisect_right(self.uses, last + NEIGHBOURS, key=lambda use: use.ordinal)
        close = self.uses[start:end]
        inside = Counter(k for use in close if use.ordinal in ordinals for k in use.kinds)
        return part, close, inside


def usage(english: Sequence[Paragraph]) -> Usage:
    """How the paragraphs of one text, in order, use modals."""
    found = ((p, tuple(m.kind for m in modals(wording(p), "en"))) for p in english)
    uses = tuple(_Use(p.ordinal, _part(p), kinds) for p, kinds in found if kinds)
    counts = {_WHOLE: Counter[str]()} | {use.part: Counter[str]() for use in uses}
    for use in uses:
        counts[_WHOLE].update(use.kinds)
        counts[use.part].update(use.kinds)
    return Usage(uses, counts)


def ratios(where: str, counts: Counter[str]) -> Iterator[str]:
    """*Shall* to *should* and *must* to both, as steps of the logarithm from -4 to 4, and how much
    there is to go by; nothing where none of them is used."""
    both = counts["shall"] + counts["should"]
    if both:
        yield f"{where} shall:{_step(counts['shall'], counts['should'])}"
        yield f"{where} many:{min(4, both.bit_length())}"
    if both + counts["must"]:
        yield f"{where} must:{_step(counts['must'], both)}"


def _step(one: int, other: int) -> int:
    return max(-_MOST, min(_MOST, round(math.log((one + 0.5) / (other + 0.5)))))


def _part(paragraph: Paragraph) -> str:
    return next((n for n in paragraph.number if n.startswith("annex")), _BODY)
