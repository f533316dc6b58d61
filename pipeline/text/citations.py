"""Provisions of treaties named in running text, as keys that are the same in both languages.

Chinese: 第十八条第十三款, 第 18 条，第 18 款, 第 2 条(b)项, 第十五条至第二十二条,
本条第一款或第二款.
English: article 18, paragraph 13; articles 16, 18 and 21; article 32, paragraphs 3 (d) and 4;
paragraph 5 of article 32; Art. 18(13). Ranges and lists give one citation for each provision.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline import lexicon
from pipeline.records import Citation, Lang
from pipeline.text.numbering import circled_number, han_number, roman

_ZH_FIGURE = r"(?:\d+|[〇零一二三四五六七八九十百]+)"
_ZH_ITEM = r"(?:[（(](?:[a-z]{1,4}|[一二三四五六七八九十]+)[)）]|[㈠-㈩])"
_ZH_AND = r"\s*(?:、|，|,|和|以及|及|或|与)\s*"
_ZH_ARTICLE = re.compile(rf"第\s*({_ZH_FIGURE})\s*条(?:\s*至\s*第?\s*({_ZH_FIGURE})\s*条)?|本条")
_ZH_PARAGRAPH = re.compile(
    rf"[，,]?\s*第\s*({_ZH_FIGURE})\s*款?\s*(?:至\s*第?\s*({_ZH_FIGURE})\s*)?款"
)
_ZH_NEXT_PARAGRAPH = re.compile(
    rf"{_ZH_AND}第\s*({_ZH_FIGURE})\s*款?\s*(?:至\s*第?\s*({_ZH_FIGURE})\s*)?款"
)
_ZH_ITEMS = re.compile(rf"\s*第?\s*({_ZH_ITEM})\s*(?:至\s*第?\s*({_ZH_ITEM}))?\s*项")
_ZH_NEXT_ITEMS = re.compile(rf"{_ZH_AND}第?\s*({_ZH_ITEM})\s*(?:至\s*第?\s*({_ZH_ITEM}))?\s*项")
_ZH_SUBITEM = re.compile(rf"\s*第?\s*({_ZH_ITEM})\s*目")

_EN_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)"
_EN_PARAGRAPH = r"\d+(?:\s*\([a-z]{1,4}\))*"
_EN_PARAGRAPHS = rf"{_EN_PARAGRAPH}(?:(?:{_EN_AND}|\s+to\s+){_EN_PARAGRAPH})*"
_EN_FORWARD = re.compile(
    rf"\b(?:[Aa]rticles?|[Aa]rts?\.)\s+(?P<articles>\d+(?:\s*\(\w{{1,3}}\))*"
    rf"(?:(?:{_EN_AND}|\s+to\s+)\d+(?:\s*\(\w{{1,3}}\))*(?!\s*[A-Za-z]*/))*)"
    rf"(?:\s*,?\s+paragraphs?\s+(?P<paragraphs>{_EN_PARAGRAPHS}))?"
)
_EN_BACKWARD = re.compile(
    rf"\b[Pp]aragraphs?\s+(?P<paragraphs>{_EN_PARAGRAPHS})\s+of\s+"
    r"(?:(?P<this>this article)|article\s+(?P<article>\d+))"
)
_EN_INSTRUMENT = re.compile(
    r"\s*,?\s*(?:of|to|in)?\s*(?:the\s+|(?P<this>this)\s+)?(?P<name>[A-Z][^.;:()]*)"
)


def citations(text: str, lang: Lang) -> tuple[Citation, ...]:
    """Every provision named in ``text``, in order; () where none is."""
    found = _chinese(text) if lang == "zh" else _english(text)
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


# Chinese ------------------------------------------------------------------------------------------


def _chinese(text: str) -> Iterator[Citation]:
    instrument, reach = "?", -1
    for article in _ZH_ARTICLE.finditer(text):
        between = text[reach : article.start()] if reach >= 0 else None
        carried = between is not None and re.fullmatch(_ZH_AND, between) is not None
        if article.group() == "本条":
            instrument = "THIS-ARTICLE"
        elif not carried:
            instrument = _zh_instrument(text[: article.start()])
        provisions, end = _zh_below(text, article.end())
        reach = end
        if article.group() == "本条":
            if provisions != [""]:
                yield from (Citation(instrument, p, article.start(), end) for p in provisions)
            continue
        first = _zh_figure(article[1])
        for number in range(first, _zh_figure(article[2] or article[1]) + 1):
            below = provisions if number == first else [""]
            for p in below:
                yield Citation(instrument, f"{number}{p}", article.start(), end)


def _zh_below(text: str, at: int) -> tuple[list[str], int]:
    """Paragraphs and items that follow an article at offset ``at``, and where they end."""
    paragraphs: list[str] = []
    pattern = _ZH_PARAGRAPH
    while found := pattern.match(text, at):
        first, last = _zh_figure(found[1]), _zh_figure(found[2] or found[1])
        at = found.end()
        items, at = _zh_items(text, at)
        paragraphs += [f"({n}){i}" for n in range(first, last + 1) for i in items]
        pattern = _ZH_NEXT_PARAGRAPH
    if paragraphs:
        return paragraphs, at
    return _zh_items(text, at)


def _zh_items(text: str, at: int) -> tuple[list[str], int]:
    items: list[str] = []
    pattern = _ZH_ITEMS
    while found := pattern.match(text, at):
        at = found.end()
        first, last = _zh_item(found[1]), _zh_item(found[2] or found[1])
        subitem = _ZH_SUBITEM.match(text, at)
        at = subitem.end() if subitem else at
        below = f"({_zh_item(subitem[1])})" if subitem else ""
        items += [f"({name}){below}" for name in _span(first, last)]
        pattern = _ZH_NEXT_ITEMS
    return (items or [""]), at


def _zh_item(text: str) -> str:
    inside = text.strip("()（）")
    value = circled_number(inside) or han_number(inside)
    return roman(value) if value else inside


def _span(first: str, last: str) -> list[str]:
    if first == last:
        return [first]
    if len(first) == len(last) == 1 and not set(first + last) & set("ivx"):
        return [chr(c) for c in range(ord(first), ord(last) + 1)]
    names = [roman(n) for n in range(1, 31)]
    if first in names and last in names:
        return names[names.index(first) : names.index(last) + 1]
    return [first, last]


def _zh_figure(text: str) -> int:
    return int(text) if text.isdigit() else han_number(text)


def _zh_instrument(before: str) -> str:
    """The instrument whose name ends ``before``; the longest name listed wins."""
    stem = before.rstrip()
    named = re.search(r"《([^《》]*)》$", stem)
    if named:
        name = re.sub(r"\s", "", named[1])
        return "CONVENTION" if name in {"公约", "协定", "议定书"} else _names("zh").get(name, "?")
    if re.search(r"本(?:公约|协定|议定书|宪章|规章|条约|声明)$", stem):
        return "THIS"
    if re.search(r"(?:该|《?)公约》?$", stem) and not re.search(r"[^该《，。；]公约$", stem):
        return "CONVENTION"
    names = [n for n in _names("zh") if stem.endswith(n)]
    return _names("zh")[max(names, key=len)] if names else "?"


# English ------------------------------------------------------------------------------------------


def _english(text: str) -> Iterator[Citation]:
    taken: list[tuple[int, int]] = []
    for found in _EN_BACKWARD.finditer(text):
        taken.append(found.span())
        instrument, end = _en_instrument(text, found.end())
        article = found["article"] or ""
        for one in _en_paragraphs(found["paragraphs"]):
            code = "THIS-ARTICLE" if found["this"] else instrument
            yield Citation(code, f"{article}{one}", found.start(), end)
    for found in _EN_FORWARD.finditer(text):
        if any(a <= found.start() < b for a, b in taken):
            continue
        instrument, end = _en_instrument(text, found.end())
        below = _en_paragraphs(found["paragraphs"]) if found["paragraphs"] else [""]
        articles = _en_articles(found["articles"])
        for article in articles:
            for one in below if article == articles[-1] else [""]:
                yield Citation(instrument, f"{article}{one}", found.start(), end)


def _en_articles(text: str) -> list[str]:
    out: list[str] = []
    for join, figure, items in re.findall(r"(to\s+)?(\d+)((?:\s*\(\w{1,3}\))*)", text):
        tight = re.sub(r"\s", "", items)
        if join and out and out[-1].isdigit():
            out += [str(n) for n in range(int(out[-1]) + 1, int(figure))]
        out.append(figure + tight)
    return out


def _en_paragraphs(text: str) -> list[str]:
    out: list[str] = []
    for join, figure, items in re.findall(r"(to\s+)?(\d+)((?:\s*\([a-z]{1,4}\))*)", text):
        if join and out:
            last = int(out[-1].split(")")[0][1:])
            out += [f"({n})" for n in range(last + 1, int(figure))]
        out.append(f"({figure})" + re.sub(r"\s", "", items))
    return out


def _en_instrument(text: str, at: int) -> tuple[str, int]:
    """The instrument named right after a provision, and where its name ends."""
    found = _EN_INSTRUMENT.match(text, at)
    if not found:
        return "?", at
    name = found["name"]
    known = [n for n in _names("en") if name.startswith(n)]
    if known and not found["this"]:
        best = max(known, key=len)
        return _names("en")[best], found.start("name") + len(best)
    general = re.match(r"(?:Convention|Agreement|Protocol|Treaty|Charter|Regulations)\b", name)
    if general:
        end = found.start("name") + general.end()
        return ("THIS" if found["this"] else "CONVENTION"), end
    return "?", at


@cache
def _names(lang: Lang) -> dict[str, str]:
    return {r["name"]: r["code"] for r in lexicon.rows("instruments") if r["lang"] == lang}
