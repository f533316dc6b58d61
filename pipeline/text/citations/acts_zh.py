"""Resolutions and decisions in Chinese: 大会第54/205号、2000年12月4日第55/61号决议."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline import lexicon
from pipeline.records import Citation
from pipeline.text.citations.acts_en import LETTERS, NUMBER, SERIAL, numbered
from pipeline.text.citations.figures import figure
from pipeline.text.citations.units_zh import FIGURE, SEP, items, listed
from pipeline.text.numbering import letter_number

_LETTERS = LETTERS.replace("?P<letters>", "")
_LIST = rf"{NUMBER}{_LETTERS}(?:\s*(?:、|，|,|和|及|与|或|至)\s*{SERIAL}{_LETTERS})*"
_ACT = re.compile(
    rf"(?P<first>第\s*|(?<![A-Za-z0-9_/.-]))(?P<list>{_LIST})\s*(?P<mark>号)?\s*(?:等\s*(?=决))?(?P<kind>决议|决定)?"
)
_ITEM = re.compile(rf"(?P<to>至\s*)?(?P<number>{NUMBER}){LETTERS}")
_AFTER_BARE = re.compile(r"\s*(?:$|[、，,。；;:)》”和及与或以至等])")
_AFTER_UNMARKED = re.compile(r"\s*(?:、|和|及|与|以及)\s*(?=第|\d{4}\s*年)")
_DATE = r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
_BETWEEN = re.compile(
    r"\s*(?:、|，|,|和|及|与|或|以及|又?|还?)\s*(?:及|和|以及|并?题为)?[^。；;]{0,120}"
)
_SPECIFIED = re.compile(r"(?P<which>本|该项?|上述|这项|这一)(?P<kind>决议|决定)(?!草案|书)")
_HEAD = (
    rf"(?:在|于|的|其|又|同|{_DATE}|\d{{4}}\s*年|通过的|关于[^，。；“”]{{1,60}}?的|"
    r"(?:各项|有关|相关|以往|其他|\s)*决议(?:，|,)?(?:包括|特别是|尤其是|即)?|"
    r"(?:同是)?题为\s*[“《][^”]{1,200}[”》]\s*的?|\s)*$"
)
_PLACE = re.compile(
    rf"\s*[，,(]?\s*(?:(?P<annex>附件|附录)\s*(?P<annexed>{FIGURE}|[IVX]+)?)?"
    rf"\s*[，,]?\s*(?:第\s*(?P<section>{FIGURE}|[IVX]+)\s*(?P<level>节|部分|章)"
    r"|(?P<lettered>[A-Z])\s*节)?\s*[，,]?\s*"
)
_PARAGRAPH = re.compile(
    rf"(?:(?P<preamble>序言(?:部分)?)|执行部分)?第\s*(?P<list>{FIGURE}(?:\s*\([a-z]{{1,4}}\))*"
    rf"(?:{SEP}第?\s*{FIGURE}(?:\s*\([a-z]{{1,4}}\))*)*)\s*段"
)
_NEXT = re.compile(SEP + r"(?=第)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A number with what stands about it; ``kind`` and ``organ`` "" where the words give none."""

    numbers: tuple[str, ...]
    start: int
    end: int
    kind: str
    organ: str
    name: str
    places: tuple[str, ...]


@cache
def _organs() -> dict[str, str]:
    return {r["name"]: r["code"] for r in lexicon.rows("organs") if r["lang"] == "zh"}


@cache
def _organ_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_organs(), key=len, reverse=True)))
    return re.compile(rf"(?P<organ>{names}|委员会(?!的))?(?P<its>其)?{_HEAD}")


def acts(text: str) -> Iterator[Citation]:
    """Resolutions and decisions of evened ``text``, and "the present resolution" (本决议)."""
    found = [n for n in (_named(text, m) for m in _ACT.finditer(text)) if n]
    last = (-1, "")
    for one in _with_kinds(text, _with_organs(text, found)):
        code = "DEC" if one.kind == "决定" else "RES"
        numbers = list(one.numbers)
        if last[0] >= 0 and text[last[0] : one.start].strip() == "至":
            numbers[:1] = _filled(last[1], numbers[0])
        last = (one.end, numbers[-1])
        for number in numbers:
            yield Citation(code, number, one.start, one.end, one.name, one.organ, one.places)
    for said in _SPECIFIED.finditer(text):
        which = "THIS" if said["which"] == "本" else "THAT"
        code = "DEC" if said["kind"] == "决定" else "RES"
        yield Citation(code, which, said.start(), said.end(), places=places(text, said.end()))


