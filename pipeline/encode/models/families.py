"""What is known of families of models, prefixes, pooling, limits; read from ``families.csv``."""

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

Pooling: TypeAlias = Literal["cls", "mean", "last", "static"]
Needs: TypeAlias = Literal["", "code", "layers", "onnx"]
"""``code``: of its own, which is never run; ``layers``: after the pooling, so that a folder without
``modules.json`` is not the whole model; ``onnx``: its repository holds no safetensors weights, only
ONNX ones."""


@dataclass(frozen=True, slots=True)
class Family:
    """One row of the table: models whose name fits ``pattern`` (shell wildcards, lower case).

    ``query`` and ``passage`` stand word for word before their texts; ``pooling`` is that of a
    folder that states none, "" where the table does not know; ``limit`` is in tokens and, like
    ``dimensions``, None where there is none or it differs within the family. ``half`` is the
    float of 16 bits that the family bears, "" where that means nothing. ``hub`` names a model
    of the family, ``source`` says where all this is written.
    """

    name: str
    pattern: str
    hub: str
    pooling: Pooling | Literal[""]
    limit: int | None
    dimensions: int | None
    half: Literal["float16", "bfloat16", ""]
    needs: Needs
    query: str
    passage: str
    licence: str
    source: str


PLAIN = Family(
    *("plain", "*", "", "", None, None, "", "", "", "", ""), source="models of no family listed"
)


@cache
def families() -> tuple[Family, ...]:
    """All rows in order; in the table ``\\n`` stands for a line break."""
    text = files("pipeline.encode.models").joinpath("families.csv").read_text(encoding="utf-8")
    return tuple(_family(row) for row in csv.DictReader(text.splitlines()))


def family_of(model: str) -> Family:
    """The first row whose pattern fits the last part of a hub name or folder path.

    ``PLAIN`` where none fits.
    """
    last = model.replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
    return next((row for row in families() if fnmatchcase(last, row.pattern)), PLAIN)


def _family(row: dict[str, str]) -> Family:
    return Family(
        name=row["family"],
        pattern=row["pattern"],
        hub=row["hub"],
        pooling=row["pooling"],  # type: ignore[arg-type]  # the test of the table holds it to these
        limit=_number(row["limit"]),
        dimensions=_number(row["dimensions"]),
        half=row["half"],  # type: ignore[arg-type]
        needs=row["needs"],  # type: ignore[arg-type]
        query=row["query"].replace("\\n", "\n"),
        passage=row["passage"].replace("\\n", "\n"),
        licence=row["licence"],
        source=row["source"],
    )


def _number(written: str) -> int | None:
    return int(written) if written else None
