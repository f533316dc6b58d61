"""A hit of a search with the counterpart that people decided on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.records import Lang, Match, Paragraph
from pipeline.review.apply import Reviewed


def reviewed_match(
    match: Match,
    judged: frozenset[str],
    after: Callable[[str], Reviewed],
    paragraphs: Callable[[str, Lang], Sequence[Paragraph]],
) -> Match:
    """``match``, of a symbol in ``judged`` with its counterpart as it stands after review;
    ``after`` gives the beads of a symbol, ``paragraphs`` those of a text."""
    if match.paragraph.symbol not in judged:
        return match
    return _after_review(match, _counterpart(match.paragraph, after, paragraphs))


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
