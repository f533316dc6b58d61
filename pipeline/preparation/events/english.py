"""Events in an English sentence: the Fourteenth Congress, held in Kyoto from 7 to 12 March."""

import re
from collections.abc import Iterator

from pipeline.preparation.events.tables import Said, kind_of, last_of, words
from pipeline.records.events import EventKind
from pipeline.text.periods import Period, periods

_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_PART = r"[A-Z][^\s,;:()]*"
_MORE = rf"(?:\s+(?:(?:of|de|da|do|del|la|las|los|and|the|at|es|el|al|du)\s+)*{_PART})*"
_PLACE = re.compile(
    rf"\b(?:in|at)\s+(?P<place>(?:the\s+)?{_PART}{_MORE}"
    rf"(?:,\s+(?:the\s+)?{_PART}{_MORE}(?=\s*(?:,|$|from\b|on\b|in\b|by\b|\()))*"
    rf"(?:\s+in\s+(?!{_MONTHS})(?:the\s+)?{_PART}{_MORE})?)"
)
_NO_PLACE = re.compile(
    r"\b(?:Conference|Session|Meeting|Assembly|Summit|Forum|Committee|Congress|Framework|Council|"
    r"Territory|Agenda|Convention|Article|Parties|Decade|English|Party|Declaration|Resolution)\b"
    rf"|\b{_MONTHS}"
)
_MASTHEAD = re.compile(rf"\s*(?P<place>{_PART}{_MORE}),\s*")
_LEAD = re.compile(
    r"(?:\b(?:on|from|in|between|during|commencing|beginning|starting|dated|of|by|until|to|before"
    r"|since|after|than|ending|for|ended|through|as\s+at|as\s+of|covering|effective)|,|\()?"
    r"\s*(?:[A-Z][a-z]+day,?\s+)?$"
)
_FITTING = frozenset({"on", "from", "in", "between", "during", ",", "(", ""})
_BREAK = re.compile(
    r"[;:]|\b(?:that|which|who|where|whose|resolutions?|reports?|decisions?|letters?|until|since"
    r"|contained|submitted|covering|referred|pursuant|accordance|dated)\b|,\s+and\b(?!\s+(?:in|at)\b)"
)
_JOINED = re.compile(
    r"\s*,?\s*(?:and|,)?\s*(?:(?:in|at)\s+[^;]{2,45}?,?\s*(?:and\s+)?)?(?:on|from|in)?\s*"
)
_OPENING = re.compile(r"(?:^|[;:,.(]\s*|\band\s+)(?:[Oo]n|[Ii]n|[Ff]rom|[Bb]etween|[Dd]uring)\s*$")
_AUXILIARY = re.compile(
    r"[\s,(]*(?:(?:which|that|to\s+be|was|were|is|are|be|being|been|will|shall|would|has|have|had"
    r"|it|he|she|they|also|both|as|recently|successfully|virtually|jointly|subsequently|and"
    r"|formally|officially|first|again|online|hybrid)\b[\s,]*)*$"
)
_START = re.compile(
    r"[;:(]|,\s|\b(?:(?:out|in)comes?\s+(?:documents?\s+)?of|results?\s+of|reports?\s+of|convening\s+of|organization\s+of"
    r"|participation\s+in|hosting\s+of|holding\s+of|adopted\s+(?:at|by|during)|endorsed\s+by|agreed\s+(?:at|upon)"
    r"|made\s+(?:at|by)|during|at|by|recall\w*|welcom\w*|not(?:e|es|ing)|decides?\s+to|conclusions?\s+of|through"
    r"|contained\s+in|success\s+of|proceedings\s+of|since|after|following|context\s+of|that|as\s+well\s+as"
    r"|looking\s+forward\s+to|themes?\s+of|communiqués?\s+of|work\s+of|anniversary\s+of"
    r"|resolutions?\s+of|declarations?\s+of|purpose\s+of|preparations\s+for|invites?|urges?"
    r"|recommendations?\s+of|occasion\s+of|discussions?\s+(?:at|of)|appreciation|with|from)\b",
    re.IGNORECASE,
)
_NOUN_START = re.compile(r"\b(?:the|an?|its|their|his|her|this|two|three|four|several)\s", re.I)
_OBJECT_END = re.compile(
    r"[;:()]|,|\b(?:in|at)\s+(?=[A-Z])|\b(?:on|from|under|with|to\s+(?!the\b)|during|by|where|pursuant|which|that|held)\b"
)
_ENCLOSED = re.compile(r"\([^()]*\)|“[^“”]*”")
_ASIDE = re.compile(r",\s+(?:which|who)\b[^,;]*,(?=\s+(?:was|were|is|are|will|has|had)\b)")
_LISTED = re.compile(
    r"\W*(?:[a-z\d]{1,4}[).]\s+)?(?P<name>(?:[Tt]he\s+)?[A-Z][^.]{3,180}?),?\s*(?:on|from|in|:)?\s*"
)
_AND = re.compile(r",?\s+and\s+(?:was\s+|were\s+|is\s+)?$")
_BLANK = "□"
_EDGE = " ,\n\t¹²³⁴⁵⁶⁷⁸⁹⁰"
"""Signs, and footnote calls, that belong to no name."""
_REACH = 600
"""Characters before a verb in which the name of what was held is looked for."""
_LEADING = 60
"""Characters before a date that are enough to tell whether it opens its clause."""
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
_TENS = {
    stem: (n + 2) * 10
    for n, stem in enumerate(("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"))
}
_ORDINAL = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:y-(?P<unit>{'|'.join(_ORDINALS[:9])})|ieth)"
    rf"|(?P<low>{'|'.join(_ORDINALS)})|(?P<figures>\d+)(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_INSTRUMENTS = frozenset(
    {"signing", "adoption", "entry-into-force", "opening-for-signature", "ratification", "founding"}
)


