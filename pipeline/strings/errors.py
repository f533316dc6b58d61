"""The lines of errors in Chinese: ``errors.csv``, a row for each English line that a reader meets.

``pattern`` is a regular expression that the whole line matches; its named groups fill the fields of
``zh``, so that the values stay those of the error.
"""

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = files(__package__).joinpath("errors.csv").read_text(encoding="utf-8")
    found = csv.DictReader(table.splitlines())
    return tuple((re.compile(row["pattern"], re.DOTALL), row["zh"]) for row in found)


def in_chinese(line: str) -> str:
    """``line`` in Chinese, "" for one that the table has not."""
    for pattern, zh in _rows():
        if match := pattern.fullmatch(line):
            return zh.format(**match.groupdict())
    return ""
