"""Names of codes on the screen: bodies, strengths, addressees, topics, roles, reasons."""

import re
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang, Measure
from pipeline.strings import Strings

_TABLES: dict[str, str] = {
    "strength": "strengths",
    "addressee": "addressee_names",
    "topic": "topics",
    "body": "bodies",
    "kind": "kinds",
}
_RANKED = re.compile(r"(dense|words|aligned) (\d+)")
_NAMES = re.compile(r"names (.+)")
_ALSO = re.compile(r"also in (\d+) documents?")


@cache
def _names(table: str, lang: Lang) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lexicon.rows(table):
        found.setdefault(row["code"], row[f"name_{lang}"])
    return found


def name_of(kind: str, code: str, say: Strings) -> str:
    """The name of ``code``; ``kind`` is ``strength``, ``addressee``, ``topic``, ``body``
    or ``kind``.

    A code without a name is its own name; an empty one or ``none`` is said to be none.
    """
    if code in {"", "none"}:
        return say(f"none.{kind}")
    known = _names(_TABLES[kind], say.lang)
    return (
        dict(say.names).get(code) or known.get(code, code)
        if kind == "body"
        else known.get(code, code)
    )


@cache
def ladder() -> tuple[str, ...]:
    """The codes of the strengths, the strongest first."""
    rows = sorted(lexicon.rows("strengths"), key=lambda row: int(row["rank"]))
    return tuple(row["code"] for row in rows)


def order_of(measure: Measure, codes: set[str], counts: dict[str, int]) -> tuple[str, ...]:
    """``codes`` in the order to show them: strengths by the ladder, the rest by ``counts``."""
    if measure == "strength":
        known = [code for code in ladder() if code in codes]
        return (*known, *sorted(codes - set(known)))
    return tuple(sorted(codes, key=lambda code: (code == "none", -counts.get(code, 0), code)))


def reason(why: str, say: Strings) -> str:
    """One of the reasons of a match, of a bead, in words; an unknown one as it is."""
    if found := _RANKED.fullmatch(why):
        return say(f"why.{found[1]}", rank=found[2])
    if found := _NAMES.fullmatch(why):
        return say("why.names", symbol=found[1])
    if found := _ALSO.fullmatch(why):
        return say("why.also", n=int(found[1]))
    key = "why." + why.replace(" ", "-")
    return say(key) if say.has(key) else why


def rule_name(rule: str, say: Strings) -> str:
    """The name of a rule of comparison."""
    key = f"finding.{rule}"
    return say(key) if say.has(key) else rule
