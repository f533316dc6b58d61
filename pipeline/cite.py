"""How a passage is cited: symbol, annex, article or paragraph, in either language.

English follows the UN Editorial Manual ("para. 3 (a)", "art. 40, para. 3", shortened to the form
that notes use: "art. 40(3)"); Chinese follows the form of UN texts (第四十条第三款, 第3段).
"""

import re

from pipeline.records import Lang, Paragraph
from pipeline.text.numbering import SUFFIXES, letter_number, roman, roman_number

_HAN = "零一二三四五六七八九"
_SUFFIX = re.compile(rf"(?<=.)({'|'.join(SUFFIXES)})$")


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
        if kind == "art":
            article = figure
        elif named := _above(kind, figure, lang):
            outer.append(named)
        elif kind not in {"title", "text"}:
            inner.append(part)
    below = _below(article, inner, lang)
    if lang == "en" and outer and below.startswith("("):
        below = f"{outer.pop()} {below}"
    return ("，" if lang == "zh" else ", ").join([*outer, *([below] if below else [])])


def _above(kind: str, figure: str, lang: Lang) -> str:
    """A part of a path that lies above paragraphs and articles, "" for others."""
    zh = lang == "zh"
    if kind in {"annex", "appendix"}:
        return _annex(kind, figure, lang)
    if kind in {"part", "ch", "sec"}:
        return _chapter(kind, figure, lang)
    if kind in {"res", "dec"}:
        word = {"res": ("resolution", "决议"), "dec": ("decision", "决定")}[kind]
        return f"第{figure}号{word[1]}" if zh else f"{word[0]} {figure}"
    if kind == "pp" and figure:  # without a figure it is the item (pp), which follows (oo)
        return f"序言部分第{han(int(figure))}段" if zh else f"preambular para. {figure}"
    if kind == "fn":
        return f"脚注{figure}" if zh else f"footnote {figure}"
    if kind.startswith("text-"):
        return f"第{han(int(kind[5:]))}件文书" if zh else f"text {kind[5:]}"
    return kind if len(kind) == 1 and kind.isupper() else ""


def label_of(paragraph: Paragraph) -> str:
    """The number as printed, with its paragraph before an item: ``3(a)``, ``(a)`` in an annex."""
    own = [p for p in paragraph.number if p[:1].isdigit() or re.fullmatch(r"[a-z]+", p)]
    own = [p for p in own if p not in {"annex", "appendix", "title"}]
    if len(own) > 1 and own[0].isdigit() and paragraph.role in {"item", "subitem"}:
        return own[0] + "".join(f"({p})" for p in own[1:])
    return paragraph.label.rstrip(".．、") if own[:1] and own[0].isdigit() else paragraph.label


def _annex(kind: str, figure: str, lang: Lang) -> str:
    word = {"annex": "附件", "appendix": "附录"}[kind] if lang == "zh" else kind
    if not figure.isdigit():
        return word
    return f"{word}{han(int(figure))}" if lang == "zh" else f"{word} {roman(int(figure)).upper()}"


def _chapter(kind: str, figure: str, lang: Lang) -> str:
    if kind == "sec":
        if lang == "en":
            return f"sect. {figure}"
        return f"第{han(int(figure))}节" if figure.isdigit() else f"{figure}节"
    word = {"part": ("part", "部分"), "ch": ("chap.", "章")}[kind]
    return (
        f"第{han(int(figure))}{word[1]}"
        if lang == "zh"
        else (f"{word[0]} {roman(int(figure)).upper()}")
    )


def _below(article: str, inner: list[str], lang: Lang) -> str:
    if lang == "zh":
        return _below_zh(article, inner)
    if article:
        return f"art. {_spaced(article)}" + "".join(f"({_spaced(p)})" for p in inner)
    if inner and inner[0][:1].isdigit():
        items = "".join(f" ({_spaced(p)})" for p in inner[1:])
        return f"para. {_spaced(inner[0])}{items}"
    return " ".join(f"({_spaced(p)})" for p in inner)


def _spaced(part: str) -> str:
    """``5bis`` as it is printed: 5 *bis*."""
    return _SUFFIX.sub(r" \1", part)


def _below_zh(article: str, inner: list[str]) -> str:
    out = ""
    if article:
        figure, later = _split(article)
        out = f"第{han(int(figure))}条{later}"
    # Items that hang on no paragraph lie as deep as those that do: (a) is 项 and (i) 目 in both.
    for depth, part in enumerate(inner, 0 if inner[:1] and inner[0][:1].isdigit() else 1):
        figure, later = _split(part)
        if depth == 0:
            whole = han(int(figure)) if article and figure.isdigit() else figure
            out += f"第{whole}{'款' if article else '段'}{later}"
        elif article:
            value = letter_number(figure) if depth < 2 and len(set(figure)) == 1 else 0
            value = value or roman_number(figure) or letter_number(figure)
            unit = "项" if depth < 2 else "目"
            out += f"第{circled(value)}{unit}{later}" if value else f"({figure}){later}"
        else:
            out += f"({figure}){'项' if depth < 2 else '目'}{later}"
    return out


def _split(part: str) -> tuple[str, str]:
    """The figure of ``part`` and its suffix in Chinese: ``5bis`` is 5 and 之二."""
    found = _SUFFIX.search(part)
    if not found:
        return part, ""
    return part[: found.start()], f"之{han(SUFFIXES.index(found.group()) + 2)}"


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
