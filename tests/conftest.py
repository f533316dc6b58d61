"""In CI the properties are tried on the same examples each time; elsewhere on new ones."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


_MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _same_main() -> Iterator[None]:
    """A page that is run in a test, or in what tests share, leaves itself as ``__main__``, which
    the processes that a test starts would import."""
    sys.modules["__main__"] = _MAIN
    yield
    sys.modules["__main__"] = _MAIN


@pytest.fixture(autouse=True)
def _same_environment() -> Iterator[None]:
    """A library that sets a variable for its own process does not set it for those that a later
    test starts."""
    before = dict(os.environ)
    yield
    for name in set(os.environ) - set(before):
        if name != "PYTEST_CURRENT_TEST":
            del os.environ[name]
    os.environ.update((n, v) for n, v in before.items() if n != "PYTEST_CURRENT_TEST")
