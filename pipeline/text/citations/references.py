"""What an index keeps of the citations of a document, and of the instruments whose text it is."""

from collections.abc import Iterator, Sequence

from pipeline.records import Paragraph, Resolved
from pipeline.records.articles import Provision, Reference
from pipeline.text.citations.documents import CitedText, headings_cited
from pipeline.text.citations.relations import relations


def references(paragraphs: Sequence[Paragraph], read: CitedText) -> tuple[Reference, ...]:
    """The citations of ``paragraphs``, of which ``read`` was made, in order; behind those of its
    own words the ones that only the heading above a paragraph makes."""
    out: list[Reference] = []
    above = headings_cited(paragraphs, read.cited)
    for paragraph, own, headed in zip(paragraphs, read.cited, above, strict=True):
        said = relations(paragraph.text, paragraph.lang, own) if own else ()
        out += [_reference(paragraph, r, c) for r, c in zip(own, said, strict=True)]
        keys = {r.key for r in own}
        out += [_reference(paragraph, r) for r in headed if r.key not in keys]
    return tuple(out)


def _reference(paragraph: Paragraph, r: Resolved, relation: str | None = None) -> Reference:
    """``relation`` is None for what the heading cites."""
    is_heading = relation is None
    return Reference(
        ordinal=paragraph.ordinal,
        instrument=r.instrument,
        provision=r.provision,
        reason=r.reason,
        is_heading=is_heading,
        symbol=r.symbol,
        organ=r.citation.organ,
        relation=relation or "",
        places=r.citation.places,
        start=-1 if is_heading else r.citation.start,
        end=-1 if is_heading else r.citation.end,
    )


def provisions(paragraphs: Sequence[Paragraph], read: CitedText) -> tuple[Provision, ...]:
    """Which of ``paragraphs`` are the text of a provision of a listed instrument, in order."""
    return tuple(_provisions(paragraphs, read))


def _provisions(paragraphs: Sequence[Paragraph], read: CitedText) -> Iterator[Provision]:
    for paragraph, own in zip(paragraphs, read.own, strict=True):
        number = paragraph.number
        at = next((i for i, part in enumerate(number) if part.startswith("art.")), None)
        if not own or at is None or paragraph.role == "footnote":
            continue
        below = [part for part in number[at + 1 :] if part != "title" and "." not in part]
        provision = number[at].removeprefix("art.") + "".join(f"({part})" for part in below)
        yield Provision(paragraph.ordinal, own, provision)
