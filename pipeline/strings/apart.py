"""Words of others within a sentence of the app, set apart, so that no sign in them turns it.

A name or a note may hold signs that turn the direction of writing (Unicode Standard Annex 9).
Between an isolate of our own and its end they turn nothing but the words that they came with.
"""

import re

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OPENS, _ENDS = "\u2066\u2067\u2068", "\u2069"
_FIRST_STRONG = "\u2068"


def set_apart(words: str) -> str:
    """``words`` as they are where no sign in them turns anything, else between an isolate and its
    end; ends in them that end nothing are left out, and those that are missing are added."""
    if not _TURNING.search(words):
        return words
    depth, kept = 0, []
    for sign in words:
        if sign == _ENDS and not depth:
            continue
        depth += (sign in _OPENS) - (sign == _ENDS)
        kept.append(sign)
    return "".join((_FIRST_STRONG, *kept, _ENDS * (depth + 1)))
