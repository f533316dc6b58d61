"""Tables of contents: entries with a row of dots before their page."""

import itertools
import re
from collections.abc import Sequence

from pipeline.records import Remark

_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|(?:·\s?){5,}")
_HEADING = re.compile(r"^(?:(?:table of )?contents|目\s*[录次])$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:page|chapter|section|paragraph|annex(?:e)?)s?|页次|页码|章次|章节|段次|附件|\s)+$",
    re.IGNORECASE,
)
_REACH = 3
"""Entries without dots (headings of chapters) that may stand between two with dots."""


def contents_of(texts: Sequence[str], pages: Sequence[int]) -> dict[int, Remark]:
    """The lines that are contents, by their index, each as a remark; ``pages`` are those on which
    the lines begin. One line with dots by itself is none."""
    dotted = [i for i, text in enumerate(texts) if _LEADERS.search(text)]
    taken: set[int] = set()
    for i, after in itertools.pairwise(dotted):
        if after - i <= _REACH + 1 and pages[after] - pages[i] <= 1:
            taken.update(range(i, after + 1))
    for i in sorted(taken):
        before = i - 1
        while before >= 0 and before not in taken and _LABEL.match(texts[before]):
            before -= 1
        if before >= 0 and before not in taken and _HEADING.match(texts[before]):
            taken.update(range(before, i))
    return {i: Remark("contents", texts[i], pages[i]) for i in sorted(taken)}
