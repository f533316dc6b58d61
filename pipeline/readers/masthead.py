"""What the head of a text says of itself: symbol, organ, session, date, kind, status, title.

UN mastheads (Editorial Manual, "Mastheads") print symbol, ``Distr.:``, date, language, organ,
meeting, place and dates, agenda item and title in an order that differs from duty station to duty
station, so that every field is known by its own form. Only the lines above the first paragraph are
read: a symbol cited in the text is never taken for the text's own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline import lexicon
from pipeline.readers.masthead_dates import (
    find_date,
    is_date,
    is_range,
    meeting_place,
    session_label,
)
from pipeline.readers.masthead_kind import (
    distribution_of,
    edition_line,
    kind_of,
    original_of,
    status_of,
)
from pipeline.readers.masthead_lines import (
    AGENDA,
    AT_A_MEETING,
    NUMBER,
    Cell,
    head_cells,
    organ_code,
    own_symbol,
)
from pipeline.readers.masthead_title import Title, find_title
from pipeline.records import Lang
from pipeline.text.lines import Line
from pipeline.text.normalise import HAN, squeeze
from pipeline.text.symbols import body_and_session, edition_of

_PLACE_ALONE = re.compile(
    rf"(?:[A-Z][\w’'.-]+(?:,? (?:de |of )?[A-Z][\w’'.-]+){{0,4}}|[{HAN}]{{2,10}})"
)
_DECISION = re.compile(r"\bDecision\b|决定$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """What the head says, as the fields of ``Document`` of the same names; ``""`` for what it
    does not. ``lines`` counts the lines of the masthead (0 where a text begins without one);
    ``title_lines`` and ``repeated`` are the indexes of the lines of the title and of those that
    print it again."""

    symbol: str = ""
    title: str = ""
    body: str = ""
    session: str = ""
    date: str = ""
    status: str = ""
    agenda: str = ""
    edition: str = ""
    kind: str = ""
    distribution: str = ""
    original: str = ""
    place: str = ""
    lines: int = 0
    title_lines: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()


def find_metadata(lines: Sequence[Line], lang: Lang) -> Found:
    """Read the head of a text given as its logical lines, footnotes left out.

    A session that the head counts ("Fourth session") goes before the figure in the symbol; a body
    that counts none is taken to meet once in the year of the date, as the symbols of working groups
    of the Conference do (``CTOC/COP/WG.3/2012/5``).
    """
    cells = head_cells(lines)
    symbol = _symbol(cells)
    body, session = body_and_session(symbol)
    place, taken = _place(cells)
    title = find_title(cells, taken)
    title = _unlettered(title, symbol)
    named = [c.text for c in cells if c.sign == "author"] + [title.text]
    kind = _numbered_kind(cells) or kind_of(symbol, [n for n in named if n])
    after = squeeze(lines[cells[-1].line + 1].text) if cells and _more(lines, cells) else ""
    date = _date(cells) or (find_date(after) if AT_A_MEETING.match(after) and kind else "")
    counted = next((s for c in cells if c.sign == "session" and (s := session_label(c.text))), "")
    return Found(
        symbol=symbol,
        title=title.text,
        body=body or _organ(cells, after),
        session=_special(session) or counted or session or _numbered_session(cells) or date[:4],
        date=date,
        status=status_of(symbol, kind, [n for n in named if n]),
        agenda=_agenda(cells),
        edition=edition_of(symbol) or _first(edition_line(c.text) for c in cells),
        kind=kind,
        distribution=_first(distribution_of(c.text) for c in cells),
        original=_first(original_of(c.text) for c in cells),
        place=place,
        lines=_length(cells, title),
        title_lines=title.lines,
        repeated=title.repeated,
    )


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _unlettered(title: Title, symbol: str) -> Title:
    """Without the letter of one of several texts, which stands behind some titles."""
    letter = symbol[-2:] if symbol[-2:-1] == " " else ""
    if not letter or not title.text.endswith(letter):
        return title
    return replace(title, text=title.text.removesuffix(letter))


def _special(session: str) -> str:
    """``session`` where it is a special one, which its own line may count like any other."""
    return session if session.startswith(("S-", "ES-")) else ""


def _more(lines: Sequence[Line], cells: Sequence[Cell]) -> bool:
    return cells[-1].line + 1 < len(lines)


def _length(cells: Sequence[Cell], title: Title) -> int:
    """The lines of the masthead: up to the last that has a sign or is the title."""
    if not any(c.sign not in {"", "aside"} for c in cells):
        return 0
    signed = [c.line for c in cells if c.sign]
    return max([*signed, *title.lines, *title.repeated]) + 1


def _symbol(cells: Sequence[Cell]) -> str:
    """The first symbol, joined by the parallel one that stands right below or beside it."""
    found = [(c.line, own_symbol(c.text)) for c in cells if c.sign == "symbol"]
    if not found:
        return ""
    line, symbol = found[0]
    symbol = f"{symbol}{_letters(cells) if symbol[-1].isdigit() else ''}"
    parallel = [s for at, s in found[1:] if at - line <= 1 and s not in symbol]
    if parallel and "-" not in symbol and body_and_session(parallel[0])[0]:
        return f"{symbol}-{parallel[0]}"
    return symbol


def _letters(cells: Sequence[Cell]) -> str:
    """`` A-B`` of a publication of several texts under one number, `` B`` of one of them."""
    at = next((i for i, c in enumerate(cells) if c.sign == "number"), None)
    found = NUMBER.fullmatch(cells[at].text) if at is not None else None
    if at is None or found is None:
        return ""
    letters = re.findall("[A-Z]", found["letters"] or "")
    letters = letters or [c.text for c in cells[at + 1 :] if re.fullmatch("[B-Z]", c.text)][:1]
    return f" {'-'.join(letters)}" if letters else ""


def _organ(cells: Sequence[Cell], after: str) -> str:
    """The deepest body that the head names, or the formula that ends it."""
    codes = [code for c in cells if (code := organ_code(c.text))]
    codes += [code for code in [organ_code(after.rstrip("，, "))] if code]
    return max(codes, key=_depth, default="")


def _depth(code: str) -> int:
    """How deep in the tree of bodies a code lies: a working group is deeper than its conference."""
    return max(r["prefix"].count("/") for r in lexicon.rows("bodies") if r["code"] == code)


def _agenda(cells: Sequence[Cell]) -> str:
    """The agenda item as printed, without the call of a footnote."""
    for i, cell in enumerate(cells):
        found = AGENDA.match(cell.text) if cell.sign == "agenda" else None
        if found:
            text = found.group()
            rest = cells[i + 1].text if i + 1 < len(cells) and cells[i + 1].sign == "aside" else ""
            if re.match(r"(?:agenda|list)\b", rest):
                text = f"{cell.text} {rest}"
            return squeeze(text.replace("*", ""))
    return ""


def _numbered_kind(cells: Sequence[Cell]) -> str:
    """``resolution`` or ``decision`` where the head holds the number of one."""
    if not any(c.sign == "number" for c in cells):
        return ""
    marks = [c.text for c in cells if c.sign in {"number", "aside", "adoption"}]
    return "decision" if any(_DECISION.search(text) for text in marks) else "resolution"


def _numbered_session(cells: Sequence[Cell]) -> str:
    found = next((NUMBER.fullmatch(c.text) for c in cells if c.sign == "number"), None)
    printed = (found["a"] or found["b"] or found["c"] or "") if found else ""
    return printed.split("/")[0] if "/" in printed else ""


def _date(cells: Sequence[Cell]) -> str:
    """When the text was adopted, else the line that is nothing but one day (the date of issue),
    else the first date of the head."""
    signed = [c.text for c in cells if c.sign]
    adopted = [c.text for c in cells if c.sign == "adoption"]
    alone = [t for t in signed if is_date(t) and not is_range(t)]
    words = [c.text for c in cells if not c.sign]
    return _first(find_date(t) for t in [*adopted, *alone, *signed, *words])


def _place(cells: Sequence[Cell]) -> tuple[str, int]:
    """The place of the meeting, and its line where it has one to itself (else -1): between the
    session and its days, or right below the days."""
    for cell in cells:
        if place := meeting_place(cell.text):
            return place, -1
    for i, cell in enumerate(cells):
        around = {cells[j].sign for j in (i - 1, i + 1) if 0 <= j < len(cells)}
        ranges = [j for j in (i - 1, i + 1) if 0 <= j < len(cells) and is_range(cells[j].text)]
        meets = ranges and "session" in around | _before(cells, i)
        if not cell.sign and meets and _PLACE_ALONE.fullmatch(cell.text):
            return cell.text, cell.line
    return "", -1


def _before(cells: Sequence[Cell], i: int) -> set[str]:
    return {c.sign for c in cells[max(0, i - 2) : i]}
