"""Resolutions and decisions in English: "resolutions 55/25 of 15 November 2000 and 55/255"."""

import re
from functools import cache

from pipeline import lexicon
from pipeline.records import Citation
from pipeline.text.citations.units_en import AND, MONTH, UNIT, units

SERIAL = (
    r"(?:(?:ES-|S-|OEWG-|BC-|RC-|SC-)?\d{1,4}/(?:C(?:P|MA|MP)\.\d+|COP\.\d+|L\.\d+|\d{1,3})(?![\d/])"
    r"|\d{1,4}(?:\s?[A-Z])?\s?\((?:E?S-)?(?:[IVXL]+|\d{4})\)"
    r"|[IVXL]{1,7}/\d{1,3}(?!\d)"
    r"|WHA\s?\d+\.\d+)"
)
NUMBER = rf"(?:{SERIAL}|\d{{3,4}}(?![\d/%.,年]|\s*\())"
LETTERS = (
    r"(?:\s?(?P<letters>[A-Z]{1,2}(?![A-Za-z0-9_'.])"
    r"(?:\s*(?:,|-|and|to|和|至|、)\s*[A-Z]{1,2}(?![A-Za-z0-9_'.]))*))?"
)
_ACT = re.compile(rf"(?P<kind>[Rr]esolution|[Dd]ecision)(?P<many>s?)\s+(?={NUMBER})")
_ITEM = re.compile(rf"(?P<number>{NUMBER}){LETTERS}")
_RANGE = re.compile(rf"(?:\s*-\s*|\s+to\s+)(?={NUMBER})")
_DATE = re.compile(rf"\s*,?\s+(?:of|on)\s+\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?")
_ON = re.compile(r"""\s*,?\s*(?:entitled\s+|on\s+)?[“"][^”"]{1,400}[”"]\s*""")
_NEXT = re.compile(rf"\s*(?:{AND}|[;,]\s*)(?:(?:in|of|to|its|also)\s+)?(?={SERIAL})")
_DATED = re.compile(
    rf"{SERIAL}(?:\s?[A-Z]{{1,2}})?(?:\s+of|,?\s+on|,?\s+entitled)\s|\d{{3,4}} \((?:19|20)\d\d\)"
)
_BEFORE_DATED = re.compile(rf"[^.;:()]+{AND}(?:also\s+)?")
_FAR = 220
"""Characters that may say what a resolution is on, before the next of a list with its date."""
_SPECIFIED = re.compile(
    r"(?P<which>[Tt]he\s+present|[Tt]his|[Tt]hat|[Tt]he\s+said|[Tt]he\s+same)\s+(?P<kind>resolution|decision)\b(?!-)"
)
_BASE = re.compile(r"\s*,?\s+(?:of|to|in|from)\s+")


@cache
def _organs() -> dict[str, str]:
    return {r["name"]: r["code"] for r in lexicon.rows("organs") if r["lang"] == "en"}


@cache
def _organ_pattern() -> re.Pattern[str]:
    names = sorted(_organs(), key=len, reverse=True)
    listed = "|".join(r"\s+".join(map(re.escape, n.split(" "))) for n in names)
    return re.compile(rf"(?P<organ>{listed})(?:'s)?\s+$|(?P<its>\b[Ii]ts\s+)$")


def acts(text: str, at: int, places: tuple[str, ...] = ()) -> tuple[list[Citation], int]:
    """Resolutions or decisions listed from the word at offset ``at`` on, and where they end;
    ``places`` are the paragraphs named before them ("paragraph 4 of resolution ...")."""
    head = _ACT.match(text, at)
    if head is None:
        return _specified(text, at, places)
    code = "RES" if head["kind"].lower() == "resolution" else "DEC"
    organ, name = _organ(text, at)
    out: list[Citation] = []
    start, at = at, head.end()
    while found := _ITEM.match(text, at):
        end = found.end()
        here, after = _places(text, _tail(text, end))
        for number in numbered(found):
            out.append(Citation(code, number, start, end, name, organ, places + here))
        at = after
        following = _RANGE.match(text, end) or _NEXT.match(text, at)
        if following is None and head["many"]:
            following = _far(text, at)
        if following is None or (following.end() - end > 500):
            break
        if following.re is _RANGE and (last := _ITEM.match(text, following.end())):
            out += [
                Citation(code, n, following.end(), last.end(), name, organ)
                for n in _between(out[-1].provision, numbered(last)[0])
            ]
            end = at = last.end()
            following = _NEXT.match(text, at)
            if following is None:
                break
        start = at = following.end()
    return out, at


