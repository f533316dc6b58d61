"""Article correspondences of two instruments against a list judged by hand.

The list has a row for each pair of articles: ``corresponds``, ``open`` (a lawyer may see it either
way; counted on neither side), or ``absent`` with one article and nothing across.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.encode import Encoder
from pipeline.errors import Unreadable
from pipeline.mapping import ClauseMap, map_clauses
from pipeline.readers import read_bytes, walk
from pipeline.records import Paragraph, Refusal
from pipeline.segment import segment
from pipeline.text.passage import wording

GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of article numbers, and articles of either side to which nothing corresponds."""

    right: frozenset[tuple[str, str]]
    open: frozenset[tuple[str, str]]
    absent: tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class MappingFigures:
    """``wrong`` and ``missing`` are the pairs themselves; ``absent_right`` of ``absent`` articles
    judged absent got no pair."""

    right: int
    found: int
    gold: int
    wrong: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    absent_right: int
    absent: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall over article pairs."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def read_judgements(path: Path) -> Judgements:
    """The list at ``path``. Raises Unreadable where it is missing."""
    if not path.is_file():
        raise Unreadable(str(path), "no such list of judged articles")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    pairs = {k: {(r["first"], r["second"]) for r in rows if r["judged"] == k} for k in _KINDS}
    return Judgements(
        frozenset(pairs["corresponds"]),
        frozenset(pairs["open"]),
        (
            frozenset(a for a, b in pairs["absent"] if a),
            frozenset(b for a, b in pairs["absent"] if b),
        ),
    )


_KINDS = ("corresponds", "open", "absent")


def measure_mapping(
    first: Path, second: Path, judged: Judgements, encoder: Encoder, within: str = ""
) -> MappingFigures:
    """Map the two files; ``within`` is a component of the number path that articles of the first
    must have (``annex.1``), for a file of several instruments. Only the first article of a number
    counts, so that articles quoted in a later annex stay out."""
    found = _mapped(first, second, encoder, within)
    numbers = [_numbers(found, side) for side in (0, 1)]
    pairs = {
        (numbers[0][p.first], numbers[1][p.second])
        for p in found.pairs
        if p.first in numbers[0] and p.second in numbers[1]
    }
    counted = pairs - judged.open
    right = counted & judged.right
    absent = [(side, number) for side in (0, 1) for number in judged.absent[side]]
    linked = [{a for a, _ in pairs}, {b for _, b in pairs}]
    return MappingFigures(
        len(right),
        len(counted),
        len(judged.right),
        tuple(sorted(counted - right)),
        tuple(sorted(judged.right - pairs)),
        sum(number not in linked[side] for side, number in absent),
        len(absent),
    )


def _mapped(first: Path, second: Path, encoder: Encoder, within: str) -> ClauseMap:
    one = tuple(p for p in _paragraphs(first) if not within or within in p.number)
    other = _paragraphs(second)
    vectors = encoder.encode([wording(p) for p in (*one, *other)]).vectors
    return map_clauses(one, other, vectors[: len(one)], vectors[len(one) :])


def _paragraphs(path: Path) -> tuple[Paragraph, ...]:
    (file,) = walk([path])
    if isinstance(file, Refusal):
        raise Unreadable(file.path, file.reason)
    return segment(read_bytes(file.name, file.content, file.given))


def _numbers(found: ClauseMap, side: int) -> dict[int, str]:
    """Article numbers by position, each number once."""
    clauses = (found.first, found.second)[side]
    out: dict[int, str] = {}
    for position, clause in enumerate(clauses):
        number = clause.number[-1].removeprefix("art.")
        if number not in out.values():
            out[position] = number
    return out
