"""English provisions and places piece by piece: "articles 16, 18 (13) and 21", "annex I,
paragraph (f)", "subparagraph (a) of paragraph 3 of article 8"."""

import re
from dataclasses import dataclass, replace

from pipeline.text.citations.figures import LATIN, figure, inserted, sibling, span
from pipeline.text.numbering import letter_number

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
AND = r"(?:\s*,\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or|as\s+well\s+as)\s+)"
_BIS = "|".join(LATIN)
_NUMBER = re.compile(
    rf"(\d{{1,4}}|[IVXL]{{1,7}}(?![A-Za-z]))(?:\s*({_BIS})\b|([A-Z])(?![A-Za-z]))?"
)
_FIGURE = re.compile(rf"(\d{{1,3}})(?:\s*({_BIS})\b)?")
_NEXT_NUMBER = re.compile(
    rf"{AND}(?=(?:\d{{1,3}}|[IVXL]+)(?!\d|\s*/\s*\d|[A-Za-z%]|\s+{MONTH}|\s+per\s+cent"
    r"|\s*\((?:\d{4}|[IVXL]+)\)))"
)
_RANGE = re.compile(r"(?:\s*-\s*|\s+(?:to|through)\s+)(\d{1,3}|[IVXL]+)(?![\d/A-Za-z])")
_DOUBLED = "|".join(2 * chr(c) for c in range(ord("a"), ord("z") + 1))
_NAME = rf"(?:[a-z]|{_DOUBLED}|[ivxl]{{1,6}}|[A-Z]|\d{{1,2}})"
_ITEM = re.compile(rf"\s*\(\s*({_NAME})\s*\)")
_RANGE_ITEM = re.compile(rf"(?:\s*-\s*|\s+to\s+)\(\s*({_NAME})\s*\)")
_NEXT_ITEM = re.compile(rf"{AND}(?=\(\s*(?:[a-z]{{1,4}}|\d{{1,2}})\s*\))")

_BARE_LETTER = re.compile(r"\s+([a-h])(?=\s+of\s|\s*,\s+of\s)")
"""The Charter's items have no brackets: Article 73 e of the Charter."""
_HIGHER = re.compile(r"(?:\d{1,3}|[IVXL]+\b|[A-Z]\b)(?!\s+Agreement\b)")
_DECIMAL = re.compile(r"\.\d{1,3}(?!\d)")

UNIT = re.compile(
    r"(?P<article>[Aa]rticles?|ARTICLES?|[Aa]rts?\.)\s*(?=[\dIVXL])"
    r"|(?P<rule>[Rr]egulations?|[Rr]ules?)\s+(?=\d)"
    r"|(?P<principle>[Pp]rinciples?)\s+(?=\d)"
    r"|(?P<preamble>(?:[Pp]reambular|[Pp]reambulatory)\s+(?:paragraphs?|paras?\.))\s*(?=\d)"
    r"|(?P<paragraph>(?:[Oo]perative\s+)?(?:[Pp]aragraphs?|[Pp]aras?\.?))\s*(?=[\d(])"
    r"|(?P<sub>[Ss]ub-?paragraphs?|[Ss]ubparas?\.?|[Ii]tems?|[Cc]lauses?)\s*(?=\()"
    r"|(?P<section>[Ss]ections?|[Ss]ects?\.?)\s*(?=[\dIVXA-Z])"
    r"|(?P<chapter>[Cc]hapters?|[Cc]hap\.)\s+(?=[\dIVX])"
    r"|(?P<part>[Pp]arts?)\s+(?=[\dIVXA-D])"
    r"|(?P<annex>[Aa]nnex(?:es)?|[Aa]ppendix)(?:\s+(?=[\dIVX]+\b|[A-H]\b))?(?![a-z])"
)
_RANKS = ("annex", "part", "chapter", "section", "article", "paragraph", "sub")
_UP = re.compile(r"\s*,?\s+(?:of|to|in)\s+(?:the\s+|that\s+|its\s+)?")
_DOWN = re.compile(r"\s*,\s*(?:in\s+particular\s+|notably\s+)?")


