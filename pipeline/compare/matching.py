"""What one side mentions and the other does not."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.compare.sides import Mention, Side


@dataclass(frozen=True, slots=True)
class Difference:
    """What a rule found: the mentions of either side that the other side does not bear out."""

    zh: tuple[Mention, ...] = ()
    en: tuple[Mention, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


Rule: TypeAlias = Callable[[Side, Side], Difference]
"""A rule is given the Chinese and the English side and says where they differ."""

NONE = Difference()


def leftover(own: Sequence[Mention], other: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of ``own`` that remain when each of ``other`` answers one of its value; of
    several with one value the last remain."""
    held = Counter(m.value for m in other)
    rest = []
    for mention in own:
        held[mention.value] -= 1
        if held[mention.value] < 0:
            rest.append(mention)
    return tuple(rest)


def exchanged(chinese: Sequence[Mention], english: Sequence[Mention]) -> Difference:
    """What is left of both sides when like answers like, where both mention equally many: these
    stand for one another. No difference where the counts are unequal."""
    if len(chinese) != len(english):
        return NONE
    return Difference(leftover(chinese, english), leftover(english, chinese))


def absent(own: Sequence[Mention], other: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of ``own`` whose value ``other`` does not hold at all."""
    held = {m.value for m in other}
    return tuple(m for m in own if m.value not in held)
