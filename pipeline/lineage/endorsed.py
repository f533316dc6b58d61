"""From the resolution that endorses recommendations to these, and to the report they come from."""

from collections.abc import Mapping, Sequence

from pipeline.lineage.notes import cited_documents
from pipeline.lineage.openings import names, opens_with
from pipeline.lineage.words import Words, similarity, words_of
from pipeline.records import Document, Paragraph
from pipeline.records.lineage import Endorsed, Endorsement, Entry, Stub
from pipeline.text.citations import citations

_SAME = 0.6
"""Least similarity of an endorsed recommendation and the one of the report that it comes from."""


def endorsements(
    document: Document,
    paragraphs: Sequence[Paragraph],
    entries: Sequence[Entry],
) -> tuple[Endorsement, ...]:
    """What the operative paragraphs of one document endorse, in order; often ().

    ``paragraphs`` are all of the document's; ``entries`` the register in its language, its own
    entries among them. A report cited, whether in the paragraph, in the annex or in their notes, is
    a source where the register has recommendations of it, and a stub where not.
    """
    own = [e for e in entries if e.document.symbol == document.symbol]
    by_symbol: dict[str, list[Entry]] = {}
    for e in entries:
        if e.document.symbol != document.symbol:
            for symbol in e.document.symbol.split("-"):
                by_symbol.setdefault(symbol, []).append(e)
            by_symbol.setdefault(e.document.symbol, []).append(e)
    return tuple(
        _endorsement(document, paragraphs, entry, own, by_symbol)
        for entry in own if endorses(entry.recommendation.paragraph)
    )  # fmt: skip


def endorses(paragraph: Paragraph) -> bool:
    """Whether it is an operative paragraph that opens by endorsing recommendations."""
    return (
        paragraph.role == "operative"
        and opens_with("endorse", paragraph)
        and names("recommendation", paragraph.text, paragraph.lang)
    )


def _endorsement(
    document: Document,
    paragraphs: Sequence[Paragraph],
    entry: Entry,
    own: Sequence[Entry],
    by_symbol: Mapping[str, Sequence[Entry]],
) -> Endorsement:
    paragraph = entry.recommendation.paragraph
    annex = _annex(paragraph)
    in_annex = [e for e in own if annex and e.recommendation.paragraph.number[:1] == (annex,)]
    around = [paragraph, *_heads(paragraphs, annex)]
    cited = {s.symbol: s for p in around for s in cited_documents(document, paragraphs, p)}
    sources = tuple(symbol for symbol in cited if symbol in by_symbol)
    pool = [e for symbol in sources for e in _cited(by_symbol[symbol], cited[symbol])]
    endorsed = _matched(in_annex, pool) if annex else tuple(Endorsed(e, e, True) for e in pool)
    stubs = tuple(stub for symbol, stub in cited.items() if symbol not in by_symbol)
    return Endorsement(entry, annex, endorsed, sources, stubs)


def _annex(paragraph: Paragraph) -> str:
    """The number path of the annex of this document that ``paragraph`` speaks of, "" for none."""
    for c in citations(paragraph.text, paragraph.lang):
        if c.instrument in {"RES", "DEC"} and c.provision == "THIS":
            for place in c.places:
                if place.startswith("annex"):
                    return place.split("/")[0]
    return ""


def _heads(paragraphs: Sequence[Paragraph], annex: str) -> list[Paragraph]:
    """What stands in the annex before its first recommendation: title and chapeau."""
    heads: list[Paragraph] = []
    inside = False
    for p in paragraphs:
        if p.role == "annex":
            inside = p.number[:1] == (annex,)
        elif inside and p.role in {"item", "paragraph"}:
            break
        elif inside and p.role != "footnote":
            heads.append(p)
    return heads if annex else []


def _cited(entries: Sequence[Entry], stub: Stub) -> list[Entry]:
    """Of a report's entries those at the paragraphs cited, all where none is named or fits."""
    tops = {place.split("/")[0] for place in stub.places}
    at = [e for e in entries if e.recommendation.paragraph.number[:1] and
          e.recommendation.paragraph.number[0] in tops]  # fmt: skip
    return at or list(entries)


def _matched(endorsed: Sequence[Entry], pool: Sequence[Entry]) -> tuple[Endorsed, ...]:
    words = [words_of(e.recommendation.paragraph) for e in pool]
    out = []
    for entry in endorsed:
        said = words_of(entry.recommendation.paragraph)
        best = max(range(len(pool)), key=lambda i: similarity(said, words[i]), default=-1)
        if best >= 0 and similarity(said, words[best]) >= _SAME:
            out.append(Endorsed(entry, pool[best], _same(said, words[best])))
        else:
            out.append(Endorsed(entry, None, None))
    return tuple(out)


def _same(one: Words, other: Words) -> bool:
    return one.tokens == other.tokens
