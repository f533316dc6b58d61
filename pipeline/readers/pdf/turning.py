"""Pages whose words run upwards or downwards, turned upright."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of the given box whose words run in direction ``quarter`` (quarter turns against the
    clock). ``x`` and ``y`` take coordinates along and across the words."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """The width of the page once turned."""
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height of the page once turned."""
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def x(self, along: float) -> float:
        """The distance from the left edge of the turned page."""
        return along - (self.left, self.bottom, -self.right, -self.top)[self.quarter]

    def y(self, across: float) -> float:
        """The distance from the lower edge of the turned page."""
        return across - (self.bottom, -self.right, -self.top, self.left)[self.quarter]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as the file has it, on the turned page."""
        along, across = ((x, y), (y, -x), (-x, -y), (-y, x))[self.quarter]
        return self.x(along), self.y(across)
