"""How far a share is to be trusted."""

from math import sqrt
from statistics import NormalDist

_Z = NormalDist().inv_cdf(0.975)


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of the share ``count`` of ``total``, within 0 and 1, without continuity
    correction (Wilson, "Probable inference, the law of succession, and statistical inference",
    1927). ``scipy.stats.binomtest`` gives the same; it tests a hypothesis beside, and is too slow
    for every point of a chart. ``total`` is at least 1."""
    share, square = count / total, _Z * _Z
    centre = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    half /= 1 + square / total
    # at the ends the bound is the end itself, which rounding would miss by a hair
    return centre - half if count else 0.0, centre + half if count < total else 1.0
