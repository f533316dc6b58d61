"""What an index says of itself, to be held against what it should."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.collection import Collection
from pipeline.doctor import doctor
from pipeline.errors import TongwenError
from pipeline.review import ReviewLog
from pipeline.store.sums import sums_of


@dataclass(frozen=True, slots=True)
class Told:
    """``texts`` is a sum over all texts and alignments held ("" where the index does not open),
    ``judgements`` the ids of what people decided, ``faults`` what the doctor found or why it
    does not open."""

    texts: str
    documents: int
    judgements: frozenset[str]
    faults: tuple[str, ...]

    @property
    def line(self) -> str:
        """In short."""
        return f"{self.documents} documents ({self.texts[:8]}), {len(self.judgements)} judgements"

    def same_as(self, other: "Told") -> bool:
        """Whether both hold the same texts and judgements."""
        return (self.texts, self.judgements) == (other.texts, other.judgements)


def texts_of(index: Path) -> tuple[str, int]:
    """A sum over the texts and alignments as an opened index gives them, and how many documents."""
    with Collection.open(index) as held:
        rows = held.state.store.connected(lambda db: [*sums_of(db)])
        lines = sorted(f"{s.kind}\t{s.symbol}\t{s.lang}\t{s.content}" for s in rows)
        held.search("合作", k=1)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest(), len(held.documents())


def held_by(index: Path) -> Told:
    """What the index at ``index`` says."""
    try:
        texts, documents = texts_of(index)
        judgements = frozenset(made.id for made in ReviewLog(index).read().judgements)
    except TongwenError as error:
        return Told("", 0, frozenset(), (f"does not open: {error}",))
    bad = tuple(f"doctor: {c.name}: {c.detail}" for c in doctor(index) if not c.ok)
    return Told(texts, documents, judgements, bad)
