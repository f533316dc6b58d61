"""Known terms as queries: does the search find passages that hold the term, in either language?

A term is a concept with a form in each language: of ``terms.csv``, which the search itself looks
things up in, or of ``concepts.csv``, the names of UNBIS concepts, which it does not. A term counts
in a direction where its form in the language of the answer stands in some passage of the
collection and its first form in the language of the question is the query. It is found where one of
the first ten passages holds a form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from evaluation.search.needs_items import Passages
from evaluation.search.rivals import System
from evaluation.search.terms import Term, terms_of
from pipeline.records import LANGS, Lang
from pipeline.text.passage import wording
from pipeline.text.tokenise import contains, phrase_key

FIRST = 10
"""Passages of a ranking that are looked at."""
TABLES = ("terms", "concepts")


@dataclass(frozen=True, slots=True)
class TermFigures:
    """``found`` of ``asked`` terms of ``table`` by ``system``, asked in one language, answered in
    another or the same."""

    table: str
    system: str
    asked: Lang
    wanted: Lang
    terms: int
    found: int


def measure_terms(
    table: str, systems: Sequence[System], passages: Passages
) -> tuple[TermFigures, ...]:
    """Every system in all four directions on the terms of ``table``."""
    keys = {
        key: phrase_key(wording(passages.paragraphs[key]))
        for lang in LANGS
        for key in passages.content(lang)
    }
    figures: list[TermFigures] = []
    for wanted in LANGS:
        texts = [keys[key] for key in passages.content(wanted)]
        held = [t for t in terms_of(table) if any(_holds(text, t, wanted) for text in texts)]
        for asked in LANGS:
            for system in systems:
                found = sum(_is_found(t, system, asked, wanted, keys) for t in held)
                figures.append(TermFigures(table, system.name, asked, wanted, len(held), found))
    return tuple(figures)


def _is_found(term: Term, system: System, asked: Lang, wanted: Lang, keys: dict[int, str]) -> bool:
    ranking = system.ranked(term.forms(asked)[0], asked, wanted)
    return any(_holds(keys.get(key, ""), term, wanted) for key in islice(ranking, FIRST))


def _holds(text: str, term: Term, lang: Lang) -> bool:
    return any(contains(text, phrase_key(form)) for form in term.forms(lang))
