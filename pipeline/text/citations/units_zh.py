"""Chinese provisions piece by piece: 第十八条第四至五款, 第一款(a)项和(b)项第㈠目."""

import re

from pipeline.text.citations.figures import figure, inserted, item, sibling, span
from pipeline.text.numbering import roman

FIGURE = r"(?:\d{1,4}|[零一二三四五六七八九十百]{1,8})"
SEP = r"\s*(?:、|，|,|以及|和|及|与|或|至|到|-)\s*"
_PATH = r"(?:\s*\(\s*(?:[a-z]{1,4}|\d{1,2}|[一二三四五六七八九十]+)\s*\))*"
_ONE = rf"(?:{FIGURE}|\(\s*{FIGURE}\s*\)){_PATH}"
PARAGRAPHS = re.compile(
    rf"\s*[，,]?\s*第?\s*(?P<list>{_ONE}(?:{SEP}第?\s*{_ONE})*)\s*(?:[款节]|(?<!\))项)(?!项)"
)
_SIGN = (
    r"(?:[㈠-㈩]|\(\s*(?:[a-z]{1,4}|[A-Z]|\d{1,2}|[一二三四五六七八九十]+"
    r"|[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥])\s*\))"
)
_ITEMS = re.compile(
    rf"\s*第?\s*(?P<list>{_SIGN}(?:\s*{_SIGN})*(?:{SEP}第?\s*{_SIGN}(?:\s*{_SIGN})*)*)\s*"
    r"(?P<level>分?项|目|分?段|款)?"
)
_FIGURE_ITEM = re.compile(rf"\s*第\s*({FIGURE})\s*项")
_PIECE = re.compile(rf"(?P<sep>{SEP})?第?\s*(?P<run>{_SIGN}(?:\s*{_SIGN})*)")
_AND = re.compile(r"\s*(?:、|，|,|以及|和|及|与|或|至)\s*")
_MEMBER = re.compile(rf"(?P<sep>{SEP})?第?\s*\(?\s*(?P<figure>{FIGURE})\s*\)?(?P<path>{_PATH})")
_TO = re.compile(r"至|到|-")
_LETTERED = re.compile(r"\s*(?P<letter>[A-Z])\s*款")


def listed(text: str) -> list[str]:
    """Paragraph numbers of one list, ``4至6`` or ``1(a)、第3``, as paths ``(4)``, ``(1)(a)``."""
    out: list[str] = []
    last = ""
    for found in _MEMBER.finditer(text):
        number = str(figure(found["figure"]))
        path = "".join(f"({item(p)})" for p in re.findall(r"\([^()]*\)", found["path"]))
        if last and _TO.search(found["sep"] or ""):
            out += [f"({n})" for n in span(last, number)[1:-1]]
        out.append(f"({number}){path}")
        last = number
    return out


def below(text: str, at: int) -> tuple[list[str], int]:
    """Paragraphs and items behind an article that ends at ``at``, as paths; and where they end."""
    paragraphs: list[str] = []
    found = PARAGRAPHS.match(text, at)
    while found:
        at = found.end()
        new = listed(found["list"])
        lower, at = items(text, at)
        paragraphs += new[:-1] + [new[-1] + low for low in lower or [""]]
        joined = _AND.match(text, at)
        found = PARAGRAPHS.match(text, joined.end()) if joined else None
        if found and joined and "至" in joined.group():
            first = paragraphs[-1].strip("()")
            paragraphs += [
                f"({n})" for n in span(first, listed(found["list"])[0].strip("()"))[1:-1]
            ]
    if paragraphs:
        return paragraphs, at
    if lettered := _LETTERED.match(text, at):
        lower, end = items(text, lettered.end())
        return [f"({lettered['letter']}){low}" for low in lower or [""]], end
    return items(text, at)


def items(text: str, at: int) -> tuple[list[str], int]:
    """Items from ``at`` on, (a)项和(b)项第㈠目, as paths; and where they end. Without 项 or 目
    behind them only letters are taken for items."""
    out: list[str] = []
    if plain := _FIGURE_ITEM.match(text, at):
        return [f"({roman(figure(plain[1]))})"], plain.end()
    found = _ITEMS.match(text, at)
    while found and (found["level"] or re.match(r"\s*第?\s*\(\s*[a-z]", found.group())):
        at = found.end()
        new = _runs(found["list"], out[-1:] if found["level"] else [])
        sub = _ITEMS.match(text, at)
        if sub and sub["level"] == "目" and found["level"] != "目":
            at = sub.end()
            new = new[:-1] + [new[-1] + low for low in _runs(sub["list"], [])]
        out += new
        joined = _AND.match(text, at)
        found = _ITEMS.match(text, joined.end()) if joined else None
        if found and not found["level"]:
            break
        if found and joined and "至" in joined.group() and out:
            first = out[-1][:-1].rsplit("(", 1)
            until = item(re.findall(_SIGN, found["list"])[0])
            out += [f"{first[0]}({n})" for n in span(first[1], until)[1:-1]]
    return out, at


def _runs(text: str, before: list[str]) -> list[str]:
    """``(a)、(b)和(d)`` or ``㈠至㈢`` as paths, each beside the one listed before it."""
    out: list[str] = []
    for found in _PIECE.finditer(text):
        names = [item(sign) for sign in re.findall(_SIGN, found["run"])]
        run = "".join(f"({n})" for n in names)
        last = (out or before)[-1:]
        if last:
            beside = sibling(last[0], names[0]) + "".join(f"({n})" for n in names[1:])
            if found["sep"] and _TO.search(found["sep"]):
                stem, first = last[0][:-1].rsplit("(", 1)
                out += [f"{stem}({n})" for n in span(first, names[0])[1:-1]]
            run = beside
        out.append(run)
    return out


def articles(text: str) -> list[str]:
    """Articles of one list, ``16、18和21``, ``15至22`` or ``2(4)``, as provisions."""
    out: list[str] = []
    last = ""
    for found in _MEMBER.finditer(text):
        number = str(figure(found["figure"]))
        path = "".join(f"({item(p)})" for p in re.findall(r"\([^()]*\)", found["path"]))
        if last and _TO.search(found["sep"] or ""):
            out += span(last, number)[1:-1]
        out.append(number + path)
        last = number
    return out


ARTICLE = re.compile(
    rf"第\s*(?P<list>{FIGURE}(?:\.\d{{1,2}})?{_PATH}(?:{SEP}第?\s*{FIGURE}{_PATH})*)\s*(?P<letter>[A-Z])?\s*条"
    r"(?:\s*(?P<inserted>之\s*[一二三四五六七八九]))?"
    r"(?!\s*(?:道路|途径|战线|理由|铁路|航线|例|约|款))(?:\s*\([^()第]{2,40}\)(?=\s*第\s*[\d(零-龥]+\s*款))?"
)


def named_articles(found: re.Match[str]) -> list[str]:
    """The provisions of a match of ``ARTICLE``."""
    out = articles(re.sub(r"\.(\d+)", r"(\1)", found["list"]))
    sign = (found["inserted"] or "").replace(" ", "")
    out[-1] = inserted(out[-1], sign) + (found["letter"] or "")
    return out