def _named(text: str, found: re.Match[str]) -> _Named | None:
    kind = found["kind"] or ""
    plain = found["list"].isdigit()
    if not kind and (plain or not _AFTER_BARE.match(text, found.end())):
        return None
    listed_on = found["first"] and _AFTER_UNMARKED.match(text, found.end())
    if not found["mark"] and not listed_on and not (kind and found["first"]):
        return None
    numbers: list[str] = []
    for one in _ITEM.finditer(found["list"]):
        new = numbered(one)
        if one["to"] and numbers:
            new = _filled(numbers[-1], new[0])
        numbers += new
    organ, name = _organ(text[max(0, found.start() - 260) : found.start()])
    here = places(text, found.end()) if kind else ()
    return _Named(tuple(numbers), *found.span(), kind, organ, name, here)


def _filled(first: str, last: str) -> list[str]:
    a, b = first.rsplit("/", 1), last.rsplit("/", 1)
    if a[0] == b[0] and a[-1].isdigit() and b[-1].isdigit() and 0 < int(b[1]) - int(a[1]) < 100:
        return [f"{a[0]}/{n}" for n in range(int(a[1]) + 1, int(b[1]) + 1)]
    return [last]


def _organ(before: str) -> tuple[str, str]:
    found = _organ_pattern().search(before)
    if found is None or (found["organ"] is None and found["its"] is None):
        return "", ""
    if found["organ"]:
        return _organs().get(found["organ"], "COMMISSION"), found["organ"]
    return "ITS", ""


def _with_organs(text: str, found: list[_Named]) -> list[_Named]:
    """In a list the organ stands once, before the first number."""
    out: list[_Named] = []
    for one in found:
        before = out[-1] if out else None
        inherits = before and before.organ and not one.organ
        if before and inherits and _BETWEEN.fullmatch(text, before.end, one.start):
            one = replace(one, organ=before.organ, name=before.name)
        out.append(one)
    return out


def _with_kinds(text: str, found: list[_Named]) -> list[_Named]:
    """In a list 决议 or 决定 stands once, behind the last number."""
    out: list[_Named] = []
    for one in reversed(found):
        after = out[-1] if out else None
        if not one.kind and after and not re.search("[。；;]", text[one.end : after.start]):
            one = replace(one, kind=after.kind)
        out.append(one)
    return out[::-1]


def places(text: str, at: int) -> tuple[str, ...]:
    """Paragraphs named right behind offset ``at``: 附件一第(f)项, 第4至6段, 序言部分第8段."""
    head = _PLACE.match(text, at)
    if head is None:
        return ()
    above = []
    if head["annex"]:
        above.append(f"annex.{figure(head['annexed'])}" if head["annexed"] else "annex")
    if head["section"]:
        level = "part" if head["level"] == "部分" else "ch"
        arabic = head["level"] == "节" and head["section"].isdigit()
        above.append(f"{'sec' if arabic else level}.{figure(head['section'])}")
    elif head["lettered"]:
        above.append(f"sec.{letter_number(head['lettered'])}")
    prefix = "/".join(above)
    paths = _paragraph_paths(text, head.end())
    if not paths and prefix and (lettered := items(text, head.end())[0]):
        paths = lettered
    if not paths:
        return (prefix,) if prefix else ()
    plain = [p.strip("()").replace(")(", "/") for p in paths]
    return tuple(f"{prefix}/{p}" if prefix else p for p in plain)


def _paragraph_paths(text: str, at: int) -> list[str]:
    out: list[str] = []
    while found := _PARAGRAPH.match(text, at):
        new = listed(found["list"])
        if found["preamble"]:
            new = [f"(pp.{p.strip('()')})" for p in new]
        below, at = items(text, found.end())
        out += new[:-1] + [new[-1] + b for b in below or [""]]
        following = _NEXT.match(text, at)
        if following is None:
            break
        at = following.end()
    return out
