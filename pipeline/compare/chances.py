"""How likely a number of things is, when each of several signs stands for one at a known chance."""

from collections.abc import Iterable, Sequence


def spread(chances: Iterable[float]) -> list[float]:
    """The chance of each number, from 0 to that of the signs (Poisson's binomial distribution);
    ``chances`` lie in [0, 1] and are taken as independent."""
    out = [1.0]
    for p in chances:
        if p:
            out = [
                (out[k] * (1 - p) if k < len(out) else 0.0) + (out[k - 1] * p if k else 0.0)
                for k in range(len(out) + 1)
            ]
    return out


def at_most(count: int, spread_: Sequence[float]) -> float:
    """The chance of ``count`` or fewer."""
    return min(1.0, sum(spread_[: count + 1]))


def at_least(count: int, spread_: Sequence[float], out_of_nothing: float) -> float:
    """The chance of ``count`` or more, where with the chance ``out_of_nothing`` one comes about
    that no sign accounts for."""
    return min(1.0, sum(spread_[count:]) + out_of_nothing) if count > 0 else 1.0
