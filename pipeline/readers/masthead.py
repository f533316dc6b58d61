"""What the head of a plain text says of itself: symbol, organ, session, date, status, title.

UN mastheads (Editorial Manual, "Mastheads") stand in a known order: symbol, ``Distr.:``, date,
language line, organ, meeting, place and dates, agenda item, title. Only the lines above the first
number are read, so that a symbol cited in the text is never taken for the text's own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.text.normalise import fold, squeeze
from pipeline.text.numbering import PREAMBLE, han_number, marker
from pipeline.text.symbols import body_and_session, find_symbols, is_symbol

_HEAD_LINES = 40
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_DATE_EN = re.compile(
    r"(\d{1,2})(?:\s*(?:-|–|to|and|,)\s*\d{1,2})*\s+(" + "|".join(_MONTHS) + r")\s+(\d{4})", re.I
)
_DATE_ZH = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_RESOLUTION = re.compile(
    r"^(?:Resolution|Decision)\s+(\d+)/\d+\.?$|^第\s*(\d+)/\d+\s*号(?:决议|决定)$", re.I
)
_SESSION = re.compile(
    r"([A-Za-z]+(?:-[a-z]+)?) (?:session|meeting)$|"
    r"第([一二三四五六七八九十]+)[届次](?:会议|届会)$",
    re.I,
)
_UNITS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_FRONT_MATTER = PREAMBLE | {"foreword", "contents", "前言", "目录"}
_STATUS = (
    ("draft", re.compile(r"\bdraft\b|草案|草稿|/L\.\d", re.I)),
    ("adopted", re.compile(r"^(?:resolution|decision) \d|^第\s*\d+/\d+\s*号决[议定]", re.I)),
    ("final", re.compile(r"\breport\b|报告", re.I)),
)
_REPORT = re.compile(r"\breport (?:of|on)\b|的?报告(?:草稿|草案)?$", re.I)
_APPARATUS = re.compile(
    r"^(?:Distr\.|Original|Chinese$|English$|United Nations$|联合国$|原件|分发|中文$)|"
    r"^(?:Item|Agenda item)\s+\d|^(?:临时)?议程项目|^[VGN]\.\d\d-\d{5}|"
    r"^\*?\d{5,}\*?$|增编$|^Addendum$|^目录$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the head says; ``""`` for what it does not. ``lines`` counts the lines of the
    masthead (0 where a text begins without one), ``title_line`` is the index of the
    title's line or -1."""

    symbol: str = ""
    title: str = ""
    body: str = ""
    session: str = ""
    date: str = ""
    status: str = ""
    agenda: str = ""
    lines: int = 0
    title_line: int = -1


def find_metadata(lines: Sequence[str], lang: Lang) -> Found:
    """Read the head of a text given as its logical lines.

    A session that the head counts ("Fourth session") goes before the figure in the symbol; a body
    that counts none is taken to meet once in the year of the date, as the symbols of working groups
    of the Conference do (``CTOC/COP/WG.3/2012/5``).
    """
    head = _head(lines)
    texts = [squeeze(line) for line in head]
    symbol = next((_own_symbol(t) for t in texts if is_symbol(t)), "")
    body, session = body_and_session(symbol)
    resolution = next((m for t in texts if (m := _RESOLUTION.match(t))), None)
    if resolution and not session:
        session = resolution.group(1) or resolution.group(2)
    formula = [line.rstrip("，, ") for line in lines[len(head) : len(head) + 1]]
    organs = [code for t in (*texts, *formula) if (code := _organ(t))]
    organ = max(organs, key=_depth, default="")
    title_line = _title_line(texts, resolution is not None)
    date = _date(texts)
    counted = next((s for t in texts if (s := _session(t))), "")
    return Found(
        symbol=symbol,
        title=texts[title_line] if title_line >= 0 else "",
        body=body or organ,
        session=counted or session or date[:4],
        date=date,
        status=_status(symbol, texts),
        agenda=next(
            (t for t in texts if re.match(r"(?:Agenda i|I)tem \d|(?:临时)?议程项目", t)), ""
        ),
        lines=len(head) if any(_is_sign(t) for t in texts) else 0,
        title_line=title_line,
    )


