"""Document symbols that differ."""

from pipeline.compare.matching import Difference, absent
from pipeline.compare.sides import Mention, Side
from pipeline.text.symbols import SYMBOL, normalise_symbol


def compare_symbols(zh: Side, en: Side) -> Difference:
    """Document symbols that only one side names."""
    chinese, english = _mentions(zh), _mentions(en)
    return Difference(absent(chinese, english), absent(english, chinese))


def _mentions(side: Side) -> tuple[Mention, ...]:
    return tuple(
        Mention(normalise_symbol(m.group()), m.start(), m.end())
        for m in SYMBOL.finditer(side.text)
        if any(c.isdigit() for c in m.group())
    )
