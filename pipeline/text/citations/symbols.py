"""Document symbols as citations: A/RES/55/25, paras. 4-6; CTOC/COP/WG.3/2012/1，第7段."""

from collections.abc import Iterator

from pipeline.records import Citation, Lang
from pipeline.text.citations import acts_en, acts_zh
from pipeline.text.symbols import SYMBOL


def symbols(text: str, lang: Lang) -> Iterator[Citation]:
    """Each symbol of evened ``text``; paragraphs named behind a double symbol are those of both."""
    found = [m for m in SYMBOL.finditer(text) if any(c.isdigit() for c in m.group())]
    places_after = acts_zh.places if lang == "zh" else acts_en.places_after
    for i, one in enumerate(found):
        last = one
        for following in found[i + 1 :]:
            if text[last.end() : following.start()].strip() != "-":
                break
            last = following
        symbol = "".join(one.group().split())
        places = places_after(text, last.end())
        yield Citation("SYMBOL", symbol, one.start(), one.end(), places=places)
