"""Two readers' judgements of the same items: how often they agree, beyond chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.search.needs import GRADES, Judged
from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over ``items`` judged by both: how many have the ``same`` grade, Cohen's ``kappa`` with
    linear weights in [-1, 1], the same for grade 0 against the others (``useful``), and
    ``table``: rows are the first reader's grades 0 to 2, columns the second's."""

    items: int
    same: int
    kappa: float
    useful: float
    table: tuple[tuple[int, ...], ...]


def agreement(first: Sequence[Judged], second: Sequence[Judged]) -> Agreement:
    """Compare the judgements that name the same passage for the same need; InputError where there
    is none."""
    from sklearn.metrics import cohen_kappa_score

    held = {(r.need, r.symbol, r.lang, r.ordinal): r.grade for r in first}
    pairs = [
        (held[place], r.grade)
        for r in second
        if (place := (r.need, r.symbol, r.lang, r.ordinal)) in held
    ]
    if not pairs:
        raise InputError("judgements", "no passage is judged by both for the same need")
    ours, theirs = zip(*pairs, strict=True)
    return Agreement(
        len(pairs),
        sum(a == b for a, b in pairs),
        float(cohen_kappa_score(ours, theirs, labels=list(GRADES), weights="linear")),
        float(cohen_kappa_score([g > 0 for g in ours], [g > 0 for g in theirs])),
        tuple(tuple(pairs.count((a, b)) for b in GRADES) for a in GRADES),
    )
