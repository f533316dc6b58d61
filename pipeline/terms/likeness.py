"""When two forms are no more than spellings of one another, and whether a text has one."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.records import Lang
from pipeline.records.terms import Term, TermForm
from pipeline.terms.forms import form_key, is_abbreviation

_COMMON_START = 3
"""Letters with which two English words begin that are inflections of one."""
_LEFT_OUT = 3
"""Characters of a Chinese form from which on a shorter one is an abbreviation, not another form."""
_TRIVIAL = frozenset("的之和与及、，")
"""Characters in which two forms may differ and be one."""
_SPREAD = 4
"""Characters from which on others may stand within a Chinese form, and how many at a place."""


def says(forms: Iterable[TermForm], text: str, lang: Lang) -> bool:
    """Whether ``text`` has one of ``forms`` in ``lang``, be it a part of a word or, in Chinese,
    with a few characters put in (不限成员名额特设工作组). An English form that begins with a
    capital must do so there: Member States are not the member States of some body."""
    found = [form.form for form in forms if form.lang == lang]
    if lang == "en":
        folded = text.casefold()
        return any(form in text if form[0].isupper() else form in folded for form in found)
    return any(form in text for form in found) or any(
        _spread(form).search(text) for form in found if len(form) >= _SPREAD
    )


@lru_cache(maxsize=4_000)
def _spread(form: str) -> re.Pattern[str]:
    pieces = (re.escape(form[at : at + 2]) for at in range(0, len(form), 2))
    return re.compile(f"[^，。；]{{0,{_SPREAD}}}".join(pieces))


def abbreviated(form: str, text: str) -> bool:
    """Whether ``text`` has the initials of ``form``."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]{4,}|[A-Z]\w+", form)).casefold()
    return len(initials) > 2 and initials in text.casefold()


def differ(one: TermForm, other: TermForm, term: Term) -> bool:
    """Whether both are forms of their own: neither a part of the other, nor an abbreviation of it
    or of a third, nor inflections of one English word."""
    if is_abbreviation(one.form) or is_abbreviation(other.form):
        return False
    a, b = form_key(one.form), form_key(other.form)
    if one.lang == "en":
        first, second = ({word for word in keys if len(word) >= _COMMON_START} for keys in (a, b))
        if first <= second or second <= first:
            return False
        return not any(_inflected(x, y) for x in first - second for y in second - first)
    x, y = ("".join(key for key in keys if key not in _TRIVIAL) for keys in (a, b))
    if sorted(x) == sorted(y) or x in y or y in x:
        return False  # of the same characters in another order: 技术转让, 转让技术
    wholes = [form_key(form.form) for form in term.named("zh")]
    return not any((_shortens(a, w) or a == w) and (_shortens(b, w) or b == w) for w in wholes)


def _shortens(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether ``part`` is ``whole`` with some characters left out, more than a slip or a change of
    one word would."""
    left = iter(whole)
    return len(whole) - len(part) >= _LEFT_OUT and all(key in left for key in part)


def _inflected(one: str, other: str) -> bool:
    return one[:_COMMON_START] == other[:_COMMON_START]
