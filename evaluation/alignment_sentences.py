"""Sentences and items within a paragraph: the lines of each article of equal count are written on
as one paragraph, as they are and with a line dropped on one side.

A bead is right where its sentences come from the same lines on both sides; a sentence left alone is
right where its line is the one that was dropped. Within a line the gold tells nothing.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from evaluation.alignment import Article
from evaluation.alignment_reliability import Judged
from pipeline.align import align_sentences
from pipeline.encode import Encoder

LEAST_LINES = 2
_ENDED = re.compile(r"[。；：，.;:,]\s*(?:and|or|以及|和|或|或者|并且|而且)?\s*$")


@dataclass(frozen=True, slots=True)
class SentenceFigures:
    """``beads`` of ``articles`` as they are: ``right``, ``wrong``, or ``one_sided`` although every
    line has a counterpart; and all beads, those with a line dropped among them."""

    articles: int
    beads: int
    one_sided: int
    right: int
    wrong: int
    judged: tuple[Judged, ...]


def measure_sentences(
    articles: Sequence[Article], encoder: Encoder, seed: int = 79
) -> SentenceFigures:
    """Align each article of equal count with at least LEAST_LINES lines that end with a mark, as
    titles do not; then once more without one line of one side, chosen by ``seed``."""
    chance = random.Random(seed)
    whole: list[Judged] = []
    dropped: list[Judged] = []
    used = 0
    for article in articles:
        lines = zip(article.zh, article.en, strict=article.is_gold)
        kept = [
            (a, b) for a, b in lines if article.is_gold and _ENDED.search(a) and _ENDED.search(b)
        ]
        if len(kept) < LEAST_LINES:
            continue
        used += 1
        zh, en = zip(*kept, strict=True)
        whole += _judged(zh, en, encoder)
        sides = [list(zh), list(en)]
        line = chance.randrange(len(zh))
        sides[chance.randrange(2)][line] = ""
        dropped += _judged(sides[0], sides[1], encoder, line)
    return SentenceFigures(
        articles=used,
        beads=len(whole),
        one_sided=sum(not bead.is_two_sided for bead in whole),
        right=sum(bead.is_right for bead in whole if bead.is_two_sided),
        wrong=sum(not bead.is_right for bead in whole if bead.is_two_sided),
        judged=(*whole, *dropped),
    )


def _judged(
    zh: Sequence[str], en: Sequence[str], encoder: Encoder, dropped: int = -1
) -> Iterator[Judged]:
    """The beads of lines written on as one paragraph, with whether each is right."""
    zh_ends = list(accumulate(len(line) for line in zh))
    en_ends = list(accumulate(len(line) + 1 for line in en))
    for bead in align_sentences("".join(zh), " ".join(en), encoder):
        first, second = _lines(bead.zh, zh_ends), _lines(bead.en, en_ends)
        is_two_sided = bool(first and second)
        right = first == second if is_two_sided else first | second == {dropped}
        yield Judged(bead.confidence or 0.0, right, is_two_sided)


def _lines(extents: Sequence[tuple[int, int]], ends: Sequence[int]) -> set[int]:
    """The lines that the extents hold a part of; line k ends at ``ends[k]``. Less than a fifth of
    both the line and the sentence is no part: the conjunction at the end of an item."""
    found = set()
    for k, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
        for first, last in extents:
            common = min(end, last) - max(start, first)
            if common > 0 and common * 5 >= min(end - start, last - first):
                found.add(k)
    return found
