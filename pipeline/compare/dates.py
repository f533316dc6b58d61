"""Dates that differ: both sides name one that the other does not."""

from collections.abc import Sequence

from pipeline.compare.matching import NONE, Difference, exchanged
from pipeline.compare.sides import Mention, Side
from pipeline.text.dates import dates
from pipeline.text.figures import generous_values

_DAY = len("2024-12-24")


def compare_dates(zh: Side, en: Side) -> Difference:
    """Days and months that one side names and the other does not.

    A date without its year agrees with the same day of any year. A date that one side alone
    seems to name may be written there in a way that is not read; it is a difference where the
    other side does not even hold its figures, or where both sides name equally many days and one
    of them stands in place of another's repetition.
    """
    chinese, english = date_mentions(zh), date_mentions(en)
    only_zh, only_en = _unanswered(chinese, english), _unanswered(english, chinese)
    if only_zh and only_en:
        return Difference(only_zh, only_en)
    if not only_zh and not only_en:
        return NONE
    found = Difference(_without_figures(only_zh, en), _without_figures(only_en, zh))
    swapped = exchanged(chinese, english)
    are_days = all(len(m.value) == _DAY for m in swapped.zh + swapped.en)
    return swapped if not found and are_days else found


def date_mentions(side: Side) -> tuple[Mention, ...]:
    """The dates that a side names."""
    return tuple(Mention(d.key, d.start, d.end) for d in dates(side.text, side.lang))


def _unanswered(own: Sequence[Mention], other: Sequence[Mention]) -> tuple[Mention, ...]:
    held = {m.value for m in other} | {m.value[5:] for m in other if len(m.value) == _DAY}
    yearless = {m.value for m in other if len(m.value) == _DAY - 5}
    return tuple(
        m
        for m in own
        if m.value not in held and not (len(m.value) == _DAY and m.value[5:] in yearless)
    )


def _without_figures(own: Sequence[Mention], other: Side) -> tuple[Mention, ...]:
    held = {f"{v:f}" for v in generous_values(other.text, other.lang)} if own else set()
    return tuple(m for m in own if any(str(int(f)) not in held for f in m.value.split("-")))
