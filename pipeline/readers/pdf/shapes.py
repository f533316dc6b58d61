"""What a PDF page holds, before it is read as text.

Lengths are PDF points (1/72 inch) in the page as displayed: x grows to the right, y upwards, so
that the first line of a page has the greatest y. ``y`` of words is their baseline.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words drawn together in one type; ``order`` counts runs as the file draws them.

    ``tag`` is the number of the tagged element (paragraph, cell) that the words belong to, -1 in
    a file without tags; ``raised`` says that the run stands above the line, as a note's figure.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    order: int
    tag: int = -1
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, horizontal where ``y0 == y1`` and vertical where ``x0 == x1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether the line is horizontal."""
        return self.y0 == self.y1


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``number`` counts from 1, ``pictured`` is the share of the page that images
    cover in [0, 1], ``aside`` the words that run in another direction than the text, ``unmapped``
    counts characters whose font does not say which Unicode they are."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    pictured: float = 0.0
    aside: tuple[str, ...] = ()
    unmapped: int = 0
