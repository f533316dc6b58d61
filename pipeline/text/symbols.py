"""Document symbols: found, normalised, and read for body and session.

A symbol names organ, subsidiary, session or year, and number, in that order, and is the same in
every language (UN Editorial Manual, "Document symbols"). One stroke is enough after the letters of
a series of the United Nations (``lexicon/series.csv``); others, such as ``TCP/IP4``, need two.
"""

import re
from functools import cache

from pipeline import lexicon
from pipeline.text.numbering import roman_number

_PART = (
    r"(?:[A-Z]{1,2}-\d+|[A-Z][A-Za-z]*(?:-[A-Z]+)*\.?(?:\d+(?:\.\d+)*|(?<=\.)[IVXL]+(?:/\d+)?)?"
    r"|\d+(?:\.\d+)?(?:-[IVXL]+)?)"
)
_SECTION = r"\s?\((?:Sect\.|SECT\.)\s?\d{1,2}[A-Z]?\)"
SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9/.])[A-Z]{{1,8}}(?:\.\d+)?(?:/{_PART})+"
    r"(?:\s?\((?:\d{4}|[IVXL]+|[A-Z]-[IVXL]+)\)"
    rf"|{_SECTION}(?:/(?:Part\s[A-Z]|{_PART}))*)?(?![A-Za-z0-9/])"
)
"""What has the form of a symbol in running text, among them ``S/RES/2482 (2019)`` and
``CTOC/COP/WG.3/2012/CRP.1``; ``find_symbols`` tells whether it is one."""

_LETTERS = r"[A-Z](?:\s?(?:-|–|and|和|、)\s?[A-Z])?"
_BETWEEN = re.compile(rf"[\s\-–—−*]*(?:{_LETTERS})?[\s*]*")
_BRACKET = re.compile(r"\((?:(\d{4})|(?:[A-Z]-)?([IVXL]+))\)$")
_EDITION = re.compile(r"(Add|Corr|Rev|Amend)\.\d")
_EDITIONS = {"Add": "addendum", "Corr": "corrigendum", "Rev": "revision", "Amend": "corrigendum"}
_FIGURE = re.compile(r"(?:ES-|S-)?\d+")
_WORDS = frozenset({"RES", "DEC", "PRST", "L", "CRP", "PV", "INF", "NGO"})
_ROMAN = re.compile(r"[IVXLM]+$")


def find_symbols(text: str) -> tuple[str, ...]:
    """Every symbol in ``text``, normalised, in order; both of a double symbol."""
    return tuple(normalise_symbol(m.group()) for m in SYMBOL.finditer(text) if _is_named(m.group()))


def _is_named(found: str) -> bool:
    """Whether the letters belong to a series, or there are strokes enough for any."""
    letters = found.split("/")[0].split(".")[0]
    if not any(c.isdigit() for c in found):
        return False
    return letters in _series() or (found.count("/") > 1 and not _ROMAN.match(letters))


@cache
def _series() -> frozenset[str]:
    return frozenset(row["prefix"] for row in lexicon.rows("series"))


def is_symbol(text: str) -> bool:
    """Whether ``text`` is nothing but one symbol, or two joined by a hyphen;
    the letter of one of several texts (``A/DEC/76/402 B``) belongs to it."""
    if "/" not in text or len(text) > 120:
        return False
    rest = SYMBOL.sub("", text)
    return bool(_BETWEEN.fullmatch(rest)) and bool(find_symbols(text))


def normalise_symbol(symbol: str) -> str:
    """One spelling per symbol: one space before ``(2019)`` and ``(Sect. 13)`` and before the
    letter of one of several texts (``A/RES/47/120 B``), none elsewhere, no asterisk of the
    masthead."""
    tight = re.sub(r"\s+", "", symbol).rstrip("*-–—")
    tight = re.sub(r"(?<=\d[A-Z])(?:–|and|和|、)(?=[A-Z]$)", "-", tight)
    tight = re.sub(r"\(sect\.", "(Sect. ", tight, flags=re.I)
    tight = re.sub(r"(?<=/Part)(?=[A-Z]$)", " ", tight)
    return re.sub(r"(?<=\d)(?=\(|[A-Z](?:-[A-Z])?$)", " ", tight)


def body_and_session(symbol: str) -> tuple[str, str]:
    """Body code and session label of ``symbol``; ``("", "")`` for what is no symbol.

    The body is the longest prefix listed in ``lexicon/bodies.csv``; a prefix that is not listed is
    its own code. The session is the first figure with more behind it than an edition
    (``A/RES/79/243``: 79; a figure alone is a serial number), the Roman one of old resolutions
    (``A/RES/217 (III)``: 3), or for the Security Council, which counts no sessions, the year.
    """
    if not is_symbol(symbol):
        return "", ""
    first = find_symbols(symbol)[0]
    parts = re.sub(r"\s*\(.*", "", first).split("/")
    letters: list[str] = []
    for part in parts:
        if any(c.isdigit() for c in part) and not re.match(r"[A-Z]+\.\d", part):
            break
        letters.append(part)
    rest = [p for p in parts[len(letters) :] if not _EDITION.match(p)]
    prefix = [p for p in letters if p.split(".")[0] not in _WORDS]
    session = next((p for p in rest[:-1] if _FIGURE.fullmatch(p)), "")
    if bracket := _BRACKET.search(first):
        session = bracket.group(1) or str(roman_number(bracket.group(2)))
    return _body_code(prefix), session


def edition_of(symbol: str) -> str:
    """``addendum``, ``corrigendum`` or ``revision`` by the last suffix of ``symbol``, else ""."""
    found = _EDITION.match(symbol.rpartition("/")[2])
    return _EDITIONS[found[1]] if found else ""


def natural(*labels: str) -> tuple[tuple[tuple[bool, int, str], ...], ...]:
    """A key that sorts figures in labels as figures: 9 before 10, S-2 before S-10."""
    return tuple(
        tuple(
            (not piece.isdigit(), int(piece) if piece.isdigit() else 0, piece)
            for piece in re.findall(r"\d+|\D+", label)
        )
        for label in labels
    )


def _body_code(prefix: list[str]) -> str:
    codes = {row["prefix"]: row["code"] for row in lexicon.rows("bodies")}
    for length in range(len(prefix), 0, -1):
        code = codes.get("/".join(prefix[:length]))
        if code and (length == len(prefix) or length > 1 or prefix[0] in {"A", "S", "E"}):
            return code
    return "/".join(prefix)
