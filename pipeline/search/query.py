"""What a query asks for: a symbol, exact words, or a meaning."""

import re
import unicodedata
from dataclasses import dataclass

from pipeline.errors import TongwenError
from pipeline.records import Lang
from pipeline.text.normalise import HAN, detect_lang, without_note_marks
from pipeline.text.symbols import is_symbol, normalise_symbol

LONGEST_TERM = 6
"""Han characters up to which a Chinese query is taken for a term to be found word for word."""

LONGEST = 20_000
"""Characters of a query that are read: some six pages."""
_MOST_PHRASES = 16
_LONGEST_SYMBOL = 200
"""Characters beyond which a query is no bare symbol."""
_FOREIGN = 5
"""One letter in so many of another script makes a query one of another language; a Japanese one
has about one in three."""
_UNSOUND = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_KNOWN = re.compile(f"[{HAN}A-Za-z\u00aa-\u024f\u1e00-\u1eff\uff21-\uff5a\u2160-\u2188]")
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』|«([^»]+)»')
_SERIAL = re.compile(
    r"(?:第|(?:resolution|decision)\s)?\s*((?:ES-|S-)?\d+/\d+)\s*号?(?:决议|决定)?", re.IGNORECASE
)
_RESOLUTION = re.compile(r"/(?:RES|DEC)/(.+)")
_LETTERS = re.compile(r" [A-Z](?:-[A-Z])?$")
_NUMBER = re.compile(r"\d+|[〇零一二三四五六七八九十百千]+", re.ASCII)
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
    """Read ``query``. TongwenError where it has no letter and no digit, is longer than
    ``LONGEST`` characters, quotes more than ``_MOST_PHRASES`` phrases, or is in a script that is
    neither Latin nor Chinese."""
    query = _soundly(query)
    _check(query)
    phrases = tuple(next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(query))
    text = _QUOTED.sub(lambda m: next(filter(None, m.groups())), query).strip()
    lang = detect_lang(text)
    if phrases:
        if len(phrases) > _MOST_PHRASES:
            raise TongwenError(
                f"the query quotes {len(phrases)} phrases: at most {_MOST_PHRASES} are looked for"
            )
        return Question(text, lang, tuple(p for p in phrases if any(map(str.isalnum, p))))
    if len(text) > _LONGEST_SYMBOL:
        return Question(text, lang)
    symbol = tight_symbol(text)
    if is_symbol(symbol):
        return Question(text, lang, symbol=symbol)
    if serial := _SERIAL.fullmatch(unicodedata.normalize("NFKC", text)):
        return Question(text, lang, serial=serial[1].upper())
    return Question(text, lang, term=text if _TERM.fullmatch(text) else "")


def _soundly(query: str) -> str:
    """``query`` with a space for every control character and for half a character (a lone
    surrogate), neither of which stands in any text."""
    return _UNSOUND.sub(" ", query)


def _check(query: str) -> None:
    if not any(map(str.isalnum, without_note_marks(query))):
        raise TongwenError("the query is empty: type words, a “phrase” in quotes, or a symbol")
    if len(query) > LONGEST:
        raise TongwenError(
            f"the query has {len(query):,} characters: at most {LONGEST:,} are read; ask for one"
            " paragraph of it"
        )
    letters = [character for character in query if character.isalpha()]
    foreign = sum(1 for character in letters if not _KNOWN.match(character))
    if foreign > 1 and foreign * _FOREIGN > len(letters) and not _QUOTED.search(query):
        raise TongwenError(
            "the query is in neither Chinese nor English: the texts are held in these two, ask in"
            " one of them, or put words of another script in quotes"
        )


def numbers_of(text: str) -> frozenset[str]:
    """The numbers that stand in ``text``, in figures or Chinese characters, as printed."""
    return frozenset(_NUMBER.findall(text))


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
