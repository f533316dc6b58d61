"""Whether a text names a form: word for word, in another order, in another number.

"Transfer of sentenced persons" is named by "the transfer of persons sentenced abroad" as well: all
telling words of the form close together. 被判刑人员的移交 is named by 移交被判刑人员: what stands
before and behind 的 in one clause.
"""

import re
from functools import cache, lru_cache

from pipeline.preparation.briefing.subject import Form
from pipeline.search.idle import is_idle
from pipeline.text.tokenise import phrase_key, word_spans, words

_SLACK = 5
"""Words that may stand among those of a form beyond its own."""
_APART = 12
"""Characters between the two halves of a Chinese form."""
_CLAUSE = re.compile("[，。；：,;:]")
_SHORTEST_STEM = 5
_ENDING = re.compile(r"(?:ring|red|ing|ed|es|s|e)$")


def spellings(form: Form) -> tuple[str, ...]:
    """``form`` in the singular and in the plural."""
    said = form.words
    if form.lang == "zh" or not said[-1:].isalpha():
        return (said,)
    if said.isupper():
        return (said,)
    if said.endswith("y") and said[-2:-1] not in "aeiou":
        return said, f"{said[:-1]}ies"
    if said.endswith("ies"):
        return said, f"{said[:-3]}y"
    if said.endswith("s"):
        return (said,) if said.endswith("ss") else (said, said[:-1])
    return said, f"{said}s"


@cache
def telling(form: Form) -> tuple[str, ...]:
    """The words of an English form that tell what it is about, two or more; () for fewer, and for
    Chinese."""
    if form.lang == "zh":
        return ()
    found = tuple(w for w in dict.fromkeys(words(form.words, "en")) if not is_idle(w, "en"))
    return found if len(found) > 1 else ()


@cache
def halves(form: Form) -> tuple[str, str] | None:
    """What stands before and behind the last 的 of a Chinese form; None where there is none, or
    one of them is a single character."""
    if form.lang == "en":
        return None
    marks = [s for s, e in word_spans(form.words) if form.words[s:e] == "的"]
    if not marks:
        return None
    before, after = form.words[: marks[-1]], form.words[marks[-1] + 1 :]
    return (before, after) if min(len(before), len(after)) > 1 else None


def names_loosely(text: str, form: Form) -> bool:
    """Whether ``text`` has all telling words of ``form`` close together, in any order."""
    if form.lang == "zh":
        return _has_halves(text, form)
    wanted = telling(form)
    if not wanted:
        return False
    said = words(text, "en")
    places = [[n for n, w in enumerate(said) if _like(w, word)] for word in wanted]
    return _within(places, len(words(form.words, "en")) + _SLACK)


def _within(places: list[list[int]], most: int) -> bool:
    """Whether a window of ``most`` words has one of each of ``places``."""
    for start in sorted({at for found in places for at in found}):
        if all(any(start <= at < start + most for at in found) for found in places):
            return True
    return False


def _has_halves(text: str, form: Form) -> bool:
    two = halves(form)
    if two is None:
        return False
    first, second = (phrase_key(half) for half in two)
    for clause in _CLAUSE.split(phrase_key(text)):
        one, other = clause.find(first), clause.find(second)
        if one >= 0 and other >= 0:
            gap = other - one - len(first) if one < other else one - other - len(second)
            if 0 <= gap <= _APART:
                return True
    return False


def _like(word: str, wanted: str) -> bool:
    return word == wanted or _stem(word) == _stem(wanted)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """``word`` without what inflects it; short words as they are."""
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word.removesuffix("s")
