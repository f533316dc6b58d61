"""In CI the properties are tried on the same examples each time; elsewhere on new ones."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(autouse=True)
def _same_main() -> Iterator[None]:
    """A page that is run in a test leaves itself as ``__main__``, which the processes that a later
    test starts would import."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
