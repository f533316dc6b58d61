"""Prose that follows no form of the United Nations: its own contents list, fragments out of order.

Nothing here mends a text: a fragment that cannot go on from what stands before it is named, and
stays where it is.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.records import Lang
from pipeline.text.joining import Precedents, is_ended
from pipeline.text.lines import Line
from pipeline.text.normalise import fold, is_complete, without_note_marks
from pipeline.text.numbering import marker
from pipeline.text.speech import is_question, speaker

_CONTENTS = re.compile(r"(?:目录|目次|contents|table of contents|on this page)[:：]?$", re.I)
_PROSE_SHARE = 0.1
_LONGEST_HEADING = 60
_FRAGMENT = 40
"""Characters below which a line without a stop is a heading or a label."""


def is_prose(lines: Sequence[Line], has_masthead: bool) -> bool:
    """Whether a text follows no form of the United Nations: no masthead, hardly a number."""
    if has_masthead or len(lines) < 3:
        return False
    return sum(marker(line.text) is not None for line in lines) <= _PROSE_SHARE * len(lines)


def prose_headings(lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of lines of prose that head what follows: short, without a stop, no one's name
    before a colon, and above a sentence."""
    return frozenset(
        i
        for i, (line, below) in enumerate(pairwise(lines))
        if _may_head(line.text) and is_ended(below.text) and len(below.text) > 2 * len(line.text)
    )


def _may_head(text: str) -> bool:
    short = 1 < len(text) <= _LONGEST_HEADING and "\t" not in text
    return short and text[0].isalnum() and not is_ended(text) and not re.search("[:：，,]", text)


def site_contents(lines: Sequence[Line]) -> tuple[int, ...]:
    """The indexes of the lines of a web page's list of its own sections: the word for contents and
    the short lines below it, at least half of which head a section elsewhere in the text."""
    words = Counter(fold(line.text) for line in lines)
    for first, line in enumerate(lines):
        if not _CONTENTS.match(line.text) or "\t" in line.text:
            continue
        listed = [first]
        for index in range(first + 1, len(lines)):
            if len(lines[index].text) > _FRAGMENT or is_complete(lines[index].text):
                break
            listed.append(index)
        twice = sum(words[fold(lines[i].text)] > 1 for i in listed[1:])
        if twice >= 2 and twice * 2 >= len(listed) - 1:
            last = max(i for i in listed if words[fold(lines[i].text)] > 1)
            rest = [i for i in listed if i <= last or len(listed) - twice <= 3]
            return tuple(rest) if len(rest) < len(lines) else ()
    return ()


def out_of_order(lines: Sequence[Line], lang: Lang) -> tuple[int, ...]:
    """The indexes of lines that cannot go on from the line before them.

    A line that ends in mid-sentence and is followed by a heading or a speaker is broken off, and
    what follows stands out of order. Else the words around the break tell: in Chinese, where the
    first three characters of a line always follow one and the same character elsewhere in the text
    and here follow another; in English, a small letter after a full stop. Once a sentence is broken
    off, the first line after the fragment that opens no section and no speech goes on from
    elsewhere too.
    """
    precedents = Precedents([line.text for line in lines])
    found: list[int] = []
    broken = False
    for index in range(1, len(lines)):
        last, line = lines[index - 1], lines[index]
        opens = bool(line.level or speaker(line.text) or is_question(line.text))
        breaks = _breaks_off(last)
        if breaks and (opens or _is_foreign(last.text, line.text, precedents, lang)):
            found.append(index)
            broken = not opens
        elif opens:
            broken = False
        elif broken or (not breaks and _begins_inside(last, line, lang)):
            found.append(index)
            broken = False
    return tuple(found)


def _breaks_off(line: Line) -> bool:
    text = without_note_marks(line.text).rstrip()
    return not line.level and len(text) > _FRAGMENT and not is_ended(text) and text[-1] not in "，,"


def _begins_inside(last: Line, line: Line, lang: Lang) -> bool:
    small = line.text[:1].isascii() and line.text[:1].islower()
    return lang == "en" and small and is_complete(last.text) and len(line.text) > _FRAGMENT


def _is_foreign(last: str, text: str, precedents: Precedents, lang: Lang) -> bool:
    if lang == "en":
        return text[:1].isupper() and len(text) > _FRAGMENT
    return precedents.contradict(last, text)
