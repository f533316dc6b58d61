"""Where people disagree, over all texts: what contradicts what, and what no longer fits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.records import Conflict, Judgement
from pipeline.review.apply import Reviewed
from pipeline.review.pairs import is_pair, pair_conflicts


@dataclass(frozen=True, slots=True)
class Disputes:
    """``conflicts`` between judgements of two people, of which the later one holds until either is
    withdrawn; ``stale`` are judgements whose paragraphs are no longer there as they were."""

    conflicts: tuple[Conflict, ...]
    stale: tuple[Judgement, ...]


def disputes(judgements: Iterable[Judgement], after: Callable[[str], Reviewed]) -> Disputes:
    """Those among ``judgements``, text by text and then pair by pair; ``after`` gives what review
    made of a text."""
    made = tuple(judgements)
    symbols = dict.fromkeys(j.symbol for j in made if not is_pair(j.symbol))
    found = [after(symbol) for symbol in symbols]
    return Disputes(
        (*(c for each in found for c in each.conflicts), *pair_conflicts(made)),
        tuple(j for each in found for j in each.stale),
    )
