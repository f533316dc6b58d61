"""Judgements of an invented reviewer on an index, so that something is there to be lost."""

from pathlib import Path

from pipeline.collection import Collection
from pipeline.records import Judgement
from pipeline.review import judgement, key_links

REVIEWER = "reviewer"


def judge_some(index: Path, most: int = 20) -> int:
    """Accept the first beads of every text held in both languages, ``most`` in all; how many."""
    made: list[Judgement] = []
    with Collection.open(index) as held:
        for holding in held.held():
            if holding.zh is None or holding.en is None or len(made) >= most:
                continue
            zh, en = (held.paragraphs(holding.symbol, lang) for lang in ("zh", "en"))
            beads = [b for b in held.beads(holding.symbol) if b.zh and b.en][:2]
            for bead in beads:
                links = key_links([(bead.zh, bead.en)], zh, en)
                made.append(judgement(holding.symbol, "accept", REVIEWER, links=links))
        return held.reviews().add(made)
