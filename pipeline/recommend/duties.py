"""What kind of duty is asked for: to report, to inform, to convene."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.text.normalise import fold


def duty_of(asked: Sequence[str], lang: Lang) -> tuple[str, str]:
    """The kind of duty that the words ``asked`` for set, a code of ``lexicon/duties.csv``, and the
    name of the row, whose form is a regular expression; the first row in the file that fits, both
    "" for none."""
    folded = [fold(words) for words in asked]
    for code, form, pattern in _forms(lang):
        if any(pattern.search(words) for words in folded):
            return code, f"duties:{lang}:{form}"
    return "", ""


@cache
def _forms(lang: Lang) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    edge = "" if lang == "zh" else r"\b"
    return tuple(
        (r["code"], r["form"], re.compile(f"{edge}(?:{r['form']}){edge}"))
        for r in lexicon.rows("duties")
        if r["lang"] == lang
    )
