"""What provision is asked for: ``18(13)``, ``UNTOC:18(13)``, 第18条第13款, "article 18"."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.errors import UnknownProvision
from pipeline.records.paragraphs import is_domestic, key_of
from pipeline.text.citations import citations
from pipeline.text.normalise import detect_lang, fold

_CODE = re.compile(r"([A-Za-z][A-Za-z0-9-]*)\s*(?::\s*(.*))?")
_BARE = re.compile(r"\d+[a-z]*(?:\((?:[a-z]+|\d+[a-z]*)\))*|(?:annex|ch|part)\.\S+")
_ACTS = frozenset({"RES", "DEC", "SYMBOL"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One provision; ``instrument`` is "" for that of any instrument, ``provision`` "" for all of
    the instrument."""

    instrument: str
    provision: str

    @property
    def key(self) -> str:
        """As of ``Citation``; without an instrument the provision alone."""
        return key_of(self.instrument, self.provision) if self.instrument else self.provision

    def holds(self, instrument: str, provision: str) -> bool:
        """Whether a provision of ``instrument`` is the one asked for or lies below it."""
        return self.instrument in {"", instrument} and covers(self.provision, provision)


def covers(provision: str, other: str) -> bool:
    """Whether ``other`` is ``provision`` or lies below it: 18 covers 18(13) and not 18bis."""
    asked, said = provision.casefold(), other.casefold()
    return not asked or said == asked or said.startswith(f"{asked}(")


def article_of(provision: str) -> str:
    """The article of a provision: ``18`` of ``18(13)(a)``."""
    return provision.partition("(")[0]


def read_key(words: str) -> tuple[Asked, ...]:
    """The provisions that ``words`` ask for, each once, in order; several for a list or a range.

    Raises UnknownProvision for words that name none, and for a State's own law.
    """
    asked = words.strip()
    tight = fold(asked).replace(" ", "")
    if _BARE.fullmatch(tight):
        return (Asked("", tight),)
    named = _CODE.fullmatch(asked)
    code = named[1].upper() if named else ""
    if named and code in _codes():
        below = (named[2] or "").replace(" ", "").lower()
        return (Asked(code, below),)
    found = citations(asked, detect_lang(asked)) if asked else ()
    if any(c.is_domestic for c in found):
        raise UnknownProvision(f"{asked}: a provision of a State's own law, not of a treaty")
    read = [
        Asked(c.instrument if c.instrument in _codes() else "", c.provision)
        for c in found
        if c.instrument not in _ACTS and c.provision[:1].isdigit()
    ]
    if not read:
        raise UnknownProvision(
            f"{asked or 'no words'}: no provision; ask for 18(13), UNTOC:18, article 18 or 第18条"
        )
    return tuple(dict.fromkeys(read))


@cache
def _codes() -> frozenset[str]:
    listed = frozenset(row["code"] for row in lexicon.rows("instruments"))
    return frozenset(code for code in listed if not is_domestic(code))
