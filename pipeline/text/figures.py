"""Numbers as values, whatever they are written in: 90, ninety, 九十, 25万, 250,000, 1.5 million.

Two readings are given. The *plain* one holds what is written in Arabic figures, which both
languages do for periods, amounts and dates. The *generous* one adds number words, ordinals, month
names and Chinese numerals, and serves to find the other side's figure however it was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    r"(?<![A-Z][-\u2010-\u2013])(?<!ovid-)(?<![\dA-Za-z])(?<!\d·)(?!\d+·\d)(?<!disease )"
    r"(?:(?<![.])\d{1,3}(?:(?:[,\s\u00a0]|,\s(?=000))\d{3}(?!\d))+(?:\.\d+)?|\d++(?:\.\d++(?!(?:\sto\s[\d.]+)?\s*[ap]\.m\.))?)(?!\d*冠状病毒)"
)
"""A figure, its thousands set apart by commas or spaces; the 19 of COVID-19, the 20 of G20 and both
of 3·23运动 are parts of names, as is 2019 in the name of that disease; 10.30 a.m. holds two."""
_EN_SCALE = re.compile(
    r"[\s\u00a0-]*(?:(?:and|to|or|[-\u2013])\s*\d[\d.,]*\s+)?"
    r"(hundred|thousand|million|billion|trillion)\b",
    re.I,
)
"""The scale of a figure, or of the range that it begins: between 690 and 783 million."""
_LARGEST_SHARING = 1000
"""A figure from here on is none that begins a range: from 54 billion in 2022 to 52.6 billion."""
_HALF = re.compile(r"\bhalf an? (hundred|thousand|million|billion|trillion)\b")
_HAN_SCALE = re.compile(r"[\s多余]*(万亿|百万|千万|百|千(?![克米瓦伏卡赫吨])|万|亿)")
_HAN_NUMERAL = re.compile(r"[〇○零一二两三四五六七八九十百]+")
_CIRCLED = re.compile(r"[㈠-㈩]")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_ROMAN = re.compile(r"\b[IVXL]+\b|(?<=\()[ivxl]+(?=\))")
_LETTER = re.compile(r"(?<=\()[a-z](?=\))")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in Arabic figures at ``text[start:end]``, its scale (25万, 1.5 million) included."""

    value: Decimal
    start: int
    end: int


def figures(text: str, lang: Lang) -> Iterator[Figure]:
    """The numbers written in Arabic figures in ``text``, in order."""
    scale = _HAN_SCALE if lang == "zh" else _EN_SCALE
    for figure in _FIGURE.finditer(text):
        value = Decimal(re.sub(r"[,\s\u00a0]", "", figure.group()))
        after, end = scale.match(text, figure.end()), figure.end()
        is_shared = after is not None and any(c.isdigit() for c in after[0])
        if after and not (is_shared and value >= _LARGEST_SHARING):
            value *= _HAN_SCALES.get(after[1]) or _SCALES[after[1].lower()]
            end = end if is_shared else after.end()
        yield Figure(value.normalize(), figure.start(), end)


def plain_values(text: str, lang: Lang) -> dict[Decimal, str]:
    """Values written in Arabic figures in ``text``, each with what is printed."""
    found: dict[Decimal, str] = {}
    clean = without_note_marks(text)
    for figure in figures(clean, lang):
        found.setdefault(figure.value, clean[figure.start : figure.end])
    return found


def generous_values(text: str, lang: Lang) -> frozenset[Decimal]:
    """Every value that ``text`` can be read to hold, in figures or in words."""
    clean = without_note_marks(text)
    values = set(plain_values(clean, lang)) | written_values(clean, lang)
    values |= {Decimal(re.sub(r"[,\s\u00a0]", "", f.group())) for f in _FIGURE.finditer(clean)}
    values |= {Decimal(run) for run in re.findall(r"\d+", clean)}
    return frozenset(v.normalize() for v in values)


def written_values(text: str, lang: Lang) -> frozenset[Decimal]:
    """The values that ``text`` can be read to hold in other than Arabic figures: number words,
    month names, Roman and Chinese numerals, letters of items."""
    values = {Decimal(roman_number(r.group())) for r in _ROMAN.finditer(text)}
    values |= {Decimal(letter_number(c.group())) for c in _LETTER.finditer(text)}
    values |= _chinese(text) if lang == "zh" else _english(text.lower())
    return frozenset(v.normalize() for v in values)


def _chinese(text: str) -> set[Decimal]:
    values = {Decimal(ord(c) - 0x321F) for c in _CIRCLED.findall(text)}
    for numeral in _HAN_NUMERAL.findall(text):
        numeral = numeral.replace("○", "〇")
        values.add(Decimal(han_number(numeral)))
        values |= {Decimal(han_number(c)) for c in numeral}
    for numeral, scale in re.findall(
        r"([一二两三四五六七八九十百]+)(万亿|百万|千万|千|万|亿)", text
    ):
        values.add(Decimal(han_number(numeral) * _HAN_SCALES[scale]))
    return values


def _english(text: str) -> set[Decimal]:
    values = {Decimal(_SCALES[scale]) / 2 for scale in _HALF.findall(text)}
    previous = 0
    for word in _WORD.findall(text):
        tens, _, unit = word.partition("-")
        value = _TENS.get(tens, 0) + _WORDS.get(unit, 0) if tens in _TENS else 0
        value = value or _WORDS.get(word, 0) or _MONTHS.get(word, 0)
        if previous in _TENS.values() and 0 < value < 10:
            value += previous
        if word in _SCALES and previous:
            value = previous * _SCALES[word]
        if word.startswith("decade"):
            value = 10 * (previous or 1)
        if value:
            values.add(Decimal(value))
        previous = value
    return values