@dataclass(frozen=True, slots=True)
class Units:
    """Levels named together, each with the names listed; () for a level that is not named.

    ``articles`` are whole provisions, ``18(13)``; ``paragraphs`` paths, ``(3)(d)``; ``above`` the
    annex, part, chapter or section, in the style of number paths: ``annex.1``, ``ch.7``.
    """

    end: int
    word: str = ""
    above: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()

    def provisions(self) -> list[str]:
        """Each provision of a treaty, the paragraphs those of the last article."""
        below = list(self.articles)
        prefix = "/".join(a for a in self.above if not below or a.startswith("annex"))
        if self.paragraphs and below:
            below = below[:-1] + [below[-1] + p for p in self.paragraphs]
        elif self.paragraphs and prefix:
            below = list(self.paragraphs)
        if not below:
            return [prefix] if prefix else []
        return [f"{prefix}/{b}" if prefix else b for b in below]

    def places(self) -> tuple[str, ...]:
        """Each paragraph of a resolution, as a number path joined by strokes."""
        paths = [p.strip("()").replace(")(", "/") for p in (*self.articles, *self.paragraphs)]
        prefix = "/".join(self.above)
        if not paths:
            return (prefix,) if prefix else ()
        return tuple(f"{prefix}/{p}" if prefix else p for p in paths)


def units(text: str, at: int) -> Units | None:
    """The levels named from offset ``at`` on, in either order: "article 8, paragraph 3" and
    "paragraph 3 of article 8"; None where none begins there."""
    found = _descending(text, at)
    while found is not None:
        up = _UP.match(text, found.end)
        higher = _descending(text, up.end()) if up else None
        if higher is None or (found.articles and (higher.articles or higher.paragraphs)):
            return found
        found = _joined(higher, found)
    return None


def _joined(higher: Units, lower: Units) -> Units:
    articles = higher.articles + lower.articles
    paragraphs = tuple(
        h + low for h in higher.paragraphs or ("",) for low in lower.paragraphs or ("",)
    )
    return Units(
        end=lower.end if lower.end > higher.end else higher.end,
        word=higher.word if higher.articles else lower.word,
        above=higher.above + lower.above,
        articles=articles,
        paragraphs=tuple(p for p in paragraphs if p),
    )


def _descending(text: str, at: int) -> Units | None:
    found, rank = _one(text, at), -1
    if found is None:
        return None
    rank = _rank(text, at)
    while comma := _DOWN.match(text, found.end):
        if _rank(text, comma.end()) <= rank:
            break
        lower = _one(text, comma.end())
        if lower is None:
            break
        rank = _rank(text, comma.end())
        found = replace(_joined(found, lower), end=lower.end)
    return found


def _rank(text: str, at: int) -> int:
    unit = UNIT.match(text, at)
    if unit is None or unit.lastgroup is None:
        return -1
    kind = {"rule": "article", "principle": "article", "preamble": "paragraph"}
    return _RANKS.index(kind.get(unit.lastgroup, unit.lastgroup))


def _one(text: str, at: int) -> Units | None:
    """One level: its word and the numbers behind it."""
    unit = UNIT.match(text, at)
    if unit is None:
        return None
    word, many, start = unit.lastgroup or "", unit.group().rstrip(" .").endswith("s"), unit.end()
    if word in {"article", "rule", "principle"}:
        listed, end = _articles(text, start, many)
        if word == "article":
            listed = [re.sub(r"\.(\d+)", r"(\1)", one) for one in listed]
        prefix = "principle." if word == "principle" else ""
        return Units(end, word, articles=tuple(prefix + a for a in listed)) if listed else None
    if word in {"paragraph", "preamble"}:
        listed, end = _paragraphs(text, start, many)
        if word == "preamble":
            listed = [f"(pp.{p.strip('()')})" for p in listed]
        return Units(end, word, paragraphs=tuple(listed)) if listed else None
    if word == "sub":
        listed, end = items(text, start)
        return Units(end, word, paragraphs=tuple(listed)) if listed else None
    number = _HIGHER.match(text, start)
    if number is None:
        return Units(unit.end(), word, above=("annex",)) if word == "annex" else None
    return Units(number.end(), word, above=(_above(word, number.group()),))