def _head(lines: Sequence[str]) -> list[str]:
    """The lines above the first number that opens a paragraph, and above the formula."""
    out: list[str] = []
    for line in lines[:_HEAD_LINES]:
        mark = marker(line)
        if mark and mark.style != "note":
            break
        if _is_prose(line) or squeeze(line).lower() in _FRONT_MATTER:
            break
        out.append(line)
    return out


def _is_prose(line: str) -> bool:
    text = line.rstrip()
    return (len(text) > 1 and text[-1] in "，,。；;") or len(text) > 200


def _own_symbol(text: str) -> str:
    return "-".join(find_symbols(text))


def _organ(text: str) -> str:
    """The code of the body whose name the line is, with or without 有 in the Convention's name."""
    name = _bare(text)
    for row in lexicon.rows("bodies"):
        if name in {_bare(row["name_en"]), _bare(row["name_zh"])}:
            return row["code"]
    return ""


def _depth(code: str) -> int:
    """How deep in the tree of bodies a code lies: a working group is deeper than its conference."""
    return max(r["prefix"].count("/") for r in lexicon.rows("bodies") if r["code"] == code)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》，,]|^the", "", fold(text)).replace("跨国有组织", "跨国组织")


def _title_line(texts: Sequence[str], is_resolution: bool) -> int:
    """The line that holds the title, or -1. A resolution's follows its number; a report names
    itself one; in another masthead the title stands last; without masthead it stands first."""
    if is_resolution:
        number = next(i for i, t in enumerate(texts) if _RESOLUTION.match(t))
        return number + 1 if number + 1 < len(texts) else number
    named = [i for i, t in enumerate(texts) if _REPORT.search(t) and not _APPARATUS.search(t)]
    if named:
        return named[0]
    if not any(_is_sign(t) for t in texts):
        return 0 if texts else -1
    return next((i for i in range(len(texts) - 1, -1, -1) if not _is_sign(texts[i])), -1)


def _is_sign(text: str) -> bool:
    """Whether a line is one that only mastheads have."""
    dated = _DATE_EN.search(text) or _DATE_ZH.search(text)
    short = dated is not None and len(text) - len(dated.group()) < 30
    named = _RESOLUTION.match(text) or is_symbol(text) or _organ(text)
    return bool(_APPARATUS.search(text) or named) or short


def _session(text: str) -> str:
    found = _SESSION.fullmatch(text)
    if not found:
        return ""
    if found.group(2):
        return str(han_number(found.group(2)))
    value = ordinal_number(found.group(1))
    return str(value) if value else ""


def ordinal_number(text: str) -> int:
    """``Seventy-ninth`` is 79; 0 for what is no English ordinal below one hundred."""
    tens, _, unit = text.lower().rpartition("-")
    value = _UNITS.index(unit) + 1 if unit in _UNITS else 0
    if tens:
        stem = tens.removesuffix("y")
        return (_TENS.index(stem) + 2) * 10 + value if stem in _TENS and value < 10 else 0
    stem = unit.removesuffix("ieth")
    return value or ((_TENS.index(stem) + 2) * 10 if stem in _TENS and stem != unit else 0)


def _date(texts: Sequence[str]) -> str:
    """The line that is nothing but a date (the date of issue), else the first date of the head."""
    found = [iso for t in texts if (iso := find_date(t))]
    alone = [find_date(t) for t in texts if _DATE_EN.fullmatch(t) or _DATE_ZH.fullmatch(t)]
    return next(iter([*alone, *found]), "")


def find_date(text: str) -> str:
    """The first full date in ``text`` as ISO 8601, of a range its first day; "" where none is."""
    if found := _DATE_ZH.search(text):
        return f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}"
    if found := _DATE_EN.search(text):
        month = _MONTHS.index(found[2].lower()) + 1
        return f"{int(found[3]):04}-{month:02}-{int(found[1]):02}"
    return ""


def _status(symbol: str, texts: Sequence[str]) -> str:
    for status, pattern in _STATUS:
        if pattern.search(symbol) or any(pattern.search(t) for t in texts):
            return status
    return ""
