"""What a query asks for: a symbol, exact words, or a meaning; and how rankings are fused."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import TongwenError
from pipeline.records import Lang
from pipeline.text.normalise import HAN, detect_lang
from pipeline.text.symbols import is_symbol, normalise_symbol

RANK_OFFSET = 60
"""Constant of reciprocal rank fusion, as its authors set it (Cormack, Clarke and Buettcher, 2009):
a hit at rank r of a ranking adds 1 / (60 + r)."""
LONGEST_TERM = 6
"""Han characters up to which a Chinese query is taken for a term to be found word for word."""

_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』|«([^»]+)»')
_SERIAL = re.compile(
    r"(?:第|(?:resolution|decision)\s)?\s*((?:ES-|S-)?\d+/\d+)\s*号?(?:决议|决定)?", re.IGNORECASE
)
_RESOLUTION = re.compile(r"/(?:RES|DEC)/(.+)")
_LETTERS = re.compile(r" [A-Z](?:-[A-Z])?$")
_TERM = re.compile(f"[{HAN}]{{2,{LONGEST_TERM}}}")


@dataclass(frozen=True, slots=True)
class Question:
    """A query read. ``text`` is all of it without quotation marks, ``phrases`` what stood between
    them. ``symbol`` is set when the query is nothing but a symbol, ``serial`` when it is nothing
    but the number of a resolution or decision; ``term`` when it is a short Chinese term."""

    text: str
    lang: Lang
    phrases: tuple[str, ...] = ()
    symbol: str = ""
    serial: str = ""
    term: str = ""


def read_question(query: str) -> Question:
    """Read ``query``; TongwenError where it has no letter and no digit."""
    if not any(character.isalnum() for character in query):
        raise TongwenError("the query is empty: type words, a “phrase” in quotes, or a symbol")
    phrases = tuple(next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(query))
    text = _QUOTED.sub(lambda m: next(filter(None, m.groups())), query).strip()
    lang = detect_lang(text)
    if phrases:
        return Question(text, lang, tuple(p for p in phrases if any(map(str.isalnum, p))))
    symbol = tight_symbol(text)
    if is_symbol(symbol):
        return Question(text, lang, symbol=symbol)
    if serial := _SERIAL.fullmatch(unicodedata.normalize("NFKC", text)):
        return Question(text, lang, serial=serial[1].upper())
    return Question(text, lang, term=text if _TERM.fullmatch(text) else "")


def tight_symbol(text: str) -> str:
    """``text`` in capitals, half width, without the spaces that may slip into a symbol."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return normalise_symbol(re.sub(r"\s*([/.\-(])\s*", r"\1", plain).strip())


def stem_of(symbol: str) -> str:
    """``symbol`` without the letters of one or several texts: ``A/RES/79/259`` for ``… A-C``."""
    return _LETTERS.sub("", symbol)


def serial_of(symbol: str) -> str:
    """How running text names a resolution or decision: ``79/243`` for ``A/RES/79/243``,
    ``2482 (2019)`` for ``S/RES/2482 (2019)``; ``""`` for other documents."""
    found = _RESOLUTION.search(stem_of(symbol))
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Fused:
    """One key of several rankings: its fused value, and its rank in each as ``dense 1``."""

    key: int
    value: float
    why: tuple[str, ...]


def fuse(rankings: Mapping[str, Sequence[int]]) -> list[Fused]:
    """Reciprocal rank fusion of named rankings of keys, each without repetition; best first.

    A tie keeps the order of the first ranking that holds the keys.
    """
    values: dict[int, float] = {}
    why: dict[int, list[str]] = {}
    for name, ranking in rankings.items():
        for rank, key in enumerate(ranking, start=1):
            values[key] = values.get(key, 0.0) + 1 / (RANK_OFFSET + rank)
            why.setdefault(key, []).append(f"{name} {rank}")
    order = sorted(values, key=lambda key: -values[key])
    return [Fused(key, values[key], tuple(why[key])) for key in order]
