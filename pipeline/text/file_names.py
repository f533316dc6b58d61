"""Symbols in the names that files of the United Nations are saved under.

A stroke cannot stand in a file name, so download sites write ``A_80_604_Add.6.pdf``,
``A-RES-55-25.pdf`` or ``A%2FRES%2F79%2F243``, and add the language and the job number.
"""

import re
from urllib.parse import unquote

from pipeline.text.symbols import is_symbol, normalise_symbol

_ENDING = re.compile(
    r"\.(?:txt|text|md|markdown|html?|xml|docx?|dotx?|docm|rtf|odt|pdf|png|jpe?g|tiff?|gz|xz)$",
    re.I,
)
_LANGUAGE = re.compile(
    r"(?:[._\s-]|\s\()(?:zh|en|chi|eng|zho|cn|chs|chinese|english|c|e|中文|英文|汉文|中|英)\)?$",
    re.I,
)
_COPY = re.compile(r"\s?\(\d{1,2}\)$| - (?:copy|副本)$", re.I)
_JOB = re.compile(r"[-_](?:[VGN]\d{7}|GE\d{7}|\d{7})[ECAFRS]?$")
_JOB_ALONE = re.compile(r"((?:[VNG]|GE)\d{7})[ECec]")
_GLUED = re.compile(r"(?<=\d)[EC]$")
_LOWER = re.compile(
    r"(?:[ase]/(?:res|dec|hrc|c\.|cn|conf|ac|prst|pv|inf|\d)|ctoc/|cac/|unodc/|isba/)[^A-Z]*$"
)
_WORD = re.compile(r"/(?!(?:Add|Corr|Rev|Res|Dec|Sub|Part)\b)[A-Z][a-z]|[a-z]{5}")
"""A part of a symbol is in capitals, but for the names of editions."""

_SPECIAL = re.compile(r"^(A(?:/RES|/DEC)?)/(ES|S)/(?=\d)")
_SUFFIX = re.compile(r"(?<=/)(?:ADD|CORR|REV|AMEND|SUB)(?=\.\d)")
_MISSING_DOT = re.compile(r"(?<=/)(WG|CRP|CN|AC|EG|CONF|Add|Corr|Rev|L|SR|PV)(?=\d)")


def symbol_from_name(name: str) -> str:
    """A stand-in for a text that prints no symbol: its file's name without folder, endings and
    language, so that ``report.zh.txt`` and ``report.en.txt`` are versions of one text. A name that
    is a symbol with its strokes replaced (``A_RES_79_243``) gives the symbol; a job number
    (``V2002530``) stays as it is."""
    stem = re.split(r"[/!\\]", name)[-1]
    stem = _ENDING.sub("", _ENDING.sub("", stem))
    plain = _LANGUAGE.sub("", _COPY.sub("", stem)) or stem
    unjobbed = _LANGUAGE.sub("", _JOB.sub("", plain))
    for candidate in (unjobbed, plain, _GLUED.sub("", plain), _JOB.sub("", stem)):
        if symbol := _read(candidate):
            return symbol
    if job := _JOB_ALONE.fullmatch(stem):
        return job.group(1)
    return _LANGUAGE.sub("", stem) or stem


def _read(stem: str) -> str:
    """The symbol that ``stem`` writes with another sign for its strokes; "" where it is none."""
    stem = unquote(stem).strip()
    signs = ["_"] if "_" in stem else ["/"] if "/" in stem else ["-"]
    for sign in signs:
        slashed = re.sub(rf"\s*{re.escape(sign)}+\s*", "/", stem).strip("/")
        if _LOWER.match(slashed):
            slashed = slashed.upper()
        slashed = _SPECIAL.sub(r"\1/\2-", slashed)
        slashed = _SUFFIX.sub(lambda m: m.group().capitalize(), slashed)
        slashed = _MISSING_DOT.sub(r"\1.", slashed)
        if is_symbol(slashed) and not _WORD.search(slashed):
            return normalise_symbol(slashed)
    return ""
