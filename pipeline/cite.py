"""How a passage is cited: symbol, annex, article or paragraph, in either language.

English follows the UN Editorial Manual ("para. 3 (a)", "art. 40, para. 3", shortened to the form
that notes use: "art. 40(3)"); Chinese follows the form of UN texts (第四十条第三款, 第3段).
"""

from pipeline.records import Lang, Paragraph
from pipeline.text.numbering import letter_number, roman, roman_number

_HAN = "零一二三四五六七八九"


def citation(paragraph: Paragraph, lang: Lang) -> str:
    """``A/RES/79/243, annex, art. 40(3)`` / ``A/RES/79/243，附件，第四十条第三款``."""
    place = place_of(paragraph, lang)
    comma = "，" if lang == "zh" else ", "
    return f"{paragraph.symbol}{comma}{place}" if place else paragraph.symbol


def place_of(paragraph: Paragraph, lang: Lang) -> str:
    """Where in its document a passage stands, "" for one without any number above it."""
    outer: list[str] = []
    inner: list[str] = []
    article = ""
    for part in paragraph.number:
        kind, _, figure = part.partition(".")
        if kind == "annex":
            outer.append(_annex(figure, lang))
        elif kind == "art":
            article = figure
        elif kind in {"ch", "sec"}:
            outer.append(_chapter(kind, figure, lang))
        elif kind == "pp":
            zh = f"序言部分第{han(int(figure))}段"
            outer.append(zh if lang == "zh" else f"preambular para. {figure}")
        elif kind == "fn":
            outer.append(f"脚注{figure}" if lang == "zh" else f"footnote {figure}")
        elif kind not in {"title", "text"}:
            inner.append(part)
    below = _below(article, inner, lang)
    if lang == "en" and outer and below.startswith("("):
        return f"{', '.join(outer)} {below}"
    return ("，" if lang == "zh" else ", ").join([*outer, *([below] if below else [])])


def label_of(paragraph: Paragraph) -> str:
    """The number as printed, with its paragraph before an item: ``3(a)``, ``(a)`` in an annex."""
    own = [p for p in paragraph.number if "." not in p and p not in {"annex", "title"}]
    if len(own) > 1 and own[0].isdigit() and paragraph.role in {"item", "subitem"}:
        return own[0] + "".join(f"({p})" for p in own[1:])
    return paragraph.label.rstrip(".．、") if own[:1] and own[0].isdigit() else paragraph.label


def _annex(figure: str, lang: Lang) -> str:
    if lang == "zh":
        return f"附件{han(int(figure))}" if figure.isdigit() else "附件"
    return f"annex {roman(int(figure)).upper()}" if figure.isdigit() else "annex"


def _chapter(kind: str, figure: str, lang: Lang) -> str:
    if kind == "sec":
        return f"{figure}节" if lang == "zh" else f"sect. {figure}"
    return f"第{han(int(figure))}章" if lang == "zh" else f"chap. {roman(int(figure)).upper()}"


def _below(article: str, inner: list[str], lang: Lang) -> str:
    if lang == "zh":
        return _below_zh(article, inner)
    if article:
        return f"art. {article}" + "".join(f"({p})" for p in inner)
    if inner and inner[0].isdigit():
        items = "".join(f" ({p})" for p in inner[1:])
        return f"para. {inner[0]}{items}"
    return " ".join(f"({p})" for p in inner)


def _below_zh(article: str, inner: list[str]) -> str:
    out = f"第{han(int(article))}条" if article else ""
    # Items that hang on no paragraph lie as deep as those that do: (a) is 项 and (i) 目 in both.
    for depth, part in enumerate(inner, 0 if inner[:1] and inner[0].isdigit() else 1):
        if part.isdigit() and depth == 0:
            out += f"第{han(int(part))}款" if article else f"第{part}段"
        elif article:
            value = letter_number(part) if depth < 2 and len(set(part)) == 1 else 0
            value = value or roman_number(part) or letter_number(part)
            unit = "项" if depth < 2 else "目"
            out += f"第{circled(value)}{unit}" if value else f"({part})"
        else:
            out += f"({part}){'项' if depth < 2 else '目'}"
    return out


def circled(value: int) -> str:
    """㈠ to ㈩, and (十一) beyond, as Chinese treaty texts print the numbers of items."""
    return chr(0x321F + value) if 1 <= value <= 10 else f"（{han(value)}）"


def han(value: int) -> str:
    """``value`` from 1 to 999 in Chinese numerals: 十, 四十, 一百一十一."""
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    out = f"{_HAN[hundreds]}百" if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十"
    elif hundreds and units:
        out += "零"
    return out + (_HAN[units] if units else "") or "零"
