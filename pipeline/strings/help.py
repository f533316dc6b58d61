"""What the page Help says: one table, ``help.csv``, a row for each sign and each paragraph.

``section`` names the section, ``sign`` what is explained: the key of a string of the interface
(``why.dense``), all keys of a family (``relation.*``), a sign that the page draws
(``drawn.hit``), or ``title`` and ``text`` for words that explain no sign.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A row of the table."""

    section: str
    sign: str
    en: str
    zh: str
    source: str

    def words(self, lang: Lang) -> str:
        """What is said, in ``lang``."""
        return self.zh if lang == "zh" else self.en


@cache
def help_rows() -> tuple[HelpRow, ...]:
    """The rows in the order of the table, those of a section together, its title first."""
    table = files(__package__).joinpath("help.csv").read_text(encoding="utf-8")
    return tuple(HelpRow(**row) for row in csv.DictReader(table.splitlines()))


@cache
def sections() -> tuple[str, ...]:
    """The names of the sections, in order."""
    return tuple(dict.fromkeys(row.section for row in help_rows()))