def said(text: str, start: int, end: int) -> Iterator[Said]:
    """What the sentence ``text[start:end]`` says happened on the dates that it names."""
    before, last = start, None
    found = [p for p in periods(text[:end], "en") if p.start >= start]
    for place, period in enumerate(found):
        after = found[place + 1].start if place + 1 < len(found) else end
        told = None
        if _lead(text, period, before) in _FITTING:
            told = (
                _before(text, period, before, start)
                or _after(text, period, start, after)
                or _bare(text, period, start)
            )
            if told is None and last and _JOINED.fullmatch(text, last.period.end, period.start):
                told = _again(text, period, last)
        if told:
            yield told
        last, before = told, period.end


def masthead(text: str) -> Iterator[Said]:
    """A line of a place and a day alone, as above the title of a report: Vienna, 7 July 2020; a
    place and a year are the imprint of a book."""
    for period in periods(text, "en"):
        place = _MASTHEAD.fullmatch(text[: period.start])
        if place and len(period.first) == 10 and not text[period.end :].strip():
            yield Said("meeting", period, place.span("place"), (0, 0), (0, 0), "masthead")


def number(name: str) -> int:
    """The ordinal in a name: 13 for the thirteenth meeting, 0 for none."""
    found = _ORDINAL.search(name)
    if not found:
        return 0
    if found["figures"]:
        return int(found["figures"])
    if found["low"]:
        return _ORDINALS.index(found["low"].lower()) + 1
    unit = found["unit"]
    return _TENS[found["tens"].lower()] + (_ORDINALS.index(unit.lower()) + 1 if unit else 0)


def _lead(text: str, period: Period, first: int) -> str:
    """The preposition or sign before a date, in small letters."""
    if len(period.first) == 4:
        found = re.search(r"\b(in|of)\s+$|,\s*$", text[first : period.start])
        return (found[1] or ",") if found else ""
    lead = _LEAD.search(text[first : period.start])
    return re.split(r"\s+[A-Z]", lead.group().strip())[0].split(" ")[0].lower() if lead else ""


def _before(text: str, period: Period, first: int, start: int) -> Said | None:
    """An event whose verb stands before its date: held in Vienna from 3 to 5 May 2020."""
    verb = last_of(words("en", "verb"), text, first, period.start)
    if verb is None:
        return None
    gap = text[verb.end() : period.start]
    if len(gap) > (60 if len(period.first) == 4 else 160) or _BREAK.search(gap):
        return None
    place = _place(text, verb.end(), period.start) or _place_behind(text, period)
    main = _main(text, verb, start)
    if main is not verb:
        place = place or _place(text, main.end(), verb.start())
    name = _named(text, main, min(first, main.start()), period.end)
    return Said(_kind(text, main, name), period, place or (0, 0), name, main.span())


def _main(text: str, verb: re.Match[str], start: int) -> re.Match[str]:
    """The verb that ``verb`` is joined to by *and*, if any: held by ... and hosted by ..."""
    if not _AND.search(text[start : verb.start()]):
        return verb
    return last_of(words("en", "verb"), text, max(start, verb.start() - 160), verb.start()) or verb


def _after(text: str, period: Period, start: int, limit: int) -> Said | None:
    """An event whose verb stands after its date: On 3 May 2020, the Committee held ..."""
    if not _OPENING.search(text[max(start, period.start - _LEADING) : period.start]):
        return None
    verb = words("en", "verb").search(text, period.end, limit)
    if (
        verb is None
        or verb.start() - period.end > 120
        or _BREAK.search(text[period.end : verb.start()])
    ):
        return None
    place = _place(text, verb.end(), min(limit, verb.end() + 80))
    name = _named(text, verb, period.end)
    return Said(_kind(text, verb, name), period, place or (0, 0), name, verb.span())


