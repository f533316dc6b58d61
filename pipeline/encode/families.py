"""What a model family wants in front of a query or a passage, read from ``families.csv``."""

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Family:
    """One row of the table: models whose name fits ``pattern`` (shell wildcards, lower case)
    want ``query`` and ``passage`` word for word before their texts; ``source`` says where
    that is written."""

    name: str
    pattern: str
    query: str
    passage: str
    source: str


PLAIN = Family("plain", "*", "", "", "models that ask for no prefix")


def families() -> tuple[Family, ...]:
    """All rows in order; in the table ``\\n`` stands for a line break."""
    text = files("pipeline.encode").joinpath("families.csv").read_text(encoding="utf-8")
    return tuple(
        Family(
            row["family"],
            row["pattern"],
            row["query"].replace("\\n", "\n"),
            row["passage"].replace("\\n", "\n"),
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def family_of(model: str) -> Family:
    """The first row whose pattern fits the last part of a hub name or folder path.

    ``PLAIN`` where none fits.
    """
    last = model.replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
    return next((row for row in families() if fnmatchcase(last, row.pattern)), PLAIN)
