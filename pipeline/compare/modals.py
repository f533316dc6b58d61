"""The modals of a side, by kind: *shall*, *should*, *must*, *may* against 应, 须, 可, 不得.

``lexicon/modality.csv`` lists the forms with their kind, and the longer Chinese words in which a
form is none (适应, 委员会); ``(?!…)`` after a form is what may not follow it.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang

_ON_REQUEST = re.compile(
    r"应(?!根据|按照|依|就|向|在|对|由|于|考虑|尽|努力|将|通过|提|采|自|按|立即|及|予|为)"
    r"(?=[^，。；：]{0,14}?(?:(?<!被)请求|邀请|之请|倡议|的要求))"
)
"""应请求, 应缔约国的邀请: at the request of."""
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal at ``text[start:end]``; ``kind`` as the table has it."""

    form: str
    kind: str
    start: int
    end: int


def modals(text: str, lang: Lang) -> tuple[Modal, ...]:
    """The modals of a text, in order."""
    kinds = _kinds(lang)
    return tuple(
        Modal(m.group(), kinds[m.group().lower()], m.start(), m.end())
        for m in _pattern(lang).finditer(text)
        if kinds[m.group().lower()] != _NONE and not _is_other(text, m, lang)
    )


def _is_other(text: str, found: re.Match[str], lang: Lang) -> bool:
    """Whether 应 asks for nothing but says *at the request of*, or *May* is the month."""
    if lang == "zh":
        return _ON_REQUEST.match(text, found.start()) is not None
    if found.group().lower() != "may":
        return False
    before, after = text[: found.start()], text[found.end() :]
    is_dated = re.search(r"\d $", before) or re.match(r" \d", after)
    return bool(is_dated or (found.group() == "May" and before))


@cache
def _kinds(lang: Lang) -> dict[str, str]:
    rows = (r for r in lexicon.rows("modality") if r["lang"] == lang)
    return {r["form"].partition("(")[0]: r["kind"] for r in rows}


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    """All forms, the longest first, so that 适应 is not read as 应."""
    forms = [r["form"] for r in lexicon.rows("modality") if r["lang"] == lang]
    either = "|".join(sorted(forms, key=len, reverse=True))
    return re.compile(either if lang == "zh" else rf"\b(?:{either})\b", re.I)