def _bare(text: str, period: Period, start: int) -> Said | None:
    """A meeting in a list: (i) The Meeting of Experts, on 2 September 2024."""
    listed = _LISTED.fullmatch(text[start : period.start])
    nouns = words("en", "noun")
    if listed is None or not nouns.search(listed["name"]) or _BREAK.search(listed["name"]):
        return None
    name = start + listed.start("name"), start + listed.end("name")
    kind = kind_of("held", listed["name"], "en")
    return Said(kind, period, _place_behind(text, period) or (0, 0), name, (0, 0))


def _again(text: str, period: Period, last: Said) -> Said:
    """What ``last`` tells of, gone on with on another date, in another place where one is named."""
    is_behind = last.place[0] >= last.period.end
    between = None if is_behind else _place(text, last.period.end, period.start)
    place = between or _place_behind(text, period) or last.place
    return Said(last.kind, period, place, last.name, last.verb, "joined")


def _kind(text: str, verb: re.Match[str], name: tuple[int, int]) -> EventKind:
    return kind_of(verb.group(), text[slice(*name)], "en")


def _place(text: str, first: int, last: int) -> tuple[int, int] | None:
    for found in _PLACE.finditer(text[:last], first):
        if not _NO_PLACE.search(found["place"]):
            return _sentence_end(text, *found.span("place"))
    return None


def _place_behind(text: str, period: Period) -> tuple[int, int] | None:
    """A place right behind the date: from 7 to 12 March 2021 in Kyoto."""
    found = re.compile(r",?\s+(?=(?:in|at)\s)").match(text, period.end)
    named = _PLACE.match(text, found.end()) if found else None
    if named is None or _NO_PLACE.search(named["place"]):
        return None
    return _sentence_end(text, *named.span("place"))


def _sentence_end(text: str, first: int, last: int) -> tuple[int, int]:
    """The place without a full stop that ends the sentence; that of D.C. is its own."""
    place = text[first:last]
    ends = place.endswith(".") and not re.search(r"\b[A-Z]\.$", place)
    return first, last - ends


def _named(text: str, verb: re.Match[str], start: int, dated: int = 0) -> tuple[int, int]:
    """What was held, signed or founded: what stands before a passive, what follows an active, or
    follows the date, which ends at ``dated``."""
    if words("en", "act").fullmatch(verb.group()):
        return _of(text, verb.end())
    after = _object(text, verb.end())
    if after[1] <= after[0] and dated > verb.end():  # to hold in May 2020 a referendum
        after = _object(text, dated)
    before = _subject(text, start, verb.start())
    nouns = words("en", "noun")
    kind = kind_of(verb.group(), "", "en")
    if kind in _INSTRUMENTS:
        return before if before[1] > before[0] else after
    if after[1] > after[0] and nouns.search(text, *after):
        return after
    return before if before[1] > before[0] else after


def _of(text: str, first: int) -> tuple[int, int]:
    """What a noun is of: the launch in April 2017 of the strategy."""
    lead = re.compile(r"[^;:.]{0,60}?\bof\s+").match(text, first)
    if lead is None:
        return 0, 0
    stop = _OBJECT_END.search(text, lead.end())
    return _trimmed(text, lead.end(), stop.start() if stop else len(text))


def _object(text: str, first: int) -> tuple[int, int]:
    """A noun with its article right after the verb, to the end of its words."""
    lead = re.compile(r",?\s+(?:the|an?|its|their|his|her|two|three)\s", re.I).match(text, first)
    if lead is None:
        return 0, 0
    stop = _OBJECT_END.search(text, lead.end())
    return _trimmed(text, first, stop.start() if stop else len(text))


def _subject(text: str, start: int, last: int) -> tuple[int, int]:
    """The noun before the verb, from its article on."""
    start = max(start, last - _REACH)
    blank = _ASIDE.sub(_hidden, _ENCLOSED.sub(_hidden, text[start:last]))
    auxiliary = _AUXILIARY.search(blank)
    last = auxiliary.start() if auxiliary else len(blank)
    cut = last_of(_START, blank, 0, last)
    first = cut.end() if cut else 0
    article = _NOUN_START.search(blank, first, last)
    return _trimmed(text, start + (article.start() if article else first), start + last)


def _hidden(found: re.Match[str]) -> str:
    return _BLANK * len(found.group())


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    held = text[first:last]
    lead, tail = len(held) - len(held.lstrip(_EDGE)), len(held.rstrip(_EDGE))
    return (first + lead, first + tail) if tail > lead else (0, 0)
