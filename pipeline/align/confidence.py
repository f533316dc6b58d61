"""How sure a bead is: its lead over the best alternative, read as the share of such beads that are
right.

The share is logistic in the lead, with constants for each kind of bead in
``lexicon/alignment_confidence.csv``, fitted on texts that the encoder never saw and whose true
beads are known; ``python -m evaluation reliability`` measures it on others.
"""

from functools import cache
from math import exp

from pipeline import lexicon
from pipeline.align.reasons import AGAINST, ALONE, MOVED, SAME

LARGEST_LEAD = 25.0
"""A lead beyond this says no more, and is what a bead without alternative has."""


def kind_of(why: str) -> str:
    """The kind of a bead that has a row of its own in the table."""
    return why if why in {AGAINST, ALONE, MOVED, SAME} else "words"


def confidence(why: str, lead: float) -> float:
    """Share in [0, 1] of beads of this kind and lead (>= 0) that are right."""
    offset, slope = _rows()[kind_of(why)]
    return 1.0 / (1.0 + exp(-(offset + slope * min(lead, LARGEST_LEAD))))


@cache
def _rows() -> dict[str, tuple[float, float]]:
    return {
        row["kind"]: (float(row["offset"]), float(row["slope"]))
        for row in lexicon.rows("alignment_confidence")
    }
