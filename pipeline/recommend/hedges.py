"""Hedges: words by which what is asked for is qualified (酌情, within existing resources)."""

import re
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang


def hedges_of(text: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of ``lexicon/hedge_patterns.csv`` whose pattern finds something in ``text``, and the
    names of the rows, which are told by their codes."""
    found = [code for code, pattern in _patterns(lang) if pattern.search(text)]
    return tuple(found), tuple(f"hedge_patterns:{lang}:{code}" for code in found)


@cache
def _patterns(lang: Lang) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [r for r in lexicon.rows("hedge_patterns") if r["lang"] == lang]
    return tuple((r["code"], re.compile(r["pattern"], re.I)) for r in rows)
