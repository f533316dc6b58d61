"""Which paragraphs of two language versions are counterparts, sure enough to learn from.

This is stricter and simpler than an alignment: a pair in doubt is left out, since training and
measuring need right pairs rather than all pairs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.encode.training.dictionary import Pair
from pipeline.records import CONTENT_ROLES, Paragraph, Role
from pipeline.text.normalise import HAN
from pipeline.text.passage import wording

LENGTHS = (1.3, 7.5)
"""Bounds of English to Chinese length in characters. Over the General Assembly's resolutions
half the pairs lie between 3.7 and 4.4 and 98 of 100 within these bounds."""

ALLOWANCE = (15, 5)
"""Characters added to either length, so that short paragraphs may differ more."""

AGREEMENT = 0.5
"""Least share of long figures that both sides must have in common."""

HAN_LETTER = re.compile(f"[{HAN}]")
LATIN_LETTER = re.compile("[A-Za-z]")
LONG_FIGURE = re.compile(r"\d{3,}")
"""Years, symbols and amounts. Shorter figures are often words on one side."""


def counterparts(
    en: Sequence[Paragraph], zh: Sequence[Paragraph], roles: Iterable[Role] = CONTENT_ROLES
) -> tuple[tuple[Paragraph, Paragraph], ...]:
    """Pairs (English, Chinese) of paragraphs that bear the same number or else stand at the same
    place of the mark-up; each paragraph is in one pair at most.

    Numbers come first because in some files (A/RES/79/243) the mark-up of one side is shifted.
    Paragraphs at the same place with different numbers are no pair, and preambles pair by place
    only where both have as many paragraphs.
    """
    wanted = frozenset(roles)
    counts = [sum(p.role == "preambular" for p in side) for side in (en, zh)]
    if counts[0] != counts[1]:
        wanted -= {"preambular"}
    sides = [[p for p in side if p.role in wanted] for side in (en, zh)]
    found: list[tuple[Paragraph, Paragraph]] = []
    for key in (_numbers, _places):
        left, right = (key(side) for side in sides)
        for place in left.keys() & right.keys():
            if not _contradict(left[place], right[place]):
                found.append((left[place], right[place]))
        used = {(p.lang, p.ordinal) for pair in found for p in pair}
        sides = [[p for p in side if (p.lang, p.ordinal) not in used] for side in sides]
    return tuple(sorted(found, key=lambda pair: pair[0].ordinal))


def fits(pair: Pair) -> bool:
    """Whether two texts can say the same, judged by script, length and figures."""
    if not HAN_LETTER.search(pair.zh) or not LATIN_LETTER.search(pair.en):
        return False
    if HAN_LETTER.search(pair.en):
        return False
    ratio = (len(pair.en) + ALLOWANCE[0]) / (len(pair.zh) + ALLOWANCE[1])
    if not LENGTHS[0] < ratio < LENGTHS[1]:
        return False
    en, zh = (Counter(LONG_FIGURE.findall(text)) for text in (pair.en, pair.zh))
    return (en & zh).total() >= AGREEMENT * (en | zh).total()


def as_pair(en: Paragraph, zh: Paragraph) -> Pair:
    """The words of two paragraphs."""
    return Pair(wording(en), wording(zh))


def _places(paragraphs: Sequence[Paragraph]) -> dict[tuple[object, ...], Paragraph]:
    """Paragraphs by element, how many share it, and their turn in it."""
    shared = Counter(p.eid for p in paragraphs)
    turn: Counter[str] = Counter()
    places: dict[tuple[object, ...], Paragraph] = {}
    for paragraph in paragraphs:
        if paragraph.eid:
            turn[paragraph.eid] += 1
            places[paragraph.eid, shared[paragraph.eid], turn[paragraph.eid]] = paragraph
    return places


def _numbers(paragraphs: Sequence[Paragraph]) -> dict[tuple[object, ...], Paragraph]:
    """Paragraphs by role and number, where the number is printed and only one bears it."""
    often = Counter((p.role, p.number) for p in paragraphs)
    return {
        (p.role, p.number): p
        for p in paragraphs
        if p.label and p.number and often[p.role, p.number] == 1
    }


def _contradict(en: Paragraph, zh: Paragraph) -> bool:
    """Whether both print a number and the last parts differ; the parts above may be unmarked."""
    return bool(en.label and zh.label) and en.number[-1:] != zh.number[-1:]
