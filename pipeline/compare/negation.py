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

_LIKELY_EN = -2.3
"""Logarithm of the odds from which on an English negation is missed."""
_LIKELY_ZH = -1.8
_IN_BALANCE_EN = 2.5
"""What is asked on top where no more is negated across than here."""
_IN_BALANCE_AKIN = 1.0
"""The same where words akin to negations make up for it (*failing that*)."""
_IN_BALANCE_ZH = 1.3
_TOUCHED = 5.3
"""What is asked on top where a word akin to a negation stands beside (*with undue delay*)."""
_AKIN = 5.2
_OF_MEASURE = 3.0
"""What is asked on top where the English negation has its Chinese otherwise."""
_BESIDE = 18
"""Chinese characters within which 拒绝 or 缺乏 renders *not*."""
_SET_PHRASE = re.compile(r" (?:later|earlier|less|more|fewer|only|exceed(?:ing)?)\b")
_ELSEWHERE = "防止"
"""Akin to a negation, but it never renders *not*."""


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
    more = len(bead.in_zh.plain) - len(bead.in_en.plain)
    least = _LIKELY_EN
    if more <= len(bead.in_en.akin):
        least += _IN_BALANCE_EN if more <= 0 else _IN_BALANCE_AKIN
    for place in bead.in_en.places:
        if not place.is_negated and is_answerable(bead, place, is_english=True):
            chances = model("negated-en").chances(clues_en(bead, place))
            if _odds(chances) > least + _TOUCHED * _touches(place, bead.in_en.akin):
                yield place


def _lost_zh(bead: Negations) -> Iterator[Place]:
    is_balanced = len(bead.in_en.plain) <= len(bead.in_zh.plain)
    least = _LIKELY_ZH + _IN_BALANCE_ZH * is_balanced
    for place in bead.in_zh.places:
        if not place.is_negated and is_answerable(bead, place, is_english=False):
            chances = model("negated-zh").chances(clues_zh(bead, place))
            if _odds(chances) > least + _answered(bead, place):
                yield place


def _answered(bead: Negations, place: Place) -> float:
    """What is asked on top where the English negation nearest across has 拒绝, 缺乏 or the like
    where it stands, or is one of *not later than* and the like; nothing otherwise."""
    at = bead.course.in_en(place.start)
    across = (*bead.in_en.plain, *bead.in_en.akin)
    near = min(across, key=lambda m: abs(m.start() - at), default=None)
    if near is None:
        return 0.0
    here = bead.course.in_zh(near.start())
    akin = (m for m in bead.in_zh.akin if m.group() != _ELSEWHERE)
    if any(abs(m.start() - here) <= _BESIDE for m in akin):
        return _AKIN
    return _OF_MEASURE if _SET_PHRASE.match(bead.en, near.end()) else 0.0


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
