"""The words that open a paragraph of a resolution, preambular or operative."""

import re
from functools import cache
from typing import Literal, TypeAlias

from pipeline import lexicon
from pipeline.records import Lang

Use: TypeAlias = Literal["preambular", "operative"]


def opens(text: str, lang: Lang, use: Use) -> bool:
    """Whether ``text`` begins with words of ``lexicon/openings.csv`` for ``use``."""
    if lang == "zh":
        return text.startswith(_forms(lang, use))
    words = re.sub("[,:]", " ", text).split(maxsplit=2)[:2]
    skip = 1 if words[:1] and words[0] in {"Also", "Further"} else 0
    return bool(words[skip:]) and words[skip].casefold() in _forms(lang, use)


@cache
def _forms(lang: Lang, use: Use) -> tuple[str, ...]:
    rows = lexicon.rows("openings")
    return tuple(r["form"].casefold() for r in rows if (r["lang"], r["use"]) == (lang, use))
