"""Every provision, resolution and decision cited in a Chinese text."""

import re
from collections.abc import Iterator

from pipeline.records import Citation
from pipeline.text.citations.acts_zh import acts
from pipeline.text.citations.figures import figure, span
from pipeline.text.citations.names import Name, mentions
from pipeline.text.citations.names_zh import name_before
from pipeline.text.citations.units_zh import ARTICLE, FIGURE, SEP, below, items, named_articles

_CARRY = re.compile(r"\s*(?:、|，|,|；|;|和|以及|及|或|与|至)\s*(?:以及|和|或)?\s*")
_THIS = re.compile(
    r"(?P<this>本)条(?![约例文件款])(?=\s*[，,]?\s*第)|(?P<that>该|上述|前述)条(?![约例文件款])"
    r"|(?P<level>本款)(?=\s*第?\s*[㈠-㈩(])"
)
_NUMBER = rf"(?:\d{{1,3}}\.\d{{1,3}}|{FIGURE})"
_RULE = re.compile(
    rf"(?:财务|工作人员)?(?P<word>规则|原则|条例|细则)\s*(?P<list>{_NUMBER}(?:{SEP}{_NUMBER})*)(?![\d年])"
)
_HIGHER = re.compile(
    rf"第\s*(?P<figure>{FIGURE})\s*(?P<level>章|部分)(?:\s*第\s*(?P<section>{FIGURE})\s*节)?(?!\s*第\s*{FIGURE}\s*条)|附件\s*(?P<annex>{FIGURE}|[IVX]+)(?!\s*第?\s*{FIGURE}\s*条)"
)
_CHAPTER = re.compile(rf"第\s*{FIGURE}\s*(?:章|部分)\s*$")
_ANNEXED = re.compile(rf"附件\s*({FIGURE}|[IVX]+)\s*$")
_NO_PREAMBLE_NAME = frozenset({"UNLISTED", "?"})


def chinese(text: str) -> tuple[Citation, ...]:
    """Citations of evened ``text`` in order of their places, but for document symbols."""
    found = [*_provisions(text), *_this(text), *_rules(text), *_higher(text), *acts(text)]
    named = [n for n in mentions(text, "zh") if n.end - n.start > 4] if found else []
    kept = [c for c in found if not any(n.start <= c.start and c.end <= n.end for n in named)]
    return tuple(sorted(kept, key=lambda c: c.start))


def _provisions(text: str) -> Iterator[Citation]:
    code, name, reach, annex, first_of_range = "?", "", -1, "", ""
    for found in ARTICLE.finditer(text):
        if reach >= 0 and (joined := _CARRY.fullmatch(text, reach, found.start())):
            ranged = "至" in joined.group()
        else:
            ranged, annexed = False, _ANNEXED.search(text[: found.start()])
            annex = f"annex.{figure(annexed[1])}/" if annexed else ""
            above = annexed or _CHAPTER.search(text[: found.start()])
            named = name_before(text, above.start() if above else found.start())
            code, name = (named.code, named.words) if named else ("?", "")
        listed = named_articles(found)
        lower, reach = below(text, found.end())
        if code.startswith("CN-") and found["inserted"]:
            listed[-1] = f"{figure(found['list'])}-{figure(found['inserted'][-1])}"
        if ranged and first_of_range:
            for n in span(first_of_range, listed[0])[1:-1]:
                yield Citation(code, annex + n, found.start(), reach, name)
        first_of_range = "" if lower else listed[-1]
        ends = [listed[-1] + low for low in lower or [""]]
        for provision in [*listed[:-1], *ends]:
            yield Citation(code, annex + provision, found.start(), reach, name)


def _this(text: str) -> Iterator[Citation]:
    for found in _THIS.finditer(text):
        if found["level"]:
            paths, end = items(text, found.end())
            code = "THIS-PARAGRAPH"
        else:
            paths, end = below(text, found.end())
            code = "THIS-ARTICLE" if found["this"] else "THAT-ARTICLE"
        for path in paths or ([""] if found["that"] else []):
            yield Citation(code, path, found.start(), end)


def _rules(text: str) -> Iterator[Citation]:
    for found in _RULE.finditer(text):
        named = name_before(text, found.start())
        if named is None or named.code == "UNLISTED":
            continue
        prefix = "principle." if found["word"] == "原则" else ""
        for number in re.findall(_NUMBER, found["list"]):
            plain = number if "." in number else str(figure(number))
            yield Citation(named.code, prefix + plain, *found.span(), named.words)


def _higher(text: str) -> Iterator[Citation]:
    """Chapters, parts and annexes: cited only where a treaty is named before them."""
    for found in _HIGHER.finditer(text):
        named: Name | None = name_before(text, found.start())
        if named is None or named.code in _NO_PREAMBLE_NAME:
            continue
        level = {"章": "ch", "部分": "part"}.get(found["level"] or "", "annex")
        number = f"{level}.{figure(found['figure'] or found['annex'])}"
        if found["section"]:
            number += f"/sec.{figure(found['section'])}"
        yield Citation(named.code, number, found.start(), found.end(), named.words)
