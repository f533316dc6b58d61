"""Dates, sessions and places of meetings as mastheads print them, in either language."""

import re

from pipeline.text.normalise import squeeze
from pipeline.text.numbering import han_number

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_TO = r"\s*(?:-|–|—|to|and|,)\s*"
_DAYS = rf"\d{{1,2}}(?:{_TO}\d{{1,2}})*"
_DATE_EN = re.compile(
    rf"(?P<day>\d{{1,2}})(?:{_TO}\d{{1,2}})*\s+(?P<month>{_MONTH})"
    rf"(?:{_TO}{_DAYS}\s+{_MONTH})?\s+(?P<year>\d{{4}})",
    re.I,
)
_DATE_US = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),\s+(?P<year>\d{{4}})", re.I)
_HAN = "[〇零一二三四五六七八九十]"
_DATE_ZH = re.compile(
    rf"(\d{{4}}|{_HAN}{{4}})\s*年\s*(\d{{1,2}}|{_HAN}+)\s*月\s*(\d{{1,2}}|{_HAN}+)\s*日"
)
_RANGE_ZH = (
    rf"{_DATE_ZH.pattern}"
    r"(?:\s*(?:至|和|、|-|–|—|及)\s*(?:(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*)?\d{1,2}\s*日)*"
)
_ONLINE = r"(?:\s*[(（][^)）]{1,30}[)）])?"
_MEETING_EN = re.compile(
    rf"(?P<place>(?-i:[A-Z])[^\d:;]{{2,60}}?),\s+{_DATE_EN.pattern}{_ONLINE}", re.I
)
_MEETING_ZH = re.compile(
    rf"{_RANGE_ZH}{_ONLINE}\s*[，,]\s*(?P<place>[^\d，。；：]{{2,20}}){_ONLINE}"
)
_PLACE_FIRST_ZH = re.compile(rf"(?P<place>[^\d，。；：]{{2,20}})\s*[，,]\s*{_RANGE_ZH}{_ONLINE}")
_ALONE_EN = re.compile(rf"{_DATE_EN.pattern}{_ONLINE}", re.I)
_ALONE_ZH = re.compile(rf"{_RANGE_ZH}{_ONLINE}")
_ORDINAL = r"[A-Za-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th)"
_SESSION_EN = re.compile(
    rf"(?:Resumed )?(?P<word>{_ORDINAL}) (?P<kind>(?:emergency )?special )?"
    r"(?:(?:regular |resumed )?session|meeting|conference)(?:\s*\((?:resumed|continued)\))?",
    re.I,
)
_SESSION_ZH = re.compile(
    rf"第\s*(?P<word>{_HAN}+|\d+)\s*[届次](?P<kind>紧急特别|特别)?(?:会议|届会|常会|缔约[方国]会议)"
    r"(?:续会|[(（]?续会[)）]?)?"
)
_SESSION_YEAR = re.compile(r"(\d{4})\s*(?:session|年届会|年会议|年度会议)", re.I)
_UNITS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")


def find_date(text: str) -> str:
    """The first full date in ``text`` as ISO 8601, of a range its first day; "" where none is."""
    found = _DATE_ZH.search(text)
    if found:
        return _iso(_figure(found[1]), _figure(found[2]), _figure(found[3]))
    dated = _DATE_EN.search(text) or _DATE_US.search(text)
    if not dated:
        return ""
    return _iso(int(dated["year"]), _MONTHS.index(dated["month"].lower()) + 1, int(dated["day"]))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _figure(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return int("".join(str(han_number(c)) for c in text)) if len(text) == 4 else han_number(text)


def is_date(text: str) -> bool:
    """Whether ``text`` is nothing but a date or a range of dates."""
    return bool(_ALONE_EN.fullmatch(text) or _ALONE_ZH.fullmatch(text) or _DATE_US.fullmatch(text))


def is_range(text: str) -> bool:
    """Whether ``text`` is nothing but the days of a meeting, more than one."""
    days = re.findall(r"\d{1,2}(?!\d)", re.sub(r"\d{4}\s*年?", "", text))
    months = re.findall(r"\d{1,2}\s*月", text)
    return is_date(text) and len(days) - len(months) > 1


def meeting_place(text: str) -> str:
    """The place in a line such as ``Vienna, 7 and 8 July 2020``, as printed; "" for another."""
    line = squeeze(text)
    for pattern in (_MEETING_EN, _MEETING_ZH, _PLACE_FIRST_ZH):
        found = pattern.fullmatch(line)
        if found and not re.search(r"\b(?:on|of|from|dated)\b|的|举行", found["place"]):
            return found["place"].strip()
    return ""


def session_label(text: str) -> str:
    """The session that a line names and nothing else: ``79``, ``ES-11``, ``S-32``, ``2024``.

    The resumed part of a session bears the session's number. "" for any other line.
    """
    line = text.split(",")[0] if find_date(text) else text
    if found := _SESSION_YEAR.fullmatch(line):
        return found[1]
    found = _SESSION_EN.fullmatch(line)
    if found:
        value = ordinal_number(found["word"])
        special = (found["kind"] or "").lower()
        sign = "ES-" if special.startswith("emergency") else "S-" if special else ""
        return f"{sign}{value}" if value else ""
    found = _SESSION_ZH.fullmatch(line)
    if not found:
        return ""
    sign = {"紧急特别": "ES-", "特别": "S-"}.get(found["kind"] or "", "")
    return f"{sign}{_figure(found['word'])}"


def ordinal_number(text: str) -> int:
    """``Seventy-ninth`` is 79, ``12th`` 12; 0 for what is no English ordinal below a hundred."""
    if figures := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", text):
        return int(figures[1])
    tens, _, unit = text.lower().rpartition("-")
    value = _UNITS.index(unit) + 1 if unit in _UNITS else 0
    if tens:
        stem = tens.removesuffix("y")
        return (_TENS.index(stem) + 2) * 10 + value if stem in _TENS and value < 10 else 0
    stem = unit.removesuffix("ieth")
    return value or ((_TENS.index(stem) + 2) * 10 if stem in _TENS and stem != unit else 0)
