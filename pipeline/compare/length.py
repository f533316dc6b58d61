"""A side much shorter or longer than the other lets expect: words may be missing.

``lexicon/lengths.csv`` holds, for English sides from so many words on, the least and the most
Chinese units (characters, foreign words, figures) for each English word that occur in resolutions.
"""

import re
from bisect import bisect_right
from functools import cache

from pipeline import lexicon
from pipeline.compare.matching import NONE, Difference
from pipeline.compare.sides import Mention, Side
from pipeline.text.normalise import HAN

_UNITS = re.compile(rf"[{HAN}]|[A-Za-z]+|\d[\d,./]*")
_WORDS = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d,./]*")


def compare_length(zh: Side, en: Side) -> Difference:
    """Both sides whole where their lengths are out of the usual ratio; English sides of fewer words
    than the table begins with are passed over."""
    units, words = lengths(zh, en)
    place = bisect_right([w for w, _, _ in _bounds()], words) - 1
    if place < 0:
        return NONE
    _, least, most = _bounds()[place]
    if least <= units / words <= most:
        return NONE
    return Difference((Mention("length", 0, len(zh.text)),), (Mention("length", 0, len(en.text)),))


def lengths(zh: Side, en: Side) -> tuple[int, int]:
    """Chinese units and English words."""
    return len(_UNITS.findall(zh.text)), len(_WORDS.findall(en.text))


@cache
def _bounds() -> tuple[tuple[int, float, float], ...]:
    return tuple(
        (int(r["words"]), float(r["least"]), float(r["most"])) for r in lexicon.rows("lengths")
    )
