"""Whether a word of many senses is told apart where people have read it.

The judgements are in ``gold/term_senses.csv``: the ``nth`` occurrence (from 1) of ``word``, in any
of its forms, in the document ``symbol``, and what it means there: a sense, several joined by ``;``
where the passage allows each, ``other`` where the table has none. The sets:

- ``reports``: all in five texts that an index must hold under the symbols given;
- ``resolutions``: 100 drawn from the resolutions of the General Assembly of sessions 78 and 79 and
  of the Security Council of 2023 and 2024; the rules were written on those of the years before;
- ``others``: every other wording in Chinese, nearly all met while the rules were written, judged by
  someone else;
- ``english-1`` to ``english-3``: 100 each, drawn from the Security Council, the Human Rights
  Council, the Economic and Social Council and treaties, of which no rule had been written when the
  first two were judged; the rules were mended on those two before the third was judged.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipeline.collection import Collection
from pipeline.records import Lang, Paragraph
from pipeline.terms.senses import polysemous, sense

GOLD = Path(__file__).resolve().parent.parent / "gold" / "term_senses.csv"


@dataclass(frozen=True, slots=True)
class Judged:
    """One occurrence: what people read (``sense``, as in the gold) and what the rules say; ``told``
    is "" where they say nothing, ``words`` those that told."""

    symbol: str
    number: str
    nth: int
    subset: str
    sense: str
    told: str
    words: str

    @property
    def is_right(self) -> bool:
        """Whether both agree."""
        return (self.told or "other") in self.sense.split(";")


def judged(held: Collection, gold: Path = GOLD) -> Iterator[Judged]:
    """Every occurrence judged whose document ``held`` has."""
    with gold.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            lang: Lang = "zh" if row["lang"] == "zh" else "en"
            pattern = next(one for one in polysemous(lang) if one.fullmatch(row["word"]))
            place = _place(held.paragraphs(row["symbol"], lang), pattern, int(row["nth"]))
            if place is None:
                continue
            paragraph, start, end = place
            told = sense(paragraph.text, start, end, lang, paragraph.heading)
            yield Judged(
                *(row["symbol"], row["number"], int(row["nth"]), row["set"], row["sense"]),
                told.code if told else "",
                told.words if told else "",
            )


def right_by(found: Sequence[Judged]) -> Iterator[tuple[str, str, int, int]]:
    """Set, sense, how many are right, and of how many; the senses of a set after the whole."""
    wholes = Counter(one.subset for one in found)
    for subset, whole in wholes.items():
        of_set = [one for one in found if one.subset == subset]
        yield subset, "", sum(one.is_right for one in of_set), whole
        for name, number in Counter(one.sense for one in of_set).most_common():
            right = sum(one.is_right for one in of_set if one.sense == name)
            yield subset, name, right, number


def _place(
    paragraphs: Sequence[Paragraph], pattern: re.Pattern[str], nth: int
) -> tuple[Paragraph, int, int] | None:
    places = (
        (paragraph, found.start(), found.end())
        for paragraph in paragraphs
        for found in pattern.finditer(paragraph.text)
    )
    return next(islice(places, nth - 1, None), None)
