"""Names of codes on the screen: bodies, strengths, addressees, topics, roles, reasons."""

import re
from collections.abc import Sequence
from functools import cache
from typing import get_args

from pipeline import lexicon
from pipeline.lexicon.naming import names_in, short_names
from pipeline.recommend import built_in
from pipeline.records import Lang, Measure
from pipeline.records.lineage import Verdict
from pipeline.strings import Strings

_TABLES: dict[str, str] = {
    "strength": "strengths",
    "addressee": "addressee_names",
    "topic": "topics",
    "concept": "concepts",
    "body": "bodies",
    "kind": "kinds",
}
_FORMS: dict[str, str] = {
    "hedge": "hedges",
    "duty": "duties",
    "verb": "verb_classes",
    "modifier": "modifiers",
    "subset": "subsets",
}
"""Tables whose rows name a code, or give the words that stand for it."""
_NOVELTY = ("earliest", *get_args(Verdict), "none")
_RANKED = re.compile(r"([a-z]+) (\d+)")
_NAMES = re.compile(r"names (.+)")


def name_of(kind: str, code: str, say: Strings) -> str:
    """The name of ``code``; ``kind`` is a measure of trends, ``body`` or ``kind``.

    A code without a name is its own name; an empty one or ``none`` is said to be none.
    """
    if code in {"", "none"}:
        return say(f"none.{kind}")
    if kind == "hedge":
        return word_for(kind, code, say)
    if kind == "novelty":
        return word_for("verdict", code, say)
    if kind == "article":
        return _article(code, say)
    known = names_in(_TABLES[kind], say.lang)
    return (
        dict(say.names).get(code) or known.get(code, code)
        if kind == "body"
        else known.get(code, code)
    )


def _article(provision: str, say: Strings) -> str:
    """``18`` as an article, ``UNTOC:18`` as one of that instrument, by its shortest name."""
    instrument, _, number = provision.rpartition(":")
    if not instrument:
        return say("trends.article", number=number)
    return say("trends.article_of", instrument=short_name(instrument, say), number=number)


def short_name(instrument: str, say: Strings) -> str:
    """The shortest name of an instrument, its code where it has none in the language."""
    return short_names(say.lang).get(instrument, instrument)


def word_for(kind: str, code: str, say: Strings) -> str:
    """A code of the register in words: ``kind`` is ``hedge``, ``modifier``, ``subset``, ``duty``,
    ``verb``, ``status`` or ``verdict``. By the interface's strings, else by the name or the first
    form in its table, else the code as it is."""
    if say.has(f"{kind}.{code}"):
        return say(f"{kind}.{code}")
    return _listed(kind, say.lang).get(code, code)


@cache
def _listed(kind: str, lang: Lang) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lexicon.rows(_FORMS[kind]) if kind in _FORMS else ():
        if f"name_{lang}" in row:
            found.setdefault(row["code"], row[f"name_{lang}"])
        elif row["lang"] == lang:
            found.setdefault(row["code"], row["form"])
    return found


def order_of(
    measure: Measure, codes: set[str], counts: dict[str, int], ladder: Sequence[str] = ()
) -> tuple[str, ...]:
    """``codes`` in the order to show them: strengths by ``ladder`` (the built-in one where it is
    empty), what became of earlier recommendations from new to merged, the rest by ``counts``."""
    if measure in {"strength", "novelty"}:
        every = (ladder or built_in().codes) if measure == "strength" else _NOVELTY
        known = [code for code in every if code in codes]
        return (*known, *sorted(codes - set(known)))
    return tuple(sorted(codes, key=lambda code: (code == "none", -counts.get(code, 0), code)))


def reason(why: str, say: Strings) -> str:
    """One of the reasons of a match, of a bead, in words; an unknown one as it is."""
    found = _RANKED.fullmatch(why)
    if found and say.has(f"why.{found[1]}"):
        return say(f"why.{found[1]}", rank=found[2])
    if found := _NAMES.fullmatch(why):
        return say("why.names", symbol=found[1])
    key = "why." + why.replace(" ", "-")
    return say(key) if say.has(key) else why


def rule_name(rule: str, say: Strings) -> str:
    """The name of a rule of comparison."""
    key = f"finding.{rule}"
    return say(key) if say.has(key) else rule
