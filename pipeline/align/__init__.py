"""Two language versions of one text to beads."""

from pipeline.align.beads import align
from pipeline.align.correspondence import Correspondence, correspondence
from pipeline.align.features import Vectors
from pipeline.align.sentences import SentenceBead, align_sentences
from pipeline.records.reasons import (
    AGAINST,
    ALONE,
    BY_HAND,
    CITATIONS,
    FIGURES,
    MOVED,
    SAME,
    SAME_PLACE,
    VECTORS,
)

__all__ = [
    "AGAINST",
    "ALONE",
    "BY_HAND",
    "CITATIONS",
    "FIGURES",
    "MOVED",
    "SAME",
    "SAME_PLACE",
    "VECTORS",
    "Correspondence",
    "SentenceBead",
    "Vectors",
    "align",
    "align_sentences",
    "correspondence",
]
