"""Dates in running text, as keys that are the same in both languages.

English: 24 December 2024; the 24th of December 2024; 2 to 6 December 2019; 30 November–2 December
2019; December 2008; August–September 2019.
Chinese: 2024年12月24日; 2019年12月2日至6日; 2008年12月; 一九四八年十二月十日; 2019年8、9月.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.records import Lang
from pipeline.text.numbering import han_number

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_MONTH = "|".join(_MONTHS)
_JOIN = r"\s*(?:[-–—]|,?\s*(?:to|and|or|through|until)\b|,)\s*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_EN_DAYS = re.compile(
    rf"(?<![\d/.])(?<!\d,)(?P<days>{_DAY}(?:{_JOIN}{_DAY})*)\s+(?:of\s+)?(?P<month>{_MONTH})\b"
    r"(?:,?\s+(?P<year>\d{4})\b)?"
)
_EN_MONTH = re.compile(
    rf"\b(?:(?P<first>{_MONTH})(?={_JOIN}(?:{_MONTH})\s+\d{{4}}\b)|(?P<month>{_MONTH})"
    r"(?:\s+(?P<day>\d{1,2}),)?\s+(?P<year>\d{4})\b)"
)
_YEAR = re.compile(r"\d{4}")
_ZH_N = r"[\d０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_ZH_Y = r"[\d０-９]{4}|[〇○零一二三四五六七八九]{4}"
_ZH_FIRST_DAY = (
    r"[\d０-９]{1,2}+(?!\s*[名个人次位项起架艘国])"
    r"|[一二三四五六七八九十]{1,3}(?=\s*(?:日|号|、|至|到|和|及|或))"
)
"""The 一 of 9月一次会议 is no day, nor the 2 of 3月2名专家; 12月21第37/248号 only lacks its 日."""
_ZH_DATE = re.compile(
    rf"(?:(?P<year>{_ZH_Y})\s*年\s*(?:(?P<first>{_ZH_N})\s*(?:、|至|和|-|–)\s*)?)?"
    rf"(?P<month>{_ZH_N})\s*月"
    rf"(?:\s*(?P<days>(?:{_ZH_FIRST_DAY})\s*(?:日|号)?"
    rf"(?:\s*(?:、|至|到|和|及|或|-|–|—)\s*(?:{_ZH_N})"
    r"(?=\s*(?:日|号|、|至|和|及|或))\s*(?:日|号)?)*))?"
)
_ZH_DAY = re.compile(_ZH_N)


@dataclass(frozen=True, slots=True)
class DateMention:
    """One day or month named at ``text[start:end]``; ``key`` is ``12-24`` for a day of a year
    that is not told, ``2024-12-24``, or ``2024-12`` for a month."""

    key: str
    start: int
    end: int


def dates(text: str, lang: Lang) -> tuple[DateMention, ...]:
    """Every date named in ``text``, in order; a range or list gives one mention for each day."""
    found = _chinese(text) if lang == "zh" else _english(text)
    return tuple(sorted(found, key=lambda d: (d.start, d.key)))


def _english(text: str) -> Iterator[DateMention]:
    taken = set()
    found = list(_EN_DAYS.finditer(text))
    for place, date in enumerate(found):
        month = _MONTHS.index(date["month"]) + 1
        year = date["year"] or _year_after(text, found[place:])
        taken.add(date.start("month"))
        for day in re.findall(r"\d+", date["days"]):
            yield DateMention(_key(year, month, int(day)), date.start(), date.end())
    for date in _EN_MONTH.finditer(text):
        name = "first" if date["first"] else "month"
        if date.start(name) in taken:
            continue
        year = date["year"] or _YEAR.findall(text, date.end())[0]
        month = _MONTHS.index(date[name]) + 1
        yield DateMention(_key(year, month, int(date["day"] or 0)), date.start(), date.end())


def _year_after(text: str, rest: list[re.Match[str]]) -> str:
    """The year of the date that the first of ``rest`` is joined to: 30 November to 2 December
    2019; "" where it is joined to none that has one."""
    for one, other in pairwise(rest):
        if not re.fullmatch(_JOIN + r"(?:from\s+|on\s+)?", text[one.end() : other.start()]):
            return ""
        if other["year"]:
            return str(other["year"])
    return ""


def _chinese(text: str) -> Iterator[DateMention]:
    year, end = "", -99
    for date in _ZH_DATE.finditer(text):
        joined = re.fullmatch(
            r"\s*(?:、|至|到|和|及|以及|或|，|-|–|—)?\s*", text[end : date.start()]
        )
        carried = year if end >= 0 and joined else ""
        year = _figures(date["year"]) if date["year"] else carried
        end = date.end()
        month = int(_figures(date["month"]))
        days = [int(_figures(d)) for d in _ZH_DAY.findall(date["days"] or "")]
        if not 1 <= month <= 12 or not (year or days):
            continue
        if date["first"] and 1 <= int(_figures(date["first"])) <= 12:
            first = _key(year, int(_figures(date["first"])), 0)
            yield DateMention(first, date.start(), date.end())
        for day in days or [0]:
            yield DateMention(_key(year, month, day), date.start(), date.end())


def _figures(printed: str) -> str:
    """``printed`` in Arabic figures: ２０, 二十, 一九四八."""
    if printed[0].isdecimal():
        return str(int(printed))
    if len(printed) == 4:
        return "".join(str(han_number(c)) for c in printed.replace("○", "〇"))
    return str(han_number(printed))


def _key(year: str, month: int, day: int) -> str:
    return "-".join([year] * bool(year) + [f"{month:02}"] + [f"{day:02}"] * bool(day))
