"""Obligation: *shall*, *should*, *must*, *may* against 应, 应当, 须, 必须, 可, 可以, 不得.

应 renders *shall* and *should* alike and often nothing marks the modal at all, so that no word asks
for one other word. Instead each modal is judged by what stands at its place: the words around it on
both sides, the modals across, what opens the clause, and which modals the rest of the text uses
(``modal_clues``) say how likely each kind is there (``likely``). A modal is a finding where another
kind that obliges otherwise is far more likely than the one printed. Where nothing tells *shall*
from *should*, neither is far more likely, and 应 stays unresolved.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.compare.course import course
from pipeline.compare.likely import model
from pipeline.compare.matching import NONE, Difference
from pipeline.compare.modal_clues import EN_PER_ZH, NEAR, Passage, clues_en, clues_zh
from pipeline.compare.modals import Modal, modals
from pipeline.compare.sides import Mention, Side

_FAR_MORE_EN = 1.0
"""Logarithm of how many times as likely another kind must be than an English modal printed."""
_FAR_MORE_ZH = 3.0
_UNBORNE = 1.0
"""What is asked on top between *shall* and *should* where the rest of the text uses both
alike: 应 alone stands for both."""
_ALIKE = frozenset({"shall", "should"})
_RIVALS = {
    "shall": ("should", "may", "can"),
    "should": ("shall", "must", "may", "can"),
    "must": ("should", "may", "can"),
    "may": ("shall", "should", "must"),
    "应": ("可",),
    "不应": ("可",),
    "须": ("可",),
    "可": ("应", "须", "不得"),
    "不得": ("可",),
}
"""The kinds that oblige otherwise than one printed; *can* and *may*, *will* and *shall* do not."""
_OTHERWISE_USED = frozenset({"需要", "不可", "必"})
"""Forms that are nouns and parts of adjectives as often as modals (满足需要, 不可估量)."""
_FORBIDDEN = frozenset({"不得", "不应"})
_FORBIDDING = re.compile(r"\b(?:no|nothing|none|nobody|neither|nor)\b[^.;:]{0,80}$", re.I)
"""*No State may* forbids as much as *no State shall*."""


@dataclass(frozen=True, slots=True)
class _Unlikely:
    """A modal printed where another kind is far more likely."""

    modal: Modal
    across: Modal | None


def compare_obligation(zh: Side, en: Side) -> Difference:
    """The modals that the other side does not bear out, with the modal nearest across."""
    found = modals(zh.text, "zh"), modals(en.text, "en")
    if not any(m.kind in _RIVALS for side in found for m in side):
        return NONE
    run = course(zh.text, en.text)
    passage = Passage(zh.text, en.text, *found, run, en.paragraphs, en.usage)
    chinese, english = list(_unlikely_zh(passage)), list(_unlikely_en(passage))
    if not chinese and not english:
        return NONE
    return Difference(
        _mentions([u.modal for u in chinese] + [u.across for u in english if u.across]),
        _mentions([u.modal for u in english] + [u.across for u in chinese if u.across]),
    )


def _unlikely_en(passage: Passage) -> Iterator[_Unlikely]:
    for i, modal in enumerate(passage.en_modals):
        if modal.kind in _RIVALS and not _forbids(passage, modal):
            chances = model("modal-en").chances(clues_en(passage, i))
            if any(
                chances[rival] - chances[modal.kind] > _FAR_MORE_EN + _doubt(passage, modal, rival)
                for rival in _RIVALS[modal.kind]
            ):
                place = passage.course.in_zh(modal.start)
                yield _Unlikely(modal, _nearest(passage.zh_modals, place, NEAR))


def _unlikely_zh(passage: Passage) -> Iterator[_Unlikely]:
    for i, modal in enumerate(passage.zh_modals):
        if modal.kind not in _RIVALS or modal.form in _OTHERWISE_USED:
            continue
        place = passage.course.in_en(modal.start)
        across = _nearest(passage.en_modals, place, NEAR * EN_PER_ZH)
        if modal.kind in _FORBIDDEN and across and _forbids(passage, across):
            continue
        if _is_balanced(passage):
            continue
        chances = model("modal-zh").chances(clues_zh(passage, i))
        likeliest = max(chances[rival] for rival in _RIVALS[modal.kind])
        if likeliest - chances[modal.kind] > _FAR_MORE_ZH:
            yield _Unlikely(modal, across)


def _is_balanced(passage: Passage) -> bool:
    """Whether both sides have as many duties, and as many permissions."""
    zh = Counter(m.kind for m in passage.zh_modals if m.form not in _OTHERWISE_USED)
    en = Counter(m.kind for m in passage.en_modals)
    duties = zh["应"] + zh["须"] + zh["不得"] + zh["不应"]
    return duties == en["shall"] + en["should"] + en["must"] and zh["可"] == en["may"]


def _forbids(passage: Passage, modal: Modal) -> bool:
    """Whether an English modal has a subject that is none."""
    before = passage.en[max(0, modal.start - 90) : modal.start]
    return _FORBIDDING.search(before) is not None


def _doubt(passage: Passage, modal: Modal, rival: str) -> float:
    """What is asked on top: nothing but between *shall* and *should*, which are unresolved where
    the rest of the text is not known or prefers the one printed. *May not* and *shall not* forbid
    alike; and where both sides have as many duties and as many permissions, only their order
    differs."""
    if {modal.kind, rival} == {"must", "should"}:
        return 0.0
    if {modal.kind, rival} != _ALIKE:
        is_negated = passage.en[modal.end : modal.end + 4] == " not"
        return math.inf if is_negated or _is_balanced(passage) else 0.0
    use, own = passage.usage, passage.paragraphs
    if use is None or use.prefers(own, modal.kind, rival):
        return math.inf
    return 0.0 if use.prefers(own, rival, modal.kind) else _UNBORNE


def _nearest(found: tuple[Modal, ...], place: float, within: float) -> Modal | None:
    """The nearest modal that obliges or permits."""
    candidates = [m for m in found if m.kind in _RIVALS and abs(m.start - place) <= within]
    return min(candidates, key=lambda m: abs(m.start - place), default=None)


def _mentions(found: Collection[Modal]) -> tuple[Mention, ...]:
    places = sorted({(m.start, m.end, m.kind) for m in found})
    return tuple(Mention(kind, start, end) for start, end, kind in places)
