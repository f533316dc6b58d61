"""Tables that the rules read: verbs, addressees, bodies, instruments, topics, families.

Every table is a CSV in this folder whose last column, ``source``, says where a row was seen.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``lexicon/<name>.csv`` in file order, each a mapping from column to text."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
