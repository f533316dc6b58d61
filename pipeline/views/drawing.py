"""What every picture is drawn with: letters, colours, and the ways to SVG and PNG files."""

from dataclasses import dataclass, replace
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import altair as alt

Colour: TypeAlias = tuple[int, int, int]
"""Red, green, blue, each 0 to 255."""
FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
SELECTION = "chosen"
"""The name under which a click on a bar is told."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a chart on one kind of paper: a ramp through three colours from the
    strongest to the weakest, the figures on its first and second part, and the paper."""

    strong: Colour
    middle: Colour
    weak: Colour
    on_strong: str
    on_weak: str
    text: str
    paper: str
    turn: float
    """Share of the ramp at which the figures on it change their colour, from 0 to 1."""


LIGHT = Ink(
    (122, 33, 24), (205, 140, 110), (214, 214, 206), "#fff", "#222", "#333", "#fdfcf9", 0.45
)
DARK = Ink(
    (240, 158, 140), (150, 84, 68), (70, 66, 60), "#181714", "#f2eee6", "#d8d3c8", "#181714", 0.3
)
PRINT = replace(LIGHT, paper="#fff")


def can_draw_files() -> bool:
    """Whether charts can be saved as SVG and PNG here."""
    return find_spec("vl_convert") is not None


def svg_bytes(chart: "alt.Chart") -> bytes:
    """``chart`` as SVG."""
    out = StringIO()
    chart.save(out, format="svg")
    return out.getvalue().encode()


def png_bytes(chart: "alt.Chart", scale: float = 2.0) -> bytes:
    """``chart`` as PNG, ``scale`` pixels a point."""
    out = BytesIO()
    chart.save(out, format="png", scale_factor=scale)
    return out.getvalue()


def ramp(steps: int, ink: Ink = LIGHT) -> list[str]:
    """``steps`` colours from the strongest to the weakest, as ``#rrggbb``."""
    return [hexadecimal(_between(share, ink)) for share in shares(steps)]


def shares(steps: int) -> list[float]:
    """Places of ``steps`` colours on the ramp, from 0, the strongest, to 1."""
    return [i / max(1, steps - 1) for i in range(steps)]


def _between(share: float, ink: Ink) -> Colour:
    first, second = (ink.strong, ink.middle) if share <= 0.5 else (ink.middle, ink.weak)
    part = share * 2 if share <= 0.5 else share * 2 - 1
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def hexadecimal(colour: Colour) -> str:
    """A colour as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def set_out(chart: Any, ink: Ink) -> "alt.Chart":
    """``chart`` with the house's letters on its paper."""
    return chart.configure(font=FONT, background=ink.paper).configure_view(stroke=None)
