"""Mined pairs of terms against the table of terms and against pairs judged by hand.

A concept of the table counts where a Chinese and an English form of it stand in at least five pairs
of corresponding passages; it is found where some mined pair has one form of each. A sample of the
mined pairs is drawn by seed; ``gold/term_pairs.csv`` says of those that were read whether both are
the same term, inflection and 的 apart.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from evaluation.inputs import table_rows
from pipeline.records.lineage import Passage
from pipeline.terms.mining import MinedPair
from pipeline.terms.mining_tokens import compared
from pipeline.terms.table import TermTable

GOLD = Path(__file__).parent.parent / "gold" / "term_pairs.csv"
OFTEN = 5


@dataclass(frozen=True, slots=True)
class Recall:
    """Concepts that stand often enough, and those of them that no mined pair has, each with how
    often it stands, the most frequent first."""

    often: tuple[tuple[str, int], ...]
    missed: tuple[tuple[str, int], ...]

    @property
    def concepts(self) -> int:
        """How many stand often enough."""
        return len(self.often)

    @property
    def share(self) -> float:
        """Found of all; 1 for none."""
        return 1 - len(self.missed) / self.concepts if self.concepts else 1.0

    def half(self, number: int) -> "Recall":
        """Of one half of the concepts: 0, whose misses were looked at for the rules, or 1."""
        halves = [
            tuple(one for one in column if crc32(one[0].encode()) % 2 == number)
            for column in (self.often, self.missed)
        ]
        return Recall(*halves)


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of a sample that were judged, those that are right, and those nobody has read."""

    judged: int
    right: int
    unread: tuple[MinedPair, ...]


def recall(
    mined: Iterable[MinedPair], passages: Iterable[tuple[Passage, Passage]], table: TermTable
) -> Recall:
    """How many of the concepts that stand in ``passages`` are among ``mined``."""
    seen: Counter[str] = Counter()
    for zh, en in passages:
        left = {m.form.code for m in table.mentions(zh.paragraph.text, "zh")}
        if left:
            right = {m.form.code for m in table.mentions(en.paragraph.text, "en")}
            seen.update(left & right)
    found = {code for pair in mined for code in pair.known}
    often = [(code, times) for code, times in seen.items() if times >= OFTEN]
    often.sort(key=lambda concept: (-concept[1], concept[0]))
    return Recall(tuple(often), tuple(one for one in often if one[0] not in found))


def drawn(mined: Sequence[MinedPair], size: int, seed: int) -> tuple[MinedPair, ...]:
    """``size`` of the pairs, or all, drawn by ``seed`` whatever their order."""
    ordered = sorted(mined, key=lambda pair: (pair.zh, pair.en))
    return tuple(random.Random(seed).sample(ordered, min(size, len(ordered))))


def judged(pairs: Iterable[MinedPair], gold: Path = GOLD) -> Judged:
    """What was judged of ``pairs``."""
    rows = table_rows(gold, ("zh", "en", "right", "comment"))
    verdicts = {
        (compared(row["zh"], "zh"), compared(row["en"], "en")): row["right"] == "1" for row in rows
    }
    right = read = 0
    unread = []
    for pair in pairs:
        verdict = verdicts.get((compared(pair.zh, "zh"), compared(pair.en, "en")))
        if verdict is None:
            unread.append(pair)
        else:
            read, right = read + 1, right + verdict
    return Judged(read, right, tuple(unread))
