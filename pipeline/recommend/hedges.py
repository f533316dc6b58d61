"""Hedges: words by which what is asked for is qualified (酌情, within existing resources)."""

import re
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang


def hedges_of(text: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of ``lexicon/hedges.csv`` whose pattern, which stands in the first row of a code in a
    language, finds something in ``text``, and the names of these rows, told by their codes. Codes
    without a pattern serve the comparison alone."""
    found = [code for code, pattern in _patterns(lang) if pattern.search(text)]
    return tuple(found), tuple(f"hedges:{lang}:{code}" for code in found)


@cache
def _patterns(lang: Lang) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [r for r in lexicon.rows("hedges") if r["lang"] == lang and r["pattern"]]
    return tuple((r["code"], re.compile(r["pattern"], re.I)) for r in rows)
