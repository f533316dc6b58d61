"""A negation on one side that the other has lost.

Every place that could be negated (*shall*, *to*, *with*; 应, 经, 如果) and is not is judged by the
words around it on both sides and by the negations across (``polarity_clues``): they say how likely
a negation is there (``likely``). Where it is likely, it was lost. Chinese negates with 不, 未, 无,
没, 非, which are also parts of words that deny nothing (非洲, 未来) or that English renders by a
word of its own (不足: insufficient); the weights know them from resolutions. A negation too many is
one that the other side lost.
"""

import re
from collections.abc import Iterator
from re import Match

from pipeline.compare.course import course
from pipeline.compare.likely import model
from pipeline.compare.matching import NONE, Difference
from pipeline.compare.polarity import Place, Polarity, polarity
from pipeline.compare.polarity_clues import Negations, clues_en, clues_zh, is_answerable
from pipeline.compare.sides import Mention, Side

_LIKELY_EN = -1.0
"""Logarithm of the odds from which on an English negation is missed."""
_LIKELY_ZH = 0.0
_BESIDE = 18
"""Chinese characters within which 拒绝 or 缺乏 renders *not*."""
_SET_PHRASE = re.compile(r" (?:later|earlier|less|more|fewer|only)\b")


def compare_negation(zh: Side, en: Side) -> Difference:
    """The places where a negation was lost, with the negation nearest across."""
    in_zh, in_en = polarity(zh.text, "zh"), polarity(en.text, "en")
    if not (in_zh.plain and in_en.places) and not (in_en.plain or in_en.akin):
        return NONE
    bead = Negations(zh.text, en.text, in_zh, in_en, course(zh.text, en.text))
    chinese, english = list(_lost_zh(bead)), list(_lost_en(bead))
    if not chinese and not english:
        return NONE
    run = bead.course
    return Difference(
        _mentions(
            [(p.start, p.end) for p in chinese]
            + [_nearest(in_zh, in_zh.plain, run.in_zh(p.start)) for p in english]
        ),
        _mentions(
            [(p.start, p.end) for p in english]
            + [_nearest(in_en, (*in_en.plain, *in_en.akin), run.in_en(p.start)) for p in chinese]
        ),
    )


def _lost_en(bead: Negations) -> Iterator[Place]:
    for place in bead.in_en.places:
        if place.is_negated or _touches(place, bead.in_en.akin):
            continue
        if is_answerable(bead, place, is_english=True):
            chances = model("negated-en").chances(clues_en(bead, place))
            if _odds(chances) > _LIKELY_EN:
                yield place


def _lost_zh(bead: Negations) -> Iterator[Place]:
    for place in bead.in_zh.places:
        if place.is_negated or _is_answered(bead, place):
            continue
        if is_answerable(bead, place, is_english=False):
            chances = model("negated-zh").chances(clues_zh(bead, place))
            if _odds(chances) > _LIKELY_ZH:
                yield place


def _is_answered(bead: Negations, place: Place) -> bool:
    """Whether the English negation nearest across is one of *not later than* and the like, or has
    拒绝, 缺乏 or the like where it stands."""
    at = bead.course.in_en(place.start)
    across = (*bead.in_en.plain, *bead.in_en.akin)
    near = min(across, key=lambda m: abs(m.start() - at), default=None)
    if near is None:
        return False
    here = bead.course.in_zh(near.start())
    is_akin = any(abs(m.start() - here) <= _BESIDE for m in bead.in_zh.akin)
    return is_akin or _SET_PHRASE.match(bead.en, near.end()) is not None


def _touches(place: Place, akin: tuple[Match[str], ...]) -> bool:
    """Whether a word akin to a negation stands beside: *are unknown*, *cease to*, *except with*."""
    return any(m.start() - place.end in (0, 1) or place.start - m.end() in (0, 1) for m in akin)


def _odds(chances: dict[str, float]) -> float:
    return chances["True"] - chances["False"]


def _nearest(side: Polarity, found: tuple[Match[str], ...], at: float) -> tuple[int, int]:
    """Where the nearest negation stands, with its head (不得, *shall not*); ``is_answerable`` saw
    to it that there is one."""
    start, end = min(found, key=lambda m: abs(m.start() - at)).span()
    heads = (p for p in side.places if p.is_negated and p.start <= start and end <= p.end)
    return next(((p.start, p.end) for p in heads), (start, end))


def _mentions(spans: list[tuple[int, int]]) -> tuple[Mention, ...]:
    return tuple(Mention("not", start, end) for start, end in sorted(set(spans)))
