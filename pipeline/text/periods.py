"""Days, months and years in running text, ranges in one: from when to when something lasted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.records import Lang
from pipeline.text.dates import DateMention, dates

_TO = {
    "en": re.compile(r"\s*(?:[-–—]|,?\s*(?:to|through|until)\b)\s*(?:[A-Z][a-z]+day,\s*)?"),
    "zh": re.compile(r"\s*(?:至|到|-|–|—)\s*"),
}
_YEAR = {
    "en": re.compile(r"\b(?:in|of|,)\s+(?P<year>(?:19|20)\d\d)\b(?!\s*[/(-])"),
    "zh": re.compile(
        r"(?<![\d–—-])(?P<year>(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})\s*年"
        r"(?!\s*[\d一二三四五六七八九十]+\s*月|代|度|议程|[前后来底]|[^，。；、]{0,12}(?:议定书|公约|协定)|《)"
    ),
}
_HAN = {"〇": 0, "○": 0, "零": 0, **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, ISO 8601 as precise as printed, both the same for a day, a month
    or a year; named at ``text[start:end]``. Days of a list are taken from the first to the last."""

    first: str
    last: str
    start: int
    end: int


def periods(text: str, lang: Lang) -> tuple[Period, ...]:
    """Every period named in ``text``, in order. A day without a year has that of the date before
    it; without one it is left out."""
    found: list[Period] = []
    year = ""
    for mentions in _joined(text, lang):
        told = [m.key[:4] for m in mentions if _has_year(m)]
        year = told[0] if told else year
        if not year:
            continue
        keys = [m.key if _has_year(m) else f"{year}-{m.key}" for m in mentions]
        year = keys[-1][:4]
        found.append(Period(min(keys), max(keys), mentions[0].start, mentions[-1].end))
    taken = [range(p.start, p.end) for p in found]
    for match in _YEAR[lang].finditer(text):
        if not any(match.start("year") in span for span in taken):
            printed = _figures(match["year"])
            found.append(Period(printed, printed, match.start("year"), match.end()))
    return tuple(sorted(found, key=lambda p: p.start))


def _joined(text: str, lang: Lang) -> Iterator[list[DateMention]]:
    """The dates of ``text``, those of one range together."""
    held: list[DateMention] = []
    for _, same in groupby(dates(text, lang), key=lambda d: (d.start, d.end)):
        mentions = list(same)
        if held and not _TO[lang].fullmatch(text[held[-1].end : mentions[0].start]):
            yield held
            held = []
        held += mentions
    if held:
        yield held


def _has_year(mention: DateMention) -> bool:
    return mention.key[4:5] == "-"


def _figures(printed: str) -> str:
    return printed if printed.isdecimal() else "".join(str(_HAN[c]) for c in printed)
