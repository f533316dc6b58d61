"""Whether the names of bodies and networks answer each other across the two languages.

No gold: of the passages that name something and have a counterpart, the share whose counterpart
names the same. Where it does not, either the texts say something else there or a name is missing
from ``lexicon/networks.csv``. Other names were added from the passages without an answer, so that
the share says how complete the table is for the texts held, not for others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from pipeline.preparation.networks import network_counts, network_timeline
from pipeline.preparation.networks.names import networks_of
from pipeline.state import State


@dataclass(frozen=True, slots=True)
class Answered:
    """Of ``paired`` passages with a counterpart that name a network ``answered`` have one that
    names it too; ``seconds`` of the clock for its timeline."""

    code: str
    passages: int
    paired: int
    answered: int
    seconds: float

    def line(self) -> str:
        """The counts."""
        return (
            f"{self.code}: {self.passages} passages, {self.answered} of {self.paired} with a"
            f" counterpart answered, {self.seconds:.2f} s"
        )


def answered(state: State) -> Iterator[Answered]:
    """Each network that is named, in the order of the table."""
    for network in networks_of(state.store.folder):
        start = perf_counter()
        mentions = network_timeline(state, network.code).mentions
        seconds = perf_counter() - start
        paired = [m for m in mentions if m.counterpart]
        if mentions:
            found = sum(bool(m.counterpart_names) for m in paired)
            yield Answered(network.code, len(mentions), len(paired), found, seconds)


def counting_seconds(state: State) -> tuple[int, float]:
    """How many networks are named at all, and the seconds to count them all."""
    start = perf_counter()
    named = {count.network.code for count in network_counts(state)}
    return len(named), perf_counter() - start
