"""What the evidence for a bead weighs, and how confidence is read off it: tables, not code."""

from dataclasses import dataclass, fields
from functools import cache

from pipeline import lexicon


@dataclass(frozen=True, slots=True)
class Weights:
    """Rows of ``lexicon/alignment.csv``; each is added to the log-odds that a bead is right.

    ``cosine``, ``density`` (the mean cosine of the next nearest) and ``weakest`` are for one unit
    of cosine; ``length`` for one squared standard deviation of the length ratio; ``shared_figures``
    and ``other_figures`` for one unit of a figure's weight; the weights of numbers and places for
    one pair of paragraphs. ``pair`` is for any two-sided bead, ``extra`` for each paragraph beyond
    two, ``both_many`` for each beyond one on the shorter side; ``goes_on`` for each paragraph that
    the next takes up, ``with_bare`` for each bare number before what it numbers, ``as_broken`` for
    one paragraph against the lines into which it could be broken.
    """

    cosine: float
    density: float
    length: float
    same_ending: float
    other_ending: float
    same_role: float
    other_class: float
    signpost_class: float
    shared_figures: float
    other_figures: float
    offset: float
    pair: float
    extra: float
    both_many: float
    weakest: float
    goes_on: float
    with_bare: float
    one_ending: float
    as_broken: float
    both_bare: float
    same_number: float
    other_number: float
    same_place: float


@cache
def weights() -> Weights:
    """The weights in use; raises KeyError for a table that lacks one."""
    held = {row["name"]: float(row["value"]) for row in lexicon.rows("alignment")}
    return Weights(**{field.name: held[field.name] for field in fields(Weights)})
