"""The lines of a masthead told by their own form, in whatever order and layout they come.

Word tables and text copied from PDFs put two fields on one line (``General Assembly  Distr.:
General``), so that a line is first cut into cells; each cell then has at most one sign.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from pipeline import lexicon
from pipeline.readers.masthead_dates import (
    find_date,
    is_date,
    meeting_place,
    session_label,
)
from pipeline.readers.masthead_kind import (
    distribution_of,
    edition_line,
    is_language,
    names_author,
    original_of,
)
from pipeline.text.lines import Line
from pipeline.text.normalise import columns, fold, squeeze
from pipeline.text.numbering import PREAMBLE, marker
from pipeline.text.symbols import SYMBOL, find_symbols, is_symbol, normalise_symbol

Sign: TypeAlias = Literal[
    "symbol",
    "distribution",
    "date",
    "original",
    "organ",
    "session",
    "meeting",
    "agenda",
    "number",
    "adoption",
    "author",
    "edition",
    "aside",
    "",
]
"""What a cell is; ``aside`` for what only mastheads have and no field holds, "" for other words."""

_HEAD_LINES = 60
_LONGEST = 500
_SENTENCE = 60
"""Characters from which a line that ends in a full stop is a sentence."""

FRONT_MATTER = PREAMBLE | {
    *("foreword", "contents", "summary", "abstract", "introduction"),
    *("前言", "目录", "摘要", "引言", "导言", "目次"),
}
_FIELD = re.compile(r"\s+(?=(?:Distr\.|Original\s*:|原件\s*[:：]|原文\s*[:：]|分发\s*[:：]))")
_UNITED_NATIONS = re.compile(r"United Nations|UNITED NATIONS|联合国|United Nation s")
_ASIDE = re.compile(
    r"United Nations$|联合国$|(?-i:[A-Z])$|(?:V|N|G|GE|E)\.\d\d-\d{5}"
    r"|\d\d-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d{6})*$|\*?\s?[VNG]?\d{5,}\s?\*?$|\*{1,4}\s?\S"
    r"|[*_—–-]+$|目录$|(?:Advance|Unedited) |English only$|Plenary$|全会$|Decision$|Resolution$"
    r"|决议$|决定$|New York, \d{4}$|纽约，\s?\d{4}年?$|Page$|页次$"
    r"|For (?:participants|information) only"
    r"|(?:\S+ ){1,6}Committee$|[\[（(].{3,200}[\]）)]$",
    re.I,
)
_NUM = r"(?:\d+(?:\s?\([a-z]{1,3}\))*|\([a-z]{1,3}\))"
_NUMS = rf"{_NUM}(?:\s?(?:,|、|to|and|和|及|至|–|-)\s?(?:and\s)?{_NUM})*"
AGENDA = re.compile(
    rf"(?:(?:Provisional )?Agenda items?\s+{_NUMS}|Items?\s+{_NUMS}\s*(?:of (?:the )?"
    r"(?:(?:provisional|preliminary|annotated|draft) )*(?:agenda|list)(?: of items)?)?"
    rf"|(?:临时)?议程\s*\**\s*项目\s*{_NUMS}|(?:暂定|初步)项目(?:表|单|清单)\s*\**\s*项目\s*{_NUMS}"
    rf"|项目\s*{_NUMS})(?:\s*\*+)?",
    re.I,
)
_AGENDA_REST = re.compile(r"(?:agenda|list|the provisional agenda)\s?\*+$", re.I)
NUMBER = re.compile(
    r"(?:(?:General Assembly |Security Council )?(?:Resolution|Decision)\s+"
    r"(?P<a>(?:ES-|S-)?\d+(?:/\d+)?(?:\s*\(\d{4}\))?)(?:\s+[A-Z](?:-[A-Z])?)?\.?"
    r"|第\s*(?P<b>(?:ES-|S-)?\d+(?:/\d+)?(?:\s*[(（]\d{4}[)）])?)\s*号(?:决议|决定)"
    r"|(?P<c>(?:ES-|S-)?\d+/\d+)(?P<letters>\s*[A-Z](?:\s?(?:[-–和至]|and|to)\s?[A-Z])?)?"
    r"[.．。]?(?:\s+(?P<title>\S.*))?)",
    re.I,
)
"""The number of a resolution, which is a line of its own or stands before the title."""

ADOPTION = re.compile(
    r"(?:(?:Resolutions?|Decisions?) )?adopted (?:by|on|at)\b.*|of \d{1,2} [A-Z][a-z]+ \d{4}$"
    r"|(?=.*\d{4}\s*年).{4,60}(?:通过|通过的(?:决议|决定)|决议|决定)$",
    re.I,
)
AT_A_MEETING = re.compile(
    r"(?:At (?:its|the) .{4,60}(?:meeting|session)|On \d{1,2} [A-Z][a-z]+ \d{4}, "
    r"|在?\s*\d{4}\s*年[^。]{4,40}(?:次|全体)会议.{2})"
)
"""How a decision opens, which has no number: with the meeting that took it and its date."""

_BUDGET_SECTION = re.compile(r"(?:Section|Sect\.) \d+$|第\s*\d+\s*款", re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the head: the index of its line, its words, and what it is; ``gap`` says that
    a blank line stands above the line, ``level`` is its depth as a heading."""

    line: int
    text: str
    sign: Sign
    gap: bool = False
    level: int = 0


