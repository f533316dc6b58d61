"""The rows of a register in one language, each with its counterpart in the other."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.records import Heading, Lang, Recommendation
from pipeline.records.lineage import Entry

_FROM_ENGLISH = frozenset({"shall", "should"})
_ALIGNED = "strength=aligned:en"


def entries(register: Iterable[tuple[Heading, Recommendation]], lang: Lang) -> tuple[Entry, ...]:
    """The recommendations of ``register`` in ``lang``, in order; the counterpart is the one of the
    same symbol and number in the other language, None where there is none or there are several.

    A strength that rests on 应 alone is taken from the English where that says *shall* or *should*;
    the rule that says so stands first among ``rules``.
    """
    rows = list(register)
    across: dict[tuple[str, tuple[str, ...]], list[Recommendation]] = {}
    for _, other in rows:
        if other.paragraph.lang != lang and other.paragraph.number:
            key = other.paragraph.symbol, other.paragraph.number
            across.setdefault(key, []).append(other)
    out = []
    for heading, found in rows:
        if found.paragraph.lang == lang:
            same = across.get((found.paragraph.symbol, found.paragraph.number), [])
            out.append(_entry(heading, found, same[0] if len(same) == 1 else None))
    return tuple(out)


def _entry(heading: Heading, found: Recommendation, other: Recommendation | None) -> Entry:
    if other is None:
        return Entry(heading, found, None)
    return Entry(heading, _resolved(found, other), _resolved(other, found))


def _resolved(one: Recommendation, other: Recommendation) -> Recommendation:
    """``one``, with the strength that ``other`` tells where 应 does not."""
    if one.is_resolved or other.paragraph.lang != "en" or other.strength not in _FROM_ENGLISH:
        return one
    rules = tuple(rule for rule in one.rules if not rule.startswith("strength="))
    return replace(one, strength=other.strength, is_resolved=True, rules=(_ALIGNED, *rules))
