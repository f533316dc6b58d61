"""What a person decided about an alignment or a finding, apart from what is computed."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Action: TypeAlias = Literal[
    "accept", "reject", "split", "merge", "relink", "dismiss", "restore", "withdraw"
]
"""``dismiss`` sets a finding aside and ``restore`` brings it back; ``withdraw`` takes an earlier
judgement back; the others are about which paragraphs correspond."""

Standing: TypeAlias = Literal["", "accepted", "rejected", "by hand"]
"""How a bead came to be as it is: computed and not looked at, confirmed, taken apart, made."""


@dataclass(frozen=True, slots=True)
class KeyLink:
    """Paragraphs that a person says correspond, as keys (``review.keys``); a side may be empty,
    never both."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person. ``id`` is a hash of the rest, so that two copies are one.

    ``links`` says for every paragraph concerned where it belongs from now on; ``target`` is the id
    of the finding (``dismiss``, ``restore``) or of the judgement (``withdraw``). ``made`` is the
    time in UTC, ``2026-11-22T09:30:00Z``.
    """

    id: str
    symbol: str
    action: Action
    links: tuple[KeyLink, ...]
    target: str
    reviewer: str
    made: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people's judgements about the same paragraphs that cannot both hold; the later does."""

    earlier: Judgement
    later: Judgement
