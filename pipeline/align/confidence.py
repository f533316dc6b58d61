"""How sure a bead is: its lead over the best alternative, read as the share of such beads that are
right.

The share is logistic in the lead up to a largest one, with constants for each kind of bead in
``lexicon/alignment_confidence.csv``, fitted on texts that the encoder never saw and whose true
beads are known; ``python -m evaluation alignment-reliability`` and ``alignment-sentences`` measure
it on others. Sentences within a paragraph have constants of their own.
"""

from functools import cache
from math import exp

from pipeline import lexicon
from pipeline.records.reasons import AGAINST, ALONE, MOVED, SAME

LARGEST_LEAD = 25.0
"""What a bead without alternative has."""


def kind_of(why: str, of_sentences: bool = False) -> str:
    """The kind of a bead that has a row of its own in the table."""
    if of_sentences:
        return "sentence alone" if why == ALONE else "sentences"
    return why if why in {AGAINST, ALONE, MOVED, SAME} else "words"


def confidence(why: str, lead: float, of_sentences: bool = False) -> float:
    """Share in [0, 1] of beads of this kind and lead (>= 0) that are right."""
    offset, slope, largest = _rows()[kind_of(why, of_sentences)]
    return 1.0 / (1.0 + exp(-(offset + slope * min(lead, largest))))


@cache
def _rows() -> dict[str, tuple[float, float, float]]:
    return {
        row["kind"]: (float(row["offset"]), float(row["slope"]), float(row["largest_lead"]))
        for row in lexicon.rows("alignment_confidence")
    }
