"""Words that carry no subject: what a question is asked with."""

from functools import cache

from pipeline import lexicon
from pipeline.records import Lang


def is_idle(word: str, lang: Lang) -> bool:
    """Whether ``word``, in small letters, tells nothing of what is looked for."""
    return word in _idle(lang)


@cache
def _idle(lang: Lang) -> frozenset[str]:
    return frozenset(r["form"] for r in lexicon.rows("asking_words") if r["lang"] == lang)
