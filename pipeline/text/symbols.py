"""Document symbols: found, normalised, and read for body and session.

A symbol names organ, subsidiary, session or year, and number, in that order, and is the same in
every language (UN Editorial Manual, "Document symbols").
"""

import re

from pipeline import lexicon

_PART = r"(?:[A-Z]{1,2}-\d+|[A-Z][A-Za-z]*\.?(?:\d+(?:\.\d+)*)?|\d+(?:\.\d+)?)"
SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9/.])[A-Z]{{1,8}}(?:\.\d+)?(?:/{_PART})+"
    r"(?:\s?\((?:\d{4}|[IVXL]+|[A-Z]-[IVXL]+)\))?(?![A-Za-z0-9/])"
)
"""A symbol in running text, among them ``S/RES/2482 (2019)`` and ``CTOC/COP/WG.3/2012/CRP.1``."""

_BETWEEN = re.compile(r"[\s\-–—−*]*(?:[A-Z](?:-[A-Z])?)?\s*")
_YEAR = re.compile(r"\((\d{4})\)$")
_WORDS = frozenset({"RES", "DEC", "PRST", "L", "CRP", "PV", "INF", "NGO"})


def find_symbols(text: str) -> tuple[str, ...]:
    """Every symbol in ``text``, normalised, in order; both of a double symbol."""
    return tuple(
        normalise_symbol(m.group())
        for m in SYMBOL.finditer(text)
        if any(c.isdigit() for c in m.group())
    )


def is_symbol(text: str) -> bool:
    """Whether ``text`` is nothing but one symbol, or two joined by a hyphen;
    the letter of one of several texts (``A/DEC/76/402 B``) belongs to it."""
    rest = SYMBOL.sub("", text)
    return bool(find_symbols(text)) and bool(_BETWEEN.fullmatch(rest))


def normalise_symbol(symbol: str) -> str:
    """One spelling per symbol: one space before ``(2019)`` and before the letter of one of
    several texts (``A/RES/47/120 B``), none elsewhere, no asterisk of the masthead."""
    tight = re.sub(r"\s+", "", symbol).rstrip("*")
    return re.sub(r"(?<=\d)(?=\(|[A-Z](?:-[A-Z])?$)", " ", tight)


def body_and_session(symbol: str) -> tuple[str, str]:
    """Body code and session label of ``symbol``; ``("", "")`` for what is no symbol.

    The body is the longest prefix listed in ``lexicon/bodies.csv``; a prefix that is not listed is
    its own code. The session is the first figure (``A/RES/79/243``: 79), or for the Security
    Council, which counts no sessions, the year.
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
    year = _YEAR.search(first)
    figures = [p for p in parts[len(letters) :] if p[-1].isdigit()]
    prefix = [p for p in letters if p.split(".")[0] not in _WORDS]
    return _body_code(prefix), year.group(1) if year else (figures[0] if figures else "")


def _body_code(prefix: list[str]) -> str:
    codes = {row["prefix"]: row["code"] for row in lexicon.rows("bodies")}
    for length in range(len(prefix), 0, -1):
        code = codes.get("/".join(prefix[:length]))
        if code and (length == len(prefix) or length > 1 or prefix[0] in {"A", "S", "E"}):
            return code
    return "/".join(prefix)


def symbol_from_name(name: str) -> str:
    """A stand-in for a text that prints no symbol: its file's name without folder, endings and
    language, so that ``report.zh.txt`` and ``report.en.txt`` are versions of one text. A name that
    is a symbol with its strokes replaced (``A_RES_79_243``) gives the symbol."""
    stem = re.split(r"[/!\\]", name)[-1]
    stem = re.sub(r"\.(?:txt|text|md|markdown|html?|xml|gz|xz)$", "", stem, flags=re.I)
    stem = re.sub(r"[._-](?:zh|en|chi|eng|zho|chinese|english|c|e)$", "", stem, flags=re.I)
    slashed = stem.replace("_", "/")
    return normalise_symbol(slashed) if is_symbol(slashed) else stem
