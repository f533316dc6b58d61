"""Every table of the lexicon says where its rows were seen; a hedge is read by one pattern."""

import re
from importlib.resources import files

import pytest

from pipeline import lexicon
from pipeline.records import LANGS

TABLES = sorted(
    path.name.removesuffix(".csv")
    for path in files(lexicon.__name__).iterdir()
    if path.name.endswith(".csv")
)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source_in_the_last_column(name: str) -> None:
    for line, row in enumerate(lexicon.rows(name), 2):
        assert list(row)[-1] == "source", name
        assert row["source"] and row["source"].strip(), f"{name}.csv, row {line}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_pattern_of_a_hedge_stands_in_the_first_row_of_its_code_and_compiles(lang: str) -> None:
    seen: set[str] = set()
    read = 0
    for row in lexicon.rows("hedges"):
        if row["lang"] == lang:
            if row["pattern"]:
                assert row["code"] not in seen, row
                re.compile(row["pattern"])
                read += 1
            seen.add(row["code"])
    assert 0 < read <= len(seen)
