"""One thing that the doctor looks at."""

from collections.abc import Sequence
from dataclasses import dataclass

_NAMED = 3
"""Faults of one kind that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, whether it is as it should be, and what was found."""

    name: str
    ok: bool
    detail: str


def checked(name: str, faults: Sequence[str], well: str) -> Check:
    """The check of that name: its ``faults``, or where there are none what is ``well``."""
    return Check(name, not faults, in_short(faults) if faults else well)


def in_short(found: Sequence[str]) -> str:
    """The first few of what was found, and how many more there are."""
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return "; ".join(found[:_NAMED]) + more
