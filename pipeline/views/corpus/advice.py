"""What a reader can do about a file that was refused, by the reason that its refusal gives."""

import csv
import re
from functools import cache
from importlib.resources import files

from pipeline.strings import Strings


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = files("pipeline.strings").joinpath("refusals.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return tuple((re.compile(row["pattern"]), row["advice"]) for row in rows)


def kind_of(reason: str) -> str:
    """Which advice fits: that of the first row of ``strings/refusals.csv`` whose words stand in the
    reason; ``unknown`` where none does."""
    return next((kind for pattern, kind in _patterns() if pattern.search(reason)), "unknown")


def advice(reason: str, say: Strings) -> str:
    """The advice in words."""
    return say(f"advice.{kind_of(reason)}")
