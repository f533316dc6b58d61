"""What codes are called, by the tables that name them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.lexicon import rows

_BY_NAME = "usual by-name"


@cache
def names_in(table: str, lang: str) -> Mapping[str, str]:
    """The codes of a table with a column ``name_<lang>``, each with its first name."""
    found: dict[str, str] = {}
    for row in rows(table):
        found.setdefault(row["code"], row[f"name_{lang}"])
    return MappingProxyType(found)


@cache
def short_names(lang: str) -> Mapping[str, str]:
    """The shortest name of each instrument, by-names such as *Palermo Convention* left out."""
    found: dict[str, str] = {}
    for row in rows("instruments"):
        held = found.get(row["code"], row["name"])
        is_proper = row["lang"] == lang and row["source"] != _BY_NAME
        if is_proper and len(row["name"]) <= len(held):
            found[row["code"]] = row["name"]
    return MappingProxyType(found)
