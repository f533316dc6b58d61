"""Numbers as values, whatever they are written in: 90, ninety, 九十, 25万, 250,000, 1.5 million.

Two readings are given. The *plain* one holds what is written in Arabic figures, which both
languages do for periods, amounts and dates. The *generous* one adds number words, ordinals, month
names and Chinese numerals, and serves to find the other side's figure however it was written.
"""

import re
from decimal import Decimal

from pipeline.records import Lang
from pipeline.text.normalise import without_note_marks
from pipeline.text.numbering import han_number, letter_number, roman_number

_WORDS = {
    word: value
    for value, words in enumerate(
        (
            "zero",
            "one first once single",
            "two second twice both half double",
            "three third thrice",
            *("four fourth quarter", "five fifth", "six sixth", "seven seventh", "eight eighth"),
            *("nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth dozen"),
            *("thirteen thirteenth", "fourteen fourteenth", "fifteen fifteenth"),
            *("sixteen sixteenth", "seventeen seventeenth", "eighteen eighteenth"),
            "nineteen nineteenth",
        )
    )
    for word in words.split()
}
_TENS = {
    word: 10 * value
    for value, words in enumerate(
        (
            *("twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty fiftieth"),
            *("sixty sixtieth", "seventy seventieth", "eighty eightieth", "ninety ninetieth"),
        ),
        start=2,
    )
    for word in words.split()
}
_MONTHS = {
    name: value
    for value, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august"),
            *("september", "october", "november", "december"),
        ),
        start=1,
    )
}
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES["trillion"] = 10**12
_HAN_SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_HAN_SCALES["万亿"] = 10**12
_FIGURE = re.compile(
    r"(?<![A-Z][-\u2010-\u2013])(?<!\d)(?:(?<![A-Za-z0-9.])\d{1,3}(?:[,\s\u00a0]\d{3}(?!\d))+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?)"
)
"""A figure, its thousands set apart by commas or spaces; the 19 of COVID-19 is part of a name."""
_EN_SCALE = re.compile(r"[\s\u00a0-]*(hundred|thousand|million|billion|trillion)\b", re.I)
_HAN_SCALE = re.compile(r"[\s多余]*(万亿|百万|千万|百|千|万|亿)")
_HAN_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十百]+")
_CIRCLED = re.compile(r"[㈠-㈩]")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_ROMAN = re.compile(r"\b[IVXL]+\b|(?<=\()[ivxl]+(?=\))")
_LETTER = re.compile(r"(?<=\()[a-z](?=\))")


def plain_values(text: str, lang: Lang) -> dict[Decimal, str]:
    """Values written in Arabic figures in ``text``, each with what is printed."""
    found: dict[Decimal, str] = {}
    clean = without_note_marks(text)
    scale = _HAN_SCALE if lang == "zh" else _EN_SCALE
    for figure in _FIGURE.finditer(clean):
        value = Decimal(re.sub(r"[,\s\u00a0]", "", figure.group()))
        after = scale.match(clean, figure.end())
        if after:
            value *= _HAN_SCALES.get(after[1]) or _SCALES[after[1].lower()]
        printed = clean[figure.start() : after.end() if after else figure.end()]
        found.setdefault(value.normalize(), printed)
    return found


def generous_values(text: str, lang: Lang) -> frozenset[Decimal]:
    """Every value that ``text`` can be read to hold, in figures or in words."""
    clean = without_note_marks(text)
    values = set(plain_values(clean, lang))
    values |= {Decimal(re.sub(r"[,\s\u00a0]", "", f.group())) for f in _FIGURE.finditer(clean)}
    values |= {Decimal(roman_number(r.group())) for r in _ROMAN.finditer(clean)}
    values |= {Decimal(letter_number(c.group())) for c in _LETTER.finditer(clean)}
    if lang == "zh":
        values |= _chinese(clean)
    else:
        values |= _english(clean.lower())
    return frozenset(v.normalize() for v in values)


def _chinese(text: str) -> set[Decimal]:
    values = {Decimal(ord(c) - 0x321F) for c in _CIRCLED.findall(text)}
    for numeral in _HAN_NUMERAL.findall(text):
        values.add(Decimal(han_number(numeral)))
        values |= {Decimal(han_number(c)) for c in numeral}
    for numeral, scale in re.findall(
        r"([一二两三四五六七八九十百]+)(万亿|百万|千万|千|万|亿)", text
    ):
        values.add(Decimal(han_number(numeral) * _HAN_SCALES[scale]))
    return values


def _english(text: str) -> set[Decimal]:
    values: set[Decimal] = set()
    previous = 0
    for word in _WORD.findall(text):
        tens, _, unit = word.partition("-")
        value = _TENS.get(tens, 0) + _WORDS.get(unit, 0) if tens in _TENS else 0
        value = value or _WORDS.get(word, 0) or _MONTHS.get(word, 0)
        if word in _SCALES and previous:
            value = previous * _SCALES[word]
        if value:
            values.add(Decimal(value))
        previous = value
    return values
