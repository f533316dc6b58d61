"""Whether the characters that a PDF gives are those that its pages show.

A font may draw shapes by bare numbers, without a table (a Unicode map) of the characters they
stand for. The page looks right; its text comes out as characters of scripts that nobody wrote.
"""

import unicodedata
from collections.abc import Sequence

from pipeline.errors import Unreadable
from pipeline.readers.pdf.shapes import Page

_UNMAPPED = 0.2
"""The share of a page's characters without a Unicode from which on the page is refused."""
_STRANGE = 0.1
_LEAST = 100
_LEAST_LATIN = 1000
"""Letters that a page must have before their kinds tell anything."""
_CODED = 0.8
"""Chinese text lies nearly whole in GB 2312 (simplified) or in Big5 (traditional); characters
taken at random from Unicode lie there by a third and by three fifths."""
_VOWELS = 0.2
"""Texts in Latin letters have vowels for 35 to 45 % of their letters."""
_SCRIPTS = frozenset(
    {"LATIN", "CJK", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "HIRAGANA", "KATAKANA", "HANGUL"}
    | {"FULLWIDTH", "IDEOGRAPHIC", "COMBINING", "SUPERSCRIPT", "MODIFIER", "DEVANAGARI", "THAI"}
    | {"MICRO", "FEMININE", "MASCULINE", "SCRIPT", "DOUBLE", "BLACK", "BOPOMOFO"}
)


def check_legible(name: str, pages: Sequence[Page]) -> None:
    """Raise ``Unreadable``, naming the pages, where fonts without a Unicode map set the text."""
    bad = [page.number for page in pages if not _is_legible(page)]
    if bad:
        raise Unreadable(
            name,
            f"fonts without a Unicode map on {_named(bad)} of {len(pages)}: the text of the PDF is "
            "not the one that its pages show; use the Word, HTML or text version, or a scan of it",
        )


def _is_legible(page: Page) -> bool:
    text = "".join(run.text for run in page.runs)
    characters = sum(not c.isspace() for c in text)
    if page.unmapped >= max(20, _UNMAPPED * characters):
        return False
    letters = [c for c in text if unicodedata.category(c)[0] in "LC"]
    if len(letters) < _LEAST:
        return True
    if sum(_is_strange(c) for c in letters) > _STRANGE * len(letters):
        return False
    return _is_chinese([c for c in letters if "\u3400" <= c <= "\u9fff"]) and _has_vowels(text)


def _is_strange(character: str) -> bool:
    """Private, unassigned, a control character, or of a script that UN documents do not use."""
    name = unicodedata.name(character, "")
    return character == "\ufffd" or name.split(" ")[0].split("-")[0] not in _SCRIPTS


def _is_chinese(han: Sequence[str]) -> bool:
    if len(han) < _LEAST:
        return True
    shares = (sum(_encodes(c, codec) for c in han) / len(han) for codec in ("gb2312", "big5"))
    return max(shares) >= _CODED


def _encodes(character: str, codec: str) -> bool:
    try:
        return bool(character.encode(codec))
    except UnicodeEncodeError:
        return False


def _has_vowels(text: str) -> bool:
    latin = [c for c in text.lower() if "a" <= c <= "z"]
    return len(latin) < _LEAST_LATIN or sum(c in "aeiou" for c in latin) >= _VOWELS * len(latin)


def _named(pages: Sequence[int]) -> str:
    if len(pages) == 1:
        return f"page {pages[0]}"
    listed = ", ".join(map(str, pages[:4]))
    return f"{len(pages)} pages ({listed}{', …' if len(pages) > 4 else ''})"
