"""The style sheet: words stand out from the paper in both themes, as WCAG 2.1 counts it (AA)."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STYLE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.css"))
THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
WORDS = ("accent", "quiet", "moved", "added")
"""The colours that words are set in."""
TINT = 0.17
"""The strongest tint that words stand on: of a mark, in the accent."""


def rgb(colour: str) -> tuple[float, ...]:
    """The channels of ``#rrggbb``, from 0 to 1."""
    return tuple(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))


def brightness(channels: tuple[float, ...]) -> float:
    """Relative luminance (WCAG 2.1)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """From 1 to 21."""
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def token(name: str, theme: str) -> tuple[float, ...]:
    """A colour of the sheet in one theme."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", STYLE)
    assert found, name
    return rgb(found[1 if theme == "light" else 2])


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_the_paper_and_from_tints(theme: str) -> None:
    paper, ink = (rgb(THEMES[theme][key]) for key in ("backgroundColor", "textColor"))
    assert token("paper", theme) == paper
    assert token("accent", theme) == rgb(THEMES[theme]["primaryColor"])
    grey = tuple(0.05 * i + 0.95 * p for i, p in zip(ink, paper, strict=True))
    for name in WORDS:
        assert contrast(token(name, theme), paper) >= 4.5, name
        assert contrast(token(name, theme), grey) >= 4.5, name
    marked = tuple(
        TINT * a + (1 - TINT) * p for a, p in zip(token("accent", theme), paper, strict=True)
    )
    assert contrast(ink, marked) >= 4.5
    on_accent = rgb("#ffffff" if theme == "light" else "#181714")
    assert contrast(on_accent, token("accent", theme)) >= 4.5
