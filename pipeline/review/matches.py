"""Hits of a search with the counterparts that people decided on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.records import Lang, Match, Paragraph
from pipeline.review.apply import Reviewed


def reviewed_matches(
    matches: Iterable[Match],
    judged: frozenset[str],
    after: Callable[[str], Reviewed],
    paragraphs: Callable[[str, Lang], Sequence[Paragraph]],
) -> tuple[Match, ...]:
    """``matches``, those of the symbols in ``judged`` with their counterpart as it stands after
    review; ``after`` gives the beads of a symbol, ``paragraphs`` those of a text."""
    return tuple(
        _after_review(match, _counterpart(match.paragraph, after, paragraphs))
        if match.paragraph.symbol in judged
        else match
        for match in matches
    )


def _after_review(match: Match, counterpart: tuple[Paragraph, ...]) -> Match:
    """``match`` with that counterpart; what was marked in another one does not hold for it."""
    if counterpart == match.counterpart:
        return match
    return replace(match, counterpart=counterpart, counterpart_spans=())


def _counterpart(
    paragraph: Paragraph,
    after: Callable[[str], Reviewed],
    paragraphs: Callable[[str, Lang], Sequence[Paragraph]],
) -> tuple[Paragraph, ...]:
    is_zh = paragraph.lang == "zh"
    for bead in after(paragraph.symbol).beads:
        if paragraph.ordinal in (bead.zh if is_zh else bead.en):
            other = paragraphs(paragraph.symbol, "en" if is_zh else "zh")
            return tuple(other[i] for i in (bead.en if is_zh else bead.zh))
    return ()
