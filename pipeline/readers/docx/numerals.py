"""Numbers in the formats that Word lists and notes use (ISO/IEC 29500-1, 17.18.59)."""

from collections.abc import Callable

from pipeline.text.numbering import letter, roman

_HAN = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL = str.maketrans("一二三四五六七八九十百千〇零", "壹贰叁肆伍陆柒捌玖拾佰仟零零")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千〇零", "壹貳參肆伍陸柒捌玖拾佰仟零零")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CARDINALS = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}
_CHICAGO = "*†‡§"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def numeral(value: int, style: str) -> str:
    """``value`` as Word prints it in the format ``style``; plain figures for formats of scripts
    other than Latin and Chinese, and for values that a format does not reach."""
    if style == "none":
        return ""
    printed = _STYLES[style](value) if style in _STYLES and value > 0 else ""
    return printed or str(value)


def han(value: int, full: bool = False) -> str:
    """``value`` from 1 to 9999 in Chinese: 十一, 二十, 一百零三; ``""`` beyond. ``full`` writes
    一十 for ten, as formal numerals do."""
    if not 0 < value < 10000:
        return ""
    out, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + _HAN[digit] + _UNITS[place]
        gap = not digit
    return out[1:] if 10 <= value < 20 and not full else out


def _han_digits(value: int) -> str:
    return "".join(_HAN[int(d)] for d in str(value))


def _roman(value: int) -> str:
    return "m" * (value // 1000) + _hundreds(value % 1000) if value < 4000 else ""


def _hundreds(value: int) -> str:
    for worth, sign in ((900, "cm"), (500, "d"), (400, "cd")):
        if value >= worth:
            return sign + roman(value - worth)
    return roman(value)


def _cardinal(value: int) -> str:
    if value > 99:
        return ""
    if value < 20:
        return _CARDINALS[value]
    tens, unit = divmod(value, 10)
    return f"{_TENS[tens]}-{_CARDINALS[unit]}" if unit else _TENS[tens]


def _ordinal_text(value: int) -> str:
    head, dash, last = _cardinal(value).rpartition("-")
    if not last:
        return ""
    stem = last[:-1] + "ie" if last.endswith("y") else last
    return head + dash + _IRREGULAR.get(last, stem + "th")


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in (11, 12, 13) else ending}"


def _from(first: str, most: int) -> Callable[[int], str]:
    """Signs that follow one another in Unicode, of which there are ``most``."""
    return lambda value: chr(ord(first) + value - 1) if value <= most else ""


def _among(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else ""


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": letter,
    "upperLetter": lambda value: letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ordinal": _ordinal,
    "cardinalText": lambda value: _cardinal(value).capitalize(),
    "ordinalText": lambda value: _ordinal_text(value).capitalize(),
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chicago": lambda value: _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1),
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㈠", 10),
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "japaneseCounting": han,
    "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han,
    "ideographDigital": _han_digits,
    "japaneseDigitalTenThousand": _han_digits,
    "taiwaneseDigital": _han_digits,
    "chineseLegalSimplified": lambda value: han(value, full=True).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: han(value, full=True).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
}
