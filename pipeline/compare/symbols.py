"""Document symbols that differ."""

from pipeline.compare.citations import ACT
from pipeline.compare.matching import Difference, absent
from pipeline.compare.sides import Mention, Side
from pipeline.text.symbols import SYMBOL, normalise_symbol


def compare_symbols(zh: Side, en: Side) -> Difference:
    """Document symbols that only one side names; those of resolutions and decisions, which the
    other side may cite by their number, are left to ``citations``."""
    chinese, english = symbol_mentions(zh), symbol_mentions(en)
    return Difference(
        _unspaced(absent(chinese, english), en), _unspaced(absent(english, chinese), zh)
    )


def _unspaced(own: tuple[Mention, ...], other: Side) -> tuple[Mention, ...]:
    """Those of ``own`` that ``other`` does not hold with spaces in it either: S/PRST/ 2014/23."""
    held = "".join(other.text.split()) if own else ""
    return tuple(m for m in own if "".join(m.value.split()) not in held)


def symbol_mentions(side: Side) -> tuple[Mention, ...]:
    """The document symbols of a side, but for those of resolutions and decisions."""
    return tuple(
        Mention(normalise_symbol(m.group()), m.start(), m.end())
        for m in SYMBOL.finditer(side.text)
        if any(c.isdigit() for c in m.group()) and not ACT.search(m.group())
    )
