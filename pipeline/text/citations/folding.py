"""Text made uniform for the patterns, character for character, so that offsets stay true."""

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SPACES = "\u00a0\u2002\u2003\u2009\u202f\u3000\t\r\n\v\f"
_WIDE = "".join(chr(c) for c in range(0xFF10, 0xFF1A)) + "".join(
    chr(c) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
)
_TABLE = str.maketrans(
    _SUPERSCRIPTS + _SPACES + _WIDE + "（）［］／．‐‑–—−’‘〇：；",
    " " * len(_SUPERSCRIPTS + _SPACES)
    + "".join(chr(ord(c) - 0xFEE0) for c in _WIDE)
    + "()[]/.-----''零:;",
)


def even(text: str) -> str:
    """``text`` of the same length with footnote calls and white space as spaces, and full-width
    figures, letters, brackets and every dash as their plain forms; Chinese commas stay."""
    return text.translate(_TABLE)
