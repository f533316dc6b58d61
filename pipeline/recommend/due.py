"""By when something is asked for: a session, a year or a day, as the words give it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.readers.masthead_dates import ordinal_number
from pipeline.records import Lang
from pipeline.text.dates import dates
from pipeline.text.numbering import han_number

_AHEAD = 10
"""Sessions ahead beyond which a session named is that of another organ."""
_FIRST_YEAR = 1900
"""From here on a session is named by its year, and the next is not the year after."""
_NEXT = re.compile(r"\b(?:its|the) next (?:regular )?session\b|下届会议|下一届会议", re.I)
_SESSION_EN = re.compile(
    r"\b([a-z]+(?:-[a-z]+)?) (?:(?:and|to) [a-z-]+ )?(?:regular |annual )?sessions?\b", re.I
)
_SESSION_ZH = re.compile(r"第\s*([一二三四五六七八九十百\d]+)\s*届")
_RESUMED = {
    "en": re.compile(r"\bresumed ([a-z]+(?:-[a-z]+)?) session\b", re.I),
    "zh": re.compile(r"第\s*([一二三四五六七八九十百\d]+)\s*届会议续会"),
}
_BY_EN = re.compile(r"\b(?:by|before|until|no later than|not later than)\b[^,;.]{0,25}$", re.I)
_BEFORE_ZH = re.compile(r"^\s*(?:日|月|年)?(?:之?前|以前|底前|年底前|月底前)")
_YEAR = {
    "en": re.compile(
        r"\b(?:by|before|until|no later than|not later than)\s+"
        r"(?:the end of\s+|early\s+|mid-)?((?:20)\d\d)\b",
        re.I,
    ),
    "zh": re.compile(r"((?:20)\d\d)\s*年(?:年?底)?(?:之?前|以前)"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """By when: ``when`` a session (``80``), a day, month or year, "" for none; ``rule`` names the
    rule that read it: ``session``, ``resumed-session``, ``next-session``, ``date``, ``year``, ""
    where nothing is."""

    when: str = ""
    rule: str = ""


def due_of(text: str, lang: Lang, session: str, since: str = "") -> Due:
    """The session after ``session`` that ``text`` names (``80``), else the day, month or year by
    which it asks (``2023-06-30``, ``2025``).

    A session counts where its number is above that of the text's own and at most ten ahead: others
    are those of another organ, but a resumed session of the text's own number lies ahead too. "Its
    next session" is the one after. Dates before ``since``, the
    text's own (ISO 8601), are none by which it can ask.
    """
    own = int(session) if session.isdigit() else 0
    for number in _sessions(text, lang, _SESSION_ZH if lang == "zh" else _SESSION_EN):
        if own and own < number <= own + _AHEAD:
            return Due(str(number), "session")
    if own and own in _sessions(text, lang, _RESUMED[lang]):
        return Due(str(own), "resumed-session")
    if 0 < own < _FIRST_YEAR and _NEXT.search(text):
        return Due(str(own + 1), "next-session")
    for found in dates(text, lang):
        is_ahead = len(found.key) > 6 and found.key >= since[: len(found.key)]
        if is_ahead and _is_limit(text, found.start, found.end, lang):
            return Due(found.key, "date")
    year = _YEAR[lang].search(text)
    return Due(year[1], "year") if year and year[1] >= since[:4] else Due()


def _sessions(text: str, lang: Lang, pattern: re.Pattern[str]) -> Iterator[int]:
    for found in pattern.finditer(text):
        word = found[1]
        if lang == "en":
            yield ordinal_number(word)
        else:
            yield int(word) if word.isdigit() else han_number(word)


def _is_limit(text: str, start: int, end: int, lang: Lang) -> bool:
    if lang == "zh":
        return bool(_BEFORE_ZH.match(text[end:]))
    return bool(_BY_EN.search(text[:start]))
