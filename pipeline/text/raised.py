"""Words set above the line, written in the superscript characters of Unicode.

Figures call footnotes (``¹²``); single letters call the notes below a table (``ᵃ``, ``ᵃ,ᵇ``). What
Unicode has no such characters for, and endings such as "st" and "th", stay as they are.
"""

import re

_LETTERS = re.compile(r"\s*[a-z](?:\s*[,，、]\s*[a-z])*\s*$")
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ\U000107a5ʳˢᵗᵘᵛʷˣʸᶻ"
_RAISED_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", _SMALL)
_NOTE = re.compile(rf"(?:[⁰¹²³⁴-⁹]+|[{_SMALL}]|\*{{1,4}}|†|‡)(?=\s*[^\s*†‡])")


def raised(text: str) -> str:
    """``text``, all of which stands above the line, in superscript characters."""
    return text.translate(_RAISED_LETTERS if _LETTERS.match(text) else _FIGURES)


def note_mark(text: str) -> str:
    """The raised figures, raised letter, asterisks or dagger that open ``text`` as a note's mark;
    ``""`` where it opens with none."""
    found = _NOTE.match(text)
    return found.group() if found else ""


def calls(text: str, mark: str) -> bool:
    """Whether ``text`` calls the note ``mark``: the sign stands in it by itself, behind words."""
    sign = re.escape(mark[0])
    return re.search(rf"(?<=[^\s{sign}]){re.escape(mark)}(?!{sign})", text) is not None
