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
_FAR_MORE_ZH = 2.0
_IN_BALANCE = 4.0
"""What is asked on top where both sides have as many duties and as many permissions, so that
perhaps only their order differs."""
_UNBORNE = 1.0
"""What is asked on top between *shall* and *should* where the rest of the text uses both
alike: 应 alone stands for both."""
_AGAINST_USE = 1.5
"""The same where the rest of the text prefers the one printed."""
_NORM = 3
"""From so many uses elsewhere in an annex or a text on, and none of the other, *should* is the
norm there (recommendations of working groups), or *shall*."""
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
_STRONG = frozenset({"须", *_FORBIDDEN})
_ONLY = re.compile(r"[^.;:]{0,80}\bonly\b")
"""*May act only with consent* is 须经同意方可 as well."""
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
        if modal.kind in _STRONG and _is_said_otherwise(passage, modal, across):
            continue
        chances = model("modal-zh").chances(clues_zh(passage, i))
        likeliest = max(chances[rival] for rival in _RIVALS[modal.kind])
        asked = _FAR_MORE_ZH + _IN_BALANCE * _is_balanced(passage)
        if likeliest - chances[modal.kind] > asked:
            yield _Unlikely(modal, across)


def _is_said_otherwise(passage: Passage, modal: Modal, across: Modal | None) -> bool:
    """Whether English obliges or forbids without a modal (*is required*, *did not allow*), has a
    subject that is none, permits only upon a condition, or says *must* as 必须 does."""
    if across is None:
        return True
    if modal.kind in _FORBIDDEN:
        return _forbids(passage, across)
    is_limited = across.kind == "may" and _ONLY.match(passage.en, across.end) is not None
    return is_limited or across.kind == "must"


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
    """What is asked on top for taking ``modal`` for ``rival``; *may not* and *shall not* forbid
    alike."""
    if {modal.kind, rival} == _ALIKE:
        return _doubt_alike(passage, modal.kind, rival)
    if {modal.kind, rival} == {"must", "should"}:
        return 0.0
    if passage.en[modal.end : modal.end + 4] == " not":
        return math.inf
    return _IN_BALANCE * _is_balanced(passage)


def _doubt_alike(passage: Passage, printed: str, rival: str) -> float:
    """The same between *shall* and *should*, which stay unresolved where the rest of the text is
    not known or only the one printed is its norm."""
    use, own = passage.usage, passage.paragraphs
    if use is None:
        return math.inf
    if use.prefers(own, rival, printed):
        return 0.0
    elsewhere = use.alongside(own)
    if not elsewhere[rival] and elsewhere[printed] >= _NORM:
        return math.inf
    return _AGAINST_USE if use.prefers(own, printed, rival) else _UNBORNE


def _nearest(found: tuple[Modal, ...], place: float, within: float) -> Modal | None:
    """The nearest modal that obliges or permits."""
    candidates = [m for m in found if m.kind in _RIVALS and abs(m.start - place) <= within]
    return min(candidates, key=lambda m: abs(m.start - place), default=None)


def _mentions(found: Collection[Modal]) -> tuple[Mention, ...]:
    places = sorted({(m.start, m.end, m.kind) for m in found})
    return tuple(Mention(kind, start, end) for start, end, kind in places)
