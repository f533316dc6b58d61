"""Headings by their type: larger than the text, or bold."""

import re

from pipeline.readers.pdf.paragraphs import Draft
from pipeline.text.normalise import is_complete

_SIZES = (1.3, 1.12)
"""How many times the size of the text the type of headings of the first and second level is at
least; those of the third are as large as the text, and bold. UN documents set 14, 12 and 10
points."""
_LONGEST = 4
_WORDS = re.compile(r"[^\W\d_]")


def heading_level(draft: Draft, text: str, body: float) -> int:
    """The level of a heading from 1, 0 for what is none; ``body`` is the size of the text.

    A heading has no more than four rows and does not end as a sentence does.
    """
    size = draft.rows[0].size
    if (
        len(draft.rows) > _LONGEST
        or is_complete(text)
        or text[-1] in ",，、"
        or not _WORDS.search(text)
    ):
        return 0
    for level, times in enumerate(_SIZES, start=1):
        if size >= times * body:
            return level
    if size > 0.97 * body and all(row.bold for row in draft.rows):
        return 3
    return 0
