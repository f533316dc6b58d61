"""The words that tell what a sentence is to a matrix (``lexicon/matrix_cues.csv``).

``issue``, ``solution`` and ``example`` cues tell the column, ``strong`` ones alone and ``weak``
ones where nothing else does; ``legal`` and ``practical`` the kind of an issue; ``overcome`` that an
issue is named in order to be met; ``nothing`` that a sentence recalls, welcomes, tells who spoke,
or asks for such a matrix.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.records.matrix import IssueKind


@dataclass(frozen=True, slots=True)
class Cue:
    """Words at ``[start, end)`` that tell ``column``, by the row ``code`` of the table."""

    column: str
    code: str
    is_strong: bool
    start: int
    end: int
    words: str


@cache
def _patterns(lang: Lang) -> tuple[tuple[str, str, bool, re.Pattern[str]], ...]:
    flags = re.IGNORECASE if lang == "en" else 0
    return tuple(
        # names are told by their capitals
        (r["column"], r["code"], r["use"] == "strong", re.compile(r["pattern"], flags))
        if r["column"] != "example"
        else (r["column"], r["code"], r["use"] == "strong", re.compile(r["pattern"]))
        for r in lexicon.rows("matrix_cues")
        if r["lang"] == lang
    )


def cues_in(text: str, lang: Lang) -> Mapping[str, Sequence[Cue]]:
    """The cues of each column that stand in ``text``, in their order."""
    found: dict[str, list[Cue]] = {}
    for column, code, strong, pattern in _patterns(lang):
        for hit in pattern.finditer(text):
            if hit.group().strip():
                found.setdefault(column, []).append(
                    Cue(column, code, strong, hit.start(), hit.end(), hit.group().strip())
                )
    ordered = {column: tuple(sorted(cues, key=_place)) for column, cues in found.items()}
    return MappingProxyType(ordered)


def _place(cue: Cue) -> tuple[int, int]:
    return cue.start, cue.end


def kind_of(text: str, lang: Lang) -> IssueKind:
    """Whether words tell of a legal or a practical issue: whichever has more cues, "" for a tie."""
    found = cues_in(text, lang)
    legal, practical = (len({c.code for c in found.get(k, ())}) for k in ("legal", "practical"))
    if legal == practical:
        return ""
    return "legal" if legal > practical else "practical"
