"""How the alignment does, as far as people have looked: counts, never a share without its count."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Bead
from pipeline.review.apply import Reviewed

BANDS = (0.5, 0.8, 0.9, 0.95, 0.99)
"""Lower ends of the bands of confidence that are counted apart."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Of computed beads of one kind: how many there are, how many a person confirmed and how many
    a person took apart or linked otherwise."""

    beads: int
    confirmed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Quality:
    """``by_why`` and ``by_confidence`` count computed beads (a band is named by its lower end,
    ``""`` for beads without confidence); ``by_reviewer`` and ``dismissed`` count judgements, the
    latter by rule of the finding."""

    by_why: Mapping[str, Judged]
    by_confidence: Mapping[str, Judged]
    by_reviewer: Mapping[str, int]
    dismissed: Mapping[str, int]
    stale: int
    conflicts: int


def quality(texts: Iterable[tuple[Sequence[Bead], Reviewed]]) -> Quality:
    """Count over ``texts``, each as its computed beads and what review made of them."""
    why: dict[str, Counter[str]] = {}
    bands: dict[str, Counter[str]] = {}
    reviewers: Counter[str] = Counter()
    dismissed: Counter[str] = Counter()
    stale = conflicts = 0
    for computed, after in texts:
        standing = {(b.zh, b.en): s for b, s in zip(after.beads, after.standings, strict=True)}
        for bead in computed:
            outcome = _outcome(standing.get((bead.zh, bead.en)))
            for table, name in ((why, bead.why), (bands, _band(bead.confidence))):
                table.setdefault(name, Counter()).update(("beads", outcome))
        made = {j.id: j for j in (*after.judgements, *after.dismissed.values()) if j}
        reviewers.update(j.reviewer for j in made.values())
        dismissed.update(target.split(":")[0] for target in after.dismissed)
        stale += len(after.stale)
        conflicts += len(after.conflicts)
    return Quality(_judged(why), _judged(bands), dict(reviewers), dict(dismissed), stale, conflicts)


def _outcome(standing: str | None) -> str:
    """A computed bead that is no longer there was changed."""
    if standing in {"accepted", "by hand"}:
        return "confirmed"
    return "changed" if standing in {None, "rejected"} else ""


def _band(confidence: float | None) -> str:
    if confidence is None:
        return ""
    return f"{max((b for b in (0.0, *BANDS) if b <= confidence), default=0.0):.2f}"


def _judged(table: Mapping[str, Counter[str]]) -> dict[str, Judged]:
    return {
        name: Judged(c["beads"], c["confirmed"], c["changed"]) for name, c in sorted(table.items())
    }
