"""Words of texts, queries and people in files: what opens a file obeys none of them.

Files that are read by people (workbooks, CSV, Word, Markdown, HTML) are without the signs that XML
cannot hold and those that turn the direction of writing: neither stands for a word, and with the
second a line can be made to read otherwise than it is written (Unicode Technical Report 36,
"Bidirectional text spoofing"). Files that are read by programs (TMX, TBX, GraphML) keep the second
as references of XML, which read back as they were.
"""

import re

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TURNING = re.compile(f"[{_TURNS}]")
# What a spreadsheet takes for the beginning of a formula, in the wide forms of Chinese typing too
# (OWASP, "CSV Injection"), whatever white space or sign without width comes before it. Apostrophes
# count as such, so that the one that is put in front can be told from those of the words.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\u200b-\u200d\u2060\ufeff]*[=+\-@＝＋－＠])")
_GUARD = "'"


def is_printable(character: str) -> bool:
    """Whether XML 1.0 can hold the character (its section 2.2)."""
    return _UNPRINTABLE.match(character) is None


def xml_text(text: str) -> str:
    """``text`` without the signs that XML 1.0 cannot hold."""
    return _UNPRINTABLE.sub("", text)


def clean(text: str) -> str:
    """``text`` without signs that XML refuses or that turn the direction of writing."""
    return _TURNING.sub("", xml_text(text))


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, or would with its apostrophes gone."""
    return _FORMULA.match(cell) is not None


def guarded(cell: str) -> str:
    """``cell`` of a CSV file, with an apostrophe in front where it may be taken for a formula."""
    return f"{_GUARD}{cell}" if is_formula(cell) else cell


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith(_GUARD) and is_formula(cell) else cell


def referred(xml: bytes) -> bytes:
    """A file of XML in UTF-8 with references in place of the signs that turn the direction of
    writing, which may stand in its texts and the values of its attributes, nowhere else."""
    words = xml.decode("utf-8")
    return _TURNING.sub(lambda sign: f"&#x{ord(sign[0]):X};", words).encode("utf-8")
