"""Whether the confidence of a bead means what it says: the share of right beads in each band.

The beads come from planted changes (``alignment_trials``), with the numbers hidden and shown; right
is what the unchanged text, aligned with its numbers, and the change together demand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.alignment_documents import Version
from evaluation.alignment_trials import make_trials
from pipeline.align import align
from pipeline.encode import Encoder

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """The confidence of a bead, and whether it is right."""

    confidence: float
    is_right: bool
    is_two_sided: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """Beads whose confidence lies in [low, high): how many, their mean confidence, how many are
    right."""

    low: float
    high: float
    beads: int
    mean: float
    right: int


def measure_reliability(
    versions: Sequence[Version], encoder: Encoder, count: int, seed: int
) -> tuple[tuple[Band, ...], float]:
    """The bands of the beads under planted changes, and their calibration error."""
    rows: list[Judged] = []
    for hide in (True, False):
        for trial in make_trials(versions, encoder, hide, count, seed):
            wanted = trial.others | {trial.report}
            beads = align(trial.zh, trial.en, trial.zh_vectors, trial.en_vectors, hide)
            rows += [Judged(b.confidence or 0.0, (b.zh, b.en) in wanted) for b in beads]
    return bands(rows)


def bands(rows: Sequence[Judged]) -> tuple[tuple[Band, ...], float]:
    """The bands, empty ones left out, and the expected calibration error over them: the mean
    distance of confidence and share, each bead counting once."""
    found = []
    for low, high in zip(BANDS, (*BANDS[1:-1], 1.0 + 1e-9), strict=False):
        held = [row for row in rows if low <= row.confidence < high]
        if held:
            mean = sum(row.confidence for row in held) / len(held)
            right = sum(row.is_right for row in held)
            found.append(Band(low, min(high, 1.0), len(held), mean, right))
    error = sum(abs(b.mean - b.right / b.beads) * b.beads for b in found) / max(1, len(rows))
    return tuple(found), error
