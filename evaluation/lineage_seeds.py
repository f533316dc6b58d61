"""Resolution 11/1 and the reports it rests on: what it endorses, and its recommendations' kin.

The files are the three texts on international cooperation that the project began from: the reports
of the Working Group of 2012 and 2017 (a draft) and resolution 11/1, in Chinese.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.lineage import vectors_of
from pipeline.errors import InputError
from pipeline.lineage import endorsements, kin
from pipeline.readers import read_bytes
from pipeline.recommend import recommendations
from pipeline.records import Document, Given, Heading, Paragraph
from pipeline.records.lineage import Endorsement, Entry, Kin
from pipeline.segment import segment

NETWORKS = ("annex.1", "f")
"""The recommendation on regional networks, whose kin were read by hand."""


@dataclass(frozen=True, slots=True)
class SeedLineage:
    """The endorsements of the resolution, and the kin of its recommendation on networks, the
    nearest first in each document."""

    endorsements: tuple[Endorsement, ...]
    kin: tuple[Kin, ...]

    def lines(self) -> Iterator[str]:
        """What was found, a line each."""
        for e in self.endorsements:
            number = ".".join(e.entry.recommendation.paragraph.number)
            stubs = ", ".join(stub.symbol for stub in e.stubs)
            count = len(e.recommendations)
            yield f"paragraph {number} endorses {e.annex}: {count} recommendations; stubs: {stubs}"
        ranks: dict[str, int] = {}
        for k in self.kin:
            p = k.entry.recommendation.paragraph
            ranks[p.symbol] = ranks.get(p.symbol, 0) + 1
            place = f"{k.entry.document.session} {'.'.join(p.number)}"
            yield f"{place}: {ranks[p.symbol]} of its report, cosine {k.cosine:.2f}"


def seed_lineage(paths: Sequence[Path], k: int = 5) -> SeedLineage:
    """The lineage of the seeds among ``paths``; InputError where none of them is a resolution that
    endorses recommendations."""
    entries: list[Entry] = []
    held: list[tuple[Document, tuple[Paragraph, ...]]] = []
    for path in paths:
        document = read_bytes(path.name, path.read_bytes(), Given())
        paragraphs = segment(document)
        heading = Heading.of(document, len(paragraphs))
        entries += [Entry(heading, r) for r in recommendations(document, paragraphs)]
        held.append((document, paragraphs))
    found = [e for d, paragraphs in held for e in endorsements(d, paragraphs, entries)]
    own = [e for e in entries if e.recommendation.paragraph.number == NETWORKS]
    if not found or not own:
        names = ", ".join(str(path) for path in paths)
        raise InputError(names, "no resolution that endorses recommendations in an annex")
    return SeedLineage(tuple(found), tuple(kin(own[0], entries, vectors_of(entries), k=k)))
