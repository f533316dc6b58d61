"""Sentences and items within a paragraph: the lines of each article of equal count are written on
as one paragraph, and a bead is right where its sentences come from the same lines on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from evaluation.alignment import Article
from pipeline.align import align_sentences
from pipeline.encode import Encoder

LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class SentenceFigures:
    """``beads`` of ``articles``; two-sided ones are ``right`` or ``wrong``."""

    articles: int
    beads: int
    one_sided: int
    right: int
    wrong: int


def measure_sentences(articles: Sequence[Article], encoder: Encoder) -> SentenceFigures:
    """Align each article of equal count and at least LEAST_LINES lines, its title left out."""
    one_sided = right = wrong = used = 0
    for article in articles:
        if not article.is_gold or len(article.zh) < LEAST_LINES:
            continue
        used += 1
        zh, en = article.zh[1:], article.en[1:]
        zh_ends = list(accumulate(len(line) for line in zh))
        en_ends = list(accumulate(len(line) + 1 for line in en))
        for bead in align_sentences("".join(zh), " ".join(en), encoder):
            first, second = _lines(bead.zh, zh_ends), _lines(bead.en, en_ends)
            if not first or not second:
                one_sided += 1
            elif first <= second or second <= first:
                right += 1
            else:
                wrong += 1
    return SentenceFigures(used, one_sided + right + wrong, one_sided, right, wrong)


def _lines(extents: Sequence[tuple[int, int]], ends: Sequence[int]) -> set[int]:
    """The lines that the extents touch; line k ends at ``ends[k]``."""
    starts = [0, *ends[:-1]]
    return {
        k
        for k, (start, end) in enumerate(zip(starts, ends, strict=True))
        if any(first < end and last > start for first, last in extents)
    }
