"""Scripts, sheets of style and pictures that pages send to the browser."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def words_of(name: str) -> str:
    """What the file ``name`` of this folder holds (``ask.js``, ``style/base.css``)."""
    return (_HERE / name).read_text(encoding="utf-8")


def place_of(name: str) -> str:
    """Where the picture ``name`` lies."""
    return str(_HERE / name)