def _above(word: str, printed: str) -> str:
    """A higher level as number paths have it: sections in Roman figures are chapters there."""
    value = figure(printed) or letter_number(printed)
    if word == "section" and figure(printed):
        return f"ch.{value}" if not printed.isdigit() else f"sec.{value}"
    return (
        f"{ {'annex': 'annex', 'part': 'part', 'chapter': 'ch', 'section': 'sec'}[word] }.{value}"
    )


def items(text: str, at: int) -> tuple[list[str], int]:
    """Items from ``at`` on, ``(a) (i) and (ii)``, as paths; and where they end."""
    paths: list[str] = []
    while True:
        run = ""
        while found := _ITEM.match(text, at):
            run, at = f"{run}({found[1]})", found.end()
        if not run:
            return paths, at
        first, rest = run[1:].split(")", 1)
        paths.append(sibling(paths[-1], first) + rest if paths else run)
        if ranged := _RANGE_ITEM.match(text, at):
            stem, last = paths[-1][:-1].rsplit("(", 1)
            paths += [f"{stem}({n})" for n in span(last, ranged[1])[1:]]
            at = ranged.end()
        following = _NEXT_ITEM.match(text, at)
        if following is None:
            return paths, at
        at = following.end()


def _paragraphs(text: str, at: int, many: bool) -> tuple[list[str], int]:
    if text[at] == "(":
        return items(text, at)
    out: list[str] = []
    while found := _FIGURE.match(text, at):
        number, at = inserted(found[1], found[2] or ""), found.end()
        below, at = items(text, at)
        out += [f"({number}){b}" for b in below] or [f"({number})"]
        if ranged := _RANGE.match(text, at):
            out += [f"({n})" for n in span(found[1], str(figure(ranged[1])))[1:]]
            at = ranged.end()
            below, at = items(text, at)
            out[-1:] = [out[-1] + b for b in below] or out[-1:]
        following = _NEXT_NUMBER.match(text, at)
        if following is None or not (many or " or " in following.group()):
            break
        at = following.end()
    return out, at


def _articles(text: str, at: int, many: bool) -> tuple[list[str], int]:
    out: list[str] = []
    while found := _NUMBER.match(text, at):
        number = inserted(str(figure(found[1])), found[2] or "") + (found[3] or "")
        if decimal := _DECIMAL.match(text, found.end()):
            number += decimal.group()
        below, at = items(text, (decimal or found).end())
        if lettered := _BARE_LETTER.match(text, at):
            below, at = below or [f"({lettered[1]})"], lettered.end()
        if not below and (ranged := _RANGE.match(text, at)):
            out += span(str(figure(found[1])), str(figure(ranged[1])))[:-1]
            number, at = str(figure(ranged[1])), ranged.end()
            below, at = items(text, at)
        tail = re.compile(r"\s*,?\s*(paragraphs?|paras?\.?|sections?)\s*(?=\d)").match(text, at)
        if tail and not below:
            plural = tail[1].rstrip(".").endswith("s") or not many
            below, at = _paragraphs(text, tail.end(), plural)
        sub = re.compile(r"\s*,?\s*(?:sub-?paragraphs?|items?)\s*(?=\()").match(text, at)
        if sub:
            lower, at = items(text, sub.end())
            below = [(below or [""])[-1] + low for low in lower]
        out += [number + b for b in below] or [number]
        following = _NEXT_NUMBER.match(text, at)
        if following is None or not (many or " or " in following.group()):
            break
        at = following.end()
    return out, at
