"""What every picture is drawn with: letters, colours, and the ways to SVG and PNG files."""

from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import altair as alt

Colour: TypeAlias = tuple[int, int, int]
"""Red, green, blue, each 0 to 255."""
FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_NOWHERE: list[str] = []
"""From where a chart may have its data: what draws the files would else fetch any address that one
names. Pictures in charts it fetches all the same: no chart here has any."""
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
    """``chart`` as SVG. Raises ValueError where its data lie elsewhere."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(
        chart.to_dict(), vl_version=_version(), allowed_base_urls=_NOWHERE
    )
    return drawn.encode()


def png_bytes(chart: "alt.Chart", scale: float = 2.0) -> bytes:
    """``chart`` as PNG, ``scale`` pixels a point. Raises ValueError as above."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(
        chart.to_dict(), vl_version=_version(), scale=scale, allowed_base_urls=_NOWHERE
    )
    return drawn


def _version() -> str:
    """The version of Vega-Lite that the charts are written for, such as ``6.1``."""
    import altair as alt

    return ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


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