def numbered(found: re.Match[str]) -> list[str]:
    """The number as a key, once for each letter: ``71/272 A and B``."""
    number = re.sub(r"\s+", "", found["number"])
    letters = re.findall(r"[A-Z]+", found["letters"] or "")
    if len("".join(letters)) == len(letters) == 2 and re.search(r"-|to|至", found["letters"]):
        letters = [chr(c) for c in range(ord(letters[0]), ord(letters[1]) + 1)]
    return [number + x for x in letters] or [number]


def _between(first: str, last: str) -> list[str]:
    """Numbers after ``first`` up to ``last`` of one session; ``last`` alone where they are not."""
    a, b = first.rsplit("/", 1), last.rsplit("/", 1)
    if len(a) == len(b) == 2 and a[0] == b[0] and a[1].isdigit() and b[1].isdigit():
        low, high = int(a[1]), int(b[1])
        if low < high <= low + 100:
            return [f"{a[0]}/{n}" for n in range(low + 1, high + 1)]
    return [last]


def _far(text: str, at: int) -> re.Match[str] | None:
    dated = _DATED.search(text, at, at + _FAR)
    return _BEFORE_DATED.fullmatch(text, at, dated.start()) if dated else None


def _tail(text: str, at: int) -> int:
    """Behind the date and the title in quotation marks that may follow a number."""
    for pattern in (_DATE, _ON):
        if found := pattern.match(text, at):
            at = found.end()
    return at


def _places(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """Paragraphs named behind a number: ", paras. 4-6", ", annex I, paragraph (f)"."""
    comma = re.compile(r"\s*,\s*(?:in\s+|see\s+)?|\s*\(\s*(?=para|sect|annex)").match(text, at)
    if comma is None:
        return (), at
    unit = UNIT.match(text, comma.end())
    if unit is None or unit.lastgroup in {"article", "rule", "principle"}:
        return (), at
    found = units(text, comma.end())
    if found is None or found.articles or _BASE.match(text, found.end):
        return (), at
    return found.places(), found.end


def places_after(text: str, at: int) -> tuple[str, ...]:
    """Paragraphs named behind a symbol that ends at ``at``."""
    return _places(text, at)[0]


def _specified(text: str, at: int, places: tuple[str, ...]) -> tuple[list[Citation], int]:
    """ "the present resolution", "that decision"."""
    found = _SPECIFIED.match(text, at)
    if found is None:
        return [], at
    which = "THIS" if re.search(r"present|this", found["which"], re.I) else "THAT"
    code = "RES" if found["kind"] == "resolution" else "DEC"
    return [Citation(code, which, at, found.end(), places=places)], found.end()


def _organ(text: str, at: int) -> tuple[str, str]:
    before = _organ_pattern().search(text[max(0, at - 120) : at])
    if before is None:
        return "", ""
    if before["organ"] is None:
        return "ITS", ""
    words = before["organ"]
    return _organs()[re.sub(r"\s+", " ", words)], words


def acts_below(text: str, at: int, places: tuple[str, ...]) -> tuple[list[Citation], int] | None:
    """Resolutions that "of ..." at offset ``at`` puts above ``places``; None where none is."""
    base = _BASE.match(text, at)
    if base is None:
        return None
    head = re.compile(
        r"(?:(?:its|the|that|both)\s+)?(?:[A-Z][\w'-]*\s+(?:of\s+the\s+|and\s+|of\s+)?){0,9}"
        r"(?=[Rr]esolutions?\b|[Dd]ecisions?\b)"
    ).match(text, base.end())
    found = acts(text, head.end(), places) if head else ([], at)
    if not found[0]:
        found = acts(text, base.end(), places)
    return found if found[0] else None
