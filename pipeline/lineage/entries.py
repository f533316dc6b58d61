"""The rows of a register in one language, each with its counterpart in the other."""

from collections.abc import Iterable

from pipeline.records import Heading, Lang, Recommendation
from pipeline.records.lineage import Entry


def entries(register: Iterable[tuple[Heading, Recommendation]], lang: Lang) -> tuple[Entry, ...]:
    """The recommendations of ``register`` in ``lang``, in order; the counterpart is the one of the
    same symbol and number in the other language, None where there is none or there are several."""
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
            out.append(Entry(heading, found, same[0] if len(same) == 1 else None))
    return tuple(out)
