"""What the screen says, in Chinese and English: one table, ``strings.csv``.

A text holds fields in braces (``{n}``) that the caller fills. Where English needs a singular, the
two forms stand in one cell, parted by ``|``, and the number ``n`` decides.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pipeline.records import Heading, Lang, Paragraph
from pipeline.records.trace import Trace
from pipeline.strings.apart import set_apart


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The table in file order: key, en, zh, source."""
    table = files(__name__).joinpath("strings.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(table.splitlines()))


@cache
def _texts(lang: Lang) -> dict[str, str]:
    return {row["key"]: row[lang] for row in rows()}


def _filled(value: object) -> object:
    return set_apart(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Strings:
    """The strings of one language; call it with a key. What an index itself says stands beside
    them: ``names`` of codes of bodies, as (code, name); ``ladder``, the codes of the strengths, the
    strongest first, () for the built-in one; ``trace``, which tells where a paragraph was read
    from, by its document where that is given."""

    lang: Lang
    names: tuple[tuple[str, str], ...] = ()
    ladder: tuple[str, ...] = ()
    trace: Callable[[Paragraph, Heading | None], Trace] | None = field(default=None, compare=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key`` with its fields filled. Raises KeyError for a key not listed."""
        text = _texts(self.lang)[key]
        if "|" in text and "n" in values:
            one, many = text.split("|", 1)
            text = one if values["n"] in (1, "1") else many
        return text.format(**{k: _filled(v) for k, v in values.items()}) if values else text

    def has(self, key: str) -> bool:
        """Whether ``key`` is listed."""
        return key in _texts(self.lang)
