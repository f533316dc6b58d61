"""The reference texts beside the checkout, where they are; tests that need them skip elsewhere."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def shared(name: str) -> Path:
    """The reference file or folder ``name``; skips the test, saying so, where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"reference texts are not beside this checkout: {name}")
    return path
