"""The provisions that a query names, and the passages that cite them or are their text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.search.idle import is_idle
from pipeline.store.reading import Store
from pipeline.text.tokenise import words

_LONGEST_QUERY = 2_000
"""Characters of a query that are looked through for provisions."""
_LONGEST_NAME = 200
"""Characters beyond which a query is more than the name of a provision."""
_MAY_CITE = re.compile(r"\bart(?:icle|s?\.)|[条條]", re.IGNORECASE)
_ACTS = frozenset({"RES", "DEC", "SYMBOL"})

ITSELF = 1.0
"""Worth of a passage that is the text of the provision, or of a part of it."""
CITES = 0.9
BELOW = 0.8
"""Worth of one that cites a part of the provision."""
HEADING = 0.5
"""Worth of one whose heading alone cites it."""
ABOVE = 0.25
"""Worth of one that cites the article of which a paragraph is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A provision that a query names; ``instrument`` is "" where it does not say of which."""

    instrument: str
    provision: str


def provisions_asked(query: str, lang: Lang) -> tuple[Asked, ...]:
    """The provisions that ``query`` names, each once; those of a State's own law are none."""
    text = query[:_LONGEST_QUERY]
    if not _MAY_CITE.search(text):
        return ()
    from pipeline.text.citations import citations  # its tables are read at the first citation

    return tuple(
        dict.fromkeys(
            Asked(c.instrument if c.instrument in _listed() else "", c.provision)
            for c in citations(text, lang)
            if c.instrument not in _ACTS and not c.is_domestic and c.provision[:1].isdigit()
        )
    )


@cache
def _listed() -> frozenset[str]:
    return frozenset(row["code"] for row in lexicon.rows("instruments"))


def asks_alone(query: str, lang: Lang, asked: Sequence[Asked]) -> bool:
    """Whether ``query`` names the provisions ``asked`` and, but for words that only ask, an
    instrument and figures, nothing else."""
    if not asked or len(query) > _LONGEST_NAME:
        return False
    from pipeline.text.citations import citations

    rest = query
    for cited in reversed(citations(query, lang)):
        rest = f"{rest[: cited.start]} {rest[cited.end :]}".replace(cited.name or " ", " ")
    for row in lexicon.rows("instruments"):
        if row["lang"] == lang and row["code"] in {one.instrument for one in asked}:
            rest = rest.replace(row["name"], " ")
    return all(is_idle(word, lang) or word.isdigit() for word in words(rest, lang))


def concerned(store: Store, asked: Asked) -> dict[int, float]:
    """Ids of the passages that concern the provision, each with its worth."""
    article = asked.provision.partition("(")[0]
    wanted, values = _wanted(asked, article)
    worth: dict[int, float] = {}
    for key, provision, is_heading in store.fetch(
        f"SELECT paragraph, provision, is_heading FROM citations WHERE {wanted}", values
    ):
        value = _worth(asked.provision, provision, CITES, BELOW)
        worth[key] = max(worth.get(key, 0.0), min(value, HEADING) if is_heading else value)
    for key, provision in store.fetch(
        f"SELECT paragraph, provision FROM provisions WHERE {wanted}", values
    ):
        worth[key] = max(worth.get(key, 0.0), _worth(asked.provision, provision, ITSELF, ITSELF))
    return worth


def _wanted(asked: Asked, article: str) -> tuple[str, list[str]]:
    below = f"{asked.provision}("
    where = "(provision IN (?, ?) OR substr(provision, 1, ?) = ?)"
    values: list[str] = [asked.provision, article, str(len(below)), below]
    if asked.instrument:
        return f"instrument = ? AND {where}", [asked.instrument, *values]
    return where, values


def _worth(asked: str, found: str, same: float, below: float) -> float:
    if found == asked:
        return same
    return below if found.startswith(f"{asked}(") else ABOVE
