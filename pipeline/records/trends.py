"""Recommendations counted by session: a point a session and value, and where a series tends."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Measure: TypeAlias = Literal[
    "strength", "addressee", "topic", "concept", "article", "hedge", "novelty"
]
"""What recommendations are counted by. ``topic`` is of our own table, ``concept`` of the UNBIS
Thesaurus; ``novelty`` is what became of earlier ones: new, repeated, strengthened …"""

FEW = 5
"""Recommendations in a session below which shares tell nothing, and sessions below which no test
can tell a trend from chance: at four, a perfect order has an exact two-sided p of .083."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """``count`` of ``total`` recommendations of one session that carry ``value`` for ``measure``.

    A recommendation with two addressees counts under both, so counts may add up to more than
    ``total``. ``opened`` (the earliest date of the session's documents) sorts sessions. ``low`` and
    ``high`` bound the share with 95 % confidence (Wilson), from 0 to 1. Drafts are points of their
    own (``is_draft``). ``unresolved`` of ``count`` rest on 应 alone; ``nearest`` of ``total`` stand
    in documents whose concepts are not carried but found by nearness.
    """

    body: str
    session: str
    opened: str
    measure: Measure
    value: str
    count: int
    total: int
    low: float
    high: float
    is_draft: bool = False
    unresolved: int = 0
    nearest: int = 0

    @property
    def share(self) -> float:
        """``count`` of ``total``, from 0 to 1."""
        return self.count / self.total

    @property
    def is_few(self) -> bool:
        """Whether the session holds too few recommendations for its shares to tell anything."""
        return self.total < FEW

    @property
    def is_special(self) -> bool:
        """Whether the session is a special or emergency special one (``S-32``, ``ES-11``), which
        meets on one subject and is no step of a series."""
        return self.session.startswith(("S-", "ES-"))

    @property
    def column(self) -> str:
        """What the point stands under in a table: its session ``8``, or its drafts ``8 draft``."""
        return f"{self.session} draft" if self.is_draft else self.session


Direction: TypeAlias = Literal["rising", "falling", "none", "too few"]
"""``too few``: fewer sessions than ``FEW``."""


@dataclass(frozen=True, slots=True)
class Tendency:
    """How the share of ``value`` moved over the regular ``sessions`` of one body; descriptive, no
    more.

    ``tau`` in [-1, 1] and the two-sided ``p`` are those of the Mann-Kendall test, None where the
    sessions are too few or the share never changed; ``direction`` is ``rising`` or ``falling``
    below p = .05. ``earlier`` of ``earlier_total`` recommendations carry the value in the first
    half of the sessions, ``later`` of ``later_total`` in the last; of an odd number the middle one
    is in neither.
    """

    body: str
    measure: Measure
    value: str
    sessions: int
    tau: float | None
    p: float | None
    direction: Direction
    earlier: int
    earlier_total: int
    later: int
    later_total: int

    @property
    def change(self) -> float:
        """Share in the last half less the share in the first, from -1 to 1."""
        return self.later / max(1, self.later_total) - self.earlier / max(1, self.earlier_total)
