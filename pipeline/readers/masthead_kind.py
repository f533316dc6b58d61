"""Kind, status, edition, distribution and original languages of a document, by words in tables.

``lexicon/kinds.csv`` names kinds as English titles begin and Chinese ones end; the component of a
symbol (``RES``, ``CRP``) goes before the words.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline import lexicon
from pipeline.text.normalise import fold

_DRAFT_EN = re.compile(r"(?:revised |updated |zero |first |preliminary )?draft\b", re.I)
_DRAFT_ZH = re.compile(r"(?:草案|草稿)(?:[(（].{0,12}[)）])?(?:增编|订正|更正)?$")
_LIMITED_SERIES = re.compile(r"/L\.\d")
_ADOPTED = frozenset({"resolution", "decision", "presidential-statement"})
_EDITION_LINE = (
    ("addendum", re.compile(r"(?:Addendum(?: \d+)?|增编\s*[\d一二三四五六七八九十]*)$", re.I)),
    ("corrigendum", re.compile(r"(?:Corrigendum(?: \d+)?|(?:更正|勘误)\s*\d*)$", re.I)),
    ("revision", re.compile(r"(?:Revised|Revision(?: \d+)?|(?:修订|订正)[本版稿]?\s*\d*)$", re.I)),
)
_DISTRIBUTION = re.compile(r"(?:Distr\.?(?:ibution)?|分发|发行)\s*[:：.]?\s*(\w+)", re.I)
_ORIGINAL = re.compile(
    r"[\[（(]?(?:Original|原件|原文)\s*[:：]\s*(?P<names>[^\]）)]{2,80})[\]）)]?|"
    r"(?P<only>(?:[A-Z][a-z]+|[A-Z]+)(?:(?:, | and |/)(?:[A-Z][a-z]+|[A-Z]+))*) only",
    re.I,
)
_BY = re.compile(
    r"(?:(?: and \w+)? (?:by|prepared|submitted|transmitted|from)\b"
    r"| of the (?:Secretary-General|Secretariat|Executive (?:Director|Secretary)|High Commissioner"
    r"|Special Rapporteur|Independent Expert|Advisory Committee|Board|Chair|President|Bureau"
    r"|Rapporteur|\w+ Committee)\b)",
    re.I,
)
_BY_ZH = re.compile(
    r"^(?:秘书长|秘书处|执行主任|执行秘书|主席|特别报告员|独立专家|高级专员|咨询委员会|.{2,24}委员会)"
    r"(?:的|提交的|编写的|编制的)"
)


def kind_of(symbol: str, lines: Sequence[str]) -> str:
    """The code of ``lexicon/kinds.csv`` of a document with ``symbol`` whose title and line of
    kind are ``lines``, the line of kind first; "" where nothing tells."""
    parts = {part.split(".")[0] for part in symbol.split("/")}
    for row in lexicon.rows("kinds"):
        if row["symbol"] and row["symbol"] in parts:
            return row["code"]
    return next((code for line in lines if (code := kind_of_line(line))), "")


def kind_of_line(line: str) -> str:
    """The code of the kind that a line names, by the longest name that fits; "" for none."""
    text = fold(line).rstrip("*. ")
    found = [
        (len(name), code)
        for name, code, is_chinese in _names()
        if (text.endswith(name) if is_chinese else re.match(rf"{name}(?!\w)", text))
    ]
    return max(found)[1] if found else ""


@cache
def _names() -> tuple[tuple[str, str, bool], ...]:
    rows = lexicon.rows("kinds")
    english = {(re.escape(fold(r["name_en"])), r["code"], False) for r in rows}
    return tuple(sorted(english | {(fold(r["name_zh"]), r["code"], True) for r in rows}))


def names_author(line: str) -> bool:
    """Whether a line names a kind and who wrote it, and so stands below a title:
    ``Note by the Secretariat``, ``秘书长的报告``."""
    if not kind_of_line(line):
        return False
    return bool(_BY.search(line[:60]) or _BY_ZH.match(line.replace(" ", "")))


def status_of(symbol: str, kind: str, lines: Sequence[str]) -> str:
    """``draft``, ``adopted``, ``final`` or ""; ``lines`` are the title and the line of kind."""
    drafts = (_DRAFT_EN.match(line) or _DRAFT_ZH.search(line) for line in lines)
    if _LIMITED_SERIES.search(symbol) or kind.startswith("draft"):
        return "draft"
    if kind in _ADOPTED:
        return "adopted"
    if any(drafts):
        return "draft"
    return "final" if kind == "report" else ""


def edition_line(line: str) -> str:
    """The edition that a line names and nothing else; "" for another."""
    text = line.strip(" *()（）")
    return next((edition for edition, form in _EDITION_LINE if form.match(text)), "")


def distribution_of(line: str) -> str:
    """The code of ``lexicon/distributions.csv`` in ``Distr.: General``; "" for another line."""
    found = _DISTRIBUTION.match(line)
    if not found:
        return ""
    name = found[1].casefold()
    rows = lexicon.rows("distributions")
    return next((r["code"] for r in rows if name in {r["name_en"], r["name_zh"]}), "")


def original_of(line: str) -> str:
    """The languages in ``Original: English/French``, ``[原件：英文]`` or ``English only`` as ISO
    639-1 codes joined by ``;``; "" for another line."""
    found = _ORIGINAL.fullmatch(line.strip())
    if not found:
        return ""
    names = fold(found["names"] or found["only"])
    places = {
        row["code"]: min(p for p in map(names.find, _both(row)) if p >= 0)
        for row in lexicon.rows("languages")
        if any(name in names for name in _both(row))
    }
    return ";".join(sorted(places, key=places.__getitem__))


def is_language(line: str) -> bool:
    """Whether a line is the name of an official language, in either language, alone."""
    return any(fold(line) in _both(row) for row in lexicon.rows("languages"))


def _both(row: dict[str, str]) -> tuple[str, str]:
    return fold(row["name_en"]), row["name_zh"]
