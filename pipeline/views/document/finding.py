"""Words looked for within a text, and texts looked for by symbol or title."""

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.collection import Holding
from pipeline.records import Heading, Lang, Paragraph
from pipeline.text.symbols import natural, normalise_symbol
from pipeline.views.document.words import Hit

_FEWEST = 2
"""Characters of English that are looked for within a text; one Chinese character is a word."""
_HAN = re.compile("[\u3400-\u9fff]")


def hits_in(paragraphs: Iterable[Paragraph], wanted: str) -> Mapping[int, tuple[Hit, ...]]:
    """Where ``wanted`` stands, by ordinal of the paragraph, counted through the text from 1; upper
    and lower case are one, and so is any white space."""
    pieces = wanted.split()
    joined = "".join(pieces)
    if not joined or (len(joined) < _FEWEST and not _HAN.search(joined)):
        return {}
    gap = r"\s*" if _HAN.search(joined) else r"\s+"
    pattern = re.compile(gap.join(map(re.escape, pieces)), re.IGNORECASE)
    found: dict[int, tuple[Hit, ...]] = {}
    number = 0
    for paragraph in paragraphs:
        spans = [m.span() for m in pattern.finditer(paragraph.text)]
        if spans:
            found[paragraph.ordinal] = tuple(
                Hit(*span, number + k) for k, span in enumerate(spans, 1)
            )
            number += len(spans)
    return found


def texts_named(held: Sequence[Holding], wanted: str) -> tuple[Holding, ...]:
    """The texts whose symbol begins with ``wanted``, then those whose symbol holds it, then those
    of which a title holds each of its words; in each group by symbol, the latest first."""
    line = " ".join(wanted.split()).casefold()
    if not line:
        return ()
    parts = line.split()
    ranked = []
    for holding in held:
        symbol = holding.symbol.casefold()
        titles = [h.title.casefold() for h in (holding.zh, holding.en) if h]
        if symbol.startswith(line):
            ranked.append((0, holding))
        elif line in symbol:
            ranked.append((1, holding))
        elif any(all(part in title for part in parts) for title in titles):
            ranked.append((2, holding))
    ranked.sort(key=lambda found: natural(found[1].symbol), reverse=True)
    ranked.sort(key=lambda found: found[0])
    return tuple(holding for _, holding in ranked)


def symbol_meant(held: Iterable[Holding], wanted: str) -> str:
    """The symbol held that ``wanted`` is, whatever its case and spaces; "" where it is none."""
    known = {holding.symbol.casefold(): holding.symbol for holding in held}
    line = wanted.strip()
    for spelling in (line, normalise_symbol(line)):
        if found := known.get(spelling.casefold()):
            return found
    return ""


def near_symbols(held: Sequence[Holding], symbol: str) -> tuple[Holding, ...]:
    """The texts of the same series as ``symbol``, which is not held: the nearest by number first,
    () where there are none."""
    series, _, number = symbol.rpartition("/")
    if not series:
        return ()
    of_series = [h for h in held if h.symbol.rpartition("/")[0] == series]
    wanted = _figure(number)
    return tuple(sorted(of_series, key=lambda h: abs(_figure(h.symbol) - wanted)))


def _figure(symbol: str) -> int:
    figures = re.findall(r"\d{1,9}", symbol.rpartition("/")[2])
    return int(figures[0]) if figures else 0


def heading_of(holding: Holding, lang: Lang) -> Heading:
    """What is known of a text, in ``lang`` where it is held so."""
    first, second = (holding.zh, holding.en) if lang == "zh" else (holding.en, holding.zh)
    found = first or second
    assert found is not None  # a symbol is held in one language at least
    return found
