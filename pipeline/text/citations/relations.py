"""What a text does with a resolution or decision that it cites: recalls it, acts pursuant to it.

The words around the citation tell, by ``lexicon/relations.csv``. A form that ``governs`` stands
right before what is cited, or before the first of a list; one that ``follows`` stands right behind
it in Chinese (第70/1号决议的执行); one that ``opens`` begins the paragraph or a clause of it
(Recalling, 又回顾) and reaches to the end of the sentence. The nearest counts.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang, Resolved
from pipeline.text.citations.folding import even

_QUOTED = re.compile(r"“[^”]{1,400}”|\"[^\"]{1,400}\"|《[^》]{1,200}》")
_STOP = {"zh": re.compile(r"[，；。;]"), "en": re.compile(r"[,;.]")}
_REACH = {"zh": 70, "en": 110}
"""Characters between a form that governs and what it governs."""
_SENTENCE = {"zh": re.compile(r"[。；;]"), "en": re.compile(r"[.;]\s")}
_LISTED = {
    "zh": re.compile(
        r"(?:\s|、|，|和|及|与|以及|第|号|其|决议|决定|\d{4}年\d{1,2}月\d{1,2}日|大会|"
        r"安全理事会|经济及社会理事会|人权理事会|缔约方会议|[\d一二三四五六七八九十]+[段节])*"
    ),
    "en": re.compile(
        r"(?:\s|,|and|of|in|its|the|to|resolutions?|decisions?|paragraphs?|sections?|annex|"
        r"\d{1,2} \w+ \d{4}|\d{1,3}|[A-Z][\w-]*)*"
    ),
}
_BEFORE = {
    "zh": r"(?:^[\s\d.、()a-z]*|[，；。：])(?:(?:又|还|并|也|再次|进一步|特别|深为|继续|同时|在)*)",
    "en": r"(?:^[\s\d.()a-z]*?|[,;:]\s+(?:and\s+)?)(?:(?:also|further|again|once again)\s+)?",
}


def relations(text: str, lang: Lang, cited: Sequence[Resolved]) -> tuple[str, ...]:
    """The relation of each of ``cited``, in the order of ``text``, that is a resolution, decision
    or document; "" for the others and where no form of the table tells."""
    if not any(_is_act(r) for r in cited):
        return ("",) * len(cited)
    blank = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), even(text))
    out: list[str] = []
    last: tuple[int, str] | None = None  # where a governed act before ended, and its relation
    for resolved in cited:
        if not _is_act(resolved):
            out.append("")
            continue
        start = resolved.citation.start
        code = _governed(blank, start, lang) or _followed(blank, resolved.citation.end, lang)
        if not code and last and _LISTED[lang].fullmatch(blank, min(last[0], start), start):
            code = last[1]
        last = (resolved.citation.end, code) if code else None
        out.append(code or _opened(blank, start, lang))
    return tuple(out)


def _is_act(resolved: Resolved) -> bool:
    acts = {"RES", "DEC", "SYMBOL"}
    return resolved.instrument in acts and resolved.provision not in {"THIS", "THAT"}


def _governed(text: str, start: int, lang: Lang) -> str:
    begin = max(0, start - _REACH[lang])
    found = list(_pattern(lang, "governs").finditer(text, begin, start))
    if not found or _STOP[lang].search(text, found[-1].end(), start):
        return ""
    code = _codes(lang, "governs")[found[-1]["form"].lower()]
    # 关于执行《计划》的第70/1号决议: what is implemented is not the resolution.
    names = lang == "zh" and code == "implements" and "的" in text[found[-1].end() : start]
    return "" if names else code


def _followed(text: str, end: int, lang: Lang) -> str:
    if lang != "zh":
        return ""
    found = _follows().match(text, end)
    return _codes("zh", "follows")[found["form"]] if found else ""


def _opened(text: str, start: int, lang: Lang) -> str:
    ends = [m.end() for m in _SENTENCE[lang].finditer(text, 0, start)]
    # The end of a printed number, "1. ", ends no sentence.
    begin = ends[-1] if ends and ends[-1] > 6 else 0
    clause = text[begin:start]
    found = list(_pattern(lang, "opens").finditer(clause))
    return _codes(lang, "opens")[found[-1]["form"].lower()] if found else ""


@cache
def _codes(lang: Lang, use: str) -> dict[str, str]:
    rows = (r for r in lexicon.rows("relations") if (r["lang"], r["use"]) == (lang, use))
    return {r["form"].lower(): r["code"] for r in rows}


@cache
def _follows() -> re.Pattern[str]:
    forms = "|".join(_codes("zh", "follows"))
    listed = r"(?<=[议定])|[^，。；;决]*决[议定]"
    return re.compile(rf"(?:{listed})(?:的|得到|未|充分|全面|有效)*(?P<form>{forms})")


@cache
def _pattern(lang: Lang, use: str) -> re.Pattern[str]:
    forms = "|".join(map(re.escape, sorted(_codes(lang, use), key=len, reverse=True)))
    before = _BEFORE[lang] if use == "opens" else r"\b" if lang == "en" else ""
    after = r"\b" if lang == "en" else ""
    return re.compile(rf"{before}(?P<form>{forms}){after}", re.I)