def head_cells(lines: Sequence[Line]) -> tuple[Cell, ...]:
    """The cells of the lines above the first paragraph of the body: above the first number, the
    first sentence, and the first row of a table that holds no field."""
    cells: list[Cell] = []
    signed = numbered = False
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if _opens_body(lines, index):
            break
        if numbered and organ_code(line.text):
            break
        row = [
            Cell(index, text, sign_of(text), line.after_gap, line.level)
            for text in _cells(line.text)
        ]
        if "\t" in line.text and signed and not any(cell.sign for cell in row):
            break
        numbered = numbered or any(cell.sign == "number" for cell in row)
        signed = signed or any(cell.sign for cell in row)
        cells += row
    return tuple(cells)


def _cells(line: str) -> list[str]:
    out: list[str] = []
    for piece in re.split(r"\t+|\n", line):
        for text in map(squeeze, _FIELD.split(piece)):
            trailing = list(SYMBOL.finditer(text))[-1:] if len(text) < 160 else []
            start = trailing[0].start() if trailing else 0
            if start and _is_organ(text[:start]) and is_symbol(text[start:]):
                out += [text[:start].strip(), text[start:]]
            else:
                out.append(text)
    return [text for text in out if text]


def _opens_body(lines: Sequence[Line], index: int) -> bool:
    if len(lines[index].text) > 2 * _LONGEST:
        return True
    text = squeeze(lines[index].text)
    if text.startswith("*"):
        return False
    mark = marker(text)
    if mark and _names_fascicle(lines, index):
        return False
    if mark and mark.style != "note" and not is_symbol(text):
        return True
    if AT_A_MEETING.match(text) and columns(text) > 60 and not sign_of(text):
        return True
    return text.lower() in FRONT_MATTER or (
        _is_prose(text) and sign_of(text) in {"", "organ", "session", "meeting"}
    )


def _names_fascicle(lines: Sequence[Line], index: int) -> bool:
    """Whether a numbered line is the part or the section in the title of a fascicle of the
    programme budget: ``Part IV``, and ``Section 13`` a line or two below it."""
    text = squeeze(lines[index].text)
    if _BUDGET_SECTION.match(text):
        above = (marker(squeeze(line.text)) for line in lines[max(0, index - 4) : index])
        return any(mark and mark.style == "part" for mark in above)
    mark = marker(text)
    return bool(mark and mark.style == "part") and any(
        _BUDGET_SECTION.match(squeeze(line.text)) for line in lines[index + 1 : index + 4]
    )


def _is_prose(text: str) -> bool:
    if len(text) > _LONGEST or (len(text) > _SENTENCE and text[-1] in ".?!"):
        return True
    return len(text) > 1 and text[-1] in "，,。；;"


def sign_of(text: str) -> Sign:
    """What a cell is by its form alone."""
    if own_symbol(text):
        return "symbol"
    if distribution_of(text):
        return "distribution"
    if original_of(text):
        return "original"
    if AGENDA.match(text) and len(text) < 200:
        return "agenda"
    for sign, test in _TESTS:
        if test(text):
            return sign
    return ""


def own_symbol(text: str) -> str:
    """The symbol, or the two joined by a hyphen, that ``text`` is and nothing else; spaces that a
    line break left inside it are mended."""
    if text.startswith("*") or "/" not in text or len(text) > 160:
        return ""
    for words in (text, re.sub(r"\s*([/–—-])\s*", r"\1", text)):
        if is_symbol(words):
            found = find_symbols(words)
            return normalise_symbol(words) if len(found) == 1 else "-".join(found)
    return ""


def _is_organ(text: str) -> bool:
    return bool(organ_code(text)) or bool(_UNITED_NATIONS.fullmatch(text.strip()))


def organ_code(text: str) -> str:
    """The code of the body whose name the line is, with or without 有 in the Convention's name."""
    return _organs().get(_bare(text), "")


@cache
def _organs() -> dict[str, str]:
    rows = lexicon.rows("bodies")
    return {_bare(r[name]): r["code"] for name in ("name_zh", "name_en") for r in reversed(rows)}


def _bare(text: str) -> str:
    return re.sub(r"[\s《》，,]|^the", "", fold(text)).replace("跨国有组织", "跨国组织")


def _is_short_date(text: str) -> bool:
    return is_date(text) or (
        bool(find_date(text)) and len(text) < 30 and not re.search("[:：]|[议定]$", text)
    )


_TESTS: tuple[tuple[Sign, Callable[[str], bool]], ...] = (
    ("number", lambda t: NUMBER.fullmatch(t) is not None),
    ("adoption", lambda t: ADOPTION.fullmatch(t) is not None),
    ("edition", lambda t: bool(edition_line(t))),
    ("session", lambda t: bool(session_label(t))),
    ("meeting", lambda t: bool(meeting_place(t))),
    ("date", lambda t: _is_short_date(t)),
    ("organ", lambda t: bool(organ_code(t))),
    (
        "aside",
        lambda t: _ASIDE.match(t) is not None or is_language(t) or bool(_AGENDA_REST.match(t)),
    ),
    ("author", names_author),
)
