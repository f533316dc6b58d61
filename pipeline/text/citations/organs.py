"""The symbol of a resolution or decision, by the organ named with it or that which cites it."""

import re
from functools import cache

from pipeline import lexicon
from pipeline.records import Citation
from pipeline.text.symbols import normalise_symbol

_ECOSOC = re.compile(r"(?:19|20)\d\d/\d+")
_YEAR = re.compile(r"\d+\((?:19|20)\d\d\)")
_LAST_ROMAN = 30
"""Session up to which resolutions of the General Assembly were numbered ``3363 (XXX)``."""
_SESSION = re.compile(r"(?:E?S-)?\d+/\d+[A-Z]?|\d+[A-Z]?\((?:E?S-)?[IVXL]+\)")


@cache
def _series(kind: str) -> dict[str, str]:
    """What symbols of resolutions or decisions begin with, by organ."""
    return {r["code"]: r[kind] for r in lexicon.rows("organs")}


def symbol_of(citation: Citation, body: str) -> str:
    """The symbol of the resolution or decision cited, in a document of ``body``; "" where organ
    and number do not tell it."""
    kind = "resolutions" if citation.instrument == "RES" else "decisions"
    organ = _organ(citation, body)
    series = _series(kind).get(organ, "")
    return normalise_symbol(series + citation.provision) if series else ""


def _organ(citation: Citation, body: str) -> str:
    number, organ = citation.provision, citation.organ
    if _YEAR.fullmatch(number):
        return "SC"
    if organ in {"GA", "SC", "ECOSOC", "HRC"}:
        return organ
    if _ECOSOC.fullmatch(number):
        return "ECOSOC" if organ in {"", "COUNCIL", "ITS"} else organ
    if organ == "COUNCIL":
        return "HRC" if body in {"GA", "HRC"} else organ
    if organ not in {"", "ITS"} or not _SESSION.fullmatch(number):
        return organ
    if body == "HRC" or (body == "GA" and not _is_no_assembly(number)):
        return body
    return "GA" if _is_late(number) else ""


def _is_no_assembly(number: str) -> bool:
    """Whether a bare ``9/8`` is none of the General Assembly, which has numbered by session and a
    stroke since its thirty-first."""
    session = number.split("/")[0]
    return session.isdigit() and int(session) <= _LAST_ROMAN and "/" in number


def _is_late(number: str) -> bool:
    """Whether a bare ``72/305`` can only be one of the General Assembly: no other organ of the
    Charter that numbers so has had as many sessions, or emergency ones."""
    session = number.split("/")[0]
    return session.startswith("ES-") or (session.isdigit() and int(session) > 60)
