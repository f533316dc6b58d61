"""The pictures of the README are there, of the size that the tests take, and small enough to load."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PICTURES = [
    f"docs/screenshots/{page}-{lang}.png"
    for page in ("search", "compare", "trends")
    for lang in ("zh", "en")
]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_png_of_the_windows_width_and_small(name: str) -> None:
    content = (ROOT / name).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (1280, 800)
    assert len(content) < 300_000


def test_the_readme_names_no_picture_that_is_not_there() -> None:
    named = re.findall(r"\]\(([^)]+\.png)\)", (ROOT / "README.md").read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).is_file()] == []
