"""Signs of the symbol fonts, whose characters lie in a private range of Unicode."""

from functools import cache

from pipeline import lexicon

_PRIVATE, _LAST = 0xF000, 0xF0FF
_UNKNOWN = "\ufffd"


def printable(text: str, font: str) -> str:
    """``text`` with its private characters read as those of ``font``, or of the Symbol font."""
    if not any(_PRIVATE <= ord(c) <= _LAST for c in text):
        return text
    return "".join(symbol(ord(c), font) if _PRIVATE <= ord(c) <= _LAST else c for c in text)


def symbol(code: int, font: str) -> str:
    """What the character ``code`` (in the private range or below it) of ``font`` looks like in
    Unicode; U+FFFD for a sign that the table does not hold."""
    low = code - _PRIVATE if _PRIVATE <= code <= _LAST else code
    signs = _signs()
    named = font.lower()
    table = named if any(key[0] == named for key in signs) else ""
    if table or _PRIVATE <= code <= _LAST:
        found = signs.get((table or "symbol", low))
        if found:
            return found
        return chr(low) if (table or "symbol") == "symbol" and 0x20 <= low < 0x7F else _UNKNOWN
    return chr(code) if code >= 0x20 else _UNKNOWN


@cache
def _signs() -> dict[tuple[str, int], str]:
    rows = lexicon.rows("symbol_fonts")
    return {(row["font"].lower(), int(row["code"], 16)): row["sign"] for row in rows}
